"""Single HTML elements in Markdown: what stands for each once all that is in it is known."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape

from typeset.urls import is_external

VOID = frozenset({"br", "hr", "img", "input", "embed", "wbr", "source", "col", "link", "meta"})
_KEPT_ATTRIBUTES = ("href", "src", "alt", "title", "colspan", "rowspan", "lang", "open")
# Stand-ins from Unicode's private use, for what must wait until its neighbours are known.
LESS, AMPERSAND, OPEN, CLOSE, BREAK = "\ue002", "\ue003", "\ue004", "\ue005", "\ue006"


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    pieces: list[str] = field(default_factory=list)
    items: int = 0  # of a list, so far
    line: int = 1  # where it begins


def shown_signs(text: str) -> str:
    return text.replace(LESS, "<").replace(AMPERSAND, "&")


def link_target(address: str) -> str:
    """An address as Markdown takes it between the brackets of a link."""
    address = re.sub(r"\s", "%20", address.strip())
    balanced = address.count("(") == address.count(")")
    return address if balanced and "<" not in address else f"<{address.replace('<', '%3C')}>"


def as_html(element: Element, inner: str, *, raw: bool) -> str:
    kept = "".join(
        f' {name}="{escape(shown_signs(value))}"'
        for name, value in element.attributes.items()
        if name in _KEPT_ATTRIBUTES and (value or name == "alt")
    )
    tag = element.tag
    if tag in VOID:
        return f"<{tag}{kept}>"
    if tag in ("span", "div", "font", "center") and not kept:
        return inner
    html = f"<{tag}{kept}>{inner}</{tag}>"
    if raw:  # an empty line would end the block
        return "\n\n" + re.sub(r"\n\s*\n", "\n", html) + "\n\n"
    if tag == "summary":
        return f"<summary>{' '.join(inner.split())}</summary>\n\n"
    return f"\n\n<details>\n{inner.strip()}\n\n</details>\n\n" if tag == "details" else html


def emphasised(inner: str, mark: str) -> str:
    words = inner.strip()
    marked = words.strip(OPEN + CLOSE).startswith(mark)
    if marked or "\n\n" in words or not re.search(r"\w", words):
        return inner
    before, after = inner[: len(inner) - len(inner.lstrip())], inner[len(inner.rstrip()) :]
    return f"{before}{OPEN}{mark}{words}{mark}{CLOSE}{after}"


def _anchor(element: Element, inner: str) -> str:
    address = element.attributes.get("href", "").strip().replace("mailto://", "mailto:")
    words = " ".join(inner.split())
    scheme = re.match(r"[a-zA-Z][\w+.-]*:", address)
    if not words or address in ("", "#"):
        return inner
    if scheme and not is_external(address) and scheme[0].lower() not in ("mailto:", "tel:"):
        return inner
    before, after = inner[: len(inner) - len(inner.lstrip())], inner[len(inner.rstrip()) :]
    return f"{before}[{words}]({link_target(address)}){after}"


def _picture(element: Element, _inner: str) -> str:
    source = element.attributes.get("src", "").strip()
    alt = " ".join(element.attributes.get("alt", "").split())
    return f"![{alt}]({link_target(source)})" if source else ""


def _code(_element: Element, inner: str) -> str:
    words = inner.strip().replace("\\", "") if "`" not in inner else ""
    return f"`{words}`" if words else inner


INLINE: dict[str, Callable[[Element, str], str]] = {
    "a": _anchor,
    "img": _picture,
    "code": _code,
    "tt": _code,
    "br": lambda _element, _inner: BREAK,
    "hr": lambda _element, _inner: "\n\n---\n\n",
}
