"""Which <div> of a page holds one work: the largest that holds one title and no second."""

import re
from dataclasses import dataclass

__all__ = ["boxes_in", "is_title"]

_DIV = re.compile(r"<(/?)(div|section|article)\b([^<>]*)>", re.IGNORECASE)
_TITLE = re.compile(
    r"class\s*=\s*[\"'][^\"']*\b(?:pub|paper|publication|article|entry|work)s?[-_]?"
    r"(?:title|name)\b",
    re.IGNORECASE,
)
_TITLED = re.compile(rf"<(?!/)\w+\b[^<>]*{_TITLE.pattern}", re.IGNORECASE)


@dataclass(slots=True)
class _Open:
    start: int
    titles: int = 0


def is_title(attributes: str) -> bool:
    """Whether an element is named as the title of a work ("pub-title")."""
    return bool(_TITLE.search(attributes))


def boxes_in(text: str) -> frozenset[int]:
    """Where the tags stand that open a box, when the page has more than one titled box."""
    titles = [found.start() for found in _TITLED.finditer(text)]
    if len(titles) < 2:
        return frozenset()
    singles: list[tuple[int, int]] = []  # elements with one title in them: start and end
    stack: list[_Open] = []
    pending = iter([*titles, len(text) + 1])
    title = next(pending)
    for tag in _DIV.finditer(text):
        while title <= tag.start() and not (title == tag.start() and not tag[1]):
            _count(stack)
            title = next(pending)
        if not tag[1]:
            stack.append(_Open(tag.start()))
            if title == tag.start():
                _count(stack)
                title = next(pending)
        elif stack:
            closed = stack.pop()
            if closed.titles == 1:
                singles.append((closed.start, tag.end()))
    return frozenset(_outermost(singles))


def _count(stack: list[_Open]) -> None:
    for element in stack:
        element.titles += 1


def _outermost(elements: list[tuple[int, int]]) -> list[int]:
    kept: list[int] = []
    reached = -1
    for start, end in sorted(elements):
        if start >= reached:
            kept.append(start)
            reached = end
    return kept
