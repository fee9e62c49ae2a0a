"""Two rows side by side: what each has in a field, and which of both values stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import (
    AutoField,
    BooleanField,
    DateField,
    Field,
    FileField,
    JSONField,
    Model,
)
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from profiles.fields import FoldedField
from profiles.merging.rules import ONLY_BOTH, Choices, Rules

KEPT, DROPPED = "kept", "dropped"
SIDES = (KEPT, DROPPED)


@dataclass(frozen=True)
class Choice:
    """One field of both rows. ``open``: both have a value, they differ, and somebody chooses."""

    name: str
    label: str
    kept: str
    dropped: str
    stands: str = KEPT
    open: bool = True
    picture: bool = False

    @property
    def value(self) -> str:
        return self.kept if self.stands == KEPT else self.dropped


def comparable(model: type[Model], rules: Rules) -> Iterator[Field]:
    """The columns that are set side by side, without those that follow another one."""
    following = {name for names in rules.together.values() for name in names}
    for field in model._meta.concrete_fields:
        automatic = isinstance(field, AutoField | FoldedField) or (
            isinstance(field, DateField) and (field.auto_now or field.auto_now_add)
        )
        if not automatic and field.name not in following | rules.silent | rules.united:
            yield field


def choices(rules: Rules, kept: Model, dropped: Model, asked: Choices) -> list[Choice]:
    """Every field in which the two differ, with the side that stands."""
    suggested = rules.suggested(kept, dropped)
    found = []
    for field in comparable(rules.model, rules):
        names = (field.name, *rules.together.get(field.name, ()))
        values = [_values(row, names) for row in (kept, dropped)]
        if values[0] == values[1]:
            continue
        full = [not all(map(_is_empty, each)) for each in values]
        side = asked.get(field.name)
        if side not in SIDES:
            side = suggested.get(field.name, KEPT)
        if not all(full):
            side = KEPT if full[0] else DROPPED
        found.append(
            Choice(
                field.name,
                str(capfirst(field.verbose_name)),
                *(_shown(row, names) for row in (kept, dropped)),
                stands=side,
                open=all(full),
                picture=isinstance(field, FileField),
            )
        )
    for further in rules.further(kept, dropped):
        side = asked.get(further.name)
        usable = further.open and side in SIDES
        found.append(replace(further, stands=side) if usable else further)
    return found


def merged_values(
    rules: Rules, kept: Model, dropped: Model, standing: Mapping[str, str]
) -> dict[str, Any]:
    """The columns of the kept row once the choices hold, where they change."""
    values: dict[str, Any] = {}
    for field in comparable(rules.model, rules):
        if standing.get(field.name, KEPT) == DROPPED:
            for name in (field.name, *rules.together.get(field.name, ())):
                each = rules.model._meta.get_field(name)
                values[each.attname] = getattr(dropped, each.attname)
    for name in rules.united:
        field = rules.model._meta.get_field(name)
        values[field.attname] = united(field, kept, dropped)
    for name in rules.silent:
        field = rules.model._meta.get_field(name)
        if _is_empty(getattr(kept, field.attname)):
            values[field.attname] = getattr(dropped, field.attname)
    return values


def filled(into: Model, row: Model) -> dict[str, Any]:
    """What a row that stays takes over from its twin: what it has not, and every yes."""
    both = ONLY_BOTH.get(type(row)._meta.label, frozenset())
    values = {}
    for field in type(row)._meta.concrete_fields:
        if field.primary_key or isinstance(field, FoldedField):
            continue
        mine, theirs = getattr(into, field.attname), getattr(row, field.attname)
        if isinstance(field, BooleanField):
            values[field.attname] = (mine and theirs) if field.name in both else (mine or theirs)
        elif _is_empty(mine) and not _is_empty(theirs):
            values[field.attname] = theirs
    return values


def united(field: Field, kept: Model, dropped: Model) -> Any:
    mine, theirs = getattr(kept, field.attname), getattr(dropped, field.attname)
    if isinstance(field, JSONField):
        return {**(theirs or {}), **(mine or {})}
    return mine or theirs


def _is_empty(value: Any) -> bool:
    return value is None or (not isinstance(value, bool | int | float) and not value)


def _values(row: Model, names: tuple[str, ...]) -> list[Any]:
    return [getattr(row, row._meta.get_field(name).attname) for name in names]


def _shown(row: Model, names: tuple[str, ...]) -> str:
    """In words; the fields that follow a date or a picture beside it."""
    field = row._meta.get_field(names[0])
    value = getattr(row, names[0])
    parts = [each for name in names if not _is_empty(each := getattr(row, name))]
    if not parts:
        return ""
    if isinstance(field, FileField):
        return str(value.url) if value else ""
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    if isinstance(field, BooleanField):
        return _("yes") if value else _("no")
    if len(names) > 1 and isinstance(value, int):
        return "-".join(f"{part:02}" for part in parts)
    return " · ".join(map(str, parts))
