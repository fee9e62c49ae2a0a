"""Whatever points to a person, a work or a venue goes with it when it is merged, and comes back
when that is undone: relations that are added later too, for they are found here by themselves."""

import pytest
from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import IntegrityError, transaction
from django.db.models import UniqueConstraint

from profiles.merging.engine import merge
from profiles.merging.people import PEOPLE
from profiles.merging.relations import DERIVED, Relation, relations
from profiles.merging.undo import undo
from publications.merging.venues import VENUES
from publications.merging.works import WORKS
from tests.profiles.merging.rows import made, pointing

RULES = {rules.model: rules for rules in (PEOPLE, WORKS, VENUES)}
EVERY = [(rules, relation) for rules in RULES.values() for relation in relations(rules.model)]


def named(value) -> str:
    return value.label if isinstance(value, Relation) else value.model.__name__


def test_the_walk_finds_every_way_in_which_a_model_points_to_another():
    """By Django's own reverse relations, which the walk does not use."""
    for model in RULES:
        found = {(each.model, each.column) for each in relations(model)}
        for reverse in model._meta.get_fields(include_hidden=True):
            if not reverse.auto_created or reverse.concrete or reverse.many_to_many:
                continue
            other = reverse.related_model
            if "Historical" in other.__name__ or other._meta.label in DERIVED:
                continue
            assert (reverse.related_model, reverse.field.name) in found, reverse
        for other in apps.get_models():
            for field in other._meta.private_fields:
                if isinstance(field, GenericForeignKey):
                    assert (other, field.fk_field) in found


def test_no_unique_rule_is_written_in_a_way_that_cannot_be_foreseen():
    """A unique rule by expressions would refuse a merge that looked well in the preview."""
    for _rules, relation in EVERY:
        for constraint in relation.model._meta.constraints:
            if isinstance(constraint, UniqueConstraint):
                assert not constraint.expressions, (relation.label, constraint.name)


@pytest.mark.parametrize(("rules", "relation"), EVERY, ids=named)
def test_what_points_to_the_one_points_to_the_other_and_back(db, rules, relation):
    kept, dropped = made(rules.model), made(rules.model)
    row = pointing(relation, dropped)
    before = dict(relation.model._base_manager.filter(pk=row.pk).values()[0])
    many = relation.many_to_many
    record = merge(rules, kept, dropped, None)
    assert not rules.model.objects.filter(pk=dropped.pk).exists()
    assert not relation.rows(dropped).exists()
    moved = relation.rows(kept)
    if many is None:
        assert moved.filter(pk=row.pk).exists() or record.journal
        assert moved.exists()
    else:
        other = next(
            field.attname
            for field in relation.model._meta.fields
            if field.is_relation and field.name != relation.column
        )
        assert moved.filter(**{other: before[other]}).exists()

    undo(record, None)
    assert rules.model.objects.filter(pk=dropped.pk).exists()
    back = relation.rows(dropped)
    if many is None:
        assert dict(back.filter(pk=row.pk).values()[0]) == before
    else:
        assert back.filter(**{other: before[other]}).exists()


@pytest.mark.parametrize(("rules", "relation"), EVERY, ids=named)
def test_where_both_have_the_like_neither_is_lost_or_in_the_way(db, rules, relation):
    """Rows that are alike in all but their owner, and so break every unique rule there is."""
    if relation.many_to_many is not None:
        pytest.skip("a table in between has nothing but its two columns")
    kept, dropped = made(rules.model), made(rules.model)
    theirs = pointing(relation, dropped)
    values = {
        field.attname: getattr(theirs, field.attname)
        for field in relation.model._meta.concrete_fields
        if not field.primary_key and not (field.unique and not field.is_relation)
    }
    if any(field.unique for field in relation.model._meta.concrete_fields if field.is_relation):
        pytest.skip("a one-to-one relation of another kind")
    for field in relation.model._meta.concrete_fields:
        if field.unique and not field.is_relation and not field.primary_key:
            values[field.attname] = f"other-{getattr(theirs, field.attname)}"
    try:
        with transaction.atomic():
            mine = relation.model._base_manager.create(**{**values, **relation.values(kept)})
    except IntegrityError:
        pytest.skip("two such rows cannot be, whatever they point to")
    count = relation.model._base_manager.count()

    record = merge(rules, kept, dropped, None)
    assert relation.rows(kept).filter(pk=mine.pk).exists()
    undo(record, None)
    assert relation.model._base_manager.count() == count
    assert relation.rows(dropped).filter(pk=theirs.pk).exists()
    assert relation.rows(kept).filter(pk=mine.pk).exists()
