"""The fields of a form: which are shown, what may be chosen in them, and how they are drawn."""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Field, Model, QuerySet
from django.forms import Field as FormField
from django.http import HttpRequest
from markdownx.models import MarkdownxField

from profiles.documents import DocumentField
from profiles.fields import FocusField
from profiles.formfields import (
    FocusFormField,
    KeptFileField,
    PeopleField,
    PersonField,
    PictureFormField,
    described,
    with_labs,
)
from profiles.models import Researcher
from profiles.pictures import PictureField
from profiles.widgets import (
    DocumentWidget,
    FocusWidget,
    LoadedAutocomplete,
    MarkdownWidget,
    PictureWidget,
)

Rows = Callable[..., QuerySet]  # of a visitor
NOTHING: frozenset[str] = frozenset()
EMPTY = Field.default_error_messages["blank"]

WIDGETS = {
    MarkdownxField: {"widget": MarkdownWidget},
    PictureField: {"form_class": PictureFormField, "widget": PictureWidget},
    FocusField: {"form_class": FocusFormField, "widget": FocusWidget},
    DocumentField: {"form_class": KeptFileField, "widget": DocumentWidget},
}


class Choosing:
    """What admins and inlines share: the choices of a field are those of the user."""

    choices: ClassVar[dict[str, Rows]] = {}
    hints: ClassVar[dict[str, str]] = {}  # an example for each field whose model gives none
    autocomplete_fields: tuple[str, ...] = ()

    def rows_to_choose(self, request: HttpRequest, name: str) -> QuerySet:
        """Those that this user may choose for the field; completion and validation ask here."""
        if name not in self.choices:
            raise ImproperlyConfigured(f"{type(self).__name__} has no choices for {name!r}.")
        rows = self.choices[name](request.user)
        return with_labs(rows) if rows.model is Researcher else rows

    def label_of(self, chosen: Model) -> str:
        """How completion names a row, as the form does."""
        return described(chosen) if isinstance(chosen, Researcher) else str(chosen)

    def unasked(self, request: HttpRequest) -> frozenset[str]:
        """The fields that this user is not shown."""
        return NOTHING

    def formfield_for_foreignkey(
        self, db_field: Field, request: HttpRequest, **kwargs: Any
    ) -> FormField | None:
        kwargs["queryset"] = self.rows_to_choose(request, db_field.name)
        if db_field.name in self.autocomplete_fields:
            kwargs["widget"] = LoadedAutocomplete(db_field, self.admin_site)
        if db_field.related_model is Researcher:
            kwargs["form_class"] = PersonField
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(
        self, db_field: Field, request: HttpRequest, **kwargs: Any
    ) -> FormField | None:
        kwargs["queryset"] = self.rows_to_choose(request, db_field.name)
        if db_field.related_model is Researcher:
            kwargs["form_class"] = PeopleField
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_dbfield(
        self, db_field: Field, request: HttpRequest, **kwargs: Any
    ) -> FormField | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and not field.help_text:
            field.help_text = self.hints.get(db_field.name, "")
        if field and (told := db_field.error_messages["blank"]) != EMPTY:
            # The model says what to write; the form would only say that something is missing.
            field.error_messages["required"] = told
        if field and db_field.related_model is Researcher:
            # People are added on their own page, and others' pages are not the user's to open.
            field.widget.can_add_related = field.widget.can_change_related = False
            field.widget.can_delete_related = field.widget.can_view_related = False
        return field

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> list:
        hidden = self.unasked(request)
        return list(_without(super().get_fieldsets(request, obj), hidden))


def _without(fieldsets: Iterable, hidden: frozenset[str]) -> Iterable:
    """The fieldsets less the hidden fields, and less those that are empty then."""
    for name, options in fieldsets:
        lines = [
            tuple(each for each in line if each not in hidden) if isinstance(line, tuple) else line
            for line in options["fields"]
            if line not in hidden
        ]
        if lines := [line for line in lines if line]:
            yield name, {**options, "fields": lines}
