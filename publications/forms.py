"""The forms of works: names typed as they are printed, identifiers pasted as they are found."""

import re
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextInputWidget

from profiles.formfields import PairsField
from profiles.forms import OwnedForm, RowForm, make_optional
from profiles.models import Researcher
from profiles.permissions import can_edit_person
from publications.identifiers import arxiv_of, find_doi
from publications.keys import free_key, free_slug, proposed
from publications.models import Authorship, Publication, Version
from publications.names import Name, split_name, written

OWN_FIELDS = ("selected", "hidden")
LONGEST_TITLE = 1000  # far beyond any; what is longer is an abstract in the wrong field
_PREFIXED_ARXIV = re.compile(r"arxiv", re.IGNORECASE)


class DoiField(forms.CharField):
    """Takes the address too, which is what people copy: https://doi.org/10.1000/xyz123."""

    widget = UnfoldAdminTextInputWidget

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        return find_doi(text) or text


class ArxivField(forms.CharField):
    """Takes the address too: https://arxiv.org/abs/2404.08080."""

    widget = UnfoldAdminTextInputWidget

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        return (_PREFIXED_ARXIV.search(text) and arxiv_of({"arxiv": text, "url": text})) or text


class PublicationForm(OwnedForm):
    class Meta:
        model = Publication
        fields = "__all__"
        field_classes = {
            "doi": DoiField,
            "arxiv_id": ArxivField,
            "identifiers": PairsField,
            "extra": PairsField,
        }
        help_texts = {
            "identifiers": _("One to a line, the kind first: isbn: 978-0-00-000000-2."),
            "extra": _("BibTeX fields without a place here, one to a line: series: Lecture Notes."),
            "key": _("Its name in BibTeX files; made of author, year and title when empty."),
            "slug": _("The last part of the page's address; made of the key when empty."),
            "topics": _("Type a few letters: Sensors."),
            "abstract": _("As in the paper; Markdown, with mathematics as $x^2$."),
            "publisher": _("For example Tidewater Press."),
            "volume": _("For example 12."),
            "number": _("For example 3."),
            "preview": _("A small figure from the paper: a JPEG, PNG or WebP picture."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        make_optional(self, "key")
        make_optional(self, "slug")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        rivals = Publication.objects.exclude(pk=self.instance.pk)
        name = proposed(self._first_family(), cleaned.get("year"), cleaned.get("title", ""))
        for field, make in (("key", free_key), ("slug", free_slug)):
            if field in self.fields and field not in self.errors and not cleaned.get(field):
                cleaned[field] = make(rivals, name)
        return cleaned

    def clean_title(self) -> str:
        title = self.cleaned_data["title"]
        if "title" in self.changed_data and len(title) > LONGEST_TITLE:
            told = _(
                "The title has %(length)s characters; at most %(most)s are taken. "
                "An abstract has a field of its own."
            )
            raise ValidationError(told, params={"length": len(title), "most": LONGEST_TITLE})
        return title

    def _first_family(self) -> str:
        """The first author's family name, read from the rows that come with this form."""
        prefix, rows = "authorships-", []
        for index in range(int(self.data.get(f"{prefix}TOTAL_FORMS") or 0)):
            row = f"{prefix}{index}-"
            position = self.data.get(f"{row}position") or str(index)
            if not self.data.get(f"{row}DELETE"):
                rows.append((int(position) if position.isdecimal() else index, index, row))
        for _position, _index, row in sorted(rows):
            if text := self.data.get(f"{row}name"):
                name = split_name(text)
                return name.family or name.literal
            if (chosen := self.data.get(f"{row}researcher", "")).isdecimal():
                person = Researcher.objects.filter(pk=chosen).first()
                return person.family_name if person else ""
        return ""


class AuthorshipForm(RowForm):
    name = forms.CharField(
        label=_("Name as printed"),
        max_length=500,
        required=False,
        widget=UnfoldAdminTextInputWidget({"placeholder": "Sørensen, Mina"}),
        help_text=_("Sørensen, Mina or Mina Sørensen; a group in braces: {Tide Collaboration}."),
    )

    class Meta:
        model = Authorship
        fields = ("researcher", "co_first", "co_last", "corresponding", "selected", "hidden")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["name"] = written(self.instance.name)

    @cached_property
    def changed_data(self) -> list[str]:
        changed = super().changed_data
        # A row that was filled in beforehand is meant, even if nobody touched it.
        if self.instance.pk is None and not changed and self._is_prefilled():
            return ["researcher"]
        return changed

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "name" in self.changed_data or (self.instance.pk is None and cleaned.get("name")):
            self._set_name(cleaned.get("name", ""))
        elif not cleaned.get("researcher") and not self.instance.pk:
            self.add_error("name", _("Give the name as it is printed, or choose a person."))
        self._check_own_fields(cleaned)
        return cleaned

    def _is_prefilled(self) -> bool:
        return bool(self.data.get(self.add_prefix("researcher")))

    def _set_name(self, text: str) -> None:
        if not text and not self.cleaned_data.get("researcher"):
            self.add_error("name", _("Give the name as it is printed, or choose a person."))
            return
        name = split_name(text) if text else Name()
        for part in ("given", "particle", "family", "suffix", "literal"):
            value = getattr(name, part)
            if len(value) > Authorship._meta.get_field(part).max_length:
                self.add_error("name", _("The name is too long. Give one name in each row."))
                return
            setattr(self.instance, part, value)

    def _check_own_fields(self, cleaned: dict[str, Any]) -> None:
        """“Selected” and “hidden” are the person's own, and their editors'."""
        person = cleaned.get("researcher")
        if person is None or can_edit_person(self.request.user, person):
            return
        for name in OWN_FIELDS:
            if name in self.changed_data and not self.fields[name].disabled:
                self.add_error(name, _("Only %(person)s can say so.") % {"person": person.name})


class VersionForm(RowForm):
    class Meta:
        model = Version
        fields = "__all__"
        field_classes = {"doi": DoiField, "arxiv_id": ArxivField}
