"""Under which headings a list of publications stands: years, types, topics, or a person's own."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, IntegerField, QuerySet, Value, When
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publications.kinds import Type

Headed = tuple[str, Iterable[str]]  # a heading, and the types of publications under it


@dataclass(frozen=True)
class Grouping:
    """``order`` puts works in order; ``column`` is then what `drawn` reads for each.

    ``repeats`` says that a work may stand under several headings.
    """

    name: str
    label: str | Promise
    column: str
    heading: Callable[[Any], str]
    order: Callable[[QuerySet], QuerySet]
    repeats: bool = False

    def count(self, works: QuerySet) -> int:
        return self.order(works).values_list("pk", self.column).count()


def _year(value: int | None) -> str:
    return str(value) if value else _("In progress")


def _by_topic(works: QuerySet) -> QuerySet:
    return works.order_by(F("topics__name").asc(nulls_last=True), *works.model._meta.ordering)


def _under(name: str, label: str | Promise, headed: Sequence[Headed], rest: str) -> Grouping:
    """By the first heading that has a work's type; ``rest`` stands over those that none has."""
    places = [
        When(type__in=list(types), then=Value(at)) for at, (_title, types) in enumerate(headed)
    ]

    def order(works: QuerySet) -> QuerySet:
        place = Case(*places, default=Value(len(headed)), output_field=IntegerField())
        return works.annotate(place=place).order_by("place", *works.model._meta.ordering)

    titles = [*(title for title, _types in headed), rest]
    return Grouping(name, label, "place", titles.__getitem__, order)


BY_YEAR = Grouping(
    "year",
    gettext_lazy("By year"),
    "year",
    _year,
    lambda works: works.order_by(*works.model._meta.ordering),
)
# The search has put them in order: no heading may part them.
BY_RELEVANCE = Grouping(
    "match", gettext_lazy("Best match first"), "year", lambda _year: "", lambda works: works
)
BY_TYPE = _under("type", gettext_lazy("By type"), [(str(kind.label), [kind]) for kind in Type], "")
BY_TOPIC = Grouping(
    "topic",
    gettext_lazy("By topic"),
    "topics__name",
    lambda name: name or _("Other topics"),
    _by_topic,
    repeats=True,
)
NAMES = frozenset({"year", "type", "topic", "section"})


def groupings(sections: Sequence[Headed] = (), *, ranked: bool = False) -> list[Grouping]:
    """Those that a list offers, its usual one first.

    ``sections`` are a person's own headings, ``ranked`` a list whose order a search has made.
    """
    offered = [BY_YEAR, BY_TYPE, BY_TOPIC]
    if sections:
        own = _under("section", gettext_lazy("By section"), sections, _("Further publications"))
        offered.insert(0, own)
    return [BY_RELEVANCE, *offered] if ranked else offered


def chosen(offered: Sequence[Grouping], name: str) -> Grouping:
    return next((each for each in offered if each.name == name), offered[0])
