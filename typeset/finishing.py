"""What clean HTML still needs before it stands on a page: outline, ids, and means to reach it all.

Works on the sanitiser's output only, where every tag is closed, every attribute quoted, and `<`
appears nowhere but at a tag; it adds constants and folded text, so the result is as clean.
"""

import re
from html import unescape

from typeset.fold import fold
from typeset.urls import is_external

_TAG = re.compile(r"<(/?)(h[1-6]|img|table|pre|div|a)\b((?:[^>\"]|\"[^\"]*\")*)>")
_ANY_TAG = re.compile(r"<[^>]*>")
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_EMPTY = re.compile(r' class=""|<p>\s*</p>\n?')
_TABLE = '<div class="table" tabindex="0" role="region" aria-label="Table">'
_FORMULA = ' class="math" tabindex="0" role="group" aria-label="Formula"'
# Ids that the page around a text has for itself.
RESERVED_IDS = frozenset(
    {"content", "footer", "header", "main", "menu", "nav", "navigation", "search", "theme", "top"}
)


def finish(html: str, heading_offset: int) -> str:
    return _EMPTY.sub("", _TAG.sub(_Finisher(html, heading_offset), html))


class _Finisher:
    """Rewrites one text's tags, in order, keeping track of its headings."""

    def __init__(self, html: str, heading_offset: int) -> None:
        self.html = html
        self.offset = heading_offset
        self.outline: list[int] = []  # the levels, as typed, of the headings around this place
        self.open_headings: list[str] = []
        self.ids = dict.fromkeys(RESERVED_IDS, 1)  # and how often each was asked for

    def __call__(self, match: re.Match[str]) -> str:
        closing, tag, attributes = match[1], match[2], match[3]
        if tag[0] == "h":
            return self._heading(match) if not closing else f"</{self.open_headings.pop()}>"
        if tag == "table":
            return f"{match[0]}</div>" if closing else f"{_TABLE}{match[0]}"
        if closing:
            return match[0]
        if tag == "img":
            return _image(attributes)
        if tag == "a":
            return _link(attributes)
        if tag == "pre":
            return f'<pre tabindex="0"{attributes}>'
        return f"<div{_FORMULA}>" if attributes == ' class="math"' else match[0]

    def _heading(self, match: re.Match[str]) -> str:
        """The heading at the level that its place in the outline gives it.

        The highest heading of a text comes right below what stands above the text, and none skips
        a level, whatever levels were typed.
        """
        typed = int(match[2][1])
        while self.outline and self.outline[-1] >= typed:
            self.outline.pop()
        self.outline.append(typed)
        tag = f"h{min(max(self.offset + len(self.outline), 1), 6)}"
        self.open_headings.append(tag)
        end = self.html.find("</h", match.end())
        text = unescape(_ANY_TAG.sub("", self.html[match.end() : end]))
        return f'<{tag} id="{self._new_id(text)}"{match[3]}>'

    def _new_id(self, text: str) -> str:
        base = fold(text)[:60].strip().replace(" ", "-") or "section"
        identifier = base
        while identifier in self.ids:
            self.ids[base] += 1
            identifier = f"{base}-{self.ids[base]}"
        self.ids[identifier] = 1
        return identifier


def _image(attributes: str) -> str:
    values: dict[str, str] = dict(_ATTRIBUTE.findall(attributes))
    if not values.get("src"):
        return values.get("alt", "")
    alt = "" if "alt" in values else ' alt=""'
    return f'<img{attributes}{alt} loading="lazy" decoding="async">'


def _link(attributes: str) -> str:
    address = dict(_ATTRIBUTE.findall(attributes)).get("href", "")
    rel = ' rel="noopener"' if is_external(unescape(address)) else ""
    return f"<a{attributes}{rel}>"
