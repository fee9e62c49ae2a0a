"""Model fields that several apps share."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from profiles import focus
from typeset.dates import partial_date_validator
from typeset.fold import fold
from typeset.urls import validate_link

FOCUS_HELP = _(
    "Where the picture is cut to fit, this point stays in the middle as far as it can. Empty: the "
    "middle of the picture, in an upright one a little above it."
)


def focus_in_words(text: str) -> str:
    """``40% 30%`` as people say it."""
    point = focus.read(text)
    if point is None:
        return text
    told = _("%(left)s%% from the left, %(top)s%% from the top")
    return str(told % {"left": point.from_left, "top": point.from_top})


class LinkField(models.CharField):
    """An address that a page may link to: http, https, mailto, or a path on this site."""

    default_validators = [validate_link]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 1000)
        super().__init__(*args, **kwargs)


class PartialDateField(models.CharField):
    """A date known to the year, month or day: ``2014``, ``2014-04`` or ``2014-04-01``."""

    default_validators = [partial_date_validator]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 10)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)


class ColourField(models.CharField):
    """A colour as ``#rrggbb``; empty takes the site's own accent."""

    default_validators = [
        RegexValidator(r"^#[0-9a-fA-F]{6}\Z", _("Write the colour as #rrggbb, such as #1f5f5b."))
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 7)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)


class FocusField(models.CharField):
    """The point of a picture that stays in view where it is cut, as ``40% 30%``: from the left and
    from the top. One column, because half of such a point is none. Empty takes the usual one."""

    def __init__(self, *args: Any, picture: str = "", **kwargs: Any) -> None:
        self.picture = picture  # the field beside it that holds the picture
        kwargs.setdefault("max_length", 9)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        field = super().formfield(**kwargs)
        if field:
            shape = self.model._meta.get_field(self.picture).shape
            field.widget.attrs |= {"data-picture": self.picture, "data-shape": str(shape)}
        return field

    def validate(self, value: Any, instance: models.Model) -> None:
        super().validate(value, instance)
        if value and focus.read(value) is None:
            raise ValidationError(_("Write the point as two percentages, such as 50% 40%."))

    def in_words(self, value: str) -> str:
        return focus_in_words(value)


class FoldedField(models.TextField):
    """The folded text of other fields, for matching and search; saves and bulk_create fill it."""

    def __init__(self, *args: Any, sources: tuple[str, ...] = (), **kwargs: Any) -> None:
        self.sources = sources
        kwargs.update(editable=False, blank=True, default="")
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list, dict]:
        name, path, args, kwargs = super().deconstruct()
        for key in ("editable", "blank", "default"):
            kwargs.pop(key, None)
        return name, path, args, {**kwargs, "sources": self.sources}

    def pre_save(self, instance: models.Model, add: bool) -> str:
        value = fold(" ".join(str(getattr(instance, name) or "") for name in self.sources))
        setattr(instance, self.attname, value)
        return value
