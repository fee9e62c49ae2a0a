"""Reads HTML as a browser does and says what in it could do harm."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Comment, Element

import html5lib


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ELEMENTS = _words(
    """a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em
    figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp
    section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul
    var wbr math menclose mfrac mi mn mo mover mpadded mphantom mroot mrow mspace msqrt mstyle msub
    msubsup msup mtable mtd mtext mtr munder munderover"""
)
BLOCKS = _words(
    """blockquote dd details div dl dt figure h1 h2 h3 h4 h5 h6 hr img li ol p pre section table
    tbody td th tr ul"""
)
CLASSES = _words(
    """table math math-source footnotes footnotes-list footnote-item footnote-ref footnote-backref
    contains-task-list task-list-item align-left align-center align-right"""
)
NEVER = _words(
    """style srcset srcdoc action formaction ping target name xlink:href background poster data
    contenteditable accesskey autofocus hidden download http-equiv"""
)
SCHEMES = ("http:", "https:", "mailto:")


def parse(html: str) -> tuple[Element, list[str]]:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root = parser.parseFragment(html)
    return root, [code for _position, code, _data in parser.errors]


def elements(root: Element) -> Iterator[tuple[str, Element]]:
    for element in root.iter():
        if element is not root:
            tag = element.tag
            yield ("!comment" if tag is Comment else str(tag).rpartition("}")[2]), element


def tags(html: str) -> set[str]:
    return {tag for tag, _element in elements(parse(html)[0])}


def complaints(html: str) -> list[str]:
    root, _errors = parse(html)
    return [
        f"{tag}: {complaint}"
        for tag, element in elements(root)
        for complaint in _about(tag, element)
    ]


def outside_code(html: str) -> str:
    """All text and attributes but those within code."""
    root, _errors = parse(html)
    return " ".join(_seen(root))


def _about(tag: str, element: Element) -> Iterator[str]:
    if tag not in ELEMENTS:
        yield "element"
        return
    names = {str(name).lower() for name in element.keys()}  # noqa: SIM118 - no mapping
    yield from sorted(name for name in names if name.startswith("on") or name in NEVER)
    yield from (f"address {found}" for found in _addresses(element) if not _is_allowed(found))
    yield from sorted(set(element.get("class", "").split()) - CLASSES)
    if element.get("id") in {"main", "content", "nav"}:
        yield "id of the page"
    if tag == "img" and not {"src", "alt", "loading", "decoding"} <= names:
        yield "missing attributes"
    if tag == "a" and element.get("rel") not in {None, "noopener"}:
        yield "rel"


def _addresses(element: Element) -> list[str]:
    return [element.attrib[name] for name in ("href", "src") if name in element.attrib]


def _is_allowed(address: str) -> bool:
    seen = re.sub(r"[\x00-\x20]", "", address).lower()
    return ":" not in re.split(r"[/?#]", seen, maxsplit=1)[0] or seen.startswith(SCHEMES)


def _seen(element: Element) -> Iterator[str]:
    if element.tag != "code":
        yield element.text or ""
        yield from element.attrib.values()
        for child in element:
            yield from _seen(child)
    yield element.tail or ""
