"""Sites for tests: folders laid out from what a test says, and the real ones beside the project."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

SHARED = Path(__file__).resolve().parents[2] / "../shared"
SEEDS = SHARED / "seeds"
CORPORA = SHARED / "corpora/sites"

needs_seeds = pytest.mark.skipif(
    not SEEDS.is_dir(), reason="the two real home pages are not beside the project"
)
needs_corpora = pytest.mark.skipif(
    not CORPORA.is_dir(), reason="the corpus of real sites is not beside the project"
)

CONFIG = """\
title: blank
first_name: Mina
middle_name: K.
last_name: Sørensen
url: https://mina.example
"""
ABOUT = """\
---
layout: about
permalink: /
title: about
---

I measure what drifts.
"""


def doc(head: str, body: str = "Words.") -> str:
    """A file with this head and body."""
    return f"---\n{head}\n---\n\n{body}\n"


def lay(root: Path, files: dict[str, str | bytes]) -> Path:
    """Write the files into the folder, by their paths."""
    for path, content in files.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def lay_alfolio(root: Path, files: dict[str, str | bytes] | None = None) -> Path:
    """A small al-folio site; ``files`` come on top of its configuration and about page."""
    return lay(root, {"_config.yml": CONFIG, "_pages/about.md": ABOUT, **(files or {})})


def seed(name: str) -> str:
    return next(SEEDS.glob(f"{name}_*.txt")).read_text(encoding="utf-8")


def run(folder: Path, **options: Any) -> dict[str, Any]:
    """The report of the command, as its JSON says it."""
    out = StringIO()
    call_command("import_site", str(folder), json=True, stdout=out, **options)
    return json.loads(out.getvalue())


def counts(report: dict[str, Any]) -> dict[str, int]:
    names = ("found", "created", "updated", "unchanged", "rejected")
    return {name: report[name] for name in names}


def items(report: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [item for item in report["items"] if item["kind"] == kind]


def problems(report: dict[str, Any]) -> str:
    """All problems as one text."""
    told = [problem for item in report["items"] for problem in item["problems"]]
    return "\n".join([*report["problems"], *told])
