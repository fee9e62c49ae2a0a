"""Atom feeds of the news: the whole site's, and one person's."""

from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from news.models import NewsItem
from news.querysets import NewsItemQuerySet
from profiles.addresses import absolute
from profiles.feeds import sound
from profiles.models import Lab, Researcher
from typeset.markdown import plain, render

NEWEST = 50


@dataclass(frozen=True)
class Entry:
    """An item with whole addresses, so that the feed needs no request to draw it."""

    title: str
    link: str
    html: str
    dated: datetime
    changed: datetime
    authors: str


@dataclass(frozen=True)
class Source:
    """Whose news, and as whose; one for each request, since Django shares the feed itself."""

    title: str
    link: str
    own_address: str
    entries: list[Entry]


class NewsFeed(Feed):
    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, **kwargs: Any) -> Source:
        labs = list(Lab.objects.public()[:2])
        title = _("%(lab)s: news") % {"lab": labs[0]} if len(labs) == 1 else _("News")
        return _source(request, title, "/", reverse("news"), NewsItem.objects.public())

    def title(self, source: Source) -> str:
        return source.title

    def link(self, source: Source) -> str:
        return source.link

    def feed_url(self, source: Source) -> str:
        return source.own_address

    def items(self, source: Source) -> list[Entry]:
        return source.entries

    def item_title(self, item: Entry) -> str:
        return item.title

    def item_link(self, item: Entry) -> str:
        return item.link

    def item_description(self, item: Entry) -> str:
        return item.html

    def item_pubdate(self, item: Entry) -> datetime:
        return item.dated

    def item_updateddate(self, item: Entry) -> datetime:
        return item.changed

    def item_author_name(self, item: Entry) -> str:
        return item.authors


class PersonFeed(NewsFeed):
    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().__call__(request, *args, **kwargs)
        if not Researcher.objects.public().filter(slug=kwargs["slug"]).exists():
            response["X-Robots-Tag"] = "noindex"
        return response

    def get_object(self, request: HttpRequest, **kwargs: Any) -> Source:
        person = get_object_or_404(Researcher.objects.reachable(), slug=kwargs["slug"])
        title = _("%(person)s: news") % {"person": person.name}
        page = reverse("person_news", args=[person.slug])
        news = NewsItem.objects.of(person)
        return _source(request, title, person.get_absolute_url(), page, news)


def _source(
    request: HttpRequest, title: str, home: str, page: str, news: NewsItemQuerySet
) -> Source:
    newest = news.for_list().order_by("-date", "-id")[:NEWEST]
    return Source(
        title=sound(title),
        link=absolute(request, home),
        own_address=absolute(request, request.path),
        entries=[_entry(request, item, page) for item in newest],
    )


def _entry(request: HttpRequest, item: NewsItem, page: str) -> Entry:
    """An item without a page of its own stands on ``page``."""
    listed = [person.name for person in item.researchers.all() if person.is_public]
    path = f"{page}#news-{item.pk}" if item.inline else item.get_absolute_url()
    return Entry(
        title=sound(item.title or plain(item.body, 100)),
        link=absolute(request, path),
        html=sound(render(item.body)),
        dated=datetime.combine(item.date, time(), UTC),
        changed=item.changed_at,
        authors=sound(", ".join(listed)),
    )
