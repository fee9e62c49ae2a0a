"""Which of the people here a name in a byline is."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet

from profiles.models import NameVariant, Researcher
from publications.importing.work import Author
from publications.names import Match, Name, matches, split_name
from typeset.fold import fold


@dataclass(frozen=True, slots=True)
class Member:
    """A person here, and how bylines may spell them; private spellings are never told."""

    pk: int
    label: str
    names: tuple[Name, ...]
    private: tuple[Name, ...] = ()
    orcid: str = ""


@dataclass(slots=True)
class Links:
    """For each author the member that it is, or None; and what a person should look at."""

    members: list[int | None]
    problems: list[str] = field(default_factory=list)


class Linker:
    """Links a name when exactly one member fits it best; the ``owner`` wins among equals."""

    def __init__(self, members: Iterable[Member], owner: int | None = None) -> None:
        self.owner = owner
        self.labels: dict[int, str] = {}
        self.by_orcid: dict[str, int] = {}
        self._by_key: dict[str, list[tuple[Name, int, bool]]] = defaultdict(list)
        self._found: dict[Name, dict[int, tuple[Match, bool]]] = {}
        for member in members:
            self.labels[member.pk] = member.label
            if member.orcid:
                self.by_orcid[member.orcid] = member.pk
            for names, told in ((member.names, True), (member.private, False)):
                for name in names:
                    self._by_key[name.index_key].append((name, member.pk, told))

    def link(self, authors: Sequence[Author]) -> Links:
        if not self.labels:
            return Links([None] * len(authors))
        strengths = [self._fitting(author) for author in authors]
        links = Links([self._best(found) for found in strengths])
        self._once_each(links, authors, strengths)
        for position, found in enumerate(strengths):
            told = sorted(self.labels[pk] for pk, (_match, told) in found.items() if told)
            if links.members[position] is None and len(told) > 1:
                links.problems.append(
                    f"“{authors[position].name.display()}” can be {' or '.join(told)}. "
                    "Link the author by hand."
                )
        return links

    def _fitting(self, author: Author) -> dict[int, tuple[Match, bool]]:
        if author.orcid in self.by_orcid:
            return {self.by_orcid[author.orcid]: (Match.EXACT, True)}
        if author.name not in self._found:
            self._found[author.name] = self._by_name(author.name)
        return self._found[author.name]

    def _by_name(self, name: Name) -> dict[int, tuple[Match, bool]]:
        """Each member that the name can be, how strongly, and whether that may be told."""
        found: dict[int, tuple[Match, bool]] = {}
        for variant, member, told in self._by_key.get(name.index_key, ()):
            match = matches(variant, name)
            if match and (member not in found or match > found[member][0]):
                found[member] = (match, told)
        return found

    def _best(self, found: dict[int, tuple[Match, bool]]) -> int | None:
        if not found:
            return None
        top = max(match for match, _told in found.values())
        best = [member for member, (match, _told) in found.items() if match == top]
        if len(best) == 1:
            return best[0]
        return self.owner if self.owner in best else None

    def _once_each(
        self,
        links: Links,
        authors: Sequence[Author],
        strengths: list[dict[int, tuple[Match, bool]]],
    ) -> None:
        """A person is in a byline once: the name that fits best keeps the link, else none does."""
        places: dict[int, list[int]] = defaultdict(list)
        for position, member in enumerate(links.members):
            if member is not None:
                places[member].append(position)
        for member, positions in places.items():
            if len(positions) < 2:
                continue
            top = max(strengths[position][member][0] for position in positions)
            best = [at for at in positions if strengths[at][member][0] == top]
            for position in positions:
                if best != [position]:
                    links.members[position] = None
            if len(best) > 1:
                names = " and ".join(f"“{authors[at].name.display()}”" for at in best)
                links.problems.append(
                    f"{names} can both be {self.labels[member]}. Link the author by hand."
                )


def members(people: QuerySet[Researcher]) -> list[Member]:
    """These people with all spellings of their names, in two queries."""
    variants: dict[int, list[tuple[Name, bool]]] = defaultdict(list)
    for pk, name, private in NameVariant.objects.values_list("researcher_id", "name", "private"):
        variants[pk].append((split_name(name), private))
    return [
        Member(
            pk=person.pk,
            label=person.name,
            names=(*_own_names(person), *(name for name, hid in variants[person.pk] if not hid)),
            private=tuple(name for name, hid in variants[person.pk] if hid),
            orcid=person.orcid,
        )
        for person in people.only(
            "given_name", "family_name", "display_name", "original_name", "orcid"
        )
    ]


def _own_names(person: Researcher) -> list[Name]:
    texts = [
        f"{person.family_name}, {person.given_name}" if person.given_name else person.family_name
    ]
    if fold(person.display_name).endswith(fold(person.family_name)):
        texts.append(person.display_name)  # in another order it would be read the wrong way round
    texts.append(person.original_name)
    return [split_name(text) for text in texts if text]
