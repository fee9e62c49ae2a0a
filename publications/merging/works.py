"""What is particular to two records of one work."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from profiles.merging.engine import Plan
from profiles.merging.fields import DROPPED, KEPT
from profiles.merging.journal import Journal
from profiles.merging.rules import Choices, Rules
from profiles.models import KnownApart
from publications.duplicates import alike
from publications.importing.merge import PREPRINT, is_preprint_doi, stage
from publications.kinds import Type, VersionKind
from publications.merging.bylines import choice, fates
from publications.models import Publication, Version
from publications.permissions import (
    can_merge_publications,
    mergeable_publications,
    undoable_merges,
)

_APPEARANCE = (
    "type", "status", "year", "venue", "volume", "number", "pages", "publisher",
)  # fmt: skip
_ARXIV_DOI = "10.48550/arxiv."


def _stage(work: Publication) -> int:
    return stage({"status": work.status, "type": work.type, "venue_text": work.venue_text})


def _precision(work: Publication) -> int:
    return bool(work.month) + bool(work.day)


def _suggested(kept: Publication, dropped: Publication) -> Choices:
    """What is published stands before its preprint, and what is public before a draft."""
    sides = {}
    if _stage(dropped) > _stage(kept):
        sides = dict.fromkeys(_APPEARANCE, DROPPED)
        if is_preprint_doi(kept.doi):
            sides["doi"] = DROPPED
    if kept.year == dropped.year:
        # The date that is known to the month, or to the day.
        sides["year"] = DROPPED if _precision(dropped) > _precision(kept) else KEPT
    if kept.draft and not dropped.draft:
        sides["draft"] = DROPPED
    return sides


def _remarks(kept: Publication, dropped: Publication) -> Iterable[str]:
    lower, higher = sorted((kept.pk, dropped.pk))
    if KnownApart.objects.of(Publication).filter(lower=lower, higher=higher).exists():
        yield _("Somebody has said that these two are different works.")
    if kept.doi and dropped.doi and kept.doi.lower() != dropped.doi.lower():
        yield _("Their DOIs differ. The one that is not chosen is kept as a version.")


def _keep_appearance(plan: Plan, journal: Journal) -> None:
    """What no longer stands of where the work appeared becomes a version of it."""
    now = Publication.objects.get(pk=plan.kept.pk)
    known = _identifiers(now)
    for version in now.versions.all():
        known |= _identifiers(version)
    position = now.versions.count()
    for former in (plan.kept, plan.dropped):
        earlier = PREPRINT == _stage(former) < _stage(now) and not now.versions.filter(
            kind=VersionKind.PREPRINT
        )
        if _identifiers(former) <= known and not earlier:
            continue
        known |= _identifiers(former)
        journal.make(
            Version(
                publication=now,
                kind=_kind(former),
                venue=former.venue,
                venue_text=former.venue_text,
                year=former.year,
                doi="" if former.doi.lower() == now.doi.lower() else former.doi,
                arxiv_id=former.arxiv_id,
                position=position,
            )
        )
        position += 1


def _identifiers(row: Publication | Version) -> set[str]:
    doi, arxiv = row.doi.lower(), row.arxiv_id.lower()
    if doi.startswith(_ARXIV_DOI):
        doi, arxiv = "", arxiv or doi.removeprefix(_ARXIV_DOI)
    return {each for each in (doi, arxiv) if each}


def _kind(work: Publication) -> str:
    if _stage(work) <= PREPRINT:
        return VersionKind.PREPRINT
    return VersionKind.JOURNAL if work.type == Type.ARTICLE else VersionKind.CONFERENCE


WORKS = Rules(
    Publication,
    mergeable=mergeable_publications,
    may=can_merge_publications,
    undoable=undoable_merges,
    alike=alike,
    together={
        "year": ("month", "day"),
        "venue": ("venue_text",),
        "preview": ("preview_width", "preview_height", "preview_alt"),
    },
    united=frozenset({"identifiers", "extra", "highlighted"}),
    silent=frozenset({"created_by"}),
    ordered=frozenset({"publications.Link.publication", "publications.Version.publication"}),
    suggested=_suggested,
    further=choice,
    fates={"publications.Authorship.publication": fates},
    remarks=_remarks,
    afterwards=_keep_appearance,
)
