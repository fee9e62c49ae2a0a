"""Every page that search engines may list, and nothing else."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from news.models import NewsItem, Post
from profiles.addresses import absolute
from profiles.domains import home_at
from profiles.models import Page, Photo, Project, Researcher
from publications.models import Publication
from website.navigation import Site, person_addresses, with_contents

AT_A_TIME = 10_000  # pages in a file; sitemaps.org allows 50,000, and 50 MB


@dataclass(frozen=True)
class Entry:
    """A page, when it was last changed, and the addresses of its pictures."""

    path: str
    changed: datetime | None = None
    pictures: tuple[str, ...] = ()


def sitemap(request: HttpRequest) -> HttpResponse:
    """All pages of this host; of a large site, the index of the files that hold them."""
    entries = _of_host(request)
    parts = [_part(entries, number) for number in range(1, _count(entries) + 1)]
    if len(parts) <= 1:
        return _answer(request, entries)
    files = [
        (absolute(request, reverse("sitemap_part", args=[number])), _latest(part))
        for number, part in enumerate(parts, start=1)
    ]
    return _drawn(request, "website/sitemap_index.xml", {"files": files})


def part(request: HttpRequest, number: int) -> HttpResponse:
    entries = _of_host(request)
    if not 1 <= number <= _count(entries) or _count(entries) == 1:
        raise Http404
    return _answer(request, _part(entries, number))


def _of_host(request: HttpRequest) -> list[Entry]:
    home = getattr(request, "own_home", None)
    return [entry for entry in _entries() if home_at(entry.path) == home]


def _count(entries: list[Entry]) -> int:
    return max(1, -(-len(entries) // AT_A_TIME))


def _part(entries: list[Entry], number: int) -> list[Entry]:
    return entries[(number - 1) * AT_A_TIME : number * AT_A_TIME]


def _latest(entries: list[Entry]) -> datetime | None:
    return max((entry.changed for entry in entries if entry.changed), default=None)


def _answer(request: HttpRequest, entries: list[Entry]) -> HttpResponse:
    pages = [
        (
            absolute(request, entry.path),
            entry.changed,
            [absolute(request, picture) for picture in entry.pictures],
        )
        for entry in entries
    ]
    return _drawn(request, "website/sitemap.xml", {"pages": pages})


def _drawn(request: HttpRequest, template: str, context: dict) -> HttpResponse:
    return render(request, template, context, content_type="application/xml; charset=utf-8")


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
    photos: dict[int, list[str]] = {}
    for photo in Photo.objects.filter(public=True, researcher__visibility="public"):
        photos.setdefault(photo.researcher_id, []).append(photo.image.url)
    for person in with_contents(Researcher.objects.public()):
        for _text, path in person_addresses(person):
            own = path == person.get_absolute_url()
            pictures = tuple(photos.get(person.pk, ())) if own else ()
            yield Entry(path, person.changed_at, pictures)


def _listed(name: str, rows: Iterable) -> Iterator[Entry]:
    """The rows, and before them the page that lists them, where there are any."""
    entries = list(_changed(rows))
    if entries:
        yield Entry(reverse(name))
    yield from entries


def _changed(rows: Iterable) -> Iterator[Entry]:
    return (Entry(row.get_absolute_url(), row.changed_at) for row in rows)
