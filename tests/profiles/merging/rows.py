"""Rows of any model that points to what is merged, made from the model alone."""

from itertools import count
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models

from accounts.models import User
from profiles.merging.relations import Relation
from profiles.models import Researcher
from publications.models import Publication, Venue
from tests import factories

numbers = count(1)
# What the columns alone do not tell of a row that the database accepts.
ALSO: dict[str, dict[str, Any]] = {
    "publications.Authorship": {"family": "Achterberg"},
    "publications.Link": {"url": "https://tides.example/code"},
    "profiles.Page": {"slug": "instruments"},
}
MAKERS = {
    User: factories.user,
    Researcher: lambda: factories.researcher(account=False),
    Publication: factories.publication,
    Venue: factories.venue,
}


def pointing(relation: Relation, row: models.Model) -> models.Model:
    """A row of the relation's model that points to this one."""
    many = relation.many_to_many
    if many is None:
        return made(relation.model, relation.values(row))
    if many.m2m_field_name() == relation.column:
        getattr(row, many.name).add(made(many.related_model))
    else:
        getattr(made(many.model), many.name).add(row)
    return relation.rows(row).last()


def made(model: type[models.Model], values: dict[str, Any] | None = None) -> models.Model:
    if model in MAKERS and not values:
        return MAKERS[model]()
    values = {**ALSO.get(model._meta.label, {}), **(values or {})}
    for field in model._meta.concrete_fields:
        known = {field.name, field.attname} & values.keys()
        if known or field.primary_key or field.has_default() or field.null or field.blank:
            continue
        values[field.attname] = _value(field)
    return model._base_manager.create(**values)


def _value(field: models.Field) -> Any:
    if field.is_relation and field.related_model is ContentType:
        return ContentType.objects.get_for_model(Venue).pk
    if field.is_relation:
        return made(field.related_model).pk
    if field.choices:
        return field.choices[0][0]
    if isinstance(field, models.ImageField):
        return factories.picture()
    if isinstance(field, models.DateTimeField):
        return "2030-01-01T00:00Z"
    if isinstance(field, models.DateField):
        return "2030-01-01"
    if isinstance(field, models.BooleanField):
        return False
    if isinstance(field, models.IntegerField):
        return next(numbers)
    if isinstance(field, models.JSONField):
        return {}
    return f"some-{next(numbers)}"
