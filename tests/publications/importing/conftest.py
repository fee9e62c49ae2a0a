"""Entries as the BibTeX reader gives them, made by hand."""

import pytest

from publications.bibtex.records import Author, Bibliography, Entry
from publications.importing.apply import apply
from publications.importing.planner import plan
from publications.names import split_name


def entry(
    key="tide2024", title="On the agreement of tide gauges", authors=("Sørensen, Mina",), **fields
):
    """An article of 2024 by Mina Sørensen; authors are names, or records with their flags."""
    made = [name if isinstance(name, Author) else Author(split_name(name)) for name in authors]
    fields = {"type": "article", "year": 2024, "venue": "Journal of Slow Measurement", **fields}
    return Entry(key=key, title=title, authors=made, raw_type="article", **fields)


@pytest.fixture
def bring(db):
    """Import these entries at once; the report of what became of them."""

    def bring(*entries, **options):
        user = options.pop("user", None)
        made = plan(Bibliography(entries=list(entries)), user=user, **options)
        bring.record = apply(made, user)
        bring.plan = made
        return made.report()

    return bring


@pytest.fixture
def actions(bring):
    """Import these entries at once; what was done with each."""
    return lambda *entries, **options: [item.action for item in bring(*entries, **options).items]
