"""Numbers of an entry: dates, volumes, issues, pages. Each function claims what it reads."""

import re
from dataclasses import dataclass

from publications.listing.strip import BLOCK, HARD, HOLE, SOFT, Strip, spaced
from publications.listing.words import MONTH, MONTHS

__all__ = [
    "Date", "Numbers", "claim_dates", "claim_leading_date", "claim_loose_numbers",
    "claim_numbers", "claim_tail", "year_in",
]  # fmt: skip

_YEAR = r"(?:18[5-9]\d|19\d\d|20\d\d)"
_SEASON = (
    r"(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter|[Pp]rintemps|[Éé]té|[Aa]utomne|[Hh]iver"
    r"|Frühjahr|Sommer|Herbst)"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DAYS = rf"{_DAY}(?:\s?[-–—/]\s?(?:{MONTH}\.?\s)?{_DAY})?"
_RANGE = rf"{MONTH}\.?(?:\s?[-–—/]\s?{MONTH}\.?)?"
_DATES = re.compile(
    rf"(?<![\w/.])(?:(?:{_DAYS}(?:\s+of)?[\s,]+)?(?P<month>{_RANGE})[\s,]*(?:{_DAYS},?\s+)?"
    rf"(?P<year>{_YEAR})"
    rf"|(?P<iso>{_YEAR})[-/.](?P<m>0[1-9]|1[0-2])(?:[-/.](?P<d>[0-3]\d))?"
    rf"|(?P<year2>{_YEAR})[\s,]+(?P<month2>{MONTH})\b\.?(?:\s+{_DAYS})?"
    rf"|(?P<year3>{_YEAR})\s*年(?:\s*(?P<m3>\d{{1,2}})\s*月)?)(?!\w)"
)
_EDGE = rf"[\s{HOLE}]*(?:[.,;:)\]】\"”’|–—-]|$|[{HARD}{BLOCK}{SOFT}{HOLE}]|\(|\[)"
_BARE = re.compile(
    rf"(?P<open>[(\[【]\s*|(?:^|[{HARD}{BLOCK}{SOFT}{HOLE},.;:|)\]”\"]"
    rf"|\s[–—-](?=\s))\s*)(?P<year>{_YEAR})[a-z]?(?={_EDGE})"
    rf"|(?<=[a-z])(?P<open2>\s)(?P<year2>{_YEAR})(?=;)"
)
_PAREN_YEAR = re.compile(rf"[(\[]\s*(?:[^()\[\]\n\f]{{0,20}}?\s)?({_YEAR})[a-z]?\s*[)\]]")
_ANY_YEAR = re.compile(rf"(?<![\d./-])({_YEAR})(?![\d/]|[.-]\d)")
_SHORT_YEAR = re.compile(r"(?<=[A-Za-z])\s?[’'‘]\s?(\d\d)\b|(?<=[A-Z]{3})-(\d\d)\b(?!\d|-)")

_PAGE = r"(?:[A-Za-z]{0,2}\d[\w.:]*\d|[A-Za-z]?\d+)"
_PAGES = rf"{_PAGE}\s*[-–—‐‑]+\s*{_PAGE}"
_KEYED = re.compile(
    r"(?<![\w])(?:(?P<vol>(?:vol(?:umen?|ume|um|\.)?|band"
    r"|bd\.?)\s*[:.]?\s*(?P<volume>[A-Z]{0,2}-?\d+[A-Z]?|[IVXLC]{1,6}\b)"
    r"(?:\s*\(\s*(?P<inner>\d+[\d/–-]*)\s*\))?)"
    r"|(?P<num>(?:no\b\.?|n[°º]\.?|issue|number|heft|h\.|nr\.?|iss\."
    r"|num\.)\s*[:.]?\s*(?P<number>\d+[\d/–-]*))"
    r"|(?P<art>(?:art(?:icle|\.)?\s*(?:id|no\.?|number|nr\.?)?|paper no\.?|paper"
    r"|article-id)\s*[:.]?\s*"
    r"(?P<article>[A-Za-z]?\d[\w.-]*))"
    rf"|(?P<pag>(?:pp\s?\.?|p\.|p(?=\s\d)|pages?|S\.|ss?\.?(?=\s?\d+\s*[-–]\s*\d)|Seiten?"
    rf"|páginas?|págs?\.)\s*[:.]?\s*(?P<pages>{_PAGES}|{_PAGE}))"
    rf"|(?P<count>\d+\s*(?:pp\.?|pages|p\.)))(?!\w)",
    re.IGNORECASE,
)
_COMPACT = re.compile(
    rf"(?<![\w.-])(?P<volume>[A-Z]?\d{{1,4}}[A-Z]?)\s*"
    rf"(?:\(\s*(?P<number>[A-Za-z. ]{{0,7}}\d+(?:\s?[-–/]\s?\d+)?|S\d*|Supplement)\s*\)"
    rf"\s*(?:[:,]\s*(?:pp?\.\s*)?(?P<pages>{_PAGES}|{_PAGE})?)?"
    rf"|\s*:\s*(?:pp?\.\s*)?(?P<pages2>{_PAGES}|{_PAGE})"
    rf"|,\s*(?:pp?\.\s*)?(?P<pages3>{_PAGES}|[A-Za-z]?\d{{3,}}|[A-Za-z]\d{{2,}}))(?!\w)"
)
_VANCOUVER = re.compile(
    rf"(?<!\w)(?P<year>{_YEAR})(?:\s+(?P<month>{MONTH})(?:\s+\d{{1,2}})?)?\s*;\s*(?P<volume>\d+)"
    rf"(?:\s*\((?P<number>[^()\n]{{1,15}})\))?(?:\s*:\s*(?P<pages>{_PAGES}|{_PAGE}))?"
)
_CHICAGO = re.compile(
    rf"(?<![\w.:–—-])(?P<volume>\d{{1,4}})(?:(?:\s*,?\s*no\.?\s*"
    rf"|:)(?P<number>\d+))?\s*"
    rf"\((?:(?:{MONTH}|{_SEASON})\.?\s+)?(?P<year>{_YEAR})\)"
    rf"\s*(?:[:,]\s*(?:no\.\s*(?P<issue>\d+),\s*)?(?P<pages>{_PAGES}|(?!{_YEAR}){_PAGE}))?"
)
_PHYSICS = re.compile(  # "Tidal Letters 24, 1942 (2023)"
    rf"(?<![\w.:,–—-])(?P<volume>\d{{1,3}}),\s(?P<pages>[A-Za-z]?\d{{1,7}}|{_PAGES})"
    rf"\s\((?P<year>{_YEAR})\)"
)
_AFTER_YEAR = re.compile(rf"(?P<year>[(]{_YEAR}[)])\s*:\s*(?P<pages>{_PAGES})")
_LONE_PAGES = re.compile(rf"(?<![\w.])(?P<pages>{_PAGES})(?![\w%])")
_LONE_ISSUE = re.compile(
    rf",\s*\((?P<number>\d{{1,3}})\)(?:\s*[,:]\s*(?P<pages>{_PAGES}|{_PAGE}))?"
)


_AFTER_HOLE = re.compile(rf"(?:^|[{HOLE}{HARD}{BLOCK}])[)\]]?\s*[:,;.]?\s*(?=[A-Za-z]?\d)")


@dataclass(slots=True)
class Date:
    year: int | None = None
    month: int | None = None
    day: int | None = None
    reason: str = ""
    start: int = -1


@dataclass(slots=True)
class Numbers:
    volume: str = ""
    number: str = ""
    pages: str = ""


def _month(text: str | None) -> int | None:
    if not text:
        return None
    word = re.split(r"[\s.\-–—/]", text.strip())[0].lower()
    return MONTHS.get(word)


def claim_dates(strip: Strip) -> list[Date]:
    """Every date that stands as one: with its month, in brackets, or between commas."""
    dates = []
    text = strip.free()
    for found in _DATES.finditer(text):
        year = found["year"] or found["iso"] or found["year2"] or found["year3"]
        number = found["m"] or found["m3"]
        month = int(number) if number else _month(found["month"] or found["month2"])
        month = month if month and month <= 12 else None
        day = int(found["d"]) if found["d"] and 1 <= int(found["d"]) <= 31 else None
        dates.append(Date(int(year), month, day, "", found.start()))
        strip.claim(found.start(), found.end(), "date")
    text = strip.free()
    for found in _BARE.finditer(text):
        start, end = found.span("year2" if found["year2"] else "year")
        if found["year"] and _is_a_name(text, found):
            continue
        if text[end : end + 1].isalpha():
            end += 1
        dates.append(Date(int(found["year"] or found["year2"]), start=start))
        strip.claim(start, end, "date")
    return sorted(dates, key=lambda date: date.start)


_LEADING = re.compile(
    rf"[\W_]*(?:(?P<month>{MONTH})\.?\s+)?(?P<year>{_YEAR})(?:\s*[-–/.]\s*\d\d)?(?=\s*"
    rf"(?:[.:;|)\]】,–—-]|[{HARD}{BLOCK}{SOFT}]))"
)


def claim_leading_date(strip: Strip) -> list[Date]:
    """ "**2025**: Holt, M. …": a year that the entry begins with."""
    found = _LEADING.match(strip.free())
    rest = strip.text[found.end() :] if found else ""
    if not found or len(re.findall(r"\w+", rest)) < 3 or re.match(r"\s*[-–]\s*(?:19|20)\d\d", rest):
        return []
    start = found.start("month") if found["month"] else found.start("year")
    strip.claim(start, found.end(), "date")
    return [Date(int(found["year"]), _month(found["month"]), start=start)]


def _is_a_name(text: str, found: re.Match[str]) -> bool:
    """Whether the year leads a venue's name ("2018 IEEE …") or a title behind a colon."""
    after = text[found.end("year") :]
    if after.lstrip()[:1] == ":" and not re.match(r"\s*:\s*\d", after):
        return found["open"].strip() not in ("(", "[") and found.start() > 0
    return bool(re.match(r"\s*[-–]\s*(?:19|20)\d\d", after))


def claim_numbers(strip: Strip) -> tuple[Numbers, list[Date]]:
    """Volume, issue and pages that are called so, or that a known order of signs tells.

    Such an order may have the year in it: "2020;3(4):1-20".
    """
    numbers = Numbers()
    dates: list[Date] = []
    for pattern in (_VANCOUVER, _PHYSICS, _CHICAGO):
        text = strip.free()
        found = pattern.search(text)
        if found:
            _keep(numbers, found)
            strip.claim(found.start(), found.end(), "detail")
            month = _month(found.groupdict().get("month"))
            if month:
                strip.claim(*found.span("month"), "date")
            dates.append(Date(int(found["year"]), month, start=found.start("year")))
            strip.claim(*found.span("year"), "date")
            break
    text = strip.free()
    for found in _KEYED.finditer(text):
        if found["vol"] and not numbers.volume:
            numbers.volume = found["volume"]
            numbers.number = numbers.number or found["inner"] or ""
        elif found["num"] and not numbers.number:
            numbers.number = found["number"]
        elif found["pag"] and not numbers.pages:
            numbers.pages = _dashed(found["pages"])
        elif found["art"] and not numbers.pages and found["article"]:
            numbers.pages = found["article"].strip(".-")
        else:
            continue
        strip.claim(found.start(), found.end(), "detail")
    return numbers, dates


def claim_loose_numbers(strip: Strip, numbers: Numbers) -> None:
    """Numbers behind a claimed year: "(2012): 108–115", "2019, 12, 1-30", "2021, 43(5): 12-20"."""
    text = strip.free()
    for found in _AFTER_HOLE.finditer(text):
        start = found.end()
        compact = _COMPACT.match(text, start)
        pages = re.compile(rf"(?P<pages>{_PAGES}|[eE]\d{{3,}})(?!\w)").match(text, start)
        if compact and not numbers.volume and not _is_year(compact["volume"]):
            _keep(numbers, compact)
            strip.claim(start, compact.end(), "detail")
        elif pages and not numbers.pages and not _is_year(pages["pages"][:4]):
            numbers.pages = _dashed(pages["pages"])
            strip.claim(start, pages.end(), "detail")


def _keep(numbers: Numbers, found: re.Match[str]) -> None:
    groups = found.groupdict()
    numbers.volume = numbers.volume or groups.get("volume") or ""
    number = groups.get("number") or groups.get("issue") or ""
    numbers.number = numbers.number or number.strip()
    pages = groups.get("pages") or groups.get("pages2") or groups.get("pages3") or ""
    numbers.pages = numbers.pages or _dashed(pages)


def _dashed(pages: str) -> str:
    return re.sub(r"\s*-{2,}\s*", "–", spaced(pages))


def claim_tail(strip: Strip, start: int, end: int, numbers: Numbers) -> int:
    """Read numbers that no word announces, behind a venue's name; where the name then ends."""
    text = strip.free()[start:end]
    found = None
    for candidate in _COMPACT.finditer(text):
        if _is_year(candidate["volume"]) or _is_year(candidate["number"] or ""):
            continue
        if numbers.volume and candidate["number"] is None:
            continue
        found = candidate
        break
    if found and not numbers.volume:
        _keep(numbers, found)
        strip.claim(start + found.start(), start + found.end(), "detail")
        return start + found.start()
    if (issue := _LONE_ISSUE.search(text)) and not numbers.number:
        numbers.number = issue["number"]
        numbers.pages = numbers.pages or _dashed(issue["pages"] or "")
        strip.claim(start + issue.start(), start + issue.end(), "detail")
        return start + issue.start()
    lone = _LONE_PAGES.search(text)
    if lone and not numbers.pages and not _is_year(lone["pages"][:4]):
        numbers.pages = _dashed(lone["pages"])
        strip.claim(start + lone.start(), start + lone.end(), "detail")
        return start + lone.start()
    return end


def _is_year(text: str) -> bool:
    return bool(re.fullmatch(_YEAR, text.strip()))


def year_in(text: str) -> int | None:
    """The last year that a venue's name holds: "ICML 2024", "NeurIPS'23"."""
    years = [int(found[1]) for found in _ANY_YEAR.finditer(text)]
    if years:
        return years[-1]
    short = [found[1] or found[2] for found in _SHORT_YEAR.finditer(text)]
    return 2000 + int(short[-1]) if short and int(short[-1]) < 60 else None
