"""The base of every admin page: each hook asks the apps' permissions.py, and nothing else does.

An admin names two things: ``rows``, the queryset of what a user may edit, and ``choices``, the
queryset of what a user may choose, for each field that points elsewhere. Lists, forms, inlines,
completion, actions, deletion and history all draw from these two.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.forms import BaseInlineFormSet, ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display

from accounts.guarding import GuardsForms
from accounts.history import HistoryOfParts
from accounts.unsaved import LosesNothing
from profiles.admin.approval import AwaitsApproval
from profiles.admin.choosing import NOTHING, WIDGETS, Choosing, Rows
from profiles.admin.paging import KeyedPaginator
from profiles.admin.rights import once, only_person, takes_part
from profiles.forms import OwnedForm
from typeset.fold import fold


@dataclass(frozen=True)
class Tab:
    """A leaf of a form: some fieldsets, and below them some inlines."""

    key: str
    title: str
    fieldsets: tuple = ()
    inlines: tuple = ()


def group(title: str, *lines: str | tuple[str, ...]) -> tuple[str, dict]:
    """A headed fieldset; the fields of a tuple stand beside each other."""
    return title, {"fields": lines}


class OwnedModelAdmin(
    LosesNothing, AwaitsApproval, Choosing, GuardsForms, HistoryOfParts, ModelAdmin
):
    form = OwnedForm
    formfield_overrides = WIDGETS
    change_form_template = "admin/tabbed_form.html"
    warn_unsaved_form = True
    compressed_fields = False
    list_filter_submit = True
    list_per_page = 50
    paginator = KeyedPaginator
    show_full_result_count = False  # a second count of all rows, for a number that nobody needs

    rows: Rows
    rows_to_delete: Rows | None = None
    admits: Callable[[HttpRequest], bool] = staticmethod(takes_part)
    admits_adding: Callable[[HttpRequest], bool] = staticmethod(takes_part)
    owner: str = ""  # the field that holds whose it is
    about: str = ""  # what the rows are, told where there are none yet
    folded_fields: tuple[str, ...] = ()
    tabs: tuple[Tab, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.fieldsets = [each for tab in self.tabs for each in tab.fieldsets] or self.fieldsets
        self.inlines = [each for tab in self.tabs for each in tab.inlines] or self.inlines
        super().__init__(*args, **kwargs)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return self.rows(request.user).order_by(*self.get_ordering(request) or self.opts.ordering)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.has_change_permission(request, obj)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.admits_adding(request)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._may(request, obj, self.rows, "change")

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._may(request, obj, self.rows_to_delete or self.rows, "delete")

    def _may(self, request: HttpRequest, obj: Model | None, rows: Rows, deed: str) -> bool:
        if not self.admits(request):
            return False
        if obj is None or obj.pk is None:
            return True

        def ask() -> bool:  # making the queryset asks the database too
            return self.one_of(rows, request, obj.pk).exists()

        return once(request, (deed, self.model, obj.pk), ask)

    def one_of(self, rows: Rows, request: HttpRequest, pk: Any) -> QuerySet:
        """Of the ``rows`` of the user the one with this key."""
        return rows(request.user).filter(pk=pk)

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Model:
        """The row if the user may edit it; 404 for those of others as for those that are not."""
        found = super().get_object(request, object_id, from_field)
        if found is None:
            raise Http404
        return found

    def unasked(self, request: HttpRequest) -> frozenset[str]:
        return frozenset({self.owner, "lab"}) if self.owner and only_person(request) else NOTHING

    def get_form(
        self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm]:
        form = super().get_form(request, obj, change=change, **kwargs)
        form.request = request
        form.unasked = self.unasked(request)
        person = only_person(request)
        if person and self.owner and not self.opts.get_field(self.owner).many_to_many:
            form.filled = {self.owner: person}
        return form

    def save_related(
        self, request: HttpRequest, form: ModelForm, formsets: list[BaseInlineFormSet], change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        person = only_person(request)
        if not change and person and self.owner and self.opts.get_field(self.owner).many_to_many:
            getattr(form.instance, self.owner).add(person)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """By the folded columns: “sorensen” finds Sørensen."""
        words = fold(search_term).split()
        if not words:
            return queryset, False
        if not self.folded_fields:
            return super().get_search_results(request, queryset, search_term)
        for word in words:
            hit = Q()
            for name in self.folded_fields:
                hit |= Q(**{f"{name}__contains": word})
            queryset = queryset.filter(hit)
        return queryset, False

    def get_view_on_site_url(self, obj: Model | None = None) -> str | None:
        # The page itself: Django's own redirect would answer for rows of other people.
        return obj.get_absolute_url() if obj is not None and self.is_on_site(obj) else None

    def is_on_site(self, obj: Model) -> bool:
        """Whether a visitor would find the row's page."""
        return hasattr(obj, "get_absolute_url") and not getattr(obj, "draft", False)

    @display(
        description=_("State"), label={"public": "success", "draft": "warning", "later": "info"}
    )
    def state(self, row: Model) -> tuple[str, str]:
        """For lists: whether visitors see the row."""
        if row.draft:
            return "draft", _("draft")
        if not getattr(row, "is_published", True):
            return "later", _("scheduled")
        return "public", _("public")

    @display(description=_("Changed"), ordering="changed_at")
    def changed(self, row: Model) -> str:
        return date_format(timezone.localtime(row.changed_at), "DATE_FORMAT")

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["tabs"] = list(self._drawn_tabs(context))
        wrong = [tab["key"] for tab in context["tabs"] if tab["errors"]]
        context["first_problem"] = next(iter(wrong), None)
        return super().render_change_form(request, context, *args, **kwargs)

    def _drawn_tabs(self, context: dict) -> Iterable[dict]:
        by_name = {fieldset.name: fieldset for fieldset in context["adminform"]}
        by_inline = {type(each.opts): each for each in context["inline_admin_formsets"]}
        for tab in self.tabs:
            fieldsets = [by_name[name] for name, _options in tab.fieldsets if name in by_name]
            inlines = [by_inline[each] for each in tab.inlines if each in by_inline]
            if fieldsets or inlines:
                yield {
                    "key": tab.key,
                    "title": tab.title,
                    "fieldsets": fieldsets,
                    "inlines": inlines,
                    "errors": _errors(context["adminform"].form, fieldsets, inlines),
                }


def _errors(form: ModelForm, fieldsets: list, inlines: list) -> int:
    names = {each for fieldset in fieldsets for line in fieldset for each in line.fields}
    rows = [errors for inline in inlines for errors in inline.formset.errors if errors]
    whole = [error for inline in inlines for error in inline.formset.non_form_errors()]
    return len(names & form.errors.keys()) + len(rows) + len(whole)
