"""One search over all that is public: people, publications, news, posts, projects, pages."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from news.models import NewsItem, Post
from profiles.models import Page, Project, Researcher
from publications.models import Publication
from publications.presentation.item import ItemList, items

LONGEST = 200  # characters that are read: each word becomes a condition of the query
MOST = 12  # of each kind


@dataclass(frozen=True)
class Results:
    """``more`` says of which kinds there are others than those found here."""

    people: Sequence[Researcher] = ()
    publications: ItemList = field(default_factory=lambda: ItemList([]))
    news: Sequence[NewsItem] = ()
    posts: Sequence[Post] = ()
    projects: Sequence[Project] = ()
    pages: Sequence[Page] = ()
    more: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        kinds = (self.people, self.publications, self.news, self.posts, self.projects, self.pages)
        return any(map(len, kinds))


def search(text: str) -> Results:
    text = text.replace("\x00", "")[:LONGEST]
    if not text.strip():
        return Results()
    querysets: dict[str, Any] = {
        "people": Researcher.objects.for_people_list().search(text),
        "publications": Publication.objects.listed().search(text).for_list(),
        "news": NewsItem.objects.public().search(text).for_list(),
        "posts": Post.objects.public().search(text).for_list(),
        "projects": Project.objects.public().search(text),
        "pages": Page.objects.public().search(text).select_related("researcher", "lab"),
    }
    found = {kind: list(queryset[: MOST + 1]) for kind, queryset in querysets.items()}
    more = frozenset(kind for kind, rows in found.items() if len(rows) > MOST)
    shown: dict[str, Any] = {kind: rows[:MOST] for kind, rows in found.items()}
    return Results(**{**shown, "publications": items(shown["publications"])}, more=more)
