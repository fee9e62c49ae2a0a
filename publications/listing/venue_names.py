"""Short names of venues, and what only looks like a part of one."""

import re

from publications.listing.details import year_in
from publications.listing.venue_words import PLACES
from typeset.fold import fold

__all__ = ["ACRONYM", "RANKING", "THESIS", "short_name"]

RANKING = re.compile(
    r"\W*(?:CCF[- ]?[ABC]?|CORE[- ]?(?:rank(?:ed|ing)?)?[- ]?[ABC]?\*?|SCI[- ]?Q?\d?|Q[1-4]"
    r"|JCR[- ]?Q?\d?|EI|SCIE?|SSCI|A\*"
    r"|IF\s*[=:≈~]?\s*[\d.]+|impact factor.*|h5-?index.*|CAAI[- ]?\w?|中科院.*|Tier[- ]?\d"
    r"|Rank[- ]?[AB]\*?)\W*",
    re.IGNORECASE,
)
_SHORT = re.compile(r"[(\[（]\s*([^()\[\]（）]{2,40}?)\s*[)\]）]")
_SPELLED = re.compile(r"([A-Z][\w-]*[A-Z][\w-]*) \([A-Z][^()]{15,}\)")  # "FLOW (Conference on …)"
ACRONYM = re.compile(r"(?=[^a-z]*[A-Z].*[A-Z]|.*[a-z][A-Z])[A-Za-z][\w&@/+.*’' -]{1,30}")
_YEARED = re.compile(r".*?(?:(?:19|20)\d\d|[’'‘]\d\d)\b.*")
THESIS = re.compile(
    r"\b(?:ph\.?\s?d\.?|doctoral|doctorate|master'?s?(?:\s+of\s+\w+)?|m\.?\s?sc\.?|ms|m\.?s\.?"
    r"|b\.?\s?sc\.?|bachelor'?s?"
    r"|undergraduate|senior|honou?rs|diploma|licentiate|habilitation|dissertation"
    r"|thesis)\b", re.IGNORECASE
)  # fmt: skip


def short_name(text: str) -> str:
    """ "ICML 2024" of "41st International Conference on Machine Learning (ICML 2024)"."""
    for found in reversed(list(_SHORT.finditer(text))):
        inner = found[1].strip(" ,;:")
        if RANKING.fullmatch(inner) or fold(inner) in PLACES or re.fullmatch(r"[\d\s.,-]+", inner):
            continue
        words = inner.split()
        if len(words) <= 5 and (
            ACRONYM.match(inner) or (_YEARED.fullmatch(inner) and inner[:1].isalpha())
        ):
            return inner
    if spelled := _SPELLED.match(text):
        return spelled[1]
    return text if _is_short(text) else ""


def _is_short(text: str) -> bool:
    """Whether the name is nothing but an acronym, with a year or a word: "ICML 2024"."""
    words = text.split()
    if not words or len(words) > 3 or len(text) > 30 or THESIS.search(text):
        return False
    if words[0].upper() == "IEEE" or not ACRONYM.fullmatch(words[0].strip("’',")):
        return False
    return bool(len(words) == 1 or year_in(text) or all(w[:1].isupper() for w in words[1:]))
