"""HTML blocks opened: every tag that breaks a line becomes a break, with a mark of what it said."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from publications.listing.boxes import boxes_in, is_title
from publications.listing.lines import CELL_BREAK, Line, Mark

__all__ = ["opened_blocks"]

_MANY = 8  # words, more than any button has


_TAG = re.compile(
    r"<(/?)(h[1-6]|li|br|p|div|tr|td|th|hr|dt|dd|ul|ol|dl|details|summary|table|tbody|thead"
    r"|section|article|center|blockquote|pre|header|footer|main|nav|figure|figcaption|html|body)"
    r"\b([^<>]*)>",
    re.IGNORECASE,
)


_BOX = re.compile(
    r"""(?:class|id)\s*=\s*["'][^"']*\b(?:pub|paper|publication|bib)[\w-]*(?:box|item|entry|card|row)?\b""",
    re.IGNORECASE,
)


_INNER_BOX = re.compile(
    r"title|author|venue|meta|info|image|img|text|link|tag|badge|year|journal|abstract|list"
    r"|content|section|wrap|group|container|body|header|detail|desc|conf|thumb|media|button|btn",
    re.IGNORECASE,
)


_BACKSLASHES = re.compile(r"(?<!\\)\\{1,2}[ \t]*$")  # CommonMark's break, and Kramdown's


@dataclass(slots=True)
class _State:
    """Where in the HTML the next piece of text stands."""

    number: int = 1
    depth: int = 0
    fold: str = ""
    in_summary: bool = False
    mark: Mark = Mark.NONE
    level: int = 0
    cell: bool = False
    inside: bool = False
    titled: bool = False
    heading: bool = False  # in an HTML heading, which may have several lines
    broken: bool = False  # a <br> came last, and nothing after it
    open: Line | None = None


def opened_blocks(text: str) -> Iterator[Line]:
    """The lines, with every HTML block tag turned into breaks and marks."""
    state = _State()
    position = 0
    boxes = boxes_in(text)
    for tag in _TAG.finditer(text):
        yield from _text(text[position : tag.start()], state)
        if tag.start() in boxes and not state.inside:
            yield from _blank_line(state)
            state.mark = Mark.ROW
        yield from _tag(tag, state)
        state.number += tag[0].count("\n")
        position = tag.end()
    yield from _text(text[position:], state)
    if state.open:
        yield state.open


def _text(text: str, state: _State) -> Iterator[Line]:
    """Add text to the open line; each newline in it closes one."""
    pieces = text.split("\n")
    for index, piece in enumerate(pieces):
        if index and state.heading:
            state.number += 1
            if state.open is not None:
                state.open.text += " "
        elif index:
            if state.open is not None or not (state.broken and index == 1):
                yield _close(state, hard=False)
            state.number += 1
        if state.in_summary:
            state.fold += piece
        elif piece.strip() or state.open is not None:
            line = _opened(state)
            line.text += piece
            state.broken = state.broken and not piece.strip()


def _opened(state: _State) -> Line:
    if state.open is None:
        state.open = Line(
            state.number,
            "",
            state.mark,
            state.level,
            fold=state.fold.strip(),
            cell=state.cell,
            titled=state.titled,
            inside=state.inside and state.mark is Mark.NONE,
        )
        state.mark, state.level, state.cell, state.titled = Mark.NONE, 0, False, False
    return state.open


def _close(state: _State, *, hard: bool) -> Line:
    line = state.open or Line(state.number, "", fold=state.fold.strip())
    line.hard = hard or line.text.endswith("  ") or bool(_BACKSLASHES.search(line.text))
    line.text = _BACKSLASHES.sub("", line.text)
    if line.titled and line.text.strip():
        line.text = f"<b>{line.text}</b>"  # as the page's style would print it
    state.open = None
    return line


def _blank_line(state: _State) -> Iterator[Line]:
    if state.open is not None:
        yield _close(state, hard=False)
    yield Line(state.number, "", fold=state.fold.strip())


def _tag(tag: re.Match[str], state: _State) -> Iterator[Line]:
    closing, name = bool(tag[1]), tag[2].lower()
    if name == "summary":
        yield from _summary(state, closing=closing)
    elif name == "br" and state.in_summary:
        state.fold += "\n"
    elif name == "br":
        yield from _break(state)
    elif name in ("td", "th", "dd"):
        if state.open is not None:
            yield _close(state, hard=True)
        if name != "dd":
            state.cell = not closing
    else:
        yield from _blank_line(state)
        yield from _block_tag(name, tag[3], state, closing=closing)


def _summary(state: _State, *, closing: bool) -> Iterator[Line]:
    """What a fold is called ("Abstract") names its lines; a whole citation is an entry itself."""
    said = state.fold.strip()
    if closing and len(said.split()) > _MANY:
        yield Line(state.number, "")
        for index, text in enumerate(part for part in said.split("\n") if part.strip()):
            yield Line(state.number, text.strip(), Mark.NONE if index else Mark.ROW, hard=True)
        said = ""
    state.in_summary = not closing
    state.fold = (said or "details") if closing else ""


def _break(state: _State) -> Iterator[Line]:
    if state.open is not None and state.open.text.lstrip().startswith("|"):
        state.open.text += CELL_BREAK  # inside a row of a Markdown table
        return
    if state.broken:
        yield from _blank_line(state)
    elif state.open is not None:
        yield _close(state, hard=True)
    state.broken = True


def _block_tag(name: str, attributes: str, state: _State, *, closing: bool) -> Iterator[Line]:
    inside = state.inside
    state.heading = name[0] == "h" and name[1:].isdigit() and not closing
    if name in ("li", "tr", "dt", "ul", "ol", "table"):
        state.inside = name in ("li", "tr", "dt") and not closing
    if name == "details":
        state.fold = "" if closing else "details"
    elif name in ("ul", "ol"):
        state.depth = max(0, state.depth + (-1 if closing else 1))
    elif name == "hr":
        yield Line(state.number, "", Mark.RULE)
    elif not closing:
        _open_tag(name, attributes, state, inside=inside)


def _open_tag(name: str, attributes: str, state: _State, *, inside: bool) -> None:
    state.titled = is_title(attributes)
    if name[0] == "h" and name[1:].isdigit():
        state.mark, state.level = Mark.HEADING, int(name[1])
    elif name in ("li", "dt"):
        state.mark, state.level = Mark.ITEM, max(1, state.depth)
    elif name == "tr" or (
        name in ("div", "section", "article") and not inside and _is_box(attributes)
    ):
        state.mark = Mark.ROW


def _is_box(attributes: str) -> bool:
    """Whether a <div> is named as the box of one paper ("pub-item", "paper-box")."""
    found = _BOX.search(attributes)
    return bool(found) and not _INNER_BOX.search(found[0] if found else "")
