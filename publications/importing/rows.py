"""Targets of a plan as new rows, a batch at a time; and states taken apart into columns."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db.models import Max

from accounts.models import User
from profiles.models import Researcher
from publications.importing.bulk import BATCH, Scribe, insert
from publications.importing.plan import Target
from publications.importing.standing import topics_here
from publications.importing.venues import Venues
from publications.importing.work import SCALARS, State, author_keys
from publications.keys import proposed
from publications.models import Authorship, Link, Publication, Version
from typeset.fold import fold

COLUMNS = tuple(name for name in SCALARS if name != "venue_short")
MAPPINGS = ("identifiers", "extra")
NULLABLE = frozenset(("year", "month", "day"))
PUBLICATION = (
    "key", "slug", "venue_id", "created_by_id", *COLUMNS, *MAPPINGS, "folded_title",
    "folded_abstract", "highlighted", "draft", "preview", "preview_alt", "created_at", "changed_at",
)  # fmt: skip
# The fields of the rows that hang on a publication, in the order of their states.
AUTHORSHIP = (
    "publication_id", "position", "given", "particle", "family", "suffix", "literal",
    "co_first", "co_last", "corresponding", "researcher_id", "selected", "selected_position",
    "hidden", "folded",
)  # fmt: skip
LINK = ("publication_id", "position", "kind", "url", "label", "file")
VERSION = (
    "publication_id", "position", "kind", "venue_text", "year", "doi", "arxiv_id", "url"
)  # fmt: skip


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
        mine = Authorship.objects.filter(researcher=owner, selected=True)
        last = mine.aggregate(last=Max("selected_position"))["last"] if owner else None
        self.selected: int = last or 0

    def create(self, targets: Sequence[Target]) -> None:
        if not targets:
            return
        insert(Publication, PUBLICATION, [self._publication(target) for target in targets])
        keys = Publication.objects.filter(key__in=[target.key for target in targets])
        pks = dict(keys.values_list("key", "pk"))
        for target in targets:
            target.pk = pks[target.key]
        insert(Authorship, AUTHORSHIP, [each for one in targets for each in self._byline_of(one)])
        for model, names, field in ((Link, LINK, "links"), (Version, VERSION, "versions")):
            insert(
                model,
                names,
                [
                    (target.pk, position, *values)
                    for target in targets
                    for position, values in enumerate(target.after.get(field, ()))
                ],
            )
        self._add_topics((one.pk, name) for one in targets for name in one.after.get("topics", ()))
        made = list(pks.values())
        self.scribe.write(Publication, "+", "id", made)
        for model in (Authorship, Link, Version):
            self.scribe.write(model, "+", "publication", made)

    def _publication(self, target: Target) -> tuple[Any, ...]:
        """The values of ``PUBLICATION``; the target gets its key."""
        state = target.after
        name = proposed(_first_family(state), state.get("year"), state["title"])[:90]
        target.key = self._free(target.key or name.replace("-", ""), self.keys, _letter)
        venue = self.venues.find(state.get("venue_text", ""), state.get("venue_short", ""))
        now = self.scribe.date
        return (
            target.key,
            self._free(name, self.slugs, _number),
            venue.pk if venue else None,
            self.user.pk if self.user else None,
            *(state.get(column, None if column in NULLABLE else "") for column in COLUMNS),
            *(mapping(state, column) for column in MAPPINGS),
            fold(state["title"]), fold(state.get("abstract", "")), False, False, "", "", now, now,
        )  # fmt: skip

    def _free(self, wanted: str, taken: set[str], variant: Callable[[str, int], str]) -> str:
        name, number = wanted, 1
        while name in taken:
            number += 1
            name = variant(wanted, number)
        taken.add(name)
        return name

    def _byline_of(self, target: Target) -> Iterable[tuple[Any, ...]]:
        authors = target.after.get("authors", [])
        keys = author_keys(authors) if target.linked else [""] * len(authors)
        for position, (key, author) in enumerate(zip(keys, authors, strict=True)):
            member = target.linked.get(key)
            if member:
                self._note_link(target.pk, member)
            place = self._next_selected() if self._is_selected(target, member) else 0
            yield authorship_values(target.pk, position, author, member, place)

    def _is_selected(self, target: Target, member: int | None) -> bool:
        return bool(self.owner and member == self.owner.pk and target.after.get("selected"))

    def _next_selected(self) -> int:
        self.selected += 1
        return self.selected

    def _note_link(self, publication: int, member: int) -> None:
        self.linked[publication].append(member)
        self.touched.add(member)

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


def authorship_values(
    publication: int | None,
    position: int,
    author: list[str],
    member: int | None = None,
    selected: int = 0,
) -> tuple[Any, ...]:
    """The values of ``AUTHORSHIP``; ``selected`` is the place among the selected, 0 for none."""
    given, particle, family, suffix, literal, letters = author
    return (
        publication, position, given, particle, family, suffix, literal,
        "f" in letters, "l" in letters, "c" in letters, member, bool(selected), selected, False,
        fold(f"{given} {particle} {family} {literal}"),
    )  # fmt: skip


def link_state(link: Link) -> list[str]:
    return [link.kind, link.url, link.label, link.file.name or ""]


def _first_family(state: State) -> str:
    authors = state.get("authors")
    return (authors[0][2] or authors[0][4]) if authors else ""


def _letter(key: str, number: int) -> str:
    """``key``, ``keyb``, ``keyc`` …; numbers when the alphabet is used up."""
    return key + (chr(ord("a") + number - 1) if number < 27 else f"-{number}")


def _number(slug: str, number: int) -> str:
    return f"{slug}-{number}"
