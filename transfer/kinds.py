"""Which model each kind of item becomes, whose it is, and how one that stands is recognised."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Model, QuerySet

from news.models import NewsItem, Post
from profiles.models import (
    Award,
    Course,
    Education,
    Experience,
    NameVariant,
    Page,
    Photo,
    ProfileLink,
    Project,
    Researcher,
    Section,
    Talk,
)
from profiles.slugs import LAB_PAGES, PERSON_PAGES
from publications.models import Coauthor
from typeset.fold import fold


@dataclass(frozen=True)
class Kind:
    model: type[Model]
    owner: str = "researcher"  # the field that says whose a row is
    many: bool = False  # it may be several people's
    same: tuple[str, ...] = ()  # two rows that agree in these are one
    markdown: tuple[str, ...] = ()
    reserved: frozenset[str] = frozenset()

    def rows(self, researcher: Researcher) -> QuerySet:
        """The person's rows of this kind."""
        return self.model._default_manager.filter(**{self.owner: researcher})

    def owners(self, researcher: Researcher) -> dict[str, Any]:
        """The values with which a new row is the person's."""
        return {} if self.many else {self.owner: researcher}


KINDS = {
    "link": Kind(ProfileLink, same=("platform", "value")),
    "name": Kind(NameVariant, same=("name",)),
    "photo": Kind(Photo),
    "section": Kind(Section, same=("kind", "heading"), markdown=("body",)),
    "education": Kind(Education, same=("institution", "degree", "field"), markdown=("note",)),
    "course": Kind(Course, same=("code", "title", "term", "year"), markdown=("description",)),
    "experience": Kind(
        Experience, same=("organisation", "role", "started"), markdown=("description",)
    ),
    "award": Kind(Award, same=("title", "date"), markdown=("description",)),
    "talk": Kind(Talk, same=("title", "date"), markdown=("description",)),
    "news": Kind(NewsItem, "researchers", True, ("date", "body"), ("body",)),
    "post": Kind(Post, "authors", True, ("date", "title"), ("body",)),
    "project": Kind(Project, "researchers", True, ("title",), ("body",)),
    "coauthor": Kind(Coauthor, same=("names", "url")),
    "page": Kind(
        Page, same=("title",), markdown=("body",), reserved=frozenset(PERSON_PAGES | LAB_PAGES)
    ),
}
PROFILE = Kind(Researcher, owner="pk", markdown=("bio", "more_info", "subtitle"))


def plain(value: Any) -> Any:
    """A field's value as JSON knows it, so that what was said can be remembered and compared."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def agree(kind: Kind, row: Model, values: dict[str, Any]) -> bool:
    """Whether a row that stands is what an item describes."""
    return bool(kind.same) and all(
        _same(plain(getattr(row, name)), plain(values.get(name))) for name in kind.same
    )


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, str) or isinstance(other, str):
        return fold(str(one or "")) == fold(str(other or ""))
    return bool(one == other)
