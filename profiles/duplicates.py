"""People who may be one person, entered twice: the same name, ORCID iD or e-mail address."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from profiles.models import KnownApart, NameVariant, ProfileLink, Researcher
from typeset.fold import fold

Row = TypeVar("Row", bound=Model)
_ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]")
_CROWD = 20  # more people than this behind one address share an office's


@dataclass(frozen=True, slots=True)
class Suspicion(Generic[Row]):
    """Two rows that may be one, and why; ``one`` is proposed as the row that stays."""

    one: Row
    other: Row
    reason: str

    @property
    def merge_address(self) -> str:
        """The preview of putting them together."""
        return self._address("merge")

    @property
    def apart_address(self) -> str:
        """Where a POST says that they are two; the pair is not suspected again."""
        return self._address("apart")

    def _address(self, deed: str) -> str:
        options = self.one._meta
        name = f"admin:{options.app_label}_{options.model_name}_{deed}"
        return reverse(name, args=[self.one.pk, self.other.pk])


def suspected(people: QuerySet[Researcher], most: int | None = None) -> list[Suspicion[Researcher]]:
    """The first pairs among these people who may be one, but for those known to be two.

    Pass `profiles.permissions.mergeable_people(user)`, and each pair can be offered to the user.
    """
    rows = people.select_related("user").in_bulk()
    apart = KnownApart.objects.pairs(Researcher)
    behind: dict[tuple[str, str], set[int]] = defaultdict(set)
    for pk, *mark in _marks(rows):
        behind[mark[0], mark[1]].add(pk)
    reasons: dict[tuple[int, int], str] = {}
    for (kind, _value), found in behind.items():
        if 1 < len(found) <= _CROWD:
            for pair in combinations(sorted(found), 2):
                if pair not in apart:
                    reasons.setdefault(pair, kind)
    said = {
        "orcid": _("The same ORCID iD."),
        "email": _("The same e-mail address."),
        "name": _("The same name."),
    }
    return [
        Suspicion(*sorted((rows[low], rows[high]), key=_standing), reason=said[kind])
        for (low, high), kind in sorted(reasons.items())[:most]
    ]


def alike(person: Researcher, people: QuerySet[Researcher]) -> list[Suspicion[Researcher]]:
    """The pairs of this person with another of these people."""
    return [pair for pair in suspected(people) if person in (pair.one, pair.other)]


def _standing(person: Researcher) -> tuple[bool, int]:
    """Who has an account stays, else who was entered first."""
    return person.user_id is None, person.pk


def _marks(rows: dict[int, Researcher]) -> Iterator[tuple[int, str, str]]:
    """By what each is recognised, the surest first."""
    links = ProfileLink.objects.filter(platform__in=("orcid", "email"), researcher__in=rows)
    linked = list(links.values_list("researcher_id", "platform", "value"))
    for pk, person in rows.items():
        if person.orcid:
            yield pk, "orcid", person.orcid
    for pk, platform, value in linked:
        if platform == "orcid" and (found := _ORCID.search(value)):
            yield pk, "orcid", found[0]
    for pk, person in rows.items():
        addresses = [person.email, person.user.email if person.user else ""]
        yield from ((pk, "email", address.lower()) for address in addresses if address)
    yield from ((pk, "email", value.lower()) for pk, kind, value in linked if kind == "email")
    yield from _names(rows)


def _names(rows: dict[int, Researcher]) -> Iterator[tuple[int, str, str]]:
    """Every spelling, whichever name stands first in it."""
    for pk, person in rows.items():
        for name in (
            f"{person.given_name} {person.family_name}",
            person.display_name,
            person.original_name,
        ):
            if name.strip():
                yield pk, "name", _in_order(fold(name))
    variants = NameVariant.objects.filter(researcher__in=rows)
    for pk, folded in variants.values_list("researcher_id", "folded"):
        if folded:
            yield pk, "name", _in_order(folded)


def _in_order(folded: str) -> str:
    return " ".join(sorted(folded.split()))
