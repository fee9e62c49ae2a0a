"""Every page that search engines may list, and nothing else.

A large site has an index of files. Papers are in files by their ids, so that a paper stays where it
is, and a file changes only with what is in it; no file can have more than sitemaps.org allows.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Max, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from news.models import NewsItem, Post
from profiles.addresses import absolute
from profiles.domains import home_at
from profiles.models import Page, Photo, Project, Researcher
from profiles.together import together
from publications.models import Publication
from website.navigation import Site, person_addresses, with_contents

AT_A_TIME = 5_000  # pages in a file, drawn in a moment; sitemaps.org allows 50,000, and 50 MB


@dataclass(frozen=True)
class Entry:
    """A page, when it was last changed, and the addresses of its pictures."""

    path: str
    changed: datetime | None = None
    pictures: tuple[str, ...] = ()


def sitemap(request: HttpRequest) -> HttpResponse:
    """All pages of this host; of a large site, the index of the files that hold them."""
    others, of_papers = _pages(request), _files_of_papers(request)
    if len(others) + sum(count for _number, count, _changed in of_papers) <= AT_A_TIME:
        return _answer(request, [*others, *_papers(_works(request))])
    files = [("sitemap_pages", number, _latest(part)) for number, part in _parts(others).items()]
    files += [("sitemap_papers", number, changed) for number, _count, changed in of_papers]
    found = [
        (absolute(request, reverse(name, args=[number])), _time(changed))
        for name, number, changed in files
    ]
    return _drawn(request, "website/sitemap_index.xml", {"files": found})


# Both answer on a small site too: it may have been a large one when its index was read.
def pages(request: HttpRequest, number: int) -> HttpResponse:
    return _answer(request, _parts(_pages(request)).get(number))


def papers(request: HttpRequest, number: int) -> HttpResponse:
    first = number * AT_A_TIME
    works = _works(request).filter(pk__gte=first, pk__lt=first + AT_A_TIME)
    return _answer(request, list(_papers(works)))


def _pages(request: HttpRequest) -> list[Entry]:
    """What there is beside the papers."""
    home = getattr(request, "own_home", None)
    return [entry for entry in _entries() if home_at(entry.path) == home]


def _works(request: HttpRequest) -> QuerySet[Publication]:
    """Their pages are on the whole site alone."""
    works = Publication.objects.listed().order_by("pk")
    return works.none() if getattr(request, "own_home", None) else works


def _files_of_papers(request: HttpRequest) -> list[tuple[int, int, datetime]]:
    """The number of each file, how many papers it has, and when one of them was last changed."""
    files = _works(request).annotate(file=F("pk") / AT_A_TIME).values("file").order_by("file")
    found = files.annotate(count=Count("pk"), changed=Max("changed_at"))
    return list(found.values_list("file", "count", "changed"))


def _papers(works: QuerySet[Publication]) -> Iterator[Entry]:
    for slug, changed in works.values_list("slug", "changed_at"):
        yield Entry(reverse("publication", args=[slug]), changed)


def _parts(entries: list[Entry]) -> dict[int, list[Entry]]:
    starts = range(0, len(entries), AT_A_TIME)
    return {at // AT_A_TIME + 1: entries[at : at + AT_A_TIME] for at in starts}


def _latest(entries: list[Entry]) -> datetime | None:
    return max((entry.changed for entry in entries if entry.changed), default=None)


def _answer(request: HttpRequest, entries: list[Entry] | None) -> HttpResponse:
    if not entries:
        raise Http404
    origin = absolute(request, "/").removesuffix("/")
    found = [
        (
            origin + entry.path,
            _time(entry.changed),
            [absolute(request, picture) for picture in entry.pictures],
        )
        for entry in entries
    ]
    return _drawn(request, "website/sitemap.xml", {"pages": found})


def _time(changed: datetime | None) -> str:
    return timezone.localtime(changed).isoformat(timespec="seconds") if changed else ""


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
    found = together(
        {
            "news": NewsItem.objects.public().with_pages(),
            "blog": Post.objects.public(),
            "projects": Project.objects.public(),
        },
        {
            "news": ("slug", "inline", "date", "changed_at"),
            "blog": ("slug", "date", "changed_at"),
            "projects": ("slug", "position", "title", "changed_at"),
        },
    )
    yield from _changed(found["news"])
    for name in ("blog", "projects"):  # with the page that lists them, where there are any
        if found[name]:
            yield Entry(reverse(name))
        yield from _changed(found[name])
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


def _changed(rows: Iterable) -> Iterator[Entry]:
    return (Entry(row.get_absolute_url(), row.changed_at) for row in rows)
