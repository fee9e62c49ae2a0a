"""Addresses in Markdown: found, and put in other words by whoever knows where things are now."""

import re
from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

from transfer.markdown_code import outside_code

# What an address becomes, and whether it is a picture that can be shown.
Resolve = Callable[[str, bool], str]

# Possessive, and bounded: a bracket that is never closed must not be tried in every way.
_LINK = re.compile(
    r"(?P<picture>!)?\[(?P<words>(?:[^\[\]\\]++|\\.|\[(?:[^\[\]\\]++|\\.)*+\]){0,200}+)\]"
    r"\(\s*(?:<(?P<wrapped>[^<>\n]*)>|(?P<plain>(?:[^()\s<>]|\([^()\s]*\))+))"
    r"(?P<title>\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\s*\)"
)
# A footnote, `[^1]: Words`, is none.
_DEFINITION = re.compile(r"^( {0,3}\[(?!\^)[^\]\n]+\]:\s*)<?([^\s<>]+)>?", re.MULTILINE)
_ATTRIBUTE = re.compile(r"(<(?:a|img)\b[^<>]*?\b(?:href|src)=)(\"[^\"]*\"|'[^']*')", re.IGNORECASE)
_NOWHERE = re.compile(r"(?<![!\\])\[([^\[\]\n]*)\]\(\s*\)")
_NO_PICTURE = re.compile(r"<img\b[^<>]*?\bsrc=\"\"[^<>]*>", re.IGNORECASE)


def rewrite(markdown: str, resolve: Resolve) -> str:
    """Every address as ``resolve`` gives it; a picture without one becomes its description."""

    def links(text: str) -> str:
        text = _LINK.sub(lambda match: _link(match, resolve), text)
        text = _DEFINITION.sub(lambda match: match[1] + (resolve(match[2], False) or "#"), text)
        text = _ATTRIBUTE.sub(lambda match: _attribute(match, resolve), text)
        return _NO_PICTURE.sub("", _NOWHERE.sub(r"\1", text))

    return outside_code(markdown, links)


def _link(match: re.Match[str], resolve: Resolve) -> str:
    address = match["wrapped"] if match["wrapped"] is not None else match["plain"]
    words, title = match["words"], match["title"] or ""
    picture = bool(match["picture"])
    if not picture and "](" in words:  # a picture that is a link
        words = _LINK.sub(lambda inner: _link(inner, resolve), words)
        if _LINK.search(words) and "![" not in words:
            return words  # it became a link itself
    found = "" if address.startswith("data:") else resolve(address, picture)
    if not found or not (picture or words.strip()):
        return words
    if picture and _is_remote(found):
        return f"[{words or 'Picture'}]({_target(found)}{title})"
    return f"{'!' if picture else ''}[{words}]({_target(found)}{title})"


def _attribute(match: re.Match[str], resolve: Resolve) -> str:
    picture = match[1].lower().startswith("<img")
    return f'{match[1]}"{resolve(match[2][1:-1], picture)}"'


def _target(address: str) -> str:
    balanced = address.count("(") == address.count(")")
    return address if balanced else f"<{address}>"


def _is_remote(address: str) -> bool:
    return address.startswith(("http://", "https://", "//"))


def page_path(address: str) -> str:
    """The path of a page in one form: `/news/x.html`, `/news/x/` and `/news/x` are one."""
    path = urlsplit(address).path
    path = re.sub(r"(?:/index)?\.html?$|/index$", "", path)
    return "/" + path.strip("/").lower()


def on_old_site(address: str, origin: str, page: str) -> str | None:
    """The address as a path of the old site; None when it leads elsewhere.

    ``page`` is the path of the page on which it stands.
    """
    address = address.strip()
    site, host = urlsplit(origin), urlsplit(address)
    if address.startswith("#") or (host.scheme and host.scheme not in ("http", "https")):
        return None
    if host.netloc:
        if not origin or host.netloc.lower() != site.netloc.lower():
            return None
        address = host._replace(scheme="", netloc="").geturl() or "/"
    path = urljoin(page or "/", address)
    base = site.path.rstrip("/")
    if base and (path == base or path.startswith(f"{base}/")):
        path = path[len(base) :] or "/"
    return path if path.startswith("/") else f"/{path}"
