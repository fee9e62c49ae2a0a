"""The demo's texts, from the YAML files in ``content/``."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db import models
from simple_history.utils import bulk_create_with_history

FOLDER = Path(__file__).parent / "content"
# libyaml's loader reads these files in a tenth of the time; not every wheel has it.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def read(name: str) -> dict[str, Any]:
    return yaml.load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 - both are safe loaders


def create_in_order(model: type[models.Model], rows: list[dict[str, Any]], **owner: Any) -> list:
    """Rows of one model and their history at once, with ``position`` as they stand in the list."""
    made = [model(**{"position": at, **owner, **row}) for at, row in enumerate(rows)]
    return bulk_create_with_history(made, model) if made else []
