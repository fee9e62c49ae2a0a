"""Somebody is erased: what is theirs goes, with its history and files; what others share stays.

A name in the byline of a paper is a bibliographic fact, as it stands in every library, and stays
as text. What goes is seen beforehand, and all of it goes in one transaction.
"""

import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.db.models.deletion import Collector
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import Invitation, User
from accounts.sessions import end_sessions
from news.models import NewsItem, Post
from profiles import generation
from profiles.models import Project, Researcher
from profiles.permissions import Visitor, is_administrator
from profiles.withdrawing import forget
from publications.models import Authorship, ImportedEntry, ImportRecord, Publication
from transfer.bringing.imports import archive_of
from transfer.leaving import traces
from typeset.markdown import plain

logger = logging.getLogger("octavo.erasure")


class RefusedError(Exception):
    """Somebody may not be erased as things stand; the message says why, for people."""


@dataclass(frozen=True)
class Plan:
    """What goes and what stays, as an erasure would do it now."""

    person: Researcher
    goes: list[tuple[str, int]]  # kinds of records, and how many
    papers: list[Publication]  # that nobody else here wrote: they go only if asked for
    unseen: list[Publication]  # of those the ones on no list: they always go
    shared: list[Publication]
    others: list[str]  # news, posts and projects that are others' too, in a few words
    remarks: list[str]


def can_erase(user: Visitor, person: Researcher) -> bool:
    """The person themselves, and administrators; who edits for somebody does not erase them."""
    return is_administrator(user) or bool(user.is_active and user.pk and person.user_id == user.pk)


def plan(person: Researcher) -> Plan:
    alone, shared = _papers(person)
    listed = _listed(alone)
    unseen = [work for work in alone if work.pk not in listed]
    collector = _collect(person, [*_alone(person), *unseen])
    counts = Counter(
        {model: len(rows) for model, rows in collector.data.items() if not _is_aside(model)}
    )
    return Plan(
        person,
        [(capfirst(str(model._meta.verbose_name)), number) for model, number in counts.items()],
        [work for work in alone if work.pk in listed],
        unseen,
        list(shared),
        [plain(str(row)) for rows in _together(person) for row in rows],
        list(_remarks(person)),
    )


def erase(person: Researcher, *, papers: bool = False, by: User | None = None) -> None:
    """Erase the person; ``papers`` takes along those that nobody else here wrote.

    Raises RefusedError, with nothing changed. What is logged names nobody.
    """
    if reason := refusal(person):
        raise RefusedError(reason)
    number, asked = person.pk, by.pk if by else None
    with transaction.atomic():
        person = Researcher.objects.select_for_update().get(pk=number)
        counted = _erase(person, papers=papers)
        generation.bump()
    logger.info(
        "Person %s was erased by account %s: %s.",
        number,
        asked or "(a command)",
        ", ".join(f"{many} {kind}" for kind, many in sorted(counted.items())),
    )


def refusal(person: Researcher) -> str:
    """Why the person cannot be erased now; empty when they can."""
    user = person.user
    if user and user.is_superuser and user.is_active:
        others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk)
        if not others.exists():
            return _(
                "This is the only administrator, and nobody could look after the site any more. "
                "Make somebody else an administrator first."
            )
    return ""


def _erase(person: Researcher, *, papers: bool) -> Counter[str]:
    alone, _shared = _papers(person)
    kept = set() if papers else _listed(alone)
    doomed = [*_alone(person), *(work for work in alone if work.pk not in kept)]
    collector = _collect(person, doomed)
    rows = [row for found in collector.data.values() for row in found]
    names = traces.file_names(person, rows)
    user, left = person.user, traces.Traces.of(person, rows)
    archives = [archive_of(site) for site in person.site_imports.all()]
    ImportRecord.objects.filter(researcher=person).delete()
    ImportedEntry.objects.filter(origin__endswith=f":{person.pk}").delete()
    if user:
        end_sessions(user)
        Invitation.objects.filter(Q(accepted_by=user) | Q(email__iexact=user.email)).delete()
    for row in doomed:
        row.delete()
    person.delete()
    if user:
        user.delete()
    left.wipe()
    traces.strip(work for work in alone if work.pk in kept)
    used = traces.used(names)
    names = [name for name in names if name not in used]
    transaction.on_commit(lambda: _delete_files(names, archives))
    return Counter(row._meta.model_name for row in rows)


def _delete_files(names: list[str], archives: list[Path]) -> None:
    forget(names)
    for each in archives:  # of sites that wait to be applied
        each.unlink(missing_ok=True)


def _collect(person: Researcher, doomed: list[Model]) -> Collector:
    """All rows that go with the person and with these others, by their models."""
    collector = Collector(DEFAULT_DB_ALIAS)
    rows: list[Model] = [person, *doomed]
    if person.user:
        rows.append(person.user)
    for row in rows:
        collector.collect([row])
    return collector


def _is_aside(model: type[Model]) -> bool:
    """Rows of the machinery, which mean nothing to a person who looks at the plan."""
    through = model._meta.auto_created
    return bool(through) or model._meta.app_label not in {"profiles", "publications", "news"}


def _papers(person: Researcher) -> tuple[list[Publication], QuerySet[Publication]]:
    """Those that nobody else here wrote, and those that somebody did.

    What the person brought for the lab, and did not write, is the lab's own.
    """
    others = Authorship.objects.filter(
        publication=OuterRef("pk"), researcher__isnull=False
    ).exclude(researcher=person)
    theirs = Publication.objects.filter(authorships__researcher=person).distinct()
    return list(theirs.filter(~Exists(others))), theirs.filter(Exists(others))


def _listed(works: list[Publication]) -> set[int]:
    """Which of them visitors find; one that lost its hidden author would come onto the lists."""
    found = Publication.objects.listed().filter(pk__in=[work.pk for work in works])
    return set(found.values_list("pk", flat=True))


def _alone(person: Researcher) -> list[Model]:
    """News, posts and projects that are this person's and nobody else's."""
    found: list[Model] = []
    for model, people in _OWNED:
        others = Q(**{f"{people}__isnull": False}) & ~Q(**{people: person})
        mine = model._default_manager.filter(lab__isnull=True, **{people: person})
        shared = model._default_manager.filter(others).values("pk")
        found += mine.exclude(pk__in=shared)
    return found


def _together(person: Researcher) -> Iterator[list[Any]]:
    alone = {(type(row), row.pk) for row in _alone(person)}
    for model, people in _OWNED:
        rows = model._default_manager.filter(**{people: person})
        yield [row for row in rows if (model, row.pk) not in alone]


_OWNED = ((NewsItem, "researchers"), (Post, "authors"), (Project, "researchers"))


def _remarks(person: Researcher) -> Iterator[str]:
    user = person.user
    if user is None:
        return
    for lab in user.edited_labs.all():
        if lab.editors.count() == 1:
            yield _("%(lab)s has no other editor: an administrator names one afterwards.") % {
                "lab": lab.name
            }
