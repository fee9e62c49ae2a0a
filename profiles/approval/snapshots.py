"""A row and its parts as plain values, and what differs between two such states."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models
from django.db.models import Field, Model

from accounts.history.records import ADDED, CHANGED, REMOVED, link_to, same
from profiles.fields import FoldedField

Values = dict[str, Any]
State = dict[tuple[str, int], Values]
Change = dict[str, Any]  # as it is stored: model, deed, pk, before, after


def snapshot(row: Model | None, inlines: Iterable[type]) -> State:
    """The row and, through the inlines of its form, its parts; parents before their parts."""
    return dict(_values_of(row, inlines)) if row is not None else {}


def changes_between(before: State, after: State) -> list[Change]:
    """What was done: removals first, then changes, then additions in the order of creation."""
    removed = [_change(key, REMOVED, before[key], {}) for key in before if key not in after]
    added = [_change(key, ADDED, {}, after[key]) for key in after if key not in before]
    changed = [_change(key, CHANGED, before[key], after[key]) for key in before if key in after]
    return [*reversed(removed), *(each for each in changed if each["after"]), *added]


def kept_fields(model: type[Model]) -> list[Field]:
    """All but what the row fills in by itself."""
    return [
        field
        for field in model._meta.concrete_fields
        if not field.primary_key
        and not isinstance(field, FoldedField)
        and not getattr(field, "auto_now", False)
        and not getattr(field, "auto_now_add", False)
    ]


def plain(field: Field, row: Model) -> Any:
    """The value of a field as JSON can hold it."""
    if field.many_to_many:
        return sorted(getattr(row, field.name).values_list("pk", flat=True))
    value = field.value_from_object(row)
    if isinstance(field, models.FileField):
        return value.name or ""
    return field.value_to_string(row) if hasattr(value, "isoformat") else value


def _change(key: tuple[str, int], deed: str, before: Values, after: Values) -> Change:
    names = [name for name in {**before, **after} if not same(before.get(name), after.get(name))]
    return {
        "model": key[0],
        "pk": key[1],
        "deed": deed,
        "before": {name: before[name] for name in names if name in before},
        "after": {name: after[name] for name in names if name in after},
    }


def _values_of(row: Model, inlines: Iterable[type]) -> Iterator[tuple[tuple[str, int], Values]]:
    fields = [*kept_fields(type(row)), *(f for f in row._meta.many_to_many if f.editable)]
    yield (row._meta.label, row.pk), {field.name: plain(field, row) for field in fields}
    for inline in inlines:
        link = link_to(inline.model, type(row))
        for part in inline.model._base_manager.filter(**{link.name: row}).order_by("pk"):
            yield from _values_of(part, getattr(inline, "inlines", ()))
