"""Publications with all that hangs on them, in two queries whatever their number."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet

from profiles.models import Membership, Researcher
from profiles.together import Rows, at_hand, together
from publications.coauthors import HomePages
from publications.models import (
    Authorship,
    Coauthor,
    ImportedEntry,
    Link,
    Publication,
    Topic,
    Venue,
    Version,
)

# What is told of a linked person.
_PERSON = ("slug", "given_name", "family_name", "display_name", "orcid", "visibility")
_AUTHORSHIP = (
    "publication_id", "position", "given", "particle", "family", "suffix", "literal",
    "researcher_id", "co_first", "co_last", "corresponding", "selected", "hidden",
)  # fmt: skip
_COAUTHOR = ("researcher_id", "lab_id", "names", "url", "changed_at")
_MEMBERSHIP = ("researcher_id", "lab_id")
_ENTRY = ("publication_id", "key", "origin", "payload")
# All but what search and rights alone ask for.
_WORK = tuple(
    field.attname
    for field in Publication._meta.concrete_fields
    if field.name not in ("folded_title", "folded_abstract", "created_by")
)
_LISTS = ("authorships", "links", "versions", "imported_entries", "topics")
_BATCH = 2_000  # works whose parts are asked for at once: each id is a parameter, several times


def loaded(works: Iterable[Publication]) -> list[Publication]:
    """The publications with bylines, people, links, versions, venues, topics and imported entries.

    For a queryset these are two queries, for objects that were loaded before none. What hangs on
    a work is in plain lists then, which ``.all()`` gives out and nothing can filter.
    """
    rows = list(works.select_related("venue") if isinstance(works, QuerySet) else works)
    missing = [row for row in rows if "imported_entries" not in at_hand(row)]
    for start in range(0, len(missing), _BATCH):
        some = missing[start : start + _BATCH]
        _load([row.pk for row in some], some)
    return rows


def loaded_by_id(pks: Sequence[int]) -> list[Publication]:
    """As `loaded`, in a single query."""
    found: list[Publication] = []
    for start in range(0, len(pks), _BATCH):
        found += _load(pks[start : start + _BATCH])
    return found


def _load(pks: Sequence[int], rows: list[Publication] | None = None) -> list[Publication]:
    """``rows`` are the works themselves, where they are here already, with their venues."""
    works = Publication.objects.filter(pk__in=pks if rows is None else ())
    names, versions = (each.objects.filter(publication__in=pks) for each in (Authorship, Version))
    tagged = Publication.topics.through.objects.filter(publication__in=pks)
    venues = Q(pk__in=versions.values("venue")) | Q(pk__in=works.values("venue"))
    people = names.filter(researcher__isnull=False).values("researcher")
    memberships = Membership.objects.filter(researcher__in=people)
    theirs = Q(researcher__in=people) | Q(lab__in=memberships.values("lab"))
    saying = Coauthor.objects.filter(lab__isnull=False).values("lab")
    found = together(
        {
            "works": works,
            "authorships": names,
            "people": Researcher.objects.filter(pk__in=people),
            "coauthors": Coauthor.objects.public().filter(theirs).order_by("id"),
            "memberships": memberships.filter(lab__in=saying).order_by("id"),
            "links": Link.objects.filter(publication__in=pks),
            "versions": versions,
            "venues": Venue.objects.filter(venues),
            "tagged": tagged.order_by("id"),
            "topics": Topic.objects.filter(pk__in=tagged.values("topic")),
            "imported_entries": ImportedEntry.objects.filter(publication__in=pks).order_by("id"),
        },
        {
            "works": _WORK,
            "authorships": _AUTHORSHIP,
            "people": _PERSON,
            "coauthors": _COAUTHOR,
            "memberships": _MEMBERSHIP,
            "imported_entries": _ENTRY,
        },
    )
    _connect(found)
    lists = {pk: {name: [] for name in _LISTS} for pk in pks}
    for name in _LISTS[:-1]:
        for each in found[name]:
            lists[each.publication_id][name].append(each)
    _lead_home(found, (each["authorships"] for each in lists.values()))
    works_of: dict[int, list[int]] = {}
    for each in found["tagged"]:
        works_of.setdefault(each.topic_id, []).append(each.publication_id)
    for topic in found["topics"]:
        for pk in works_of[topic.pk]:
            lists[pk]["topics"].append(topic)
    rows = found["works"] if rows is None else rows
    for row in rows:
        at_hand(row).update(lists[row.pk])
    return rows


def _lead_home(found: Rows, bylines: Iterable[list[Authorship]]) -> None:
    """Tell those without a page here where they are at home, if somebody has said so."""
    if not found["coauthors"]:
        return
    labs: dict[int, set[int]] = defaultdict(set)
    for each in found["memberships"]:
        labs[each.researcher_id].add(each.lab_id)
    pages = HomePages(found["coauthors"], labs)
    for byline in bylines:
        pages.give(byline)


def _connect(found: Rows) -> None:
    people = {None: None, **{person.pk: person for person in found["people"]}}
    venues = {None: None, **{venue.pk: venue for venue in found["venues"]}}
    for name in found["authorships"]:
        name.researcher = people[name.researcher_id]
    for each in (*found["versions"], *found["works"]):
        each.venue = venues[each.venue_id]
