"""The headed sections of a plain page and of the CV: which, in what order, with what in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from news.models import NewsItem, Post
from profiles.entries import entry_querysets
from profiles.models import Researcher
from profiles.models.about import SectionKind as Kind
from profiles.prepared import rows
from profiles.social import social_links
from profiles.together import Rows
from publications.models import Publication
from publications.presentation.drawing import columns
from publications.presentation.lists import ItemList, items
from website.navigation import Also

if TYPE_CHECKING:
    from profiles.models import Section

MOST_WORKS = 500  # longer lists go on at an address of their own

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


def wanted(person: Researcher, kinds: Iterable[str]) -> dict[str, QuerySet]:
    """What these sections of a person show, to be asked for together; papers are drawn apart."""
    offered: dict[str, QuerySet] = {
        Kind.NEWS: NewsItem.objects.of(person).in_order()[: person.announcements_limit],
        Kind.POSTS: Post.objects.of(person).in_order()[: person.latest_posts_limit],
        Kind.TEACHING: person.courses.published(),
        Kind.PROJECTS: person.projects.published(),
        **entry_querysets(person),
    }
    return {kind: rows for kind, rows in offered.items() if kind in set(kinds)}


def hanging_on(
    kinds: frozenset[str], news: int, posts: int, own: tuple[str, ...], *, person: int
) -> dict[str, QuerySet]:
    """These sections, and what hangs on a person by the names ``own``, for `website.navigation`."""
    stand_in = Researcher(pk=person, announcements_limit=news, latest_posts_limit=posts)
    return {
        **{name: getattr(stand_in, name).all() for name in own},
        **wanted(stand_in, kinds),
    }


def also(person: Researcher, kinds: Iterable[str], own: tuple[str, ...] = ()) -> Also:
    shape = (frozenset(kinds), person.announcements_limit, person.latest_posts_limit, own)
    return Also(hanging_on, shape, person.pk)


def plain_page(person: Researcher, found: Rows) -> list[Block]:
    """The person's own sections in their order, without those that have nothing to show."""
    contents = Contents(person, found)
    own: list[Section] = list(person.sections.all())
    if own:
        blocks = [
            contents.block(each.kind, each.title, each.body, each.types)
            for each in own
            if each.visible
        ]
    else:
        blocks = [contents.block(kind) for kind in USUAL]
    return [block for block in blocks if block]


def curriculum(person: Researcher, found: Rows) -> list[Block]:
    contents = Contents(person, found)
    return [block for kind in CURRICULUM if (block := contents.block(kind))]


class Contents:
    """What one person's sections show, out of the rows that were asked for together."""

    def __init__(self, person: Researcher, found: Rows) -> None:
        self.person = person
        self.found = found

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

    def _content(self, kind: Kind, types: frozenset[str]) -> Any:
        match kind:
            case Kind.ABOUT:
                return self.person.bio
            case Kind.SELECTED:
                return selected(self.person)
            case Kind.PUBLICATIONS:
                works = self._works.items
                return ItemList([work for work in works if not types or work.type in types])
            case Kind.LINKS:
                return social_links(self.person)
            case Kind.TEXT:
                return None
        return self.found[kind]

    @cached_property
    def _works(self) -> ItemList:
        works = Publication.objects.of(self.person)[:MOST_WORKS]
        return items(works, owner=self.person.pk)


def selected(person: Researcher) -> ItemList:
    return items(rows(_selected, (), {"person": person.pk}), owner=person.pk)


def _selected(*, person: int) -> QuerySet:
    return columns(Publication.objects.selected_by(Researcher(pk=person)))
