"""Items of a list from their templates, without drawing a template for each of them.

A template is drawn once for each shape that an item can have, with holes where items of that shape
differ; for an item the holes are filled. What a shape says must be all that the template asks
about: the rest it may only put somewhere.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.template.loader import get_template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from publications.presentation.byline import Byline, Part
from typeset.markdown import drawn

if TYPE_CHECKING:
    from publications.presentation.lists import ListItem

_HOLE = "\0"  # in no template, and in no page of HTML
_OF_ITEM = ("url", "margin", "title", "byline_html", "where", "notes", "acts", "bibtex")
_OF_BYLINE = ("shown", "kept", "folded")

Shape = tuple[tuple[Any, ...], ...]


def item_html(item: "ListItem") -> SafeString:
    ids = [conditional_escape(each) for each in item.ids]
    given = [conditional_escape(getattr(item, name)) for name in _OF_ITEM]
    return _filled(_item_frame(len(ids), item.long), [*given, *ids])


def byline_html(byline: Byline, url: str) -> SafeString:
    """The byline; ``url`` is the work's page."""
    given = [conditional_escape(url)]
    for name in _OF_BYLINE:
        for part in getattr(byline, name):
            given += (part.html, conditional_escape(part.url))
    shapes = [_shape(getattr(byline, name)) for name in _OF_BYLINE]
    return _filled(_byline_frame(*shapes, byline.more, byline.others), given)


def _shape(parts: Iterable[Part]) -> Shape:
    return tuple((bool(html), bool(url), *said) for html, url, *said in parts)


@lru_cache(maxsize=64)
def _item_frame(ids: int, long: bool) -> list[str]:
    named = {name: _hole(at) for at, name in enumerate(_OF_ITEM)}
    holes = [_hole(at) for at in range(len(_OF_ITEM), len(_OF_ITEM) + ids)]
    item = {**named, "ids": holes, "long": long}
    return _drawn("item", {"item": item})


@lru_cache(maxsize=512)
def _byline_frame(shown: Shape, kept: Shape, folded: Shape, more: int, others: bool) -> list[str]:
    parts: list[list[Part]] = []
    at = 1
    for shape in (shown, kept, folded):
        found = []
        for html, url, *said in shape:
            text = drawn(_hole(at) if html else "")
            found.append(Part(text, _hole(at + 1) if url else "", *said))
            at += 2
        parts.append(found)
    return _drawn("byline", {"byline": Byline(*parts, more, others), "url": _hole(0)})


def _hole(number: int) -> str:
    return f"{_HOLE}{number}{_HOLE}"


def _drawn(name: str, context: dict[str, Any]) -> list[str]:
    """Pieces of text, and between two of them the number of what stands there."""
    return get_template(f"publications/includes/{name}.html").render(context).split(_HOLE)


def _filled(frame: Sequence[str], given: Sequence[str]) -> SafeString:
    pieces = list(frame)
    pieces[1::2] = [given[int(number)] for number in frame[1::2]]
    return drawn("".join(pieces))
