"""What a list of publications is narrowed to, and how it is headed, as its address says:
``?year=2024&type=article&group=topic``."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlencode

from django.db.models import Count

from publications.grouping import NAMES
from publications.kinds import Type

if TYPE_CHECKING:
    from publications.querysets import PublicationQuerySet

LONGEST = 200  # characters of a search that are read; each word of it is a condition of the query


@dataclass(frozen=True)
class Filters:
    """A value that makes no sense (a year of letters, an unknown type) is no filter."""

    q: str = ""
    year: int | None = None
    type: str = ""
    topic: str = ""
    person: str = ""
    group: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Self:
        given = {key: query.get(key, "").replace("\x00", "").strip() for key in FIELDS}
        year, kind = given["year"], given["type"]
        return cls(
            q=given["q"][:LONGEST],
            year=int(year) if year.isdecimal() and len(year) == 4 else None,
            type=kind if kind in Type.values else "",
            topic=given["topic"][:LONGEST],
            person=given["person"][:LONGEST],
            group=given["group"] if given["group"] in NAMES else "",
        )

    def __bool__(self) -> bool:
        """Whether anything is left out: headings leave out nothing."""
        return any(asdict(replace(self, group="")).values())

    @property
    def query(self) -> str:
        """As it stands in the address, without the question mark."""
        return urlencode({key: value for key, value in asdict(self).items() if value})

    def apply(self, works: "PublicationQuerySet") -> "PublicationQuerySet":
        if self.q:
            works = works.search(self.q)
        if self.topic:
            works = works.filter(topics__slug=self.topic)
        if self.person:
            works = works.by_listed(self.person)
        if self.year:
            works = works.filter(year=self.year)
        if self.type:
            works = works.filter(type=self.type)
        return works


FIELDS = tuple(Filters.__dataclass_fields__)


@dataclass(frozen=True)
class Choice:
    """A further narrowing that would leave ``count`` works."""

    text: str
    value: str
    count: int
    query: str
    chosen: bool


@dataclass(frozen=True)
class Facets:
    """``found`` is how many works the filters leave."""

    years: list[Choice]
    types: list[Choice]
    found: int


def facets(works: "PublicationQuerySet", filters: Filters) -> Facets:
    """The years and types to choose from, given the other filters; one query for all of it."""
    wider = replace(filters, year=None, type="").apply(works)
    rows = wider.order_by().values_list("year", "type").annotate(count=Count("pk", distinct=True))
    years: Counter[int] = Counter()
    types: Counter[str] = Counter()
    found = 0
    for year, kind, count in rows:
        if year and filters.type in ("", kind):
            years[year] += count
        if filters.year in (None, year):
            types[kind] += count
            found += count if filters.type in ("", kind) else 0
    return Facets(
        years=[
            _choice(filters, "year", year, str(year), years[year])
            for year in sorted(years, reverse=True)
        ],
        types=[
            _choice(filters, "type", kind.value, str(kind.label), types[kind])
            for kind in Type
            if types[kind]
        ],
        found=found,
    )


def _choice(filters: Filters, field: str, value: Any, text: str, count: int) -> Choice:
    chosen = getattr(filters, field) == value
    query = replace(filters, **{field: value}).query
    return Choice(text, str(value), count, query, chosen)
