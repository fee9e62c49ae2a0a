"""Targets of a plan as new rows, a batch at a time; and states taken apart into columns."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db.models import Max, Model

from accounts.models import User
from profiles.models import Researcher
from publications.importing.history import BATCH, Scribe
from publications.importing.plan import Target
from publications.importing.standing import topics_here
from publications.importing.venues import Venues
from publications.importing.work import SCALARS, State, author_keys
from publications.keys import proposed
from publications.models import Authorship, Link, Publication, Version

COLUMNS = tuple(name for name in SCALARS if name != "venue_short")
MAPPINGS = ("identifiers", "extra")
FLAGS = {"co_first": "f", "co_last": "l", "corresponding": "c"}
NULLABLE = frozenset(("year", "month", "day"))


class Creator:
    """Writes targets; ``linked`` says which people it linked to which publication."""

    def __init__(self, scribe: Scribe, owner: Researcher | None, user: User | None) -> None:
        self.scribe = scribe
        self.owner = owner
        self.user = user
        self.linked: dict[int, list[int]] = defaultdict(list)
        self.venues = Venues()
        self.topics = topics_here()
        self.keys = set(Publication.objects.values_list("key", flat=True))
        self.slugs = set(Publication.objects.values_list("slug", flat=True))
        self.touched: set[int] = set()
        last = Authorship.objects.filter(researcher=owner, selected=True) if owner else None
        self.selected = (
            (last.aggregate(Max("selected_position"))["selected_position__max"] or 0)
            if owner
            else 0
        )

    def create(self, targets: Sequence[Target]) -> None:
        if not targets:
            return
        rows = Publication.objects.bulk_create(
            [self._publication(target) for target in targets], batch_size=BATCH
        )
        self.scribe.write(rows, "+")
        for target, row in zip(targets, rows, strict=True):
            target.pk = row.pk
        self._insert(Authorship, (each for target in targets for each in self._authorships(target)))
        self._insert(
            Link,
            (
                link_of(target.pk, position, values)
                for target in targets
                for position, values in enumerate(target.after.get("links", ()))
            ),
        )
        self._insert(
            Version,
            (
                version_of(target.pk, position, values)
                for target in targets
                for position, values in enumerate(target.after.get("versions", ()))
            ),
        )
        self._add_topics(
            (target.pk, name) for target in targets for name in target.after.get("topics", ())
        )

    def _publication(self, target: Target) -> Publication:
        state = target.after
        name = proposed(_first_family(state), state.get("year"), state["title"])[:90]
        target.key = self._free(target.key or name.replace("-", ""), self.keys, _letter)
        slug = self._free(name, self.slugs, _number)
        return Publication(
            key=target.key,
            slug=slug,
            venue=self.venues.find(state.get("venue_text", ""), state.get("venue_short", "")),
            created_by=self.user,
            **{name: state[name] for name in COLUMNS if name in state},
            **{name: mapping(state, name) for name in MAPPINGS},
        )

    def _free(self, wanted: str, taken: set[str], variant: Callable[[str, int], str]) -> str:
        name, number = wanted, 1
        while name in taken:
            number += 1
            name = variant(wanted, number)
        taken.add(name)
        return name

    def _authorships(self, target: Target) -> Iterable[Authorship]:
        authors = target.after.get("authors", [])
        for position, (key, author) in enumerate(zip(author_keys(authors), authors, strict=True)):
            member = target.linked.get(key)
            authorship = authorship_of(target.pk, position, author)
            if member:
                authorship.researcher_id = member
                self._note_link(target.pk, member)
                if self.owner and member == self.owner.pk and target.after.get("selected"):
                    self._select(authorship)
            yield authorship

    def _note_link(self, publication: int, member: int) -> None:
        self.linked[publication].append(member)
        self.touched.add(member)

    def _select(self, authorship: Authorship) -> None:
        self.selected += 1
        authorship.selected, authorship.selected_position = True, self.selected

    def _insert(self, model: type[Model], rows: Iterable[Model]) -> None:
        made = model.objects.bulk_create(rows, batch_size=BATCH)
        self.scribe.write(made, "+")

    def _add_topics(self, pairs: Iterable[tuple[int | None, str]]) -> None:
        through = Publication.topics.through
        through.objects.bulk_create(
            (
                through(publication_id=pk, topic_id=self.topics[name.casefold()].pk)
                for pk, name in pairs
            ),
            ignore_conflicts=True,
            batch_size=BATCH,
        )


def mapping(state: State, name: str) -> dict[str, Any]:
    prefix = f"{name}."
    return {
        key.removeprefix(prefix): value for key, value in state.items() if key.startswith(prefix)
    }


def authorship_of(publication: int | None, position: int, author: list[str]) -> Authorship:
    given, particle, family, suffix, literal, letters = author
    return Authorship(
        publication_id=publication,
        position=position,
        given=given,
        particle=particle,
        family=family,
        suffix=suffix,
        literal=literal,
        **{flag: letter in letters for flag, letter in FLAGS.items()},
    )


def link_of(publication: int | None, position: int, values: list[str]) -> Link:
    kind, url, label, file = values
    return Link(
        publication_id=publication, position=position, kind=kind, url=url, label=label, file=file
    )


def link_state(link: Link) -> list[str]:
    return [link.kind, link.url, link.label, link.file.name or ""]


def version_of(publication: int | None, position: int, values: list[Any]) -> Version:
    kind, venue_text, year, doi, arxiv_id, url = values
    return Version(
        publication_id=publication, position=position, kind=kind, venue_text=venue_text,
        year=year, doi=doi, arxiv_id=arxiv_id, url=url,
    )  # fmt: skip


def _first_family(state: State) -> str:
    authors = state.get("authors")
    return (authors[0][2] or authors[0][4]) if authors else ""


def _letter(key: str, number: int) -> str:
    """``key``, ``keyb``, ``keyc`` …; numbers when the alphabet is used up."""
    return key + (chr(ord("a") + number - 1) if number < 27 else f"-{number}")


def _number(slug: str, number: int) -> str:
    return f"{slug}-{number}"
