"""Adding a paper by one box: BibTeX, a DOI, an arXiv id or address, or a title."""

from urllib.parse import urlencode

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from profiles.admin.rights import only_person, takes_part
from publications.admin.import_form import ImportForm
from publications.admin.imports import begin
from publications.models import Publication
from publications.pasted import Kind, Pasted, recognise
from publications.permissions import editable_publications
from typeset.fold import fold

# The field of a paper's form that takes what was pasted; an address goes among its links.
_FIELDS = {
    Kind.DOI: "doi",
    Kind.ARXIV: "arxiv_id",
    Kind.ADDRESS: "link",
    Kind.TITLE: "title",
}
_SHOWN = 5


def urls() -> list[URLPattern]:
    return [path("paste/", admin.site.admin_view(paste), name="publications_paste")]


@require_http_methods(["GET", "POST"])
def paste(request: HttpRequest) -> HttpResponse:
    """The box; then the plan for BibTeX, or what was recognised and the form to fill in with it."""
    if not takes_part(request):
        raise PermissionDenied
    text = request.POST.get("text", "")
    if not text.strip():
        return _page(request, {"empty": request.method == "POST"})
    found = recognise(text)
    if found.kind in (Kind.BIBTEX, Kind.TEXT):
        return begin(request, _import_form(request, text))
    query = urlencode({_FIELDS[found.kind]: found.value})
    context = {
        "text": text,
        "found": found,
        "said": _said(found),
        "form_address": f"{reverse('admin:publications_publication_add')}?{query}",
        "here": list(_here(request, found)[:_SHOWN]),
        "editable": set(editable_publications(request.user).values_list("pk", flat=True)),
    }
    return _page(request, context)


def _import_form(request: HttpRequest, text: str) -> ImportForm:
    """Filled in whole for who has one page; who edits several is asked whose papers they are."""
    person = only_person(request)
    if person:
        return ImportForm(request, {"researcher": person.pk, "text": text})
    return ImportForm(request, initial={"text": text})


def _said(found: Pasted) -> str:
    sentences = {
        Kind.DOI: _("This is the DOI %s."),
        Kind.ARXIV: _("This is %s at arXiv."),
        Kind.ADDRESS: _("This is the address %s; neither a DOI nor an arXiv id stands in it."),
        Kind.TITLE: _("This looks like a title: %s"),
    }
    return sentences[found.kind] % found.value


def _here(request: HttpRequest, found: Pasted) -> QuerySet[Publication]:
    """The works that are here already by this identifier or title, as far as one may know them."""
    said = {
        Kind.DOI: Q(doi__iexact=found.value) | Q(versions__doi__iexact=found.value),
        Kind.ARXIV: Q(arxiv_id=found.value) | Q(versions__arxiv_id=found.value),
        Kind.ADDRESS: Q(links__url=found.value) | Q(versions__url=found.value),
        Kind.TITLE: Q(folded_title=fold(found.value)) & ~Q(folded_title=""),
    }
    mine = editable_publications(request.user).values("pk")
    known = Publication.objects.filter(Q(draft=False) | Q(pk__in=mine))
    return known.filter(said[found.kind]).distinct()


def _page(request: HttpRequest, context: dict[str, object]) -> HttpResponse:
    return TemplateResponse(
        request,
        "admin/publications/paste.html",
        {**admin.site.each_context(request), "title": _("Add a paper"), **context},
    )
