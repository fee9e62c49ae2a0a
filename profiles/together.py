"""Rows of several tables in one query, where a query for each would do worse.

A page shows them beside a dozen other lists, and each question costs.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any

from django.db.models import CharField, Field, JSONField, Model, QuerySet, Value
from django.db.models.functions import JSONObject

Rows = dict[str, list[Any]]
Names = Mapping[str, Iterable[str]]

_WIDEST = 40  # fields in one object of JSON: PostgreSQL's functions take 100 arguments


@dataclass(frozen=True)
class Question:
    """``rows`` gives the kind of each row, and its fields as JSON."""

    models: Mapping[str, type[Model]]
    fields: Mapping[str, Sequence[Field]]
    more: Mapping[str, Mapping[str, Field]]
    orders: Mapping[str, Sequence[Any]]
    rows: QuerySet


def together(
    querysets: Mapping[str, QuerySet],
    only: Mapping[str, Iterable[str]] = {},
    more: Mapping[str, Iterable[str]] = {},
) -> Rows:
    """The objects of each queryset, by its name, each kind in the order of its queryset.

    A row travels as JSON, since the tables differ. ``only`` names the fields of a kind that are
    asked for; the others of its objects are deferred. ``more`` names annotations of a kind that its
    objects shall have. An order may name columns alone.
    """
    asked = question(querysets, only, more)
    return answered(asked, asked.rows)


def question(querysets: Mapping[str, QuerySet], only: Names, more: Names) -> Question:
    fields = {kind: _fields(each.model, only.get(kind)) for kind, each in querysets.items()}
    further = {
        kind: {name: each.query.annotations[name].output_field for name in more.get(kind, ())}
        for kind, each in querysets.items()
    }
    first, *others = (
        _rows(kind, each, [field.attname for field in fields[kind]] + list(further[kind]))
        for kind, each in querysets.items()
    )
    return Question(
        models={kind: each.model for kind, each in querysets.items()},
        fields=fields,
        more=further,
        orders={
            kind: each.query.order_by or each.model._meta.ordering
            for kind, each in querysets.items()
        },
        rows=first.union(*others, all=True) if others else first,
    )


def answered(asked: Question, rows: Iterable[tuple[str, dict[str, dict[str, Any]]]]) -> Rows:
    """The objects of the rows that a question was answered with."""
    found: Rows = {kind: [] for kind in asked.models}
    names = {kind: [each.attname for each in fields] for kind, fields in asked.fields.items()}
    for kind, parted in rows:
        row = {name: value for part in parted.values() for name, value in part.items()}
        values = [_value(field, row[field.attname]) for field in asked.fields[kind]]
        each = asked.models[kind].from_db(asked.rows.db, names[kind], values)
        for name, field in asked.more[kind].items():
            setattr(each, name, _value(field, row[name]))
        found[kind].append(each)
    for kind, ordering in asked.orders.items():
        _sort(found[kind], ordering)
    return found


def at_hand(row: Model) -> dict[str, list]:
    """What hangs on a row, by its relations' names: where Django puts what it has prefetched.

    A plain list put there is what ``.all()`` gives out; nothing can be filtered from it.
    """
    return vars(row).setdefault("_prefetched_objects_cache", {})


def _fields(model: type[Model], names: Iterable[str] | None) -> list[Field]:
    if names is None:
        return list(model._meta.concrete_fields)
    wanted = {"id", *names}
    return [each for each in model._meta.concrete_fields if each.attname in wanted]


def _rows(kind: str, queryset: QuerySet, names: Sequence[str]) -> QuerySet:
    # A limit may not stand in an arm of a union, but may in a condition of it.
    if queryset.query.is_sliced:
        queryset = queryset.model._base_manager.filter(pk__in=queryset.values("pk"))
    some = [names[start : start + _WIDEST] for start in range(0, len(names), _WIDEST)]
    row = JSONObject(
        **{f"part{at}": JSONObject(**{name: name for name in part}) for at, part in enumerate(some)}
    )
    return queryset.order_by().values_list(Value(kind, output_field=CharField()), row)


def _value(field: Field, value: Any) -> Any:
    if isinstance(field, JSONField) and isinstance(value, str):  # SQLite hands it out as text
        return json.loads(value)
    value = value if value is None else field.to_python(value)
    if isinstance(value, datetime) and value.tzinfo is None:  # SQLite's text names no zone
        return value.replace(tzinfo=UTC)
    return value


def _sort(rows: list[Any], ordering: Iterable[Any]) -> None:
    """As the database would; what is unknown comes last where an order says so, else first."""
    for each in reversed(list(ordering)):
        if isinstance(each, str):
            name, descending, last = each.lstrip("-"), each.startswith("-"), False
        else:
            name, descending, last = each.expression.name, each.descending, bool(each.nulls_last)
        key = attrgetter("pk" if name == "id" else name)
        known = [row for row in rows if key(row) is not None]
        unknown = [row for row in rows if key(row) is None]
        known.sort(key=key, reverse=descending)
        rows[:] = known + unknown if last else unknown + known
