"""Atom feeds of what is new: news, posts and papers of the site, of a lab, of a person."""

from collections.abc import Iterator
from datetime import UTC, datetime, time

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from news.models import NewsItem, Post
from news.querysets import NewsItemQuerySet, PostQuerySet
from profiles.feeds import NEWEST, Entry, feed
from profiles.models import Lab, Researcher
from publications.feeds import work_entries
from publications.models import Publication
from typeset.markdown import plain, render


def site_feed(request: HttpRequest) -> HttpResponse:
    labs = list(Lab.objects.public()[:2])
    owner = labs[0].name if len(labs) == 1 else _("News")
    entries = [
        *_news(NewsItem.objects.public(), reverse("news")),
        *_posts(Post.objects.public()),
        *work_entries(Publication.objects.listed()),
    ]
    title = _("%(lab)s: news") % {"lab": owner} if len(labs) == 1 else owner
    return feed(request, title, "/", owner, entries)


def lab_feed(request: HttpRequest, slug: str) -> HttpResponse:
    lab = get_object_or_404(Lab.objects.public(), slug=slug)
    entries = [
        *_news(NewsItem.objects.of_lab(lab), reverse("news")),
        *_posts(Post.objects.of_lab(lab)),
        *work_entries(Publication.objects.of_lab(lab)),
    ]
    title = _("%(lab)s: news") % {"lab": lab.name}
    return feed(request, title, lab.get_absolute_url(), lab.name, entries)


def person_feed(request: HttpRequest, slug: str) -> HttpResponse:
    person = get_object_or_404(Researcher.objects.reachable(), slug=slug)
    entries = [
        *_news(NewsItem.objects.of(person), reverse("person_news", args=[slug])),
        *_posts(Post.objects.of(person)),
        *work_entries(Publication.objects.of(person)),
    ]
    title = _("%(person)s: news") % {"person": person.name}
    response = feed(request, title, person.get_absolute_url(), person.name, entries)
    if not person.is_public:
        response["X-Robots-Tag"] = "noindex"
    return response


def _news(items: NewsItemQuerySet, page: str) -> Iterator[Entry]:
    """An item without a page of its own stands on ``page``."""
    for item in items.for_list().order_by("-date", "-id")[:NEWEST]:
        yield Entry(
            row=item,
            kind="news",
            title=item.title or plain(item.body, 100),
            path=f"{page}#news-{item.pk}" if item.inline else item.get_absolute_url(),
            html=render(item.body),
            dated=datetime.combine(item.date, time(), UTC),
            changed=item.changed_at,
            authors=tuple(each.name for each in item.researchers.all() if each.is_public),
        )


def _posts(posts: PostQuerySet) -> Iterator[Entry]:
    for post in posts.for_list().order_by("-date", "-id")[:NEWEST]:
        yield Entry(
            row=post,
            kind="post",
            title=post.title,
            path=post.get_absolute_url(),
            html=render(post.body),
            dated=datetime.combine(post.date, time(), UTC),
            changed=post.changed_at,
            authors=tuple(each.name for each in post.authors.all() if each.is_public),
        )
