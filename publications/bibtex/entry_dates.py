"""When a work appeared: BibLaTeX's `date`, or `year`, `month` and `day`."""

import re
from calendar import monthrange
from collections.abc import Mapping
from functools import lru_cache

from typeset.fold import fold
from typeset.latex import to_unicode

_DATE = re.compile(r"\s*[~?]?(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?!\d)")
_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")
_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_EASTERN = re.compile(r"(\d{1,2}) ?[月월]")
_MONTHS = {
    "jan": 1, "ene": 1, "gen": 1, "feb": 2, "fev": 2, "fevr": 2, "mar": 3, "mrz": 3, "maer": 3,
    "apr": 4, "avr": 4, "abr": 4, "may": 5, "mai": 5, "maj": 5, "mei": 5, "mag": 5, "jun": 6,
    "juin": 6, "giu": 6, "jul": 7, "juil": 7, "lug": 7, "aug": 8, "aou": 8, "ago": 8, "sep": 9,
    "set": 9, "oct": 10, "okt": 10, "ott": 10, "out": 10, "nov": 11, "dec": 12, "dez": 12,
    "dic": 12,
}  # fmt: skip

PartialDate = tuple[int | None, int | None, int | None]


def date_of(fields: Mapping[str, str]) -> PartialDate:
    """Year, month and day, as far as the entry tells them; a range begins with its first."""
    found = _DATE.match(fields.get("date", ""))
    if found:
        year, month, day = (int(part) if part else None for part in found.groups())
    else:
        year = _year(fields.get("year", "") or fields.get("date", ""))
        month, day = _month(fields["month"][:80]) if "month" in fields else (None, None)
        if day is None and (number := _DAY.fullmatch(fields.get("day", "").strip())):
            day = int(number[0])
    if year is not None and not 1000 <= year <= 2999:
        year = None
    if month is not None and not 1 <= month <= 12:
        month = None
    if month is None or not 1 <= (day or 0) <= monthrange(year or 2000, month)[1]:
        day = None
    return year, month, day


def _year(raw: str) -> int | None:
    if len(raw) == 4 and raw.isascii() and raw.isdecimal():
        return int(raw)
    found = _YEAR.search(to_unicode(raw))
    return int(found[0]) if found else None


@lru_cache(maxsize=2048)
def _month(raw: str) -> tuple[int | None, int | None]:
    """Month and day in a month field: "jan", "05", "May 3--5", "3. März"."""
    text = fold(to_unicode(raw))
    if found := _EASTERN.search(text):
        return int(found[1]), None
    words = re.findall(r"[^\W\d_]+", text)
    month = next(
        (m for word in words if (m := _MONTHS.get(word[:4]) or _MONTHS.get(word[:3]))), None
    )
    number = _DAY.search(text)
    if month is None:
        return (int(number[0]), None) if number and not words else (None, None)
    return month, int(number[0]) if number else None
