"""Feeds of publications, and publications as other feeds tell them."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _

from profiles.feeds import NEWEST, Entry, feed
from profiles.models import Lab
from publications.loading import loaded
from publications.models import Publication
from publications.presentation.venue_line import venue_line
from publications.querysets import PublicationQuerySet
from typeset.markdown import render, render_inline

MOST_NAMES = 20  # of a longer byline


def publication_feed(request: HttpRequest) -> HttpResponse:
    """The listed works that were entered last, whatever their year."""
    works = Publication.objects.listed().order_by("-created_at", "-id")[:NEWEST]
    entries = [work_entry(work, work.created_at) for work in loaded(works)]
    labs = list(Lab.objects.public()[:2])
    owner = labs[0].name if len(labs) == 1 else _("Publications")
    return feed(request, _("New publications"), reverse("publications"), owner, entries)


def work_entries(works: PublicationQuerySet) -> Iterable[Entry]:
    """The newest of these works by the day on which they appeared, as far as that is known."""
    newest = works.filter(year__isnull=False).order_by("-year", "-month", "-day", "-id")[:NEWEST]
    return [work_entry(work, _appeared(work)) for work in loaded(newest)]


def work_entry(work: Publication, dated: datetime) -> Entry:
    names = [author.name.display() for author in work.authorships.all()]
    line = venue_line(work)
    where = f"{line.before}{line.name}{line.after}"
    html = f"<p>{escape(', '.join(names))}</p><p>{escape(where)}</p>"
    if work.note:
        html += f"<p>{render_inline(work.note)}</p>"
    return Entry(
        row=work,
        kind="publication",
        title=work.title,
        path=work.get_absolute_url(),
        html=html + render(work.abstract),
        dated=dated.astimezone(UTC),
        changed=work.changed_at.astimezone(UTC),
        authors=tuple(names[:MOST_NAMES]),
    )


def _appeared(work: Publication) -> datetime:
    year = min(max(work.year, 1), 9999)
    try:
        return datetime(year, work.month or 1, work.day or 1, tzinfo=UTC)
    except ValueError:  # the 30th of February
        return datetime(year, work.month or 1, 1, tzinfo=UTC)
