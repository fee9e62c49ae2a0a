"""Dates known to the year, the month or the day, and the terms of a university year."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, total_ordering

from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS_3
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from typeset.fold import fold

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


@total_ordering
@dataclass(frozen=True)
class PartialDate:
    """``2014``, ``2014-04`` or ``2014-04-01``; a year sorts before the months within it."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.year <= 9999:
            raise ValueError(f"There is no year {self.year}.")
        if self.month is None:
            if self.day is not None:
                raise ValueError("A day needs a month.")
            return
        if not 1 <= self.month <= 12:
            raise ValueError(f"There is no month {self.month:02}; write 01 to 12.")
        if self.day is not None and not 1 <= self.day <= self._days():
            raise ValueError(f"There is no day {self.day:02} in {self.year}-{self.month:02}.")

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        match = _FORM.fullmatch(text.strip())
        if not match:
            raise ValueError(
                f"“{text}” is not a date. Write a year, a month or a day, "
                "for example 2014, 2014-04 or 2014-04-01."
            )
        year, month, day = match.groups()
        return cls(int(year), int(month) if month else None, int(day) if day else None)

    def __str__(self) -> str:
        return "-".join([f"{self.year:04}", *(f"{p:02}" for p in (self.month, self.day) if p)])

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, PartialDate):
            return NotImplemented
        return self._key() < other._key()

    def _key(self) -> tuple[int, int, int]:
        return self.year, self.month or 0, self.day or 0

    def _days(self) -> int:
        return calendar.monthrange(self.year, self.month or 12)[1]


Datelike = PartialDate | date | str | None


def partial_date_validator(value: str) -> None:
    try:
        as_kept = str(PartialDate.parse(value))
    except ValueError:
        as_kept = None
    if value != as_kept:
        raise ValidationError(
            gettext_lazy(
                "“%(value)s” is not a date. Write a year, a month or a day, "
                "for example 2014, 2014-04 or 2014-04-01."
            ),
            code="partial_date",
            params={"value": value},
        )


def format_partial(value: Datelike) -> str:
    """``2014``, ``Apr 2014`` or ``1 Apr 2014``; empty for no date."""
    found = _read(value)
    if found is None:
        return ""
    return " ".join(part for part in (_day_and_month(found), str(found.year)) if part)


def format_range(start: Datelike, end: Datelike, *, since: bool = False) -> str:
    """``2014–2018``, ``Apr – Jun 2015``, ``2020–present`` (``since 2020`` when so asked)."""
    first, last = _read(start), _read(end)
    if first is None and last is None:
        return ""
    if first is None:
        return _("until %(date)s") % {"date": format_partial(last)}
    if last is None:
        if since:
            return _("since %(date)s") % {"date": format_partial(first)}
        return _join(format_partial(first), _("present"), spaced=first.month is not None)
    if first == last:
        return format_partial(first)
    if first.year == last.year and first.month and last.month:
        if first.month == last.month and first.day and last.day:
            return _join(str(first.day), format_partial(last), spaced=False)
        return _join(_day_and_month(first), format_partial(last), spaced=True)
    spaced = bool(first.month or last.month)
    return _join(format_partial(first), format_partial(last), spaced=spaced)


def _read(value: Datelike) -> PartialDate | None:
    if isinstance(value, PartialDate):
        return value
    if isinstance(value, date):
        return PartialDate(value.year, value.month, value.day)
    return PartialDate.parse(value) if value else None


def _day_and_month(value: PartialDate) -> str:
    if not value.month:
        return ""
    name = str(MONTHS_3[value.month]).title()
    return f"{value.day} {name}" if value.day else name


def _join(start: str, end: str, *, spaced: bool) -> str:
    """A closed dash between bare numbers, an open one where a part holds a space itself."""
    return f"{start} – {end}" if spaced else f"{start}–{end}"


# Where a term stands in the calendar year in which it begins. A winter term of the quarter system
# opens the year; a German winter semester and a Korean winter session close it.
_WINTER, _SPRING, _SUMMER, _AUTUMN, _LATE = 1, 2, 3, 4, 5
_WORDS = {
    _WINTER: """winter wi lent hilary january januar jan february februar feb hiver invierno
        inverno vinter q1""",
    _SPRING: """spring sp spr easter trinity march marz mar april apr may mai fruhling fruhjahr
        fruhjahrssemester fs printemps primavera var vt varterminen s1 t1 q2""",
    _SUMMER: """summer su sum sommer sommersemester sose ss june juni jun july juli jul august aug
        ete verano estate sommar maymester t2 q3""",
    _AUTUMN: """fall fa autumn aut au michaelmas september sep sept october oktober oct november
        nov december dezember dec herbst herbstsemester hs automne otono autunno host ht
        hostterminen s2 t3 q4""",
    _LATE: "wintersemester wise ws",
}
_TERMS = {word: order for order, words in _WORDS.items() for word in words.split()}
_EAST_ASIAN = (
    ("겨울", _LATE), ("가을", _AUTUMN), ("여름", _SUMMER), ("봄", _SPRING),
    ("2학기", _AUTUMN), ("1학기", _SPRING), ("冬", _LATE), ("秋", _AUTUMN), ("夏", _SUMMER),
    ("春", _SPRING), ("後期", _AUTUMN), ("后期", _AUTUMN), ("前期", _SPRING),
    ("第二学期", _AUTUMN), ("第一学期", _SPRING),
)  # fmt: skip
_NUMBERS = {
    "1": 1, "1st": 1, "first": 1, "one": 1, "i": 1, "erstes": 1, "2": 2, "2nd": 2, "second": 2,
    "two": 2, "ii": 2, "zweites": 2, "3": 3, "3rd": 3, "third": 3, "three": 3, "iii": 3,
    "4": 4, "4th": 4, "fourth": 4, "four": 4, "iv": 4,
}  # fmt: skip
_NUMBERED = {
    "semester": (_SPRING, _AUTUMN),
    "half": (_SPRING, _AUTUMN),
    "term": (_SPRING, _SUMMER, _AUTUMN),
    "trimester": (_SPRING, _SUMMER, _AUTUMN),
    "quarter": (_WINTER, _SPRING, _SUMMER, _AUTUMN),
}


@lru_cache(maxsize=1024)
def term_order(term: str) -> int:
    """A number by which the terms of one year sort, 0 when the term is not understood.

    A course that runs in several terms takes the last of them: "Spring and fall" is fall.
    """
    text = fold(term)
    joined = text.replace(" ", "")
    words = re.findall(r"[^\W\d_]+(?:\d(?!\d))?|\d{1,2}(?:st|nd|rd|th)?(?!\d)", text)
    found = [_TERMS[word] for word in words if word in _TERMS]
    found += [order for name, order in _EAST_ASIAN if name in joined]
    return max(found, default=0) or _numbered_term(words)


def _numbered_term(words: list[str]) -> int:
    numbers = [_NUMBERS[word] for word in words if word in _NUMBERS]
    if not numbers:
        return 0
    kind = next((word for word in words if word in _NUMBERED), "semester")
    orders = _NUMBERED[kind]
    return orders[numbers[-1] - 1] if numbers[-1] <= len(orders) else 0
