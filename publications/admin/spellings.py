"""Outside authors in the admin: choose the spellings of one author, and which one stands."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from profiles.admin.merging import page, record_page
from profiles.admin.rights import edits_lab
from publications.coauthors import key_of, spelled_keys
from publications.merging.spellings import (
    Spelling,
    from_token,
    respell,
    respelling,
    spelling,
    spellings,
)
from publications.models import Authorship
from publications.names import Name
from publications.permissions import (
    editable_coauthors,
    editable_publications,
    respellable_authorships,
    undoable_respellings,
)

PER_PAGE = 100
MOST = 20  # spellings of one author that can be put together at once
_SHOWN = 100


def urls() -> list[URLPattern]:
    view = admin.site.admin_view
    return [
        path("authors/", view(overview), name="publications_spellings"),
        path("authors/merge/", view(preview), name="publications_spellings_merge"),
        path("authors/merges/<int:pk>/", view(record), name="publications_spellings_merged"),
    ]


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Every spelling, those alike beside each other; two or more are chosen."""
    _editors_only(request)
    query = request.GET.get("q", "").strip()[:200]
    found = spellings(respellable_authorships(request.user), query)
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    made = undoable_respellings(request.user)[:10]
    homes = {key: row.pk for row in editable_coauthors(request.user) for key in spelled_keys(row)}
    context = {
        "title": _("Outside authors"),
        "query": query,
        "page": shown,
        "spellings": [
            (each, homes.get(key_of(each.name))) for each in map(spelling, shown.object_list)
        ],
        "records": [(each, _address("publications_spellings_merged", each.pk)) for each in made],
    }
    return page(request, "spellings.html", context)


@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest) -> HttpResponse:
    """Which papers would change; a POST changes them."""
    _editors_only(request)
    data = request.POST if request.method == "POST" else request.GET
    names = _names(data)
    if not 2 <= len(names) <= MOST:
        messages.warning(
            request, _("Choose the spellings of one author: two or more, up to %d.") % MOST
        )
        return redirect("admin:publications_spellings")
    stands = from_token(data.get("stands", ""))
    stands = stands if stands in names else _fullest(names)
    if request.method == "POST":
        made = respell(request.user, names, stands)
        if made is None:
            messages.warning(request, _("There was nothing to change."))
            return redirect("admin:publications_spellings")
        messages.success(request, _("Spelled alike. It can be undone here."))
        return redirect("admin:publications_spellings_merged", made.pk)
    plan = respelling(request.user, names, stands)
    context = {
        "title": _("Spell an author alike"),
        "names": [Spelling(name) for name in names],
        "stands": stands,
        "plan": plan,
        "changed": plan.changed[:_SHOWN],
    }
    return page(request, "spellings_preview.html", context)


def record(request: HttpRequest, pk: int) -> HttpResponse:
    """What was spelled alike; a POST undoes it."""
    _editors_only(request)
    found = get_object_or_404(undoable_respellings(request.user), pk=pk)
    label = Authorship._meta.label
    touched = {step["pk"] for step in found.journal if step["model"] == label}
    others = Authorship.objects.filter(pk__in=touched).exclude(
        publication__in=editable_publications(request.user)
    )
    if others.exists():
        raise Http404  # somebody else's by now
    return record_page(request, found, back=_address("publications_spellings"))


def _editors_only(request: HttpRequest) -> None:
    if not edits_lab(request):
        raise PermissionDenied


def _names(data: QueryDict) -> list[Name]:
    found = [from_token(token) for token in data.getlist("name")[: MOST + 1]]
    return list(dict.fromkeys(name for name in found if name is not None))


def _fullest(names: list[Name]) -> Name:
    return max(names, key=lambda name: len(name.display()))


def _address(name: str, *args: int) -> str:
    return reverse(f"admin:{name}", args=args)
