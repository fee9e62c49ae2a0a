"""Small HTML as Markdown, which people can edit.

Two kinds of text come in: HTML alone, as in a page's head (`<b>Contact:</b> …`), and Markdown
with HTML among it. Nothing is made safe here; a page is sanitised whenever it is drawn.
"""

import re
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser

from transfer.html_writers import (
    AMPERSAND,
    BREAK,
    CLOSE,
    INLINE,
    LESS,
    OPEN,
    VOID,
    Element,
    as_html,
    emphasised,
    link_target,
    shown_signs,
)
from transfer.markdown_code import outside_code
from typeset.comments import split_comments

_SIMPLE = {"b": "**", "strong": "**", "i": "*", "em": "*", "cite": "*", "s": "~~", "del": "~~"}
_HEADINGS = {f"h{level}": "#" * level for level in range(1, 7)}
_BLOCKS = frozenset(
    {"p", "div", "section", "article", "aside", "header", "footer", "main", "figure", "figcaption",
     "center", "address", "nav", "blockquote", "ul", "ol", "li", "pre", *_HEADINGS}
)  # fmt: skip
# Markdown has no form for these: they stay HTML, without style.
_KEPT = frozenset(
    {"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "sup", "sub", "kbd", "mark",
     "abbr", "dl", "dt", "dd", "details", "summary", "ruby", "rt", "rp", "u", "q", "small"}
)  # fmt: skip
_RAW = frozenset({"table", "dl"})  # in here Markdown means nothing
_EMBEDS = frozenset({"iframe", "audio", "video", "embed"})
_DROPPED = _EMBEDS | {
    "script", "style", "object", "form", "button", "input", "select", "textarea", "svg", "canvas",
    "noscript", "template",
}  # fmt: skip
_APART = (_BLOCKS | _KEPT | {"br", "hr"}) - {"sup", "sub", "u", "small", "q", "mark", "abbr"}
_MAX_NESTING = 60
_UNWRAPPED = frozenset(
    {"a", "img", "br", "hr", "code", "tt", "span", "font", "big", "label", "wbr", "source", "link",
     "meta", "html", "head", "body", "picture", "time", "marquee", "blink", "ins", "colgroup",
     "col"}
)  # fmt: skip
_NAMES = sorted(_BLOCKS | _KEPT | _DROPPED | _UNWRAPPED | _SIMPLE.keys(), key=len, reverse=True)
_TAG = re.compile(rf"</?(?:{'|'.join(_NAMES)})(?:[\s/][^<>]*)?>", re.IGNORECASE)

_STAND_INS = re.compile(f"[{LESS}{AMPERSAND}{OPEN}{CLOSE}{BREAK}]")
_MARKS = r"\*\*|\*|~~"
_BREAKS = re.compile(rf"(?<![ \t])[ \t]*+{BREAK}[ \t]*+\n?[ \t]*+(?:{BREAK}\s*+)*")
_SPECIAL = re.compile(r"([\\*_`])|(\[)(?=[^\]\n]*\]\()|(<)(?=[A-Za-z/!?])")
_LINE_SIGN = re.compile(r"^(\s*)(?:([#>+-])(?=\s)|(\d+)([.)])(?=\s))", re.MULTILINE)
_GAPS = re.compile(r"\n(?:[ \t]*\n){2,}")


@dataclass
class Converted:
    text: str
    problems: list[tuple[int, str]] = field(default_factory=list)  # line, counted from 1


def html_to_markdown(source: str) -> Converted:
    """A piece of HTML: what Markdown would take for a sign is escaped."""
    return _convert(split_comments(source)[0], _Converter(literal=True))


def plain_words(source: str) -> str:
    """The words of HTML on one line, without any markup."""
    converted = _convert(split_comments(source)[0], _Converter(literal=True, words_only=True))
    return " ".join(converted.text.split())


def markdown_without_html(source: str) -> Converted:
    """Markdown with HTML among it, which becomes Markdown where that has a form for it."""
    if "<" not in source:
        return Converted(source)
    problems: list[tuple[int, str]] = []

    def convert(text: str) -> str:
        converted = _convert(text, _Converter(literal=False))
        problems.extend(converted.problems)
        return converted.text

    return Converted(outside_code(source, convert), problems)


def tidy(text: str) -> str:
    """At most one empty line between blocks, and none around the text."""
    return _GAPS.sub("\n\n", re.sub(r"^[ \t]+$", "", text, flags=re.MULTILINE)).strip("\n").rstrip()


def _convert(source: str, converter: "_Converter") -> Converted:
    converter.feed(_plain_signs(_STAND_INS.sub("", source)))
    converter.close()
    return Converted(tidy(converter.finish()), converter.problems)


def _plain_signs(source: str) -> str:
    """Hide from the parser what is no tag that this module knows: text holds such signs too."""
    pieces, position = [], 0
    for match in re.finditer("<", source):
        if not _TAG.match(source, match.start()):
            pieces.append(source[position : match.start()] + LESS)
            position = match.end()
    return "".join([*pieces, source[position:]]).replace("&", AMPERSAND)


class _Converter(HTMLParser):
    """Collects what stands in each element, and writes it as Markdown when the element ends."""

    def __init__(self, *, literal: bool, words_only: bool = False) -> None:
        super().__init__(convert_charrefs=False)
        self.literal = literal
        self.words_only = words_only
        self.problems: list[tuple[int, str]] = []
        self.stack = [Element("", {})]

    def finish(self) -> str:
        while len(self.stack) > 1:
            self._close()
        text = "".join(self.stack[0].pieces)
        text = re.sub(rf"([^\w\s*~()]{{1,3}})({_MARKS}){CLOSE}(?=\w)", rf"\2{CLOSE}\1", text)
        text = re.sub(rf"(?<=\w){OPEN}({_MARKS})([^\w\s*~()]{{1,3}})", r"\2\1", text)
        text = re.sub(f"[{OPEN}{CLOSE}]", "", text)
        return shown_signs(_BREAKS.sub(_line_break, text))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: unescape(shown_signs(value or "")) for name, value in attrs}
        if self._inside(_DROPPED):
            if tag == "source" and self.stack[-1].tag in _EMBEDS:
                self.stack[-1].attributes.setdefault("src", attributes.get("src", ""))
            return
        if tag == "li" and self.stack[-1].tag == "li":
            self._close()
        if tag == "p" and self.stack[-1].tag == "p":
            self._close()
        element = Element(tag, attributes, line=self.getpos()[0])
        if tag in VOID:
            self._write(self._written(element))
        elif len(self.stack) < _MAX_NESTING:
            self.stack.append(element)

    def handle_endtag(self, tag: str) -> None:
        if any(element.tag == tag for element in self.stack):
            while self.stack[-1].tag != tag:
                self._close()
            self._close()

    def handle_data(self, data: str) -> None:
        if self._inside({"pre"}):
            self._write(unescape(shown_signs(data)))
        elif self.literal and not self._inside(_RAW):
            text = re.sub(r"\s+", " ", data)
            at_start = self.stack[-1].pieces and self.stack[-1].pieces[-1].endswith("\n")
            self._write(self._escaped(text.lstrip() if at_start else text))
        elif self._inside(_BLOCKS | _RAW):
            self._write(re.sub(r"(?<=\n)[ \t]+", "", data))
        else:
            self._write(data)

    def _escaped(self, data: str) -> str:
        text = unescape(shown_signs(data)).replace("\xa0", " ")
        if not self.words_only:
            text = _SPECIAL.sub(r"\\\g<0>", text)
            if not any(piece.strip() for piece in self.stack[-1].pieces):
                text = _LINE_SIGN.sub(r"\1\3\\\2\4", text)
        return text.replace("&", AMPERSAND).replace("<", LESS)

    def _inside(self, tags: "frozenset[str] | set[str]") -> bool:
        return any(element.tag in tags for element in self.stack)

    def _write(self, text: str) -> None:
        self.stack[-1].pieces.append(text)

    def _close(self) -> None:
        element = self.stack.pop()
        self._write(self._written(element))

    def _written(self, element: Element) -> str:
        inner, tag = "".join(element.pieces), element.tag
        if tag in _DROPPED:
            return "" if self._inside(_DROPPED) else self._instead(element)
        if self.words_only:
            return f" {inner} " if tag in _APART else inner
        if self._inside(_RAW) or tag in _KEPT:
            return as_html(element, inner, raw=tag in _RAW and not self._inside(_RAW))
        if tag in _SIMPLE:
            return emphasised(inner, _SIMPLE[tag])
        if tag in _BLOCKS:
            return self._block(element, inner)
        writer = INLINE.get(tag)
        return writer(element, inner) if writer else inner

    def _block(self, element: Element, inner: str) -> str:
        tag = element.tag
        if tag == "li":
            return self._list_item(inner)
        if tag in ("ul", "ol"):
            items = re.sub(r"\n{2,}(?=-|\d+\.)", "\n", inner).strip()
            return f"\n{items}\n" if self._inside({"li"}) else f"\n\n{items}\n\n"
        if tag in _HEADINGS:
            return f"\n\n{_HEADINGS[tag]} {' '.join(inner.split())}\n\n" if inner.strip() else ""
        if tag == "pre":
            return f"\n\n```\n{inner.strip(chr(10))}\n```\n\n"
        if tag == "blockquote":
            quoted = tidy(inner.strip()).replace("\n", "\n> ")
            return f"\n\n> {quoted}\n\n"
        if tag == "figcaption":
            inner = emphasised(" ".join(inner.split()), "*")
        return f"\n\n{inner.strip()}\n\n" if inner.strip() else "\n\n"

    def _list_item(self, inner: str) -> str:
        mark = "- "
        parent = next((e for e in reversed(self.stack) if e.tag in ("ul", "ol")), None)
        if parent and parent.tag == "ol":
            parent.items += 1
            mark = f"{parent.items}. "
        indent = " " * len(mark)
        first, *others = tidy(inner.strip()).split("\n")
        lines = [mark + first, *(indent + line if line else "" for line in others)]
        return "\n" + "\n".join(lines)

    def _instead(self, element: Element) -> str:
        """What stands for an element that no page may hold: a link where it embeds a page."""
        line = element.line
        source = element.attributes.get("src", "")
        if element.tag in _EMBEDS and source and not self.words_only:
            self.problems.append((line, f"An embedded <{element.tag}> became a link."))
            label = element.attributes.get("title") or re.sub(r"^\w+://|[?#].*$", "", source)
            return f"\n\n[{label}]({link_target(source)})\n\n"
        if not self.words_only:
            self.problems.append((line, f"<{element.tag}> was left out with all that is in it."))
        return ""


def _line_break(match: re.Match[str]) -> str:
    """One break ends a line; several, with nothing between them, a paragraph."""
    return "\n\n" if match[0].count(BREAK) > 1 else "  \n"
