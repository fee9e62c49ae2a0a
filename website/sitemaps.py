"""Every page that search engines may list, and nothing else."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from news.models import NewsItem, Post
from profiles.addresses import absolute
from profiles.domains import home_at
from profiles.models import Page, Project, Researcher
from publications.models import Publication
from website.navigation import Site, person_addresses, with_contents

MOST = 50_000  # what one file may hold, as sitemaps.org says


@dataclass(frozen=True)
class Entry:
    path: str
    changed: datetime | None = None


def sitemap(request: HttpRequest) -> HttpResponse:
    home = getattr(request, "own_home", None)
    entries = [
        (absolute(request, entry.path), entry.changed)
        for entry in _entries()
        if home_at(entry.path) == home
    ]
    return render(
        request,
        "website/sitemap.xml",
        {"entries": entries[:MOST]},
        content_type="application/xml; charset=utf-8",
    )


def _entries() -> Iterator[Entry]:
    site = Site("/")
    yield Entry("/")
    for name in ("people", "publications", "news"):
        yield Entry(reverse(name))
    if not site.lab:
        yield from (Entry(lab.get_absolute_url(), lab.changed_at) for lab in site.labs)
    yield from _people()
    yield from _changed(Publication.objects.listed().only("slug", "changed_at"))
    yield from _changed(NewsItem.objects.public().with_pages().only("slug", "inline", "changed_at"))
    yield from _listed("blog", Post.objects.public().only("slug", "changed_at"))
    yield from _listed("projects", Project.objects.public().only("slug", "changed_at"))
    yield from _changed(Page.objects.public().select_related("researcher", "lab"))


def _people() -> Iterator[Entry]:
    for person in with_contents(Researcher.objects.public()):
        for _text, path in person_addresses(person):
            yield Entry(path, person.changed_at)


def _listed(name: str, rows: Iterable) -> Iterator[Entry]:
    """The rows, and before them the page that lists them, where there are any."""
    entries = list(_changed(rows))
    if entries:
        yield Entry(reverse(name))
    yield from entries


def _changed(rows: Iterable) -> Iterator[Entry]:
    return (Entry(row.get_absolute_url(), row.changed_at) for row in rows)
