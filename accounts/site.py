"""The admin for everybody with an account; each model's rights are asked of permissions.py."""

from collections.abc import Callable
from typing import Any

from django.contrib.admin import autodiscover
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy as _
from unfold.sites import UnfoldAdminSite


class OctavoAdminSite(UnfoldAdminSite):
    index_title = _("Start")

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and request.user.is_authenticated

    def get_urls(self) -> list[URLPattern | URLResolver]:
        on_site = path(
            "r/<int:content_type_id>/<path:object_id>/",
            self.admin_view(self.view_on_site),
            name="view_on_site",
        )
        signed_in = path("signed-in/", self.admin_view(self.signed_in), name="signed_in")
        return [on_site, signed_in, *super().get_urls()]

    def admin_view(
        self, view: Callable[..., HttpResponse], cacheable: bool = False
    ) -> Callable[..., Any]:
        """Pages beside the models' own may be the first that a worker is asked for."""
        if not self._registry:
            autodiscover()
        return super().admin_view(view, cacheable)

    def each_context(self, request: HttpRequest) -> dict:
        # The colours stand in a file of ours; unfold would write them into each page.
        return {**super().each_context(request), "colors": None}

    def app_index(
        self, request: HttpRequest, app_label: str, extra_context: dict | None = None
    ) -> HttpResponse:
        """The start page is arranged by task; what belongs to which app concerns nobody."""
        return redirect("admin:index")

    def signed_in(self, _request: HttpRequest) -> HttpResponse:
        """What a form asks before it is sent; everybody else is led to the sign-in page."""
        return HttpResponse(status=204)

    def view_on_site(
        self, request: HttpRequest, content_type_id: int, object_id: str
    ) -> HttpResponse:
        """To the page of a row that the user may edit; Django's own answers for every row."""
        model = get_object_or_404(ContentType, pk=content_type_id).model_class()
        model_admin = self._registry.get(model)
        found = model_admin and model_admin.get_object(request, object_id)
        address = model_admin.get_view_on_site_url(found) if found else None
        if address is None:
            raise Http404
        return HttpResponseRedirect(address)

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return ChoicesView.as_view(admin_site=self)(request)

    def chooser(self, model: type[Model], name: str) -> BaseModelAdmin | None:
        """The admin or inline in whose form a field of ``model`` is chosen."""
        for model_admin in self._registry.values():
            parts = (inline(model_admin.model, self) for inline in model_admin.inlines)
            for each in (model_admin, *parts):
                if each.model is model and name in getattr(each, "choices", ()):
                    return each
        return None


class ChoicesView(AutocompleteJsonView):
    """Completes from what the user may choose for the field: the same rows that are accepted."""

    def process_request(self, request: HttpRequest) -> tuple:
        found = super().process_request(request)
        source = found[2]
        self.chooser = self.admin_site.chooser(source.model, source.name)
        return found

    def has_perm(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.chooser is not None

    def get_queryset(self) -> QuerySet:
        rows = self.chooser.rows_to_choose(self.request, self.source_field.name)
        return self.model_admin.get_search_results(self.request, rows, self.term)[0]

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, str]:
        return {"id": str(getattr(obj, to_field_name)), "text": self.chooser.label_of(obj)}
