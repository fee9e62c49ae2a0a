"""What is incomplete on somebody's pages, each with the way to the field that mends it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from news.models import NewsItem, Post
from profiles.models import Page, Photo, ProfileLink, Researcher, Section
from publications.kinds import LinkKind, Status, Type
from publications.models import Authorship, Link, Publication
from website.desk.dead import dead_links
from website.desk.gap import Gap

# A picture in Markdown that says nothing, or still what the upload wrote there.
_MUTE = re.compile(r"!\[(?:\s*|What the picture shows)\]\(")
_IN_PRINT = (Type.ARTICLE, Type.INPROCEEDINGS, Type.WORKSHOP, Type.INCOLLECTION)
_OUT = (Status.PUBLISHED, Status.ACCEPTED)
_READABLE = (LinkKind.PDF, LinkKind.HTML, LinkKind.PREPRINT)


def gaps_of(people: Iterable[Researcher]) -> dict[int, list[Gap]]:
    """What each of them lacks, in a fixed number of queries; whoever lacks nothing, nothing."""
    found = gaps_of_pages(people)
    keys = list(found)
    _add_mute_pictures(found)
    _add_works(found)
    for pk, gap in dead_links(keys):
        found[pk].append(gap)
    return found


def gaps_of_pages(people: Iterable[Researcher]) -> dict[int, list[Gap]]:
    """What their own pages lack, without looking at texts, papers and links: quick for many."""
    keys = [person.pk for person in people]
    found: dict[int, list[Gap]] = {pk: [] for pk in keys}
    for person in _with_parts(Researcher.objects.filter(pk__in=keys)):
        found[person.pk] += _of_page(person)
    return found


def _with_parts(people: QuerySet[Researcher]) -> QuerySet[Researcher]:
    this = OuterRef("pk")
    return people.annotate(
        has_photo=Exists(Photo.objects.filter(researcher=this)),
        has_link=Exists(ProfileLink.objects.filter(researcher=this)),
        has_text=Exists(Section.objects.filter(researcher=this, visible=True).exclude(body="")),
    )


def _of_page(person: Researcher) -> Iterable[Gap]:
    if not person.has_photo:
        yield Gap(
            _("photo"),
            _("Your page has no photo."),
            _("Add a photo"),
            person,
            "photos",
            "media",
        )
    if not person.bio and not person.has_text:
        yield Gap(
            _("text"),
            _("There is no text about you and your work."),
            _("Write it"),
            person,
            "bio",
        )
    if not person.title:
        yield Gap(
            _("title"),
            _("Your position is missing, for example PhD student."),
            _("Say what you are"),
            person,
            "title",
        )
    if not (person.has_link or person.orcid or (person.email and person.email_public)):
        yield Gap(
            _("links"),
            _("Visitors find no way to reach you: no e-mail address, no link."),
            _("Add a link"),
            person,
            "links",
            "media",
        )


def _add_mute_pictures(found: dict[int, list[Gap]]) -> None:
    """Pictures within texts, of which somebody who cannot see them learns nothing."""
    told = _("A picture in %(where)s has no description for those who cannot see it.")
    for pk, text, place, where in _texts_with_pictures(found):
        if pk in found and _MUTE.search(text):
            found[pk].append(
                Gap(_("alt text"), told % {"where": where}, _("Describe the picture"), *place)
            )


def _texts_with_pictures(found: Iterable[int]) -> Iterator[tuple[int, str, tuple, str]]:
    """Whose text it is, the text, the row, field and leaf of its form, and what it is called."""
    for person in Researcher.objects.filter(pk__in=found, bio__contains="!["):
        yield person.pk, person.bio, (person, "bio"), _("the text about you")
    theirs = {"researcher__in": found, "body__contains": "!["}
    for section in Section.objects.filter(**theirs).select_related("researcher"):
        place = section.researcher, "sections", "settings"
        yield section.researcher_id, section.body, place, f"“{section.title}”"
    for page in Page.objects.filter(**theirs):
        yield page.researcher_id, page.body, (page, "body"), f"“{page.title}”"
    for model, people in ((NewsItem, "researchers"), (Post, "authors")):
        rows = model.objects.filter(**{f"{people}__in": found}, body__contains="![")
        for row in rows.distinct().prefetch_related(people):
            where = f"“{row.title}”" if row.title else _("your news")
            for person in getattr(row, people).all():
                yield person.pk, row.body, (row, "body"), where


def _add_works(found: dict[int, list[Gap]]) -> None:
    works = {work.pk: work for work in _lacking_works(found)}
    lists: dict[tuple[int, str], list[Publication]] = defaultdict(list)
    # All bylines of theirs: each work that is named in a query is a parameter of it.
    byline = Authorship.objects.shown().filter(researcher__in=found)
    for pk, work_pk in byline.values_list("researcher_id", "publication_id").order_by("pk"):
        if work := works.get(work_pk):
            for lack in ("pdf", "venue", "alt"):
                if getattr(work, f"lacks_{lack}"):
                    lists[pk, lack].append(work)
    for (pk, lack), mine in lists.items():
        mine.sort(key=lambda work: (-(work.year or 9999), work.title))
        found[pk].append(_of_works(lack, mine))


def _lacking_works(found: Iterable[int]) -> QuerySet[Publication]:
    readable = Link.objects.filter(publication=OuterRef("pk"), kind__in=_READABLE)
    out = Q(status__in=_OUT)
    mine = Authorship.objects.shown().filter(researcher__in=found)
    return (
        Publication.objects.public()
        .filter(pk__in=mine.values("publication_id"))
        .annotate(
            lacks_pdf=Q(out, Q(arxiv_id=""), ~Exists(readable)),
            lacks_venue=Q(out, Q(type__in=_IN_PRINT), Q(venue=None), Q(venue_text="")),
            lacks_alt=Q(~Q(preview=""), Q(preview_alt="")),
        )
        .filter(Q(lacks_pdf=True) | Q(lacks_venue=True) | Q(lacks_alt=True))
        .only("pk", "title", "year")
    )


def _of_works(lack: str, works: list[Publication]) -> Gap:
    count = len(works)
    short, text, deed, field, leaf = {
        "pdf": (
            _("PDF"),
            ngettext("A paper has no PDF to read.", "%(n)s papers have no PDF to read.", count),
            _("Add a PDF"),
            "links",
            "general",
        ),
        "venue": (
            _("venue"),
            ngettext(
                "A paper does not say where it appeared.",
                "%(n)s papers do not say where they appeared.",
                count,
            ),
            _("Name the venue"),
            "venue",
            "general",
        ),
        "alt": (
            _("alt text"),
            ngettext(
                "A paper's picture has no description for those who cannot see it.",
                "The pictures of %(n)s papers have no description for those who cannot see them.",
                count,
            ),
            _("Describe the picture"),
            "preview_alt",
            "abstract",
        ),
    }[lack]
    text = text % {"n": count} if count > 1 else text
    return Gap(short, text, deed, works[0], field, leaf, works)
