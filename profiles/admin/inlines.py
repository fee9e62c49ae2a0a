"""Rows within a form, each in its place."""

from functools import partial
from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from unfold.admin import StackedInline, TabularInline
from unfold.overrides import FORMFIELD_OVERRIDES_INLINE

from profiles.admin.choosing import NOTHING, WIDGETS, Choosing
from profiles.forms import OwnedFormSet, RowForm


class Inline(Choosing):
    """An inline belongs to its form: who may change the one may change the other."""

    form = RowForm
    formset = OwnedFormSet
    formfield_overrides = {
        **FORMFIELD_OVERRIDES_INLINE,
        **WIDGETS,
    }
    extra = 0
    hide_ordering_field = True
    related: tuple[str, ...] = ()
    root: type[Model] | None = None  # whose form it is in, where that is not the parent

    def closed(self, request: HttpRequest, row: Model) -> frozenset[str]:
        """The fields of ``row`` that this user may see and not change."""
        return NOTHING

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        return rows.select_related(*self.related) if self.related else rows

    def get_formset(
        self, request: HttpRequest, obj: Model | None = None, **kwargs: Any
    ) -> type[OwnedFormSet]:
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.request = request
        formset.guard = getattr(request, "octavo_guard", None)
        formset.form.ordering_field = formset.ordering_field = self.ordering_field or ""
        formset.closed = staticmethod(partial(self.closed, request))
        formset.names_cells = isinstance(self, TabularInline)
        return formset

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._may_edit_parent(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Model | None) -> bool:
        return self._may_edit_parent(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._may_edit_parent(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._may_edit_parent(request, obj)

    def _may_edit_parent(self, request: HttpRequest, obj: Model | None) -> bool:
        parent = self.admin_site.get_model_admin(self.root or self.parent_model)
        if obj is None or obj.pk is None:
            return parent.has_add_permission(request) or parent.has_change_permission(request)
        return parent.has_change_permission(request, obj)


class OwnedTabularInline(Inline, TabularInline):
    """A table, for rows of a few short fields."""

    hide_title = True


class OwnedStackedInline(Inline, StackedInline):
    """A stack of folded rows, for those of many fields."""

    collapsible = True
