"""Pieces of Markdown and HTML: addresses, attributes, styles, pairs of brackets."""

import html
import re

from publications.listing.strip import BOLD, ITALIC, UNDERLINE

__all__ = ["address", "attribute", "brackets", "destination", "styled"]

_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_SAFE = re.compile(r"(?:https?|ftp):", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")


def address(url: str) -> str:
    """An address as it may be kept, or "" for one that leads nowhere or could do harm."""
    url = _TEMPLATE.sub("", html.unescape(url)).strip().strip("<>").strip()
    url = re.sub(r"[\x00-\x20]", "", url)
    if url.startswith("www."):
        url = "https://" + url
    if not url or url.startswith("#") or (_SCHEME.match(url) and not _SAFE.match(url)):
        return ""
    return url


def destination(inner: str) -> str:
    """An address without the title behind it; a template tag in it may hold spaces."""
    inner = _TEMPLATE.sub("", inner).strip()
    quoted = re.match(r"(.*?)\s+[\"'].*[\"']$", inner, re.DOTALL)
    return quoted[1] if quoted else inner


def attribute(attributes: str, name: str) -> str:
    for found in _ATTRIBUTE.finditer(attributes):
        if found[1].lower() == name:
            return html.unescape(found[2] or found[3] or found[4] or "")
    return ""


def styled(attributes: str) -> int:
    looks = attributes.lower()
    bold = "bold" in looks or "font-weight" in looks
    return (
        (BOLD if bold else 0)
        | (ITALIC if "italic" in looks else 0)
        | (UNDERLINE if "underline" in looks else 0)
    )


def brackets(text: str) -> dict[int, int]:
    """For every bracket and parenthesis that is closed, where it is."""
    closers: dict[int, int] = {}
    square: list[int] = []
    round_: list[int] = []
    escaped = False
    for index, char in enumerate(text):
        if escaped:
            escaped = False
        elif char == "\\":
            escaped = True
        elif char == "[":
            square.append(index)
        elif char == "(":
            round_.append(index)
        elif char == "]" and square:
            closers[square.pop()] = index
            if text[index + 1 : index + 2] == "(":
                round_.clear()  # an address begins: what stands open before it is prose
        elif char == ")" and round_:
            closers[round_.pop()] = index
    return closers
