"""Atom feeds (RFC 4287), as those of all apps are written."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.xmlutils import SimplerXMLGenerator

from profiles.addresses import absolute

NEWEST = 50
# What XML has no way to say (XML 1.0, section 2.2): one such character would make the feed
# unreadable for everybody.
_UNSPEAKABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_BEGAN = datetime(2000, 1, 1, tzinfo=UTC)  # of a feed in which nothing is yet


def sound(text: str) -> str:
    return _UNSPEAKABLE.sub("", text)


@dataclass(frozen=True)
class Entry:
    """An item as feeds tell it: ``path`` leads to it, ``html`` is its whole text."""

    row: Model
    kind: str
    title: str
    path: str
    html: str
    dated: datetime
    changed: datetime
    authors: tuple[str, ...] = ()


def feed(
    request: HttpRequest, title: str, home: str, owner: str, entries: Iterable[Entry]
) -> HttpResponse:
    """The feed of ``entries``, the newest first; ``home`` is the page that it is of, and
    ``owner`` the author of what names none."""
    here = absolute(request, request.path)
    newest = sorted(entries, key=lambda entry: (entry.dated, entry.row.pk), reverse=True)[:NEWEST]
    made = _Atom(
        title=sound(title),
        link=absolute(request, home),
        description="",
        feed_url=here,
        feed_guid=here,
        author_name=sound(owner),
        base=absolute(request, "/"),
    )
    for entry in newest:
        made.add_item(
            title=sound(entry.title),
            link=absolute(request, entry.path),
            description=None,
            content=sound(entry.html),
            unique_id=tag(here, entry.row),
            pubdate=entry.dated,
            updateddate=entry.changed,
            authors=[sound(name) for name in entry.authors if name],
            categories=[entry.kind],
        )
    response = HttpResponse(content_type=_Atom.content_type)
    made.write(response, "utf-8")
    return response


def tag(address: str, row: Model) -> str:
    """A name for life (RFC 4151): of the site, the day it was entered, its kind and number."""
    host = urlsplit(address).hostname
    return f"tag:{host},{row.created_at:%Y-%m-%d}:{row._meta.model_name}/{row.pk}"


class _Atom(Atom1Feed):
    """With the whole text as content, and each author by itself."""

    def root_attributes(self) -> dict[str, str]:
        # Links within the texts are those of the site, wherever the feed is read.
        return {**super().root_attributes(), "xml:base": self.feed["base"]}

    def latest_post_date(self) -> datetime:
        # Of an empty feed Django's would be now: another feed at each request.
        return super().latest_post_date() if self.items else _BEGAN

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict) -> None:
        super().add_item_elements(handler, {**item, "author_name": None})
        for name in item["authors"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", name)
            handler.endElement("author")
        handler.addQuickElement("content", item["content"], {"type": "html"})
