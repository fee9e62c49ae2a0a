"""Where in an entry lists of names may begin, and which of them are bylines."""

import re
from collections.abc import Iterator

from publications.listing.byline import Byline, read_byline, stops_of
from publications.listing.people import Acquaintance
from publications.listing.strip import (
    BLOCK,
    BOLD,
    HARD,
    HEADED,
    HOLE,
    ITALIC,
    LINKED,
    QUOTED,
    SOFT,
    UNDERLINE,
    Strip,
)
from publications.listing.wording import WORDS

__all__ = ["find_bylines", "lead_of"]

_BOUNDARY = re.compile(
    rf"^|[{HARD}{BLOCK}{SOFT}]|{HOLE}+|[.?!:;,)\]”\"’»。，：」』》][)\]”\"’»]*\s+|[，、。：」』》]"
    r"|\s[-–—|/·•]+\s|\(|\[|\bby\s+(?=[^\W\d_a-z])|\bwith\s+(?=[^\W\d_a-z])"
)
_LEAD = re.compile(
    rf"(?:[\s{HOLE}.,;:|·•–—-]|\()*"
    r"(?:(?:(?:joint(?:ly)?|joint work|co-?authored|in collaboration|collaboration)\s+)?(with|by)"
    r"|(?:gemeinsam |zusammen )mit|avec|authors?|co-?authors?|写作|作者|著者|저자)?"
    r"(?(1)\s*:?\s+|\s*[:：]?\s*)",
    re.IGNORECASE,
)
_LED_BY = re.compile(
    r"\b((?:(?:joint(?:ly)?|joint work|co-?authored|in collaboration|collaboration)\s+)?(?:with|by)"
    r"|(?:gemeinsam|zusammen) mit|avec|(?:co-?)?authors?|作者|著者|저자)\s*[:：]?\s*$",
    re.IGNORECASE,
)
_NO_AUTHORS = re.compile(
    r"\b(?:committee|jury|(?:co-?)?advis[eo]rs?|(?:co-?)?supervis[eo]rs?|reviewers?|referees?|press"
    r"|(?:advised|supervised|mentored|funded|supported) by)\s*:?\s*$"
    r"|[,(]\s*(?:eds?\.|edited by|trans\.|translated by|hrsg\. von)\s*$",
    re.IGNORECASE,
)
_REVIEW_OF = re.compile(
    rf"\W*(?:book |extended )?review of\b[^{HARD}{BLOCK}]{{3,300}}?,?\s\(?by\s+", re.IGNORECASE
)
_FURTHEST = 6000  # how far into an entry a byline is looked for
_BEST = 8
_EFFORT = 20_000  # names and their words that are looked at, over all beginnings


def find_bylines(strip: Strip, text: str, acquaintance: Acquaintance) -> list[Byline]:
    """The likeliest bylines of an entry, the best first."""
    stops = stops_of(strip, text)
    behind = {_lead(text, end) for _, end in strip.runs(LINKED | QUOTED)}
    found: list[Byline] = []
    reached = -1
    effort = 0
    for start in _starts(strip, text):
        if start < reached and start not in behind:
            continue
        if effort > _EFFORT:
            break
        looked_at: list[int] = []
        byline = read_byline(strip, text, start, stops, acquaintance, looked_at)
        effort += 5 + sum(looked_at)
        if byline and _others(text, byline.start):
            reached = byline.end
            continue
        if byline is None or _in_a_title(strip, text, byline):
            continue
        found.append(byline)
        if byline.score >= 0.9 and len(byline.people) > 1:
            reached = byline.end
    found.sort(key=lambda one: -one.score)
    return found[:_BEST]


def _starts(strip: Strip, text: str) -> Iterator[int]:
    limit = min(len(text), _FURTHEST)
    starts = {_lead(text, found.end()) for found in _BOUNDARY.finditer(text, 0, limit)}
    for style in (QUOTED, BOLD, ITALIC, LINKED, UNDERLINE):
        for start, end in strip.runs(style, 0, limit):
            starts.update((_lead(text, start), _lead(text, end)))
    for start in sorted(starts):
        if start < len(text) and (text[start].isalpha() or text[start] in "*∗†‡§¶⋆★"):
            yield start


def _lead(text: str, position: int) -> int:
    """Behind the spaces and the "by" or "Authors:" that lead to names."""
    found = _LEAD.match(text, position)
    return found.end() if found else position


def lead_of(text: str, start: int) -> tuple[str, int]:
    """The "by" or "with" that led to a byline, and where it begins; "" when none did."""
    first = max(0, start - 60)
    found = _LED_BY.search(text[first:start])
    if not found:
        return "", -1
    shared = found[1].lower().endswith(("with", " mit", "avec"))
    return "with" if shared else "by", first + found.start()


def _others(text: str, start: int) -> bool:
    """Whether what leads to the names says that they are no authors: "Committee: …"."""
    if _NO_AUTHORS.search(text[max(0, start - 40) : start]):
        return True
    return bool(_REVIEW_OF.fullmatch(text, 0, start))


def _in_a_title(strip: Strip, text: str, byline: Byline) -> bool:
    """Whether it is only a part of a styled stretch: "[Slow Down and Break Things](…)"."""
    for style in (HEADED, QUOTED, LINKED, BOLD, ITALIC):
        for start, end in strip.runs(style):
            if start <= byline.start < end and end - start < 0.8 * len(text):
                before = WORDS.findall(text[start : byline.start])
                after = WORDS.findall(text[byline.end : end].partition("@")[0])
                if len(before) > 1 or len(after) > 1 or (before and after):
                    return True
    return False
