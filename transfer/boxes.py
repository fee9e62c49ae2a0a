"""Boxes of HTML among Markdown, one for each paper, as items of a list."""

import re
from collections.abc import Iterator

_OPENING = re.compile(
    r"<div\b[^<>]*\bclass\s*=\s*([\"'])(?:[^\"'<>]*\s)?(?:paper-box|publication|pub|paper"
    r"|(?:pub|publication|paper)[-_]?(?:box|item|entry|card|row))(?:\s[^\"'<>]*)?\1[^<>]*>",
    re.IGNORECASE,
)
_DIV = re.compile(r"<(/?)(?:div|center|section|span)\b[^<>]*>", re.IGNORECASE)
_BADGE = re.compile(
    r"<div\b[^<>]*\bclass\s*=\s*[\"'][^\"'<>]*\b(?:badge|venue|tag|label)\b[^<>]*>\s*"
    r"([^<>]{1,60}?)\s*</div>",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"<img\b[^<>]*>|!\[[^\[\]]*\]\([^()\s]*\)", re.IGNORECASE)
_ROWS = 400  # boxes on a page that are read; each costs a look through what follows


def boxes_as_items(markdown: str) -> str:
    """The text with each box as an item of lines: its badge before the title, its picture last."""
    pieces, position = [], 0
    for start, end, inner in _boxes(markdown):
        pieces += [markdown[position:start].rstrip("\n"), "\n\n", _item(inner), "\n\n"]
        position = end
    return "".join([*pieces, markdown[position:].lstrip("\n") if pieces else markdown[position:]])


def _boxes(markdown: str) -> Iterator[tuple[int, int, str]]:
    """Where each outermost box stands, and what is in it; those with programs in them are none."""
    position = 0
    for _ in range(_ROWS):
        opening = _OPENING.search(markdown, position)
        if opening is None:
            return
        position = opening.end()
        end = _end(markdown, opening.end())
        if end is None:
            continue
        inner = markdown[opening.end() : end[0]]
        words = re.sub(r"<[^<>]*>", " ", inner).split()
        if len(words) > 3 and "{%" not in inner and "{{" not in inner:
            yield opening.start(), end[1], inner
            position = end[1]


def _end(markdown: str, start: int) -> tuple[int, int] | None:
    depth = 1
    for tag in re.compile(r"<(/?)div\b[^<>]*>", re.IGNORECASE).finditer(markdown, start):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return tag.span()
    return None


def _item(inner: str) -> str:
    badges = [badge[1] for badge in _BADGE.finditer(inner)]
    pictures = _PICTURE.findall(inner)
    text = _DIV.sub("\n", _PICTURE.sub("", _BADGE.sub("", inner)))
    text = re.sub(r"^#{1,6} +(.*?) *#*$", r"**\1**", text, flags=re.MULTILINE)
    lines = [re.sub(r"^\s*(?:[-*+]\s+)?", "", line).rstrip() for line in text.split("\n")]
    lines = [line for line in [*lines, *pictures] if line]
    if badges:
        lines = [" ".join([f"**{badges[0]}**", *lines[:1]]), *lines[1:]]
    return "- " + "  \n  ".join(lines)
