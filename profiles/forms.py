"""What the admin's forms of people, labs and their pages do beyond their models."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from unfold.forms import PaginationInlineFormSet
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from accounts.guarding import GuardedForm, GuardedFormSet
from accounts.history.restoring import EVERY_FIELD
from profiles.formfields import PairsField
from profiles.models import Page
from profiles.permissions import is_administrator
from profiles.slugs import LAB_PAGES, PEOPLE, PERSON_PAGES, unique_slug
from profiles.widgets import LoadedAutocomplete


class OwnedForm(GuardedForm, forms.ModelForm):
    """Offers what the user may choose, and loses nothing of what they may not.

    The admin sets the attributes: ``request``; ``filled``, the owner that is not asked for;
    ``unasked``, the fields that are not shown.
    """

    request: HttpRequest
    filled: Mapping[str, Model] = {}
    unasked: frozenset[str] = frozenset()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            for name, value in self.filled.items():
                setattr(self.instance, name, value)
        for name, field in self.fields.items():
            if self._is_single(field):
                self._keep_current(name, field)

    def clean(self) -> dict[str, Any]:
        super().clean()
        for name in self.cleaned_data:
            field = self.fields[name]
            if isinstance(field, forms.ModelMultipleChoiceField) and self.instance.pk:
                # Those whom the user may not choose stay as they are.
                choices = field.queryset.order_by().values("pk")
                unseen = getattr(self.instance, name).exclude(pk__in=choices)
                self.cleaned_data[name] = [*self.cleaned_data[name], *unseen]
            elif isinstance(field, PairsField) and name not in self.changed_data:
                # What the lines cannot hold (line breaks, numbers) survives when untouched.
                self.cleaned_data[name] = self.initial.get(name) or {}
        return self.cleaned_data

    def fill_slug(
        self,
        text: str,
        fallback: str,
        reserved: frozenset[str] = frozenset(),
        rivals: QuerySet | None = None,
    ) -> None:
        """An address made of ``text`` where none was given."""
        if "slug" not in self.fields or "slug" in self.errors or self.cleaned_data.get("slug"):
            return
        if rivals is None:
            rivals = self._meta.model._base_manager.all()
        others = rivals.exclude(pk=self.instance.pk)
        self.cleaned_data["slug"] = unique_slug(others, text, fallback, reserved)

    def _is_single(self, field: forms.Field) -> bool:
        return isinstance(field, forms.ModelChoiceField) and not isinstance(
            field, forms.ModelMultipleChoiceField
        )

    def _keep_current(self, name: str, field: forms.ModelChoiceField) -> None:
        """What is chosen stays a choice, even where the user could not choose it anew."""
        relation = self._meta.model._meta.get_field(name)
        chosen = getattr(self.instance, relation.attname)
        if chosen is None:
            return
        choices = field.queryset.order_by().values("pk")
        manager = field.queryset.model._base_manager
        field.queryset = manager.filter(Q(pk__in=choices) | Q(pk=chosen))
        widget = getattr(field.widget, "widget", field.widget)
        if isinstance(widget, LoadedAutocomplete) and relation.is_cached(self.instance):
            label = field.label_from_instance(getattr(self.instance, name))
            widget.loaded = {str(chosen): label}

    def _get_validation_exclusions(self) -> set[str]:
        # An owner that is not asked for counts all the same when addresses are compared.
        return super()._get_validation_exclusions() - self.unasked


class RowForm(OwnedForm):
    """A row of an inline; ``ordering_field`` is written by the script that moves the rows."""

    ordering_field = ""
    is_row = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        make_optional(self, self.ordering_field)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        place = self.ordering_field
        if place in self.fields and place not in self.errors and cleaned.get(place) is None:
            cleaned[place] = self.initial.get(place) or 0
        return cleaned

    @cached_property
    def changed_data(self) -> list[str]:
        changed = super().changed_data
        # A new row in which nobody typed anything is no row, wherever it stands.
        if self.instance.pk is None and changed == [self.ordering_field]:
            return []
        return changed


class OwnedFormSet(GuardedFormSet, PaginationInlineFormSet):
    """Rows in an order; some fields of some rows may be closed to the user."""

    ordering_field = ""
    names_cells = False  # in a table, where the heading is too far for a screen reader
    closed: Callable[[Model], frozenset[str]] = staticmethod(lambda _row: frozenset())

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        super().add_fields(form, index)
        if form.instance.pk is None and self.ordering_field in form.fields:
            # New rows stand last until the script, or the person, says otherwise.
            form.initial[self.ordering_field] = self.initial_form_count()
        closed = self.closed(form.instance)
        for name, field in form.fields.items():
            if name in closed or (EVERY_FIELD in closed and name != self.model._meta.pk.name):
                field.disabled = True
            if self.names_cells:
                widget = getattr(field.widget, "widget", field.widget)
                widget.attrs.setdefault("aria-label", capfirst(field.label or ""))


class MembershipFormSet(OwnedFormSet):
    def clean(self) -> None:
        super().clean()
        if self.instance.pk or is_administrator(self.form.request.user):
            return
        if not any(form.cleaned_data.get("lab") for form in self.forms if form.is_valid()):
            raise ValidationError(
                _("Add the lab that this person is in, or you could not edit the page again.")
            )


class ResearcherForm(OwnedForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        make_optional(self, "slug")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        name = f"{cleaned.get('given_name', '')} {cleaned.get('family_name', '')}"
        self.fill_slug(name, "person", PEOPLE)
        return cleaned


class LabForm(OwnedForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        make_optional(self, "slug")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.fill_slug(cleaned.get("name", "")[:40], "lab")
        return cleaned


class PageForm(OwnedForm):
    """A page of a person or of a lab; its address is its own among the pages of that owner."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        make_optional(self, "slug")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        researcher = cleaned.get("researcher", self.instance.researcher)
        lab = cleaned.get("lab", self.instance.lab)
        if bool(researcher) == bool(lab) and "researcher" in self.fields:
            self.add_error(
                "researcher", _("Choose either a person or a lab: a page belongs to one of them.")
            )
        rivals = Page.objects.filter(researcher=researcher, lab=lab)
        self.fill_slug(cleaned.get("title", ""), "page", PERSON_PAGES | LAB_PAGES, rivals)
        return cleaned


class ProjectForm(OwnedForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        make_optional(self, "slug")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.fill_slug(cleaned.get("title", ""), "project")
        return cleaned


class SectionForm(RowForm):
    types = forms.MultipleChoiceField(
        label=_("Types of publications"),
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        help_text=_("Only these are listed; none ticked lists all."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # By name: publications lies above profiles, and may not be imported here.
        publication = apps.get_model("publications.Publication")
        self.fields["types"].choices = publication._meta.get_field("type").choices


class FileOrAddressForm(RowForm):
    """A row with an address or a file: the message stands at the field."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "url" in self.errors or "file" in self.errors:
            return cleaned
        if bool(cleaned.get("url")) == bool(cleaned.get("file")):
            self.add_error("url", _("Give an address or upload a file: one of the two."))
        return cleaned


def make_optional(form: forms.ModelForm, name: str) -> None:
    """The field may stay empty, and is then filled in; it is absent where it is only read."""
    if name in form.fields:
        form.fields[name].required = False
