"""What must be the same after writing and reading again: the data, not the order of words."""

from dataclasses import fields
from typing import Any

from publications.bibtex import Entry

# Names and flags are compared as they are understood: they are written clean, and by BibLaTeX.
_REWRITTEN = frozenset(
    ("author", "authors", "editor", "editors", "author+an", "author+an:default", "entrysubtype")
)
_NOT_DATA = frozenset(("line", "source", "problems", "offers", "fields", "inherited", "parents"))


def data(entry: Entry) -> dict[str, Any]:
    found = {each.name: getattr(entry, each.name) for each in fields(entry)}
    found = {name: value for name, value in found.items() if name not in _NOT_DATA}
    own = {name: value for name, value in entry.fields.items() if name not in _REWRITTEN}
    return found | {"fields": own}
