"""Lines that are no entry: remarks to the reader, rows of buttons, abstracts, BibTeX."""

import re

from publications.listing.identifiers import in_text
from publications.listing.links import is_button

__all__ = ["ABSTRACT", "BIBTEX", "hangs_on", "is_prose", "is_talk", "plain"]

_MARKUP = re.compile(r"[*_`#]|</?[a-z][^<>]*>|\[|\]\([^()]*\)|\]", re.IGNORECASE)
ABSTRACT = re.compile(
    r"[*_\s>#]{0,20}(?:abstract|summary|tl;?dr|zusammenfassung|résumé|摘要|概要)"
    r"\s{0,3}[*_#]{0,4}\s{0,3}[:：.]?[*_]{0,4}(?=\s|$)",
    re.IGNORECASE,
)
BIBTEX = re.compile(r"\s*@[a-z]+\s*\{", re.IGNORECASE)
_LINK = re.compile(r"!?\[+([^\[\]]*)\]+(?:\((?:[^()]|\([^()]*\))*\))?")
_BETWEEN_LINKS = re.compile(r"[\s\[\]()|/,;:·•–—-]*")
_IMAGES = re.compile(r"(?:<img\b[^<>]*>|!\[[^\[\]]*\]\([^()]*\)|\s)+")
_TALK = re.compile(
    r"^\W*(?:see|for (?:a|the|more)|you can|please|here|my\b|i\b|i'|we\b|our\b|full (?:list"
    r"|publication)|a (?:full|complete|list)|the (?:full|complete"
    r"|publications? (?:are|is)|following|list)|below|this (?:page|section|list)|these"
    r"|last updated?|updated|also (?:see|on|available)|view|back to"
    r"|google scholar|orcid|dblp|click|download|most of|all (?:papers|publications)"
    r"|more (?:details|publications|information)|note\b|authors? (?:are|marked)"
    r"|under construction|coming soon|nothing|to be|an? (?:up-to-date|academic)|find|check"
    r"|selected publications|in (?:computer|most) |author names)\b"
    r"|google scholar|(?:full|complete) list|curriculum vitae|author_profile|coming soon",
    re.IGNORECASE,
)


def is_talk(text: str) -> bool:
    return bool(_TALK.search(text)) and len(text) < 900


def plain(text: str) -> str:
    return " ".join(_MARKUP.sub(" ", text).split())


_PROSE = re.compile(
    r"\b(?:I|my|me|we|our|you|your|please|here|below|these|this (?:page|list|section)|see|full list"
    r"|google scholar|orcid|dblp|profile|is|are|was|were|has been|have been)\b"
)


def is_prose(text: str) -> bool:
    """Whether a text that has no byline talks in sentences."""
    words = len(text.split())
    return words > 3 and len(_PROSE.findall(text)) >= (2 if words > 8 else 1)


def hangs_on(text: str) -> bool:
    """Whether a paragraph is nothing by itself: buttons, an abstract, BibTeX, a picture."""
    return bool(
        re.match(r"[,;&]|and\s", text)
        or ABSTRACT.match(text)
        or BIBTEX.match(text)
        or _is_buttons(text)
        or _IMAGES.fullmatch(text)
    )


def _is_buttons(text: str) -> bool:
    """Whether a paragraph is a row of links that name kinds of things: "[PDF](…) [Code](…)"."""
    labels = [label.strip("* _") for label in _LINK.findall(text)]
    if not labels or not _BETWEEN_LINKS.fullmatch(_LINK.sub("", text)):
        return False
    return all(is_button(label) or in_text(label) for label in labels if label)
