"""The records that a row and its parts left, and the values in them as people read them."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models
from django.db.models import Field, ForeignKey, Model
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

ADDED, CHANGED, REMOVED = "+", "~", "-"
MOST = 2000  # records of each kind that are read

Record = Any  # simple_history makes these models by itself


def link_to(part: type[Model], parent: type[Model]) -> Field:
    """The field by which a part belongs to its parent."""
    return next(field for field in part._meta.fields if field.related_model is parent)


def records_of(row: Model, parts: Iterable[type[Model]]) -> Iterator[list[Record]]:
    """For the row and for each kind of its parts the records, oldest first."""
    yield _oldest_first(type(row).history.filter(id=row.pk))
    for part in parts:
        if hasattr(part, "history"):
            link = link_to(part, type(row))
            yield _oldest_first(part.history.filter(**{link.attname: row.pk}))


def _oldest_first(records: models.QuerySet) -> list[Record]:
    newest = records.select_related("history_user__researcher").order_by(
        "-history_date", "-history_id"
    )
    return list(newest[:MOST])[::-1]


def told_fields(model: type[Model], part_of: type[Model] | None = None) -> list[Field]:
    """The fields whose changes are worth telling: those that somebody enters."""
    return [
        field
        for field in model._meta.concrete_fields
        if field.editable
        and not field.primary_key
        and not (part_of and field.related_model is part_of)
    ]


def kept_many(record: Record) -> list[Field]:
    """The relations to many rows of which the record keeps which they were."""
    return list(getattr(record, "_history_m2m_fields", ()))


def many_of(record: Record, field: Field) -> list[int]:
    name = field.m2m_reverse_field_name()
    return sorted(getattr(record, field.name).values_list(f"{name}_id", flat=True))


class Readable:
    """Values as text; what they point to is asked for once."""

    def __init__(self) -> None:
        self._names: dict[tuple[type[Model], int], str] = {}

    def text(self, field: Field, value: Any) -> str:
        if value is None or value in ("", [], {}):
            return ""
        if isinstance(field, ForeignKey):
            return self._name(field.related_model, value)
        if field.many_to_many:
            return ", ".join(self._name(field.related_model, pk) for pk in value)
        if field.flatchoices:
            return str(dict(field.flatchoices).get(value, value))
        if isinstance(field, models.BooleanField):
            return _("yes") if value else _("no")
        if isinstance(field, models.DateTimeField):
            return date_format(timezone.localtime(value), "DATETIME_FORMAT")
        if isinstance(field, models.FileField):
            return str(value).rpartition("/")[2]
        if isinstance(value, list):
            return ", ".join(map(str, value))
        if isinstance(value, dict):
            return ", ".join(f"{key}: {each}" for key, each in value.items())
        return str(getattr(field, "in_words", str)(value))

    def _name(self, model: type[Model], pk: int) -> str:
        if (model, pk) not in self._names:
            row = model._base_manager.filter(pk=pk).first()
            self._names[model, pk] = str(row) if row else _("(removed since)")
        return self._names[model, pk]


def same(one: Any, other: Any) -> bool:
    """Whether two values read alike: a browser sends line ends of its own, and no blanks at the
    ends of a text."""
    if isinstance(one, str) and isinstance(other, str):
        return one.strip().splitlines() == other.strip().splitlines()
    return bool(one == other)


def label(field: Field) -> str:
    return capfirst(str(field.verbose_name))
