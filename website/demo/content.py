"""The demo's texts, from the YAML files in ``content/``."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db import models
from django.urls import reverse
from simple_history.utils import bulk_create_with_history

from typeset.fold import slugify

FOLDER = Path(__file__).parent / "content"
# libyaml's loader reads these files in a tenth of the time; not every wheel has it.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def read(name: str) -> dict[str, Any]:
    """The file's content; ``paper:KEY`` in it stands for that paper's address."""
    text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    linked = re.sub(r"\bpaper:([a-z]+\d{4}[a-z]+)", lambda found: _address(found[1]), text)
    return yaml.load(linked, Loader=LOADER)  # noqa: S506 - either is a safe loader


def paper_slug(paper: dict[str, Any]) -> str:
    return slugify(paper["title"], "paper")


def _address(key: str) -> str:
    papers = {paper["key"]: paper for paper in read("papers")["papers"]}
    return reverse("publication", args=[paper_slug(papers[key])])


def create_in_order(model: type[models.Model], rows: list[dict[str, Any]], **owner: Any) -> list:
    """Rows of one model and their history at once, with ``position`` as they stand in the list."""
    made = [model(**{"position": at, **owner, **row}) for at, row in enumerate(rows)]
    return bulk_create_with_history(made, model) if made else []
