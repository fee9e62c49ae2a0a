"""One search over all that is public: people, publications, news, posts, projects, pages."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import prefetch_related_objects

from news.models import NewsItem, Post
from profiles.cards import Card, card, with_photos
from profiles.models import Page, Project, Researcher
from profiles.together import together
from publications.grouping import BY_RELEVANCE
from publications.models import Publication
from publications.presentation.drawing import columns_by_key
from publications.presentation.lists import ItemList, items

LONGEST = 200  # characters that are read: each word becomes a condition of the query
MOST = 12  # of each kind


@dataclass(frozen=True)
class Results:
    """``more`` says of which kinds there are others than those found here."""

    people: Sequence[Card] = ()
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
    news, posts = NewsItem.objects.public(), Post.objects.public()
    projects, pages = Project.objects.public(), Page.objects.public()
    found = together(
        {
            "news": news.search(text).in_order()[: MOST + 1],
            "posts": posts.search(text).in_order()[: MOST + 1],
            "projects": projects.search(text)[: MOST + 1],
            "pages": pages.search(text)[: MOST + 1],
        }
    )
    people = with_photos(Researcher.objects.for_people_list().search(text)[: MOST + 1])
    found["people"] = [card(person, person.title) for person in people]
    works = columns_by_key(Publication.objects.listed().search(text)[: MOST + 1])
    found["publications"] = list(items(works, by=BY_RELEVANCE).items)
    more = frozenset(kind for kind, rows in found.items() if len(rows) > MOST)
    shown: dict[str, Any] = {kind: rows[:MOST] for kind, rows in found.items()}
    prefetch_related_objects(shown["news"], "researchers")
    prefetch_related_objects(shown["pages"], "researcher", "lab")
    return Results(**{**shown, "publications": ItemList(shown["publications"])}, more=more)
