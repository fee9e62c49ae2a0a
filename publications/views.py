from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from profiles.models import Researcher
from publications.citation_files import citations
from publications.filters import Filters, facets
from publications.models import Publication
from publications.presentation.item import items
from publications.querysets import PublicationQuerySet

PER_PAGE = 100
FEW = 15  # a list this short needs no search


def publications(request: HttpRequest) -> HttpResponse:
    works = Publication.objects.listed()
    return render(request, "publications/publications.html", _listing(request, works))


def person_publications(request: HttpRequest, slug: str) -> HttpResponse:
    person = get_object_or_404(Researcher.objects.reachable(), slug=slug)
    works = Publication.objects.of(person)
    return render(
        request,
        "publications/person_publications.html",
        {"person": person, **_listing(request, works, owner=person.pk)},
    )


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


def _listing(request: HttpRequest, works: PublicationQuerySet, owner: int | None = None) -> dict:
    """One page of a list that may be narrowed, for `includes/publication_listing.html`."""
    filters = Filters.read(request.GET)
    page = Paginator(filters.apply(works).for_list(), PER_PAGE).get_page(request.GET.get("page"))
    choices = facets(works, filters)
    return {
        "filters": filters,
        "facets": choices,
        "page": page,
        "list": items(page.object_list, owner=owner),
        "searchable": bool(filters) or page.paginator.count > FEW,
    }
