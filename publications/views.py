from collections.abc import Iterable

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from profiles.models import Researcher
from publications.export import to_bibtex
from publications.filters import Filters, facets
from publications.models import Publication
from publications.presentation.byline import legend
from publications.presentation.item import item, items
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


def publication(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(
        Publication.objects.reachable().for_list().prefetch_related("topics"), slug=slug
    )
    shown = item(found)
    return render(
        request,
        "publications/publication.html",
        {
            "publication": found,
            "item": shown,
            "legend": legend([shown.byline]),
            "noindex": not Publication.objects.listed().filter(pk=found.pk).exists(),
        },
    )


def publications_bib(request: HttpRequest) -> HttpResponse:
    works = Filters.read(request.GET).apply(Publication.objects.listed())
    return _bibtex(works, "publications.bib")


def person_bib(_request: HttpRequest, slug: str) -> HttpResponse:
    person = get_object_or_404(Researcher.objects.reachable(), slug=slug)
    response = _bibtex(Publication.objects.of(person), f"{person.slug}.bib")
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


def _bibtex(works: Iterable[Publication], name: str) -> HttpResponse:
    response = HttpResponse(to_bibtex(works), content_type="application/x-bibtex; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response
