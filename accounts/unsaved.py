"""What somebody typed into the form of a row that was deleted meanwhile: shown, to be copied."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BaseInlineFormSet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.formvalues import readable, typed


@dataclass(frozen=True)
class Part:
    """What was typed into one form: its heading, and each field's label with its text."""

    heading: str
    lines: list[tuple[str, str]]


class LosesNothing:
    """For ModelAdmin: a form that can be saved no more comes back as something to copy."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Http404:
            if request.method != "POST" or object_id is None:
                raise
            return self._unsaved(request)

    def _unsaved(self, request: HttpRequest) -> HttpResponse:
        """The same answer for what is gone as for what is others': nobody learns which it was."""
        form = self.get_form(request)(request.POST, request.FILES)
        formsets, _inlines = self._create_formsets(request, self.model(), change=False)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Nothing was saved: this is not here any more"),
            "opts": self.opts,
            "parts": list(parts_of(form, formsets)),
            "may_add": self.has_add_permission(request),
        }
        return TemplateResponse(request, "admin/unsaved.html", context, status=404)


def parts_of(form: forms.ModelForm, formsets: Iterable[BaseInlineFormSet]) -> Iterator[Part]:
    for each in (form, *_all(formsets)):
        if lines := list(_lines(each)):
            name = "" if each.prefix is None else capfirst(str(each._meta.model._meta.verbose_name))
            yield Part(name, lines)


def _all(formsets: Iterable[BaseInlineFormSet]) -> Iterator[forms.ModelForm]:
    for formset in formsets:
        for form in formset.forms:
            yield form
            yield from _all(each.formset for each in getattr(form, "nested_formsets", ()))


def _lines(form: forms.ModelForm) -> Iterator[tuple[str, str]]:
    key = form._meta.model._meta.pk.name
    for name, field in form.fields.items():
        ours = name in (key, "DELETE") or hasattr(field, "parent_instance")
        if ours or isinstance(field, forms.BooleanField):
            continue
        if text := readable(field, typed(form, name)):
            yield capfirst(str(field.label or name)), text
