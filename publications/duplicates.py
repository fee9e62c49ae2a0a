"""Works that may be entered twice, by the rule by which an import recognises them."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from profiles.duplicates import Suspicion
from profiles.models import KnownApart
from publications.importing.matching import Fingerprint, Index, Verdict
from publications.importing.standing import fingerprints
from publications.models import Publication
from typeset.fold import fold


def suspected(works: QuerySet[Publication]) -> list[Suspicion[Publication]]:
    """The pairs among these works that are or may be one, but for those known to be two.

    Pass `publications.permissions.mergeable_publications(user)`, and each pair can be offered to
    the user. The older row is ``one``. Costs five queries for any number of works.
    """
    apart = KnownApart.objects.pairs(Publication)
    index = Index()
    found: dict[tuple[int, int], tuple[bool, str]] = {}
    for work in fingerprints(works, only=True):
        for verdict in index.verdicts(work):
            other = verdict.same or verdict.suspect
            if other is None or (other.ref, work.ref) in apart:
                continue
            unsure, _reason = found.get((other.ref, work.ref), (True, ""))
            if unsure:
                found[other.ref, work.ref] = (verdict.same is None, _said(work, other, verdict))
        index.add(work)
    rows = Publication.objects.in_bulk({pk for pair in found for pk in pair})
    surest_first = sorted(found.items(), key=lambda item: (item[1][0], item[0]))
    return [
        Suspicion(rows[one], rows[other], reason)
        for (one, other), (_unsure, reason) in surest_first
    ]


def alike(work: Publication, works: QuerySet[Publication]) -> list[Suspicion[Publication]]:
    """The pairs of this one with another of these works; asks about few, however many there are."""
    words = fold(work.title).split()
    near = Q(pk=work.pk) | Q(folded_title=" ".join(words))
    if len(words) > 3:
        near |= Q(folded_title__startswith=" ".join(words[:3]))
        near |= Q(folded_title__endswith=" ".join(words[-3:]))
    for row in (work, *work.versions.all()):
        for name in ("doi", "arxiv_id"):
            if value := getattr(row, name):
                own, of_version = {f"{name}__iexact": value}, {f"versions__{name}__iexact": value}
                near |= Q(**own) | Q(**of_version)
    found = set(Publication.objects.filter(near).values_list("pk", flat=True))
    pairs = suspected(works.filter(pk__in=found))
    return [pair for pair in pairs if work in (pair.one, pair.other)]


def _said(work: Fingerprint, other: Fingerprint, verdict: Verdict) -> str:
    if verdict.same is None:
        told = verdict.reason.removeprefix("has ").replace(" as {other}", "")
        return f"{told[:1].upper()}{told[1:]}."
    if work.dois & other.dois:
        return _("The same DOI, and titles that agree.")
    if work.arxiv & other.arxiv:
        return _("The same arXiv id, and titles that agree.")
    return _("The same title and first author.")
