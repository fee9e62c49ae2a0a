"""Where a work appeared: the venue as it is written, its short name, place, publisher, series."""

import re
from dataclasses import dataclass
from unicodedata import category

from publications.listing.details import Numbers, claim_tail
from publications.listing.strip import BLOCK, HARD, HOLE, ITALIC, Strip, spaced
from publications.listing.venue_names import ACRONYM, RANKING, THESIS, short_name
from publications.listing.venue_parts import (
    claim_place,
    claim_publisher,
    claim_series,
    cut_place,
    cut_publisher,
    cut_remarks,
)
from publications.listing.venue_words import CONFERENCES, venue_evidence
from typeset.fold import fold

__all__ = ["Venue", "claim_venue"]

_ENDS = re.compile(r"\.(?=\s+[^\W_a-z]|\s*$|\s+[\d(\[“\"]|\s*[\x00])")
_SHORTENED = re.compile(
    r"\b(?:proc|procs|conf|int|intl|symp|trans|lett|j|jour|rev|phys|math|stat|appl|comput|sci|soc"
    r"|amer|am|ann|comm"
    r"|eng|tech|univ|dept|acad|nat|natl|res|biol|med|chem|mech|astron|astrophys|assoc|eur|bull|st"
    r"|vs|no|vol|pp|mon"
    r"|not|wkshp|ed|eds|inst|ieee|dr|u\.s|[A-Z])$",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(
    r"[\s.,;:|–—\])-]*(?:\(\s*)?(?:(?:[Ii]n|IN|[Aa]t|on|On|for|as|within|In the|in the"
    r"|at the)\s*:?\s+)?"
    r"(?:the\s+(?=[^\W_a-z]|\d)|The\s+(?=\d))?"
)
_RATE = re.compile(r"[,;.(]\s*[^,;()]{0,40}\b(?:accept(?:ance)?[ -]rate|AR\s*[:=])", re.IGNORECASE)
_THE = re.compile(
    r"The\s+(?=[^.]*\b(?:Conference|Workshop|Symposium|Proceedings|Congress|Meeting)\b)"
)
_IN = re.compile(r"[\s.,;:–—(-]*(?:[Ii]n|IN|[Aa]t)\s*:?\s+\S")
_WORDS = re.compile(r"\w+")
_PROSE = re.compile(
    r"\b(?:we|this|our|i|my|you|it|is|are|was|were|has|have|see|please|click|which|these|that)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Venue:
    text: str = ""
    short: str = ""
    place: str = ""
    publisher: str = ""
    series: str = ""
    score: float = 0.0
    start: int = -1
    end: int = -1
    italic: bool = False
    year: int | None = None  # that stood behind the name, as a date


def claim_venue(strip: Strip, numbers: Numbers, after: int) -> Venue:
    """Find the venue in what is still free. `after` is where title and authors end."""
    venue = Venue()
    venue.series = claim_series(strip)
    found = _choose(strip, after)
    if found is not None:
        start, end, venue.score, venue.italic = found
        _read_venue(strip, venue, numbers, start, end)
    if not venue.publisher:
        venue.publisher = claim_publisher(strip)
    if not venue.place:
        venue.place = claim_place(strip)
    return venue


def _pieces(strip: Strip) -> list[tuple[int, int]]:
    """The free stretches, cut where a sentence ends."""
    text = strip.free()
    pieces = []
    for found in re.finditer(rf"[^{HOLE}{HARD}{BLOCK}]+", text):
        start, stop = found.span()
        for dot in _ENDS.finditer(text, start, stop):
            if dot.end() < stop and _goes_on(strip, text, start, dot):
                continue
            if dot.start() > start:
                pieces.append((start, dot.start()))
            start = dot.end()
        if start < stop:
            pieces.append((start, stop))
    return [(a, b) for a, b in pieces if re.search(r"[^\W\d_]{2}|\d{2}", text[a:b])]


def _goes_on(strip: Strip, text: str, start: int, dot: re.Match[str]) -> bool:
    """Whether a dot shortens a word: "Fog. Math. J.", or stands inside a name in italics."""
    before = text[max(start, dot.start() - 20) : dot.start()]
    if _SHORTENED.search(before):
        return True
    shortened_next = re.match(r"\.\s+[A-Z][a-z]{0,5}\.", text[dot.start() : dot.start() + 12])
    if shortened_next and re.search(r"\b[A-Z][a-z]{0,7}$", before):
        return True
    italic = [
        strip.styles[place] & ITALIC for place in (dot.start(), min(dot.end() + 1, len(text) - 1))
    ]
    return all(italic) and dot.start() - start < 30


def _choose(strip: Strip, after: int) -> tuple[int, int, float, bool] | None:
    """The likeliest stretch, with its score and whether it is in italics."""
    text = strip.free()
    best = None
    expected = True  # the venue, mostly, comes first behind the headline
    for start, end in _pieces(strip):
        share = _share_in_italics(strip, start, end)
        score = _evidence(text[start:end]) + (0.8 if share > 0.6 else 0.3 if share else 0.0)
        if any(strip.roles[end : end + 4]):
            score += 0.35  # a date or a volume follows
        if start >= after and expected:
            score, expected = score + 0.4, False
        if best is None or score > best[2]:
            best = (start, end, score, share > 0.6)
    return best if best and best[2] >= 0.3 else None


def _share_in_italics(strip: Strip, start: int, end: int) -> float:
    letters = [i for i in range(start, end) if strip.text[i].isalpha()]
    return sum(bool(strip.styles[i] & ITALIC) for i in letters) / max(1, len(letters))


def _evidence(text: str) -> float:
    """How much the words are those of a venue, and how much those of a sentence."""
    score = venue_evidence(spaced(text))
    score += 0.6 if THESIS.search(text) else 0.0
    score += 0.4 if _IN.match(text) else 0.0
    score -= 2.5 if RANKING.fullmatch(text) else 0.0
    words = _WORDS.findall(text)
    if len(words) > 28 or len(_PROSE.findall(text)) > 1:
        score -= 1.5
    elif len(words) > 4 and text.strip(" .,;:(")[:1].islower():
        score -= 0.5
    long = [word for word in words if len(word) > 3]
    if len(words) > 5 and sum(word[:1].isupper() for word in long) < 0.5 * len(long):
        score -= 0.6
    return score


def _read_venue(strip: Strip, venue: Venue, numbers: Numbers, start: int, end: int) -> None:
    text = strip.text
    lead = _LEAD_IN.match(text, start, end)
    begin = lead.end() if lead else start
    if begin > start:
        strip.claim(start, begin, "connector")
    if found := _RATE.search(text, begin, end):
        end = found.start()
    end = claim_tail(strip, begin, end, numbers)
    end = _volume_behind(strip, begin, end, numbers)
    end = _without_year(strip, venue, begin, end)
    end = cut_remarks(strip, begin, end)
    end, venue.publisher = cut_publisher(strip, begin, end)
    end, venue.place = cut_place(strip, begin, end)
    end = _volume_behind(strip, begin, end, numbers)
    while end > begin and (text[end - 1] in " ,;:.|–—-([\v" or category(text[end - 1]) == "So"):
        end -= 1
    if text.count("(", begin, end) > text.count(")", begin, end) and text[end : end + 1] == ")":
        end += 1
    while (
        end > begin
        and text[end - 1] == ")"
        and text.count(")", begin, end) > text.count("(", begin, end)
    ):
        end -= 1
    if begin < end and text[begin] == "(" and text.find(")", begin, end) == end - 1:
        begin, end = begin + 1, end - 1
    venue.start, venue.end = begin, end
    if found := _THE.match(text, begin, end):
        strip.claim(begin, found.end(), "connector")
        begin = found.end()
    if text[end : end + 1] == "." and _SHORTENED.search(text[begin:end]) and not strip.roles[end]:
        end += 1
    venue.text = spaced(text[begin:end]).strip(' ,;:|“”"')
    venue.short = short_name(venue.text)
    strip.claim(begin, end, "venue")


def _volume_behind(strip: Strip, begin: int, end: int, numbers: Numbers) -> int:
    """ "Annals of Fog 34", "Annals of Fog, 34": a number at the end is the volume."""
    found = re.search(r"(?<=[^\W\d_]{3})[ ,]+(\d{1,3})[\s,.]*$", strip.text[begin:end])
    if not found or numbers.volume:
        return end
    numbers.volume = found[1]
    strip.claim(begin + found.start(1), begin + found.end(1), "detail")
    return begin + found.start()


def _without_year(strip: Strip, venue: Venue, begin: int, end: int) -> int:
    """A year behind the name is a date; in "ICML 2024" it is a part of the name."""
    stretch = strip.text[begin:end]
    found = re.search(r"[\s,]+((?:19|20)\d\d)[\s.,;:]*$", stretch)
    if not found:
        return end
    name = stretch[: found.start()]
    if name.count("(") > name.count(")"):
        return end
    words = name.split()
    if words and len(words) <= 4 and "," not in found[0] and ACRONYM.fullmatch(words[-1]):
        return end
    if words and (
        (len(words) <= 2 and fold(words[0]) in CONFERENCES) or fold(words[-1]) in CONFERENCES
    ):
        return end
    venue.year = int(found[1])
    strip.claim(begin + found.start(1), begin + found.end(1), "date")
    return begin + found.start()
