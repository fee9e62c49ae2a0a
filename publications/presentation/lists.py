"""A list of works as templates draw it: from their drawings, under headings, with a legend."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from publications.grouping import BY_YEAR, Grouping
from publications.models import Publication
from publications.presentation.anchors import Anchors
from publications.presentation.byline import Byline, Mark, byline, legend
from publications.presentation.drawing import MOST_BIBTEX, TEMPLATES, Drawn, drawn
from publications.presentation.frames import byline_html, item_html
from typeset import markdown


@dataclass(slots=True)
class ListItem:
    pk: int
    year: int | None
    type: str
    heading: str
    url: str
    margin: SafeString
    title: SafeString
    where: SafeString
    notes: SafeString
    acts: SafeString
    byline: Byline
    marks: str
    bibtex: str
    ids: Sequence[str] = ()

    @property
    def html(self) -> SafeString:
        return item_html(self)

    @property
    def byline_html(self) -> SafeString:
        return byline_html(self.byline, self.url)

    @property
    def long(self) -> bool:
        """Whether the BibTeX is too long to stand in a list."""
        return len(self.bibtex) > MOST_BIBTEX


@dataclass(frozen=True)
class ItemList:
    """Some items and the legend of the marks in their bylines."""

    items: Sequence[ListItem]

    def __len__(self) -> int:
        return len(self.items)

    @property
    def legend(self) -> list[Mark]:
        return legend(item.marks for item in self.items)

    @property
    def has_margin(self) -> bool:
        """Whether any item has something to show beside its title."""
        return any(item.margin for item in self.items)

    @property
    def groups(self) -> list[tuple[str, list[ListItem]]]:
        """The items under their headings, in the order in which they come."""
        return [
            (heading, list(items))
            for heading, items in groupby(self.items, key=lambda item: item.heading)
        ]


def items(
    works: QuerySet[Publication] | Sequence[tuple[Any, ...]],
    *,
    owner: int | None = None,
    by: Grouping = BY_YEAR,
    anchored: bool = False,
) -> ItemList:
    """``works``, as `drawn` takes them, on the page of the researcher ``owner``, or on nobody's.

    They are in the order of the grouping ``by`` already. In an ``anchored`` list each can be
    linked by its key; a page may have one such list.
    """
    rows = drawn(works, by.column)
    found = [_item(each, owner, by) for each in rows]
    if anchored:
        anchors = Anchors(rows, owner)
        for item in found:
            item.ids = anchors.take(item.pk)
    return ItemList(found)


def _item(each: Drawn, owner: int | None, by: Grouping) -> ListItem:
    parts = each.parts
    margin, title, where, notes, acts = (markdown.drawn(parts[name]) for name in TEMPLATES)
    names = parts["byline"]
    return ListItem(
        each.pk, each.year, each.type, by.heading(each.heading), parts["url"], margin, title,
        where, notes, acts, byline(names, owner), names["marks"], each.bibtex,
    )  # fmt: skip
