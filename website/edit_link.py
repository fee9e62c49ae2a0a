"""Where a signed-in member edits the page they look at.

Public pages are the same bytes for all, so the link is not in them: a small
script asks here, and only in a browser that has been in the admin.
"""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest, JsonResponse
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from news.models import NewsItem, Post
from profiles.models import Lab, Page, Project, Researcher
from publications.models import Publication

# The name of a page's address: whose it is, and by which words of the address it is found.
OWNERS: dict[str, tuple[type[Model], dict[str, str]]] = {
    "about": (Researcher, {"slug": "slug"}),
    "cv": (Researcher, {"slug": "slug"}),
    "teaching": (Researcher, {"slug": "slug"}),
    "person_publications": (Researcher, {"slug": "slug"}),
    "person_news": (Researcher, {"slug": "slug"}),
    "lab": (Lab, {"slug": "slug"}),
    "page": (Page, {"researcher__slug": "slug", "slug": "page"}),
    "lab_page": (Page, {"lab__slug": "slug", "slug": "page"}),
    "project": (Project, {"slug": "slug"}),
    "publication": (Publication, {"slug": "slug"}),
    "news_item": (NewsItem, {"slug": "slug"}),
    "post": (Post, {"slug": "slug"}),
}


@never_cache
@require_safe
def edit_link(request: HttpRequest) -> JsonResponse:
    """``{"signed_in": …}``, and an address with its label where the member may edit the page."""
    if not request.user.is_authenticated:
        return JsonResponse({"signed_in": False})
    answer: dict[str, Any] = {"signed_in": True}
    if address := _address(request, request.GET.get("path", "")):
        answer |= {"url": address, "label": _("Edit this page")}
    return JsonResponse(answer)


def _address(request: HttpRequest, path: str) -> str:
    try:
        match = resolve(path)
    except Resolver404:
        return ""
    found = OWNERS.get(match.url_name or "")
    if found is None:
        # The home page is the lab's where there is one.
        return _change(request, Lab.objects.first()) if match.url_name == "home" else ""
    model, words = found
    wanted = {field: match.kwargs[word] for field, word in words.items()}
    return _change(request, model._default_manager.filter(**wanted).first())


def _change(request: HttpRequest, row: Model | None) -> str:
    """The form of a row in the admin, whose rights decide; empty without them."""
    if row is None:
        return ""
    form = admin.site.get_model_admin(type(row))
    if not form.has_change_permission(request, row):
        return ""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
