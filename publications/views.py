from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render

from profiles.models import Researcher
from profiles.models.about import SectionKind
from publications.citation_files import citations
from publications.filters import Filters, facets
from publications.grouping import BY_YEAR, chosen, groupings
from publications.models import Publication
from publications.presentation.anchors import fragment, known_as
from publications.presentation.drawing import columns_by_key
from publications.presentation.lists import items
from publications.querysets import PublicationQuerySet

PER_PAGE = 100
PER_PAGE_OF_PERSON = 500  # nearly everybody's whole list
FEW = 15  # a list this short needs no search


def publications(request: HttpRequest) -> HttpResponse:
    if key := request.GET.get("key"):
        return _to_work(request, key, Publication.objects.listed())
    listing = _listing(request, Publication.objects.listed())
    return render(request, "publications/publications.html", listing)


def person_publications(request: HttpRequest, slug: str) -> HttpResponse:
    person = get_object_or_404(Researcher.objects.reachable(), slug=slug)
    if key := request.GET.get("key"):
        return _to_work(request, key, Publication.objects.of(person), person)
    listing = _listing(request, Publication.objects.of(person), person)
    return render(request, "publications/person_publications.html", {"person": person, **listing})


def publications_file(request: HttpRequest, kind: str) -> HttpResponse:
    """All listed works as BibTeX, RIS or CSL-JSON, narrowed by the same filters as the list."""
    works = Filters.read(request.GET).apply(Publication.objects.listed())
    return citations(works, "publications", kind)


def person_file(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    person = get_object_or_404(Researcher.objects.reachable(), slug=slug)
    works = Filters.read(request.GET).apply(Publication.objects.of(person))
    response = citations(works, person.slug, kind)
    if not person.is_public:
        response["X-Robots-Tag"] = "noindex"
    return response


class _Pages(Paginator):
    """Pages of a list whose length is known already."""

    def __init__(self, works: PublicationQuerySet, per_page: int, count: int) -> None:
        super().__init__(works, per_page)
        self.count = count


def _listing(
    request: HttpRequest, works: PublicationQuerySet, person: Researcher | None = None
) -> dict:
    """One page of a list that may be narrowed, for `publications/includes/listing.html`."""
    filters = Filters.read(request.GET)
    offered = groupings(_sections(person) if person else (), ranked=bool(filters.q))
    by = chosen(offered, filters.group)
    choices = facets(works, filters)
    narrowed = filters.apply(works)
    count = by.count(narrowed) if by.repeats else choices.found
    pages = _Pages(by.order(narrowed), PER_PAGE_OF_PERSON if person else PER_PAGE, count)
    page = pages.get_page(request.GET.get("page"))
    works = page.object_list
    # The site's first page by year comes from an index; a person's list is short.
    if page.number > 1 or (person is None and by is not BY_YEAR):
        works = columns_by_key(works, by.column)
    return {
        "filters": filters,
        "facets": choices,
        "groupings": offered,
        "by": by,
        "page": page,
        "list": items(works, owner=person.pk if person else None, by=by, anchored=True),
        "searchable": bool(filters) or choices.found > FEW,
    }


def _to_work(
    request: HttpRequest, key: str, works: PublicationQuerySet, person: Researcher | None = None
) -> HttpResponse:
    """The page of the whole list on which a work stands: `landing.js` asks for it by its key."""
    by = groupings(_sections(person) if person else ())[0]
    order = list(by.order(works).values_list("pk", flat=True))
    wanted = known_as(key.replace("\x00", "")[:255], person.pk if person else None)
    place = next((order.index(pk) for pk in wanted if pk in order), None)
    if place is None:
        return HttpResponseRedirect(request.path)
    number = place // (PER_PAGE_OF_PERSON if person else PER_PAGE) + 1
    return HttpResponseRedirect(f"{request.path}?page={number}#{fragment(key)}")


def _sections(person: Researcher) -> list[tuple[str, list[str]]]:
    """The headings under which a person wants their papers, when they made several."""
    own = person.sections.filter(kind=SectionKind.PUBLICATIONS, visible=True)
    headed = [(section.title, section.types) for section in own if section.types]
    return headed if len(headed) > 1 else []
