"""The addresses in pages and style sheets: found, and put in other words.

All else stays as it was, byte by byte: only the values of the attributes that hold addresses are
written anew.
"""

import json
import re
from collections.abc import Callable, Iterator
from html import escape, unescape
from html.parser import HTMLParser

# What an address becomes; None where there is nothing that it could lead to.
Resolve = Callable[[str], str | None]

_ADDRESSES = {
    "a": ("href",), "area": ("href",), "link": ("href",), "img": ("src",), "script": ("src",),
    "source": ("src",), "video": ("src", "poster"), "audio": ("src",), "track": ("src",),
    "iframe": ("src",), "embed": ("src",), "object": ("data",), "use": ("href", "xlink:href"),
    "image": ("href", "xlink:href"), "form": ("action",),
}  # fmt: skip
_SETS = ("srcset", "imagesrcset")
_PHOTOS = "data-photos"  # pictures as JSON, one of which a script shows
_ATTRIBUTE = re.compile(
    r"(?P<space>\s+)(?P<name>[^\s\"'<>/=]+)"
    r"(?:\s*=\s*(?P<value>\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?"
)
_IN_STYLES = re.compile(
    r"(?P<before>url\(\s*(?P<quote>[\"']?)|@import\s+(?P<quoted>[\"']))(?P<address>[^\"')\s]+)"
)


def rewrite_html(text: str, resolve: Resolve) -> str:
    """The page with each address as ``resolve`` gives it; an attribute without one is taken out.

    What says where the page itself stands (`rel=canonical`) is no link, and stays.
    """
    pieces, position = [], 0
    for start, end, tag in _tags(text):
        pieces += [text[position:start], _rewrite_tag(tag, text[start:end], resolve)]
        position = end
    return "".join([*pieces, text[position:]])


def rewrite_css(text: str, resolve: Resolve) -> str:
    def written(match: re.Match[str]) -> str:
        return match["before"] + (resolve(match["address"]) or match["address"])

    return _IN_STYLES.sub(written, text)


def addresses_in_html(text: str) -> list[str]:
    found: list[str] = []

    def note(address: str) -> str:
        found.append(address)
        return address

    rewrite_html(text, note)
    return found


def addresses_in_css(text: str) -> list[str]:
    return [match["address"] for match in _IN_STYLES.finditer(text)]


def _rewrite_tag(tag: str, source: str, resolve: Resolve) -> str:
    if tag == "link" and re.search(r"\srel\s*=\s*[\"']?canonical\b", source):
        return source

    def written(match: re.Match[str]) -> str:
        name, value = match["name"].lower(), match["value"]
        if value is None:
            return match[0]
        new = _rewritten(tag, name, _plain(value), resolve)
        if new == _plain(value):
            return match[0]
        return "" if new is None else f'{match["space"]}{match["name"]}="{escape(new)}"'

    return _ATTRIBUTE.sub(written, source)


def _rewritten(tag: str, name: str, value: str, resolve: Resolve) -> str | None:
    if name in _ADDRESSES.get(tag, ()):
        return resolve(value)
    if name in _SETS:
        return _set(value, resolve)
    if name == _PHOTOS:
        return _photos(value, resolve)
    return value


def _set(value: str, resolve: Resolve) -> str | None:
    kept = []
    for each in value.split(","):
        address, _, width = each.strip().partition(" ")
        if address and (found := resolve(address)):
            kept.append(f"{found} {width}".strip())
    return ", ".join(kept) or None


def _photos(value: str, resolve: Resolve) -> str:
    photos = json.loads(value)
    for photo in photos:
        photo["src"] = resolve(photo["src"]) or ""
        photo["srcset"] = _set(photo["srcset"], resolve) or ""
    return json.dumps([photo for photo in photos if photo["src"]], ensure_ascii=False)


def _plain(value: str) -> str:
    return unescape(value[1:-1] if value[0] in "\"'" else value).strip()


def _tags(text: str) -> Iterator[tuple[int, int, str]]:
    """Where each opening tag begins and ends, and its name."""
    parser = _Tags(text)
    parser.feed(text)
    parser.close()
    return iter(parser.found)


class _Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[tuple[int, int, str]] = []
        self._lines = [0]
        for match in re.finditer("\n", text):
            self._lines.append(match.end())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line, column = self.getpos()
        start = self._lines[line - 1] + column
        self.found.append((start, start + len(self.get_starttag_text() or ""), tag))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
