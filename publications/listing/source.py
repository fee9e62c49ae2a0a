"""A page's text as lines: what no reader of the page sees is taken out, HTML blocks are opened.

Every line keeps the number that it has in the file.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from publications.listing.boxes import boxes_in, is_title

__all__ = ["CELL_BREAK", "Line", "Mark", "Source", "read_source"]


CELL_BREAK = "\u2028"


class Mark(Enum):
    """What an HTML tag said about the line that it opened."""

    NONE = ""
    HEADING = "heading"
    ITEM = "item"
    ROW = "row"  # of a table, or a box that holds one entry
    RULE = "rule"


@dataclass(slots=True)
class Line:
    """One line; `hard` when the page breaks it there, `fold` names the <details> it is in."""

    number: int
    text: str
    mark: Mark = Mark.NONE
    level: int = 0
    hard: bool = False
    fold: str = ""
    verbatim: bool = False
    cell: bool = False
    titled: bool = False  # the page's own classes call it a title
    inside: bool = False  # still in the HTML list item or table row that was opened before


@dataclass(slots=True)
class Source:
    lines: list[Line] = field(default_factory=list)
    title: str = ""
    is_html: bool = False  # a whole page, with its menu before the first heading
    references: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


_NEWLINE = re.compile(r"\r\n?|\u2028|\u2029|\x85")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]")
_COMMENT = re.compile(r"<!--.*?(?:--!?>|\Z)", re.DOTALL)
_LIQUID_COMMENT = re.compile(
    r"\{%-?\s*comment\s*-?%\}.*?(?:\{%-?\s*endcomment\s*-?%\}|\Z)", re.DOTALL
)
_LOOP = re.compile(r"\{%-?\s*for\b.*?\{%-?\s*endfor\s*-?%\}", re.DOTALL)
_MANY = 8  # words, more than any button has
_ENOUGH = 20  # problems of one kind
_LOOP_END = re.compile(r"\{%-?\s*endfor\s*-?%\}")
_FROM_DATA = re.compile(r"\{\{[^{}]*\.[^{}]*\}\}|include")
_HIDDEN = re.compile(
    r"<(script|style|svg|head|noscript|nav|footer)\b[^<>]*>.*?(?:</\1\s*>|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_MARKDOWN_COMMENT = re.compile(
    r"^ {0,3}\[(?://|comment|_)\]: *[#<(\"'].*$", re.MULTILINE | re.IGNORECASE
)
_LIQUID = re.compile(r"\{%[^\n]{0,500}?%\}|\{\{[<%][^\n]{0,500}?[>%]\}\}")
_ATTRIBUTES = re.compile(r"\{:{1,2}[^{}\n]{0,300}\}|(?<=[)\]*_`])\{[.#][^{}\n]{0,300}\}")
_REFERENCE = re.compile(
    r"^ {0,3}\[([^\[\]\n]{1,200})\]:[ \t]*<?([^\s<>]{1,2000})>?"
    r"[ \t]*(?:[\"'(][^\n]{0,300})?$",
    re.MULTILINE,
)
_YAML_KEY = re.compile(r"[ \t-]*[A-Za-z_][\w .-]{0,40}:(?:\s|$)")
_TITLE = re.compile(r"^title[ \t]*[:=][ \t]*(.*)$", re.IGNORECASE | re.MULTILINE)
_HTML_TITLE = re.compile(r"<title>([^<>]{1,200})</title>", re.IGNORECASE)
_PELICAN = re.compile(
    r"(?:(?:title|date|category|tags|slug|authors?|summary|modified|status|lang|template|layout"
    r"|save_as|url)[ \t]*:[^\n]*\n){2,}(?=\s*\n|\Z)",
    re.IGNORECASE,
)
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
_FENCE = re.compile(r"^ {0,6}(```+|~~~+)\s*([\w-]*)")


def read_source(text: str) -> Source:
    """The lines of a page, without its front matter, comments, scripts and template tags."""
    source = Source()
    text = _NEWLINE.sub("\n", text)
    text = _CONTROL.sub("", text)
    text, source.title = _without_front_matter(text)
    if not source.title and (titled := _HTML_TITLE.search(text)):
        source.title = html.unescape(titled[1]).strip()
        source.is_html = True
    for pattern in (_COMMENT, _LIQUID_COMMENT, _HIDDEN, _MARKDOWN_COMMENT):
        text = pattern.sub(_blank, text)
    text = _without_loops(text, source)
    text = _LIQUID.sub(_blank, text)
    for found in _REFERENCE.finditer(text):
        source.references.setdefault(_reference_key(found[1]), found[2])
    text = _REFERENCE.sub(_blank, text)
    text = _ATTRIBUTES.sub(_blank, text)
    source.lines = list(_fences(_open_blocks(text)))
    return source


def _reference_key(name: str) -> str:
    return " ".join(name.casefold().split())


def _blank(found: re.Match[str]) -> str:
    return "\n" * found[0].count("\n")


def _without_loops(text: str, source: Source) -> str:
    """The text without what a template repeats for data that is not on the page."""
    last = max((found.end() for found in _LOOP_END.finditer(text)), default=0)

    def without(found: re.Match[str]) -> str:
        if len(source.problems) < _ENOUGH and _FROM_DATA.search(found[0]):
            line = text.count("\n", 0, found.start()) + 1
            source.problems.append(
                f"Line {line}: a template draws a list here from data that is not on this page. "
                "Import the data itself, such as the .bib file."
            )
        return _blank(found)

    return _LOOP.sub(without, text[:last]) + text[last:]


def _without_front_matter(text: str) -> tuple[str, str]:
    """The text with its front matter blanked, and the title that stood there."""
    start = len(text) - len(text.lstrip("\n \t"))
    fence = next((mark for mark in ("---", "+++") if text.startswith(mark + "\n", start)), "")
    if fence:
        end = text.find(f"\n{fence}", start + 3)
        head = text[start : end + 4] if end > 0 else ""
        if end > 0 and any(_YAML_KEY.match(line) or "=" in line for line in head.split("\n")):
            return "\n" * text[: end + 4].count("\n") + text[end + 4 :], _title(head)
    if found := _PELICAN.match(text, start):
        return "\n" * text[: found.end()].count("\n") + text[found.end() :], _title(found[0])
    return text, ""


def _title(head: str) -> str:
    found = _TITLE.search(head)
    return found[1].strip().strip("\"'") if found else ""


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
    broken: bool = False  # a <br> came last, and nothing after it
    open: Line | None = None


def _open_blocks(text: str) -> Iterator[Line]:
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
        if index:
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


def _fences(lines: Iterator[Line]) -> Iterator[Line]:
    """The lines, those of fenced code marked as such."""
    fence = ""
    for line in lines:
        found = _FENCE.match(line.text)
        if fence:
            line.verbatim = True
            if found and found[1].startswith(fence) and not found[2]:
                fence = ""
                line.text = ""
        elif found:
            fence = found[1]
            line.text, line.verbatim = "", True
        yield line
