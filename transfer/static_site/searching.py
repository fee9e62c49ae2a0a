"""The search of a static site: all that can be found, as a script that a page from disk may load.

A page that was opened from disk may not fetch a file, so the index is no JSON file but a script
that holds JSON. What is found, and by which words, is what the site's own search says.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from news.models import NewsItem, Post
from profiles.models import Page, Project, Researcher
from publications.loading import loaded
from publications.models import Publication
from publications.presentation.venue_line import venue_line
from publications.templatetags.publications import work_title
from typeset.dates import format_partial
from typeset.fold import fold
from typeset.markdown import plain

NAMES = 12  # of a byline
WORDS = 160  # characters of a line of news
# Lower-case letters that a query may hold and that folding changes; others stay as they are.
_LETTERS = [*range(0xDF, 0x250), *range(0x250, 0x2B0), 0x451, *range(0x1E00, 0x1F00)]

# The file that an address of the site became, as the search page names it.
Locate = Callable[[str], str | None]


def index_script(locate: Locate) -> str:
    """The script; rows whose page is not in the export are left out."""
    index = {
        "groups": [
            {"kind": kind, "heading": str(heading), "rows": _located(rows(), locate)}
            for kind, heading, rows in _groups()
        ],
        "letters": {
            chr(code): fold(chr(code)) for code in _LETTERS if fold(chr(code)) != chr(code)
        },
        "words": {
            "none": _("Nothing was found. Fewer or shorter words find more."),
            "more": _("There are more. A further word narrows them down."),
        },
    }
    return f"globalThis.octavoIndex = {json.dumps(index, ensure_ascii=False)};\n"


def _groups() -> list[tuple[str, str, Callable[[], Iterator[dict[str, Any]]]]]:
    return [
        ("people", _("People"), _people),
        ("publications", _("Publications"), _publications),
        ("news", _("News"), _news),
        ("posts", _("Posts"), _posts),
        ("pages", _("Pages and projects"), _pages),
    ]


def _located(rows: Iterator[dict[str, Any]], locate: Locate) -> list[dict[str, Any]]:
    found = []
    for row in rows:
        path, _hash, fragment = row["url"].partition("#")
        if file := locate(path):
            row["url"] = f"{file}#{fragment}" if fragment else file
            found.append({name: value for name, value in row.items() if value not in ("", [])})
    return found


def _people() -> Iterator[dict[str, Any]]:
    for person in Researcher.objects.public():
        yield {
            "url": person.get_absolute_url(),
            "text": person.name,
            "line": person.title,
            "folded": person.folded,
        }


def _publications() -> Iterator[dict[str, Any]]:
    for work in loaded(Publication.objects.listed()):
        authors = work.authorships.all()
        names = [author.name.display() for author in authors]
        byline = ", ".join(names[:NAMES]) + (" …" if len(names) > NAMES else "")
        yield {
            "url": work.get_absolute_url(),
            "html": work_title(work.title) if "$" in work.title else "",
            "text": work.title,
            "line": byline,
            "where": str(venue_line(work)),
            "when": str(work.year or ""),
            "year": str(work.year or ""),
            "type": work.type,
            "topic": [topic.slug for topic in work.topics.all()],
            "person": [
                author.researcher.slug
                for author in authors
                if author.researcher and author.researcher.is_public and not author.hidden
            ],
            "folded": work.folded_title,
            "names": " ".join(author.folded for author in authors),
            "abstract": work.folded_abstract,
        }


def _news() -> Iterator[dict[str, Any]]:
    for item in NewsItem.objects.public().for_list():
        inline = item.inline or not item.slug
        yield {
            "url": f"{reverse('news')}#news-{item.pk}" if inline else item.get_absolute_url(),
            "text": item.title or plain(item.body, WORDS),
            "when": format_partial(item.date),
            "folded": item.folded,
        }


def _posts() -> Iterator[dict[str, Any]]:
    for post in Post.objects.public().for_list():
        yield {
            "url": post.get_absolute_url(),
            "text": post.title,
            "line": post.summary,
            "when": format_partial(post.date),
            "folded": post.folded,
        }


def _pages() -> Iterator[dict[str, Any]]:
    for project in Project.objects.public():
        yield _page(project, _("Project"), "")
    for page in Page.objects.public().select_related("researcher", "lab"):
        yield _page(page, _("Page"), str(page.researcher or page.lab))


def _page(row: Project | Page, kind: str, of: str) -> dict[str, Any]:
    return {
        "url": row.get_absolute_url(),
        "text": row.title,
        "line": of,
        "when": kind,
        "folded": row.folded,
    }
