"""Where a work appeared: the venue as it is written, its short name, place, publisher, series."""

import re
from dataclasses import dataclass

from publications.listing.details import Numbers, claim_tail, year_in
from publications.listing.strip import BLOCK, HARD, HOLE, ITALIC, Strip, spaced
from publications.listing.words import CONFERENCES, PLACES, PUBLISHERS, venue_evidence
from typeset.fold import fold

__all__ = ["Venue", "claim_venue", "short_name"]

_SERIES = re.compile(
    r"(?:in:?\s+)?(?:(?:ser\.|series"
    r"|in)\s+)?\b(?:(?:Springer\s+)?Lecture Notes in [A-Z][\w&]*(?:\s+(?:and\s+)?[A-Z][\w]*){0,4}"
    r"|LNCS|LNAI|LNEE|LNBIP|LNNS|LNME|CCIS|IFIP AICT|LIPIcs|OASIcs|CEUR Workshop Proceedings"
    r"|ser\. \w[\w .]{2,20}"
    r"|Communications in Computer and Information Science)"
    r"(?:\s*,?\s*(?:vol(?:ume|\.)?\s*)?\d{1,5})?"
)
_ENDS = re.compile(r"\.(?=\s+[^\W_a-z]|\s*$|\s+[\d(\[“\"]|\s*[\x00])")
_SHORTENED = re.compile(
    r"\b(?:proc|procs|conf|int|intl|symp|trans|lett|j|jour|rev|phys|math|stat|appl|comput|sci|soc"
    r"|amer|am|ann|comm"
    r"|eng|tech|univ|dept|acad|nat|natl|res|biol|med|chem|mech|astron|astrophys|assoc|eur|bull|st"
    r"|vs|no|vol|pp|mon"
    r"|not|wkshp|ed|eds|inst|ieee|dr|u\.s|[A-Z])$",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"(?:[\s.,;:|–—-]|(?:in|at|on|for|as|within|via|and)(?:\s*:)?\s+|the\s+(?=[A-Z\d])"
    r"|The\s+(?=\d)|(?:appeared|presented|published)"
    r"\s+(?:in|at|on)\s+|Proc(?=\s+of the proc))*",
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
_PROSE = re.compile(
    r"\b(?:we|this|our|i|my|you|it|is|are|was|were|has|have|see|please|click|which|these|that)\b",
    re.IGNORECASE,
)
_RANKING = re.compile(
    r"\W*(?:CCF[- ]?[ABC]?|CORE[- ]?(?:rank(?:ed|ing)?)?[- ]?[ABC]?\*?|SCI[- ]?Q?\d?|Q[1-4]"
    r"|JCR[- ]?Q?\d?|EI|SCIE?|SSCI|A\*"
    r"|IF\s*[=:≈~]?\s*[\d.]+|impact factor.*|h5-?index.*|CAAI[- ]?\w?|中科院.*|Tier[- ]?\d"
    r"|Rank[- ]?[AB]\*?)\W*",
    re.IGNORECASE,
)
_SHORT = re.compile(r"[(\[（]\s*([^()\[\]（）]{2,40}?)\s*[)\]）]")
_ACRONYM = re.compile(r"(?=[^a-z]*[A-Z].*[A-Z]|.*[a-z][A-Z])[A-Za-z][\w&@/+.*’' -]{1,30}")
_YEARED = re.compile(r".*?(?:(?:19|20)\d\d|[’'‘]\d\d)\b.*")
_THESIS = re.compile(
    r"\b(?:ph\.?\s?d\.?|doctoral|doctorate|master'?s?(?:\s+of\s+\w+)?|m\.?\s?sc\.?|ms|m\.?s\.?"
    r"|b\.?\s?sc\.?|bachelor'?s?"
    r"|undergraduate|senior|honou?rs|diploma|licentiate|habilitation|dissertation"
    r"|thesis)\b", re.IGNORECASE
)  # fmt: skip


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


def claim_venue(strip: Strip, numbers: Numbers, after: int, hinted: bool) -> Venue:
    """Find the venue in what is still free. `after` is where title and authors end."""
    venue = Venue()
    venue.series = _claim_series(strip)
    found = _choose(strip, after, hinted)
    if found is not None:
        start, end, venue.score, venue.italic = found
        _read_venue(strip, venue, numbers, start, end)
    if not venue.publisher:
        venue.publisher = _claim_publisher(strip)
    if not venue.place:
        venue.place = _claim_place(strip)
    return venue


def _claim_series(strip: Strip) -> str:
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
    before = text[start : dot.start()]
    if _SHORTENED.search(before):
        return True
    shortened_next = re.match(r"\.\s+[A-Z][a-z]{0,5}\.", text[dot.start() : dot.start() + 12])
    if shortened_next and re.search(r"\b[A-Z][a-z]{0,7}$", before):
        return True
    italic = [
        strip.styles[place] & ITALIC for place in (dot.start(), min(dot.end() + 1, len(text) - 1))
    ]
    return all(italic) and dot.start() - start < 30


def _choose(strip: Strip, after: int, hinted: bool) -> tuple[int, int, float, bool] | None:
    text = strip.free()
    best = None
    pieces = _pieces(strip)
    for order, (start, end) in enumerate(pieces):
        words = re.findall(r"\w+", text[start:end])
        letters = [i for i in range(start, end) if text[i].isalpha()]
        italic = sum(bool(strip.styles[i] & ITALIC) for i in letters) > 0.6 * max(1, len(letters))
        some_italic = any(strip.styles[i] & ITALIC for i in letters)
        score = venue_evidence(spaced(text[start:end]))
        score += 0.8 if italic else 0.3 if some_italic else 0.0
        if _THESIS.search(text[start:end]):
            score += 0.6
        if start >= after and not any(a >= after for a, _ in pieces[:order]):
            score += 0.4
        if re.match(r"[\s.,;:–—(-]*(?:[Ii]n|IN|[Aa]t)\s*:?\s+\S", text[start:end]):
            score += 0.4
        if _follows_detail(strip, end):
            score += 0.35
        if _RANKING.fullmatch(text[start:end]):
            score -= 2.5
        if len(words) > 28 or len(_PROSE.findall(text[start:end])) > 1:
            score -= 1.5
        elif len(words) > 4 and text[start:end].strip(" .,;:(")[:1].islower():
            score -= 0.5
        long = [word for word in words if len(word) > 3]
        if len(words) > 5 and sum(word[:1].isupper() for word in long) < 0.5 * len(long):
            score -= 0.6
        if hinted:
            score += 0.4
        if best is None or score > best[2]:
            best = (start, end, score, italic)
    return best if best and best[2] >= 0.3 else None


def _follows_detail(strip: Strip, end: int) -> bool:
    rest = strip.roles[end : end + 4]
    return any(role for role in rest)


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
    end = _without_remark(strip, begin, end)
    end = _without_publisher(strip, venue, begin, end)
    end = _without_place(strip, venue, begin, end)
    end = _volume_behind(strip, begin, end, numbers)
    while end > begin and text[end - 1] in " ,;:.|–—-([\v":
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
    if words and len(words) <= 4 and "," not in found[0] and _ACRONYM.fullmatch(words[-1]):
        return end
    if words and (
        (len(words) <= 2 and fold(words[0]) in CONFERENCES) or fold(words[-1]) in CONFERENCES
    ):
        return end
    venue.year = int(found[1])
    strip.claim(begin + found.start(1), begin + found.end(1), "date")
    return begin + found.start()


def _without_remark(strip: Strip, begin: int, end: int) -> int:
    """A bracket at the end that ranks the venue, or is about this paper alone, is no part of it."""
    while True:
        found = re.search(r"\s*[(\[]([^()\[\]]{1,80})[)\]][\s.,;:]*$", strip.text[begin:end])
        if not found or found.start() == 0:
            return end
        inner = found[1]
        if not (_RANKING.fullmatch(inner) or _is_remark(inner)):
            return end
        end = begin + found.start()


def _is_remark(inner: str) -> bool:
    return bool(
        re.match(
            r"\s*(?:full paper|short paper|long paper|regular paper|poster|tutorial|demo"
            r"|extended abstract|invited"
            r"|acceptance rate|with |supervis|\d+(?:\.\d+)?\s*%|main|findings|virtual|online"
            r"|workshop paper|lead|equal"
            r"|student|peer|refereed|non-?archival|conference paper|journal paper)",
            inner,
            re.IGNORECASE,
        )
    )


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


def _without_publisher(strip: Strip, venue: Venue, begin: int, end: int) -> int:
    text = strip.text[begin:end]
    parts = _comma_parts(text)
    for index, (start, stop) in enumerate(parts):
        if index and PUBLISHERS.fullmatch(text[start:stop].strip(" .")):
            venue.publisher = text[start:stop].strip(" .")
            strip.claim(begin + start + 1, begin + stop, "detail")
            if index == len(parts) - 1:
                return begin + start - 1
    return end


def _is_place(part: str) -> bool:
    return fold(part) in PLACES


_CITY = re.compile(  # "Fukuoka (Japon)"
    r"[^\W\d_a-z][^\W\d_]*[a-z](?:[ -][^\W\d_][\w’'-]*){0,3}\s*\([^\W\d_a-z]"
    r"(?:[^\W\d_]*[a-z])[\w .-]{1,25}\)"
    r"|[^\W\d_a-z][\w .’'-]{1,40}\s*\((?:UK|USA|US|UAE|U\.S\.A?\.?)\)"
)


def _without_place(strip: Strip, venue: Venue, begin: int, end: int) -> int:
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
        return end
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
    venue.place = spaced(text[start:]).strip(" .,;:")
    strip.claim(begin + start, end, "detail")
    return begin + start - 1


def _claim_publisher(strip: Strip) -> str:
    text = strip.free()
    for found in re.finditer(rf"[^{HOLE}{HARD}{BLOCK},.;()]+(?:\.(?=[A-Z]\.)[^,.;]*)?", text):
        if PUBLISHERS.fullmatch(found[0].strip(" :")):
            strip.claim(found.start(), found.end(), "detail")
            return found[0].strip(" :")
    return ""


def _claim_place(strip: Strip) -> str:
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


def short_name(text: str) -> str:
    """ "ICML 2024" of "41st International Conference on Machine Learning (ICML 2024)"."""
    for found in reversed(list(_SHORT.finditer(text))):
        inner = found[1].strip(" ,;:")
        if _RANKING.fullmatch(inner) or fold(inner) in PLACES or re.fullmatch(r"[\d\s.,-]+", inner):
            continue
        words = inner.split()
        if len(words) <= 5 and (
            _ACRONYM.match(inner) or (_YEARED.fullmatch(inner) and inner[:1].isalpha())
        ):
            return inner
    if found := re.match(r"([A-Z][\w-]*[A-Z][\w-]*) \([A-Z][^()]{15,}\)", text):
        return found[1]  # "FLOW (Conference on Field Observation)"
    if _THESIS.search(text):
        return ""
    words = text.split()
    if 1 <= len(words) <= 3 and _ACRONYM.fullmatch(words[0].strip("’',")) and len(text) <= 30:
        if len(words) == 1 or year_in(text) or all(w[:1].isupper() for w in words[1:]):
            return text if words[0].upper() != "IEEE" else ""
    return ""
