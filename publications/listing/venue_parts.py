"""What stands around a venue's name: its series, publisher and place, and remarks on the paper."""

import re

from publications.listing.strip import BLOCK, HARD, HOLE, Strip, spaced
from publications.listing.venue_names import RANKING
from publications.listing.venue_words import PLACES, PUBLISHERS, venue_evidence
from typeset.fold import fold

__all__ = [
    "claim_place",
    "claim_publisher",
    "claim_series",
    "cut_place",
    "cut_publisher",
    "cut_remarks",
]

_SERIES = re.compile(
    r"(?:in:?\s+)?(?:(?:ser\.|series"
    r"|in)\s+)?\b(?:(?:Springer\s+)?Lecture Notes in [A-Z][\w&]*(?:\s+(?:and\s+)?[A-Z][\w]*){0,4}"
    r"|LNCS|LNAI|LNEE|LNBIP|LNNS|LNME|CCIS|IFIP AICT|LIPIcs|OASIcs|CEUR Workshop Proceedings"
    r"|ser\. \w[\w .]{2,20}"
    r"|Communications in Computer and Information Science)"
    r"(?:\s*,?\s*(?:vol(?:ume|\.)?\s*)?\d{1,5})?"
)


_REMARK = re.compile(
    r"\s*(?:full paper|short paper|long paper|regular paper|poster|tutorial|demo|extended abstract"
    r"|invited|acceptance rate|with |supervis|\d+(?:\.\d+)?\s*%|main|findings|virtual|online"
    r"|workshop paper|lead|equal|student|peer|refereed|non-?archival|conference paper"
    r"|journal paper)",
    re.IGNORECASE,
)


def claim_series(strip: Strip) -> str:
    text = strip.free()
    found = _SERIES.search(text)
    if not found:
        return ""
    rest = re.sub(r"[\W\d]", "", text[: found.start()] + text[found.end() :])
    if len(rest) < 8:  # the series is all there is: it is the venue
        return ""
    strip.claim(found.start(), found.end(), "detail")
    return spaced(
        re.sub(r"^(?:in:?\s+)?(?:ser\.|series)?\s*", "", found[0], flags=re.IGNORECASE)
    ).strip(" ,")


def cut_remarks(strip: Strip, begin: int, end: int) -> int:
    """A bracket at the end that ranks the venue, or is about this paper alone, is no part of it."""
    while True:
        found = re.search(r"\s*[(\[]([^()\[\]]{1,80})[)\]][\s.,;:]*$", strip.text[begin:end])
        if not found or found.start() == 0:
            return end
        inner = found[1]
        if not (RANKING.fullmatch(inner) or _REMARK.match(inner)):
            return end
        end = begin + found.start()


def _comma_parts(text: str) -> list[tuple[int, int]]:
    """The parts between the commas that stand outside brackets."""
    parts = []
    start = depth = 0
    for index, char in enumerate(text):
        if char in "([":
            depth += 1
        elif char in ")]":
            depth = max(0, depth - 1)
        elif char == "," and depth == 0:
            parts.append((start, index))
            start = index + 1
    parts.append((start, len(text)))
    return parts


def cut_publisher(strip: Strip, begin: int, end: int) -> tuple[int, str]:
    text = strip.text[begin:end]
    parts = _comma_parts(text)
    for index, (start, stop) in enumerate(parts):
        if index and PUBLISHERS.fullmatch(text[start:stop].strip(" .")):
            strip.claim(begin + start + 1, begin + stop, "detail")
            last = index == len(parts) - 1
            return begin + start - 1 if last else end, text[start:stop].strip(" .")
    return end, ""


def _is_place(part: str) -> bool:
    return fold(part) in PLACES


_CITY = re.compile(  # "Fukuoka (Japon)"
    r"[^\W\d_a-z][^\W\d_]*[a-z](?:[ -][^\W\d_][\w’'-]*){0,3}\s*\([^\W\d_a-z]"
    r"(?:[^\W\d_]*[a-z])[\w .-]{1,25}\)"
    r"|[^\W\d_a-z][\w .’'-]{1,40}\s*\((?:UK|USA|US|UAE|U\.S\.A?\.?)\)"
)


def cut_place(strip: Strip, begin: int, end: int) -> tuple[int, str]:
    """ "…, Boston, MA, USA", "…, Jena (Germany)": the parts at the end that name a place."""
    text = strip.text[begin:end]
    parts = _comma_parts(text)
    first = len(parts)
    while first > 1:
        part = text[slice(*parts[first - 1])].strip(" .;:")
        if not part or _is_place(part) or _CITY.fullmatch(part):
            first -= 1
        else:
            break
    if first == len(parts):
        return end, ""
    city = text[slice(*parts[first - 1])].strip()
    last = text[slice(*parts[-1])].strip(" .;:")
    if (
        first > 1
        and "(" not in last
        and fold(last) not in ("online", "virtual", "virtual event", "remote", "hybrid")
        and re.fullmatch(r"[^\W\d_a-z][\w.’' -]{1,30}", city)
        and len(city.split()) <= 3
        and venue_evidence(city) < 0.5
    ):
        first -= 1
    start = parts[first][0]
    strip.claim(begin + start, end, "detail")
    return begin + start - 1, spaced(text[start:]).strip(" .,;:")


def claim_publisher(strip: Strip) -> str:
    text = strip.free()
    for found in re.finditer(rf"[^{HOLE}{HARD}{BLOCK},.;()]+(?:\.(?=[A-Z]\.)[^,.;]*)?", text):
        if PUBLISHERS.fullmatch(found[0].strip(" :")):
            strip.claim(found.start(), found.end(), "detail")
            return found[0].strip(" :")
    return ""


def claim_place(strip: Strip) -> str:
    """A place that stands alone: "Nice, France"."""
    text = strip.free()
    for found in re.finditer(rf"[^{HOLE}{HARD}{BLOCK}.;()\[\]]+", text):
        parts = [part.strip() for part in found[0].strip(" ,").split(",")]
        if parts and len(parts) <= 4 and _is_place(parts[-1]) and all(
            re.fullmatch(r"[^\W\d_a-z][\w.’' -]{0,30}", part) for part in parts
        ) and len(parts[-1]) + len(parts) > 3:  # fmt: skip
            strip.claim(found.start(), found.end(), "detail")
            return spaced(", ".join(parts))
    return ""
