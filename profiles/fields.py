"""Model fields that several apps share."""

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from typeset.dates import partial_date_validator
from typeset.fold import fold
from typeset.urls import validate_link


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
