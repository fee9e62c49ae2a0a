"""A page's text as lines: what no reader of the page sees is taken out, HTML blocks are opened.

Every line keeps the number that it has in the file.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from publications.listing.lines import Line
from publications.listing.opened import opened_blocks

__all__ = ["Source", "read_source"]


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
_ENOUGH = 20  # problems of one kind
_LOOP_END = re.compile(r"\{%-?\s*endfor\s*-?%\}")
_FROM_DATA = re.compile(r"\{\{[^{}]*\.[^{}]*\}\}|include")
_HIDDEN = re.compile(
    r"<(script|style|svg|head|noscript|nav|footer)\b[^<>]*>.*?(?:</\1\s*>|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_MARKDOWN_COMMENT = re.compile(
    r"^ {0,3}\[(?://\]: |(?:comment|_)\]: *[#<(\"']).*$", re.MULTILINE | re.IGNORECASE
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
    source.lines = list(_fences(opened_blocks(text)))
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
