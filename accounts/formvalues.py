"""The values of a form's fields as text: what is stored, what was typed, and what people read."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models.fields.files import FieldFile
from django.utils import timezone
from django.utils.formats import localize
from django.utils.translation import gettext as _

YES = "1"


def stored(form: forms.ModelForm, name: str) -> str:
    """What the database holds, whatever was typed."""
    field = form.fields[name]
    return as_text(field, form.get_initial_for_field(field, name))


def typed(form: forms.ModelForm, name: str) -> str:
    """What was sent; a value that the field refuses stands as it was typed."""
    field, sent = form.fields[name], form[name].data
    if isinstance(field, forms.FileField):
        return stored(form, name) if sent is None else as_text(field, sent or "")
    if isinstance(field, forms.ModelChoiceField):
        return as_text(field, sent)
    try:
        whole = isinstance(field, forms.MultiValueField)
        return as_text(field, field.clean(sent) if whole else field.to_python(sent))
    except ValidationError:
        return as_text(field, sent)


def as_text(field: forms.Field, value: Any) -> str:
    """One text for each value, however it was written."""
    if isinstance(field, forms.ModelMultipleChoiceField):
        return ",".join(_chosen(field, value))
    if isinstance(value, FieldFile):
        return value.name or ""
    if isinstance(value, UploadedFile):
        return _("another file: %(name)s") % {"name": value.name}
    if isinstance(field, forms.BooleanField):
        return YES if value in (True, YES, "on", "True") else ""
    if hasattr(value, "utcoffset"):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    prepared = field.prepare_value(value)
    if isinstance(prepared, list | tuple | set):
        return ",".join(map(str, prepared))
    return "" if prepared is None else "\n".join(str(prepared).splitlines()).strip()


def readable(field: forms.Field, text: str) -> str:
    """The text as a person knows the value: a choice by its name, a tick as yes or no."""
    if isinstance(field, forms.BooleanField):
        return _("yes") if text else _("no")
    if not text:
        return ""
    if isinstance(field, forms.ModelChoiceField):
        found = field.queryset.filter(pk__in=[pk for pk in text.split(",") if pk.isdecimal()])
        return ", ".join(field.label_from_instance(row) for row in found)
    if isinstance(field, forms.ChoiceField):
        names = {str(key): str(name) for key, name in _flat(field.choices)}
        several = isinstance(field, forms.MultipleChoiceField)
        keys = text.split(",") if several else [text]
        return ", ".join(names.get(key, key) for key in keys)
    if isinstance(field, forms.FileField):
        return text.rpartition("/")[2]
    if hasattr(field, "in_words"):
        return field.in_words(text)
    return localize(text)


def retype(form: forms.ModelForm, name: str) -> None:
    """Put what the database holds where it was typed over. The form's data must be writable."""
    field, html_name = form.fields[name], form.add_prefix(name)
    value = form.get_initial_for_field(field, name)
    widget = getattr(field.widget, "widget", field.widget)
    if isinstance(widget, forms.ClearableFileInput):
        form.files.pop(html_name, None)
        for suffix in ("-clear", "-kept"):
            form.data.pop(f"{html_name}{suffix}", None)
    elif isinstance(widget, forms.CheckboxInput):
        form.data.pop(html_name, None)
        if value:
            form.data[html_name] = "on"
    elif isinstance(widget, forms.MultiWidget):
        for suffix, part, each in zip(
            widget.widgets_names, widget.widgets, widget.decompress(value), strict=True
        ):
            form.data[f"{html_name}{suffix}"] = part.format_value(each) or ""
    elif getattr(widget, "allow_multiple_selected", False):
        form.data.setlist(html_name, [each for each in as_text(field, value).split(",") if each])
    elif isinstance(widget, forms.Select):
        form.data[html_name] = as_text(field, value)
    else:
        form.data[html_name] = widget.format_value(field.prepare_value(value)) or ""


def _chosen(field: forms.ModelMultipleChoiceField, value: Any) -> list[str]:
    """Those that the user may choose; the others are neither shown nor changed."""
    keys = [str(each) for each in field.prepare_value(value) or []]
    keys = [each for each in keys if each.isdecimal()]
    if not keys:
        return []
    allowed = field.queryset.filter(pk__in=keys).order_by("pk").values_list("pk", flat=True)
    return [str(pk) for pk in allowed]


def _flat(choices: Any) -> Any:
    for key, name in choices:
        if isinstance(name, list | tuple):
            yield from name
        else:
            yield key, name
