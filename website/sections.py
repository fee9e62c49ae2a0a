"""The headed sections of a plain page and of the CV: which, in what order, with what in them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from news.models import NewsItem, Post
from profiles import entries
from profiles.models.cv import Entry
from profiles.models.people import SectionKind as Kind
from profiles.social import social_links
from publications.export import loaded
from publications.models import Authorship, Publication
from publications.presentation.item import ItemList, items

if TYPE_CHECKING:
    from profiles.models import Researcher

MOST_WORKS = 200  # longer lists go on at an address of their own

# The order on a plain page whose owner has arranged nothing yet, and that of every CV.
USUAL = (
    Kind.ABOUT, Kind.NEWS, Kind.EDUCATION, Kind.EXPERIENCE, Kind.PUBLICATIONS, Kind.PROJECTS,
    Kind.TALKS, Kind.AWARDS, Kind.TEACHING, Kind.SERVICE, Kind.POSTS, Kind.LINKS,
)  # fmt: skip
CURRICULUM = (
    Kind.EDUCATION, Kind.EXPERIENCE, Kind.PUBLICATIONS, Kind.AWARDS, Kind.TALKS, Kind.TEACHING,
    Kind.SERVICE,
)  # fmt: skip
ELSEWHERE = {
    Kind.SELECTED: ("person_publications", _("All publications")),
    Kind.PUBLICATIONS: ("person_publications", _("All publications")),
    Kind.NEWS: ("person_news", _("All news")),
}


@dataclass(frozen=True)
class Block:
    """A section as `website/sections/<kind>.html` draws it, and where its list goes on."""

    kind: str
    title: str
    body: str = ""
    content: Any = None
    more_url: str = ""
    more_text: str = ""

    @property
    def template(self) -> str:
        return f"website/sections/{self.kind}.html"

    def __bool__(self) -> bool:
        return bool(self.body or self.content)


def plain_page(person: "Researcher") -> list[Block]:
    """The person's own sections in their order, without those that have nothing to show."""
    contents = Contents(person)
    own = [section for section in person.sections.all() if section.visible]
    if person.sections.all():
        blocks = [contents.block(each.kind, each.title, each.body, each.types) for each in own]
    else:
        blocks = [contents.block(kind) for kind in USUAL]
    return [block for block in blocks if block]


def curriculum(person: "Researcher") -> list[Block]:
    contents = Contents(person, cited=False)
    return [block for kind in CURRICULUM if (block := contents.block(kind))]


class Contents:
    """What one person's sections show; what two of them share is asked for once."""

    def __init__(self, person: "Researcher", *, cited: bool = True) -> None:
        self.person = person
        self.cited = cited  # whether publications bring their BibTeX

    def block(self, kind: str, title: str = "", body: str = "", types: Iterable[str] = ()) -> Block:
        content = self._content(Kind(kind), frozenset(types))
        name, more_text = ELSEWHERE.get(Kind(kind), ("", ""))
        return Block(
            kind=kind,
            title=title or str(Kind(kind).label),
            body=body,
            content=content,
            more_url=reverse(name, args=[self.person.slug]) if name and content else "",
            more_text=str(more_text),
        )

    @cached_property
    def _entries(self) -> dict[str, list[Entry]]:
        return entries.entries_of(self.person)

    @cached_property
    def _works(self) -> Sequence[Publication]:
        works = list(Publication.objects.of(self.person).for_list()[:MOST_WORKS])
        return loaded(works) if self.cited else works

    def _content(self, kind: Kind, types: frozenset[str]) -> Any:
        if kind in entries.KINDS:
            return self._entries[kind]
        loader = {
            Kind.ABOUT: lambda: self.person.bio,
            Kind.SELECTED: self._selected,
            Kind.PUBLICATIONS: lambda: self._publications(types),
            Kind.NEWS: lambda: announcements(self.person),
            Kind.POSTS: lambda: latest_posts(self.person),
            Kind.TEACHING: lambda: list(self.person.courses.published()),
            Kind.PROJECTS: lambda: list(self.person.projects.published()),
            Kind.LINKS: lambda: social_links(self.person),
            Kind.TEXT: lambda: None,
        }[kind]
        return loader()

    def _selected(self) -> ItemList:
        if len(self._works) == MOST_WORKS:  # perhaps not all of them: ask for these alone
            return selected(self.person)
        own = [(self._authorship(work), work) for work in self._works]
        chosen = [(each.selected_position, work) for each, work in own if each and each.selected]
        chosen.sort(key=itemgetter(0))
        return self._items([work for _position, work in chosen])

    def _authorship(self, work: Publication) -> Authorship | None:
        own = (each for each in work.authorships.all() if each.researcher_id == self.person.pk)
        return next(own, None)

    def _publications(self, types: frozenset[str]) -> ItemList:
        return self._items([work for work in self._works if not types or work.type in types])

    def _items(self, works: list[Publication]) -> ItemList:
        return items(works, owner=self.person.pk, cited=self.cited)


def selected(person: "Researcher") -> ItemList:
    return items(Publication.objects.selected_by(person).for_list(), owner=person.pk)


def announcements(person: "Researcher") -> list[NewsItem]:
    return list(NewsItem.objects.of(person).in_order()[: person.announcements_limit])


def latest_posts(person: "Researcher") -> list[Post]:
    return list(Post.objects.of(person).in_order()[: person.latest_posts_limit])
