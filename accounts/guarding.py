"""What makes forms, rows and admin pages tell of the others who saved them: see `meanwhile`."""

from typing import Any

from django import forms
from django.db import connection
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.meanwhile import STAMP, Guard, is_gone, latest_change, make_stamp, rows


class GuardedForm:
    """For model forms. ``guard`` is set on the class where the row is there already."""

    guard: Guard | None = None
    is_row = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.guard and self.is_bound and not self.is_row:
            self.guard.take_over(self)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.guard and not self.is_row and self.guard.compare(self):
            self.add_error(None, _("Nothing is saved yet: it was saved elsewhere meanwhile."))
        return self.cleaned_data if cleaned is None else cleaned


class GuardedFormSet:
    """For the rows of a guarded form: one that others removed can be put back."""

    guard: Guard | None = None

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        super().add_fields(form, index)
        if is_gone(form):
            # Its number is no choice any more. It is kept, so that it comes back with the form.
            form.fields["id"] = forms.CharField(required=False, widget=forms.HiddenInput)
        if self.guard and form.is_bound:
            self.guard.take_over(form)

    def _construct_form(self, i: int, **kwargs: Any) -> forms.ModelForm:
        form = super()._construct_form(i, **kwargs)
        if is_gone(form):
            form.fields["id"].required = False
        return form

    @property
    def initial_forms(self) -> list[forms.ModelForm]:
        return [form for form in super().initial_forms if not is_gone(form)]

    @property
    def extra_forms(self) -> list[forms.ModelForm]:
        return [*(form for form in super().initial_forms if is_gone(form)), *super().extra_forms]

    def get_queryset(self) -> Any:
        """Row for row what the forms are of: the admin draws the two side by side."""
        if self.is_bound and "forms" in self.__dict__:
            return [form.instance for form in self.initial_forms]
        return super().get_queryset()


class GuardsForms:
    """For ModelAdmin: gives each form its stamp, and each request that saves one its guard."""

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Model | None:
        if request.method == "POST" and connection.in_atomic_block and object_id.isdecimal():
            # Of two who save at once, the second compares with what the first has saved.
            self.model._base_manager.select_for_update().filter(pk=object_id).first()
        return super().get_object(request, object_id, from_field)

    def get_form(
        self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm]:
        form = super().get_form(request, obj, change=change, **kwargs)
        form.guard = self.guard_of(request) if change and obj is not None else None
        return form

    def guard_of(self, request: HttpRequest) -> Guard | None:
        """The guard of a request that saves; its data can be written to from then on."""
        if request.method != "POST":
            return None
        if not hasattr(request, "octavo_guard"):
            request.POST = request.POST.copy()
            request.octavo_guard = Guard(request)
        return request.octavo_guard

    def _create_formsets(self, request: HttpRequest, obj: Model, change: bool) -> tuple:
        formsets, inlines = super()._create_formsets(request, obj, change)
        if change and (guard := self.guard_of(request)):
            guard.formsets = [
                formset
                for formset, inline in zip(formsets, inlines, strict=True)
                if inline.has_change_permission(request, obj)
            ]
        return formsets, inlines

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict,
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Model | None = None,
    ) -> HttpResponse:
        if change and obj is not None:
            form = context["adminform"].form
            formsets = [each.formset for each in context["inline_admin_formsets"]]
            context["stamp_name"], context["stamp"] = STAMP, make_stamp([form, *rows(formsets)])
            context["gone"] = [each["id"] for each in rows(formsets) if is_gone(each)]
            guard = self.guard_of(request)
            if guard and guard.differences:
                context["differences"] = guard.differences
                context["latest"] = latest_change(obj, [each.model for each in formsets])
                context["is_own_window"] = (
                    context["latest"] and context["latest"].history_user == request.user
                )
        return super().render_change_form(request, context, add, change, form_url, obj)
