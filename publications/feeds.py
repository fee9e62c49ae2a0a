"""The Atom feed of new publications."""

from datetime import UTC, datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _

from profiles.addresses import absolute
from profiles.feeds import sound
from publications.loading import loaded
from publications.models import Publication
from publications.presentation.venue_line import venue_line
from typeset.markdown import render, render_inline

NEWEST = 50


class PublicationFeed(Feed):
    """The listed works that were entered last, whatever their year."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, **kwargs: Any) -> HttpRequest:
        return request

    def title(self, request: HttpRequest) -> str:
        return _("New publications")

    def link(self, request: HttpRequest) -> str:
        return absolute(request, reverse("publications"))

    def feed_url(self, request: HttpRequest) -> str:
        return absolute(request, request.path)

    def items(self, request: HttpRequest) -> list[tuple[Publication, str]]:
        works = Publication.objects.listed().order_by("-created_at", "-id")[:NEWEST]
        return [(work, absolute(request, work.get_absolute_url())) for work in loaded(works)]

    def item_title(self, item: tuple[Publication, str]) -> str:
        return sound(item[0].title)

    def item_link(self, item: tuple[Publication, str]) -> str:
        return item[1]

    def item_guid(self, item: tuple[Publication, str]) -> str:
        return item[1]

    def item_description(self, item: tuple[Publication, str]) -> str:
        work = item[0]
        names = ", ".join(author.name.display() for author in work.authorships.all())
        line = venue_line(work)
        where = f"{line.before}{line.name}{line.after}"
        html = f"<p>{escape(names)}</p><p>{escape(where)}</p>"
        if work.note:
            html += f"<p>{render_inline(work.note)}</p>"
        return sound(html + render(work.abstract))

    def item_pubdate(self, item: tuple[Publication, str]) -> datetime:
        return item[0].created_at.astimezone(UTC)

    def item_updateddate(self, item: tuple[Publication, str]) -> datetime:
        return item[0].changed_at.astimezone(UTC)
