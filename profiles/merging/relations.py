"""Everything that can point to a row, found by the models themselves.

Foreign keys, one-to-one relations, many-to-many ones (by their tables in between) and generic
ones. History is not walked: its rows tell what was, under the ids of then.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db.models import ForeignKey, ManyToManyField, Model, Q, QuerySet, UniqueConstraint

_HISTORY = frozenset({"history_id", "m2m_history_id"})
# Models (by label) whose rows are made of others at any time: they go with what they were made of.
DERIVED: set[str] = set()


@dataclass(frozen=True)
class Relation:
    """A column of ``model`` that holds a row's id; with ``kind``, the one that holds its type."""

    model: type[Model]
    column: str
    kind: str = ""

    @property
    def label(self) -> str:
        return f"{self.model._meta.label}.{self.column}"

    @property
    def names(self) -> frozenset[str]:
        """The fields that change when a row is moved."""
        return frozenset(filter(None, (self.column, self.kind)))

    @property
    def many_to_many(self) -> ManyToManyField | None:
        """The relation whose table in between this is."""
        owner = self.model._meta.auto_created
        if not owner:
            return None
        return next(
            each
            for each in owner._meta.local_many_to_many
            if each.remote_field.through is self.model
        )

    def values(self, row: Model) -> dict[str, Any]:
        """The columns of a row that points to this one."""
        if not self.kind:
            return {self.model._meta.get_field(self.column).attname: row.pk}
        kind = self.model._meta.get_field(self.kind).attname
        return {self.column: row.pk, kind: ContentType.objects.get_for_model(type(row)).pk}

    def rows(self, row: Model) -> QuerySet:
        return self.model._base_manager.filter(**self.values(row)).order_by("pk")


@cache
def relations(model: type[Model]) -> tuple[Relation, ...]:
    """All relations to rows of this model."""
    return tuple(sorted({*_keys(model), *_generic()}, key=lambda each: each.label))


def _keys(model: type[Model]) -> Iterator[Relation]:
    for other in apps.get_models(include_auto_created=True):
        is_history = _HISTORY & {field.name for field in other._meta.fields}
        if is_history or other._meta.label in DERIVED:
            continue
        for field in other._meta.local_concrete_fields:
            if isinstance(field, ForeignKey) and field.related_model is model:
                yield Relation(other, field.name)


def _generic() -> Iterator[Relation]:
    for other in apps.get_models():
        for field in other._meta.private_fields:
            if isinstance(field, GenericForeignKey):
                yield Relation(other, field.fk_field, field.ct_field)


def unique_sets(relation: Relation) -> Iterator[tuple[tuple[str, ...], Q | None]]:
    """The sets of fields, with the relation's own among them, that no two rows may share."""
    options = relation.model._meta
    for name in sorted(relation.names):
        if options.get_field(name).unique:
            yield (name,), None
    for names in options.unique_together:
        if relation.names & set(names):
            yield tuple(names), None
    for constraint in options.constraints:
        if isinstance(constraint, UniqueConstraint) and relation.names & set(constraint.fields):
            yield tuple(constraint.fields), constraint.condition


def clashing(relation: Relation, row: Model, kept: Model) -> Model | None:
    """The row of ``kept`` beside which ``row`` could not stand if it were moved."""
    moved = relation.values(kept)
    for names, condition in unique_sets(relation):
        if condition is not None and not _holds(condition, row):
            continue
        columns = [relation.model._meta.get_field(name).attname for name in names]
        wanted = {name: moved.get(name, getattr(row, name)) for name in columns}
        if None in wanted.values():
            continue  # an empty value is like no other
        found = relation.model._base_manager.filter(**wanted).exclude(pk=row.pk)
        if condition is not None:
            found = found.filter(condition)
        if (other := found.first()) is not None:
            return other
    return None


def _holds(condition: Q, row: Model) -> bool:
    return type(row)._base_manager.filter(condition, pk=row.pk).exists()
