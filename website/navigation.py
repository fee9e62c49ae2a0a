"""Where one can go from a page: on the whole site, and on one person's pages."""

import re
from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from news.models import NewsItem, Post
from profiles.addresses import page_of
from profiles.entries import KINDS as CV_KINDS
from profiles.models import Course, Lab, Membership, Page, Project, Researcher
from profiles.prepared import Build, ask
from profiles.together import Rows
from publications.models import Publication

# What `with_contents` tells of a person.
CONTENTS = (
    "has_publications",
    "has_news",
    "has_courses",
    "lab_id",
    *(f"has_{name}" for name in CV_KINDS),
)
_PERSON = re.compile(r"/people/([^/]+)/")


@dataclass(frozen=True)
class Link:
    """``current`` is the value of aria-current: "page", "true" beneath it, or empty."""

    text: str
    url: str
    current: str = ""


@dataclass(frozen=True)
class Also:
    """A page's own rows, of ``build(*shape, person=person)``: see ``profiles.prepared``."""

    build: Build
    shape: tuple[Hashable, ...]
    person: int


_ONLY = {
    "lab_pages": ("title", "slug", "lab_id", "position"),
    "person_pages": ("title", "slug", "position"),
    "any_people": ("slug", "given_name", "family_name", "display_name"),
    "any_projects": ("position", "title"),
    "any_posts": ("date",),
}


def _frame(of: str) -> dict[str, QuerySet]:
    free = Page.objects.in_navigation()
    return {
        "labs": Lab.objects.public(),
        "lab_pages": free.filter(lab__public=True),
        "person_pages": free.filter(researcher__slug=of),
        "any_people": Researcher.objects.public()[:2],
        "any_projects": Project.objects.public()[:1],
        "any_posts": Post.objects.public()[:1],
    }


def _frame_and(build: Build, *shape: Hashable, of: str, person: int) -> dict[str, QuerySet]:
    return {**_frame(of), **build(*shape, person=person)}


class Site:
    """The site around a page; asks the database when somebody first wants to know, and but once.

    ``also`` are the page's own rows, which are asked for in the same query and lie in ``found``.
    """

    def __init__(self, path: str, *, of: str = "", also: Also | None = None) -> None:
        self.path = path
        person = _PERSON.match(path)
        self._of = of or (person[1] if person else "")
        self._also = also

    @cached_property
    def found(self) -> Rows:
        also = self._also
        if also is None:
            return ask(_frame, (), {"of": self._of}, _ONLY)
        values = {"of": self._of, "person": also.person}
        return ask(_frame_and, (also.build, *also.shape), values, _ONLY)

    @property
    def labs(self) -> list[Lab]:
        return self.found["labs"]

    @property
    def lab(self) -> Lab | None:
        """The lab whose site this is, when there is but one."""
        return self.labs[0] if len(self.labs) == 1 else None

    @property
    def person(self) -> Researcher | None:
        """The person whose site this is, when there is no lab and nobody else."""
        people = self.found["any_people"]
        return people[0] if len(people) == 1 and not self.labs else None

    @property
    def name(self) -> str:
        if self.lab:
            return self.lab.name
        if self.person:
            return self.person.name
        return _("Research groups") if self.labs else _("People")

    @property
    def accent(self) -> str:
        return self.lab.accent if self.lab else ""

    @cached_property
    def links(self) -> list[Link]:
        """The lists, and the free pages of the only lab."""
        return self.lists + self._pages

    @cached_property
    def lists(self) -> list[Link]:
        if self.person:
            return []
        texts = {"people": _("People"), "publications": _("Publications"), "news": _("News")}
        links = [self._link(text, reverse(name)) for name, text in texts.items()]
        if self.labs and self.found["any_projects"]:
            links.append(self._link(_("Projects"), reverse("projects")))
        if self.labs and self.found["any_posts"]:
            links.append(self._link(_("Blog"), reverse("blog")))
        return links

    @property
    def _pages(self) -> list[Link]:
        if not self.lab:
            return []
        slug = self.lab.slug
        return [
            self._link(page.title, reverse("lab_page", args=[slug, page.slug]))
            for page in self.found["lab_pages"]
        ]

    def pages_of(self, person: Researcher) -> list[Page]:
        """The free pages in the navigation of the person whose pages these are."""
        if person.slug == self._of:
            return self.found["person_pages"]
        return list(Page.objects.in_navigation().filter(researcher=person).only("title", "slug"))

    def _link(self, text: str, url: str) -> Link:
        return Link(text, url, current(url, self.path))


def current(url: str, path: str) -> str:
    if path == url:
        return "page"
    return "true" if path.startswith(url) else ""


def with_contents(people: QuerySet[Researcher]) -> QuerySet[Researcher]:
    """People, each with what there is to show of them (``has_news`` …) and their ``lab_id``."""
    this = OuterRef("pk")
    # From the person's own names to their papers: the other way leads by way of all papers.
    shown = Publication.objects.public().filter(
        authorships__researcher=this, authorships__hidden=False
    )
    entries = {
        f"has_{name}": Exists(model.objects.filter(researcher=this))
        for name, model in CV_KINDS.items()
    }
    return people.annotate(
        has_publications=Exists(shown),
        has_news=Exists(NewsItem.objects.published().filter(researchers=this)),
        has_courses=Exists(Course.objects.published().filter(researcher=this)),
        lab_id=_present_lab(),
        **entries,
    )


def with_contents_by_address(slug: str) -> Researcher:
    """The one person at an address, from ``with_contents``."""
    found = ask(_at_address, (), {"slug": slug}, more={"person": CONTENTS})["person"]
    if not found:
        raise Http404
    return found[0]


def _at_address(slug: str) -> dict[str, QuerySet]:
    return {"person": with_contents(Researcher.objects.reachable().filter(slug=slug))}


def _by_id(pk: int) -> dict[str, QuerySet]:
    return {"person": with_contents(Researcher.objects.filter(pk=pk))}


def has_cv(person: Researcher) -> bool:
    return any(getattr(person, f"has_{name}") for name in CV_KINDS)


def person_addresses(person: Researcher) -> list[tuple[str, str]]:
    """The pages on which ``person``, from ``with_contents``, has something; not the free ones."""
    offered = [
        (_("About"), "about", True),
        (_("Publications"), "person_publications", person.has_publications),
        (_("News"), "person_news", person.has_news),
        (_("Teaching"), "teaching", person.has_courses),
        (_("CV"), "cv", has_cv(person)),
    ]
    return [(text, page_of(person.slug, name)) for text, name, there in offered if there]


@dataclass(frozen=True)
class PersonFrame:
    """What stands around a person's pages: their navigation, and the lab on whose site they are."""

    links: list[Link]
    lab: Lab | None


def person_frame(person: Researcher, site: Site) -> PersonFrame:
    """Asks what the person has, unless that is known already."""
    known = person
    if not hasattr(person, "has_news"):
        (known,) = ask(_by_id, (), {"pk": person.pk}, more={"person": CONTENTS})["person"]
    addresses = person_addresses(known)
    addresses += [
        (page.title, reverse("page", args=[person.slug, page.slug]))
        for page in site.pages_of(person)
    ]
    lab = next((lab for lab in site.labs if lab.pk == known.lab_id), site.lab)
    return PersonFrame(
        [Link(text, url, _current_of(url, person, site)) for text, url in addresses], lab
    )


def _current_of(url: str, person: Researcher, site: Site) -> str:
    """The about page lies above all others; on a site of one person it is the home page too."""
    if url == person.get_absolute_url():
        return "page" if site.path in ("/", url) else ""
    return current(url, site.path)


def _present_lab() -> Subquery:
    times = Membership.objects.current().filter(researcher=OuterRef("pk"), lab__public=True)
    return Subquery(times.order_by("position", "-started").values("lab_id")[:1])
