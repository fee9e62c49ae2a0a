"""How much a stretch of text reads like a title, by its words alone."""

import re

from publications.listing.venue_words import venue_evidence
from publications.listing.words import FUNCTION

__all__ = ["WORDS", "likeness"]

_NO_TITLE = re.compile(
    r"\W*(?:(?:to appear|accepted|submitted|under (?:review|revision|submission)|in (?:press"
    r"|preparation"
    r"|revision|submission|prep)|published|forthcoming|best \w+|preprint|oral|spotlight|poster"
    r"|abstract"
    r"|invited|working paper|technical report|draft|keywords?|note|award|selected|et al|(?:pp?"
    r"|vol|no)\."
    r"|(?:\w+ )?(?:19|20)\d\d|ph\.?d\.? (?:thesis|dissertation)|master'?s? thesis|doi|url|isbn"
    r"|equal contribution|see also|tl;?dr|cited by|\[?(?:code|pdf|link)s?\]?)\b)",
    re.IGNORECASE,
)
_STATE_INSIDE = re.compile(
    r"[,.]\s+(?:to appear|submitted|accepted|in press|forthcoming|under review"
    r"|in preparation)\b",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"\d\s*\(\d+\)|(?:19|20)\d\d[.,]?$|\d\s*[-–]\s*\d+\s*(?:[,.;]|$)|\b\d+:\d")
WORDS = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_STRONG_VENUE = re.compile(
    r"\b(?:proceedings of|proc\.|conference on|journal of|transactions on|workshop on|symposium on"
    r"|lecture notes in|advances in neural|annals of|letters\b.*\d|arxiv|biorxiv|vol\.|pp\.|IEEE"
    r"|ACM"
    r"|university press|phd thesis|submitted to|to appear in|under review)\b",
    re.IGNORECASE,
)
_LOWER_START = re.compile(r"[a-z]+[A-Z\d-]|[a-z]-")  # "pH", "k-means", "q-series"
_CONNECTIVE = re.compile(r"(?:in|and|with|by|at|joint|the \d+th)\s", re.IGNORECASE)
_SHORTENED = re.compile(r"\b(?:vs|e\.g|i\.e|al|[A-Z])\.")
_TWO_SENTENCES = re.compile(r"[.]\s+\S")


def likeness(text: str) -> float:
    """From about 1 for a title down below 0 for what is none."""
    words = WORDS.findall(text)
    if not words:
        return -9.0
    count = len(words) + len(_CJK.findall(text)) // 2
    score = _by_length(count)
    if _NO_TITLE.match(text):
        score -= 1.0 if count > 6 else 2.0
    if evidence := venue_evidence(text):
        score -= (0.9 if _STRONG_VENUE.search(text) else 0.45) * evidence
    if any(word in FUNCTION for word in words[1:]):
        score += 0.25
    if text[0].islower() and not _LOWER_START.match(text):
        score -= 0.35
    if _CONNECTIVE.match(text) and count < 8:
        score -= 0.3
    return score - _foreign_matter(text)


def _by_length(count: int) -> float:
    if count > 28:
        return 0.0 if count <= 40 else -1.0 if count <= 60 else -4.0
    return {1: -0.6, 2: -0.15, 3: 0.2}.get(count, 0.4)


def _foreign_matter(text: str) -> float:
    """What is in the text that belongs to other parts of an entry: numbers, states, sentences."""
    found = 0.5 if _NUMBERS.search(text) else 0.0
    if _STATE_INSIDE.search(text):
        found += 0.8
    if _TWO_SENTENCES.search(_SHORTENED.sub("", text)):
        found += 0.5
    return found
