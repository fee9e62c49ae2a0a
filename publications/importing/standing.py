"""The rows as they stand, in the form in which works are compared, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Model, QuerySet

from publications.importing.matching import Fingerprint, fingerprint
from publications.importing.work import SCALARS, Author, State
from publications.models import Authorship, Link, Publication, Topic, Version

BATCH = 500  # as many rows in one query as every database takes
_COLUMNS = tuple(name for name in SCALARS if name != "venue_short")


def batches(values: Iterable[int]) -> Iterator[list[int]]:
    rows = list(values)
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]


def in_batches(queryset: QuerySet, field: str, values: Iterable[int]) -> Iterator[Any]:
    for some in batches(values):
        yield from queryset.filter(**{f"{field}__in": some})


def author_state(authorship: Authorship) -> list[str]:
    return Author(
        authorship.name, authorship.co_first, authorship.co_last, authorship.corresponding
    ).state()


class Standing:
    """Publications with all that hangs on them, and their states."""

    def __init__(self, pks: Iterable[int], owner: int | None = None) -> None:
        pks = sorted(set(pks))
        self.owner = owner
        self.rows: dict[int, Publication] = {
            row.pk: row
            for row in in_batches(Publication.objects.select_related("venue"), "pk", pks)
        }
        self.authorships: dict[int, list[Authorship]] = _by_publication(
            Authorship.objects.order_by("position", "id"), pks
        )
        self.links: dict[int, list[Link]] = _by_publication(Link.objects.all(), pks)
        self.versions: dict[int, list[Version]] = _by_publication(
            Version.objects.select_related("venue"), pks
        )
        self.topics: dict[int, list[str]] = defaultdict(list)
        through = Publication.topics.through.objects.order_by("topic__name")
        for pk, name in in_batches(
            through.values_list("publication_id", "topic__name"), "publication_id", pks
        ):
            self.topics[pk].append(name)

    def state(self, pk: int) -> State:
        row = self.rows[pk]
        state: State = {
            name: value for name in _COLUMNS if (value := getattr(row, name)) not in ("", None)
        }
        if row.venue and row.venue.short_name:
            state["venue_short"] = row.venue.short_name
        for mapping in ("identifiers", "extra"):
            values = getattr(row, mapping) or {}
            state.update((f"{mapping}.{key}", value) for key, value in values.items() if value)
        lists = {
            "authors": [author_state(authorship) for authorship in self.authorships[pk]],
            "links": [
                [link.kind, link.url, link.label, link.file.name or ""] for link in self.links[pk]
            ],
            "versions": [version_state(version) for version in self.versions[pk]],
            "topics": self.topics[pk],
        }
        state.update((name, values) for name, values in lists.items() if values)
        if self.owner and any(
            authorship.researcher_id == self.owner and authorship.selected
            for authorship in self.authorships[pk]
        ):
            state["selected"] = True
        return state


def version_state(version: Version) -> list[Any]:
    text = version.venue_text or (version.venue.name if version.venue else "")
    return [version.kind, text, version.year, version.doi, version.arxiv_id, version.url]


def fingerprints(works: QuerySet[Publication], *, only: bool = False) -> Iterator[Fingerprint]:
    """These works, as what they are recognised by; three queries for any number.

    ``only`` reads the names and versions of these works alone, for the few of one person.
    """
    theirs = {"publication__in": works.order_by().values("pk")} if only else {}
    authors: dict[int, list[list[str]]] = defaultdict(list)
    for pk, *name in (
        Authorship.objects.filter(**theirs)
        .order_by("position", "id")
        .values_list("publication_id", "given", "particle", "family", "suffix", "literal")
    ):
        authors[pk].append(name)
    versions: dict[int, list[list[Any]]] = defaultdict(list)
    for pk, doi, arxiv_id in Version.objects.filter(**theirs).values_list(
        "publication_id", "doi", "arxiv_id"
    ):
        versions[pk].append(["", "", None, doi, arxiv_id, ""])
    names = (
        "key",
        "title",
        "type",
        "status",
        "year",
        "doi",
        "arxiv_id",
        "venue_text",
        "volume",
        "pages",
    )
    for pk, key, *values in works.order_by("pk").values_list("pk", *names).iterator():
        state: State = dict(zip(names[1:], values, strict=True))
        state["authors"] = authors.pop(pk, [])
        state["versions"] = versions.get(pk, [])
        yield fingerprint(pk, state, key)


def topics_here() -> dict[str, Topic]:
    return {topic.name.casefold(): topic for topic in Topic.objects.all()}


def _by_publication(queryset: QuerySet[Any], pks: list[int]) -> dict[int, list[Any]]:
    found: dict[int, list[Model]] = defaultdict(list)
    for row in in_batches(queryset, "publication_id", pks):
        found[row.publication_id].append(row)
    return found
