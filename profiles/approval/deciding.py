"""Deciding on a proposal: what it would change, agreeing to it, declining it."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import Field, Model
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.history.moments import PLACE, Difference, difference
from accounts.history.records import ADDED, CHANGED, REMOVED, Readable, same
from accounts.models import User
from profiles import withdrawing
from profiles.approval.snapshots import Change, plain
from profiles.models import Proposal


class DecisionError(Exception):
    """Why a decision could not be carried out, as a sentence."""


def differences(proposal: Proposal) -> Iterator[Difference]:
    """What the proposal changes, as its author saw it."""
    readable = Readable()
    for change in proposal.changes:
        model = apps.get_model(change["model"])
        part = "" if change["pk"] == proposal.object_id and _is_target(model, proposal) else (
            _name_of(model, change)
        )  # fmt: skip
        if change["deed"] in (ADDED, REMOVED):
            yield Difference(change["deed"], part)
        if change["deed"] != REMOVED:
            yield from _told(model, "" if change["deed"] == ADDED else part, change, readable)


def overtaken(proposal: Proposal) -> list[str]:
    """The fields that somebody else has changed since, by their names."""
    found = []
    for change in proposal.changes:
        row = _row(change)
        if change["deed"] == CHANGED and row is not None:
            fields = (_field(type(row), name) for name in change["before"])
            found += [
                capfirst(str(field.verbose_name))
                for field in fields
                if not same(plain(field, row), change["before"][field.name])
            ]
    return found


def agree(proposal: Proposal, editor: User) -> None:
    """Make the change under its author's name; raises `DecisionError`, and then changes nothing."""
    try:
        with transaction.atomic():
            _decide(proposal, editor, Proposal.State.AGREED)
            made: dict[tuple[str, int], Model] = {}
            for change in proposal.changes:
                _make(change, proposal.made_by, made)
    except IntegrityError as error:
        raise DecisionError(
            _("Something else has taken the place meanwhile: an address or a name that can be "
              "used only once. Ask for another one in your remark.")
        ) from error  # fmt: skip


def decline(proposal: Proposal, by: User, state: str, remark: str = "") -> None:
    """Leave all as it is; files that came with the proposal are deleted."""
    with transaction.atomic():
        _decide(proposal, by, state, remark)
    withdrawing.forget(_new_files(proposal))


def _decide(proposal: Proposal, by: User, state: str, remark: str = "") -> None:
    waiting = Proposal.objects.waiting().filter(pk=proposal.pk)
    decided = waiting.update(
        state=state, decided_by=by, decided_at=timezone.now(), remark=remark or proposal.remark
    )
    if not decided:
        raise DecisionError(_("Somebody else has decided on this already."))


def _make(change: Change, author: User, made: dict[tuple[str, int], Model]) -> None:
    model = apps.get_model(change["model"])
    row = model() if change["deed"] == ADDED else _row(change)
    if row is None:
        return  # removed meanwhile: there is nothing left to change
    row._history_user = author  # noqa: SLF001 - django-simple-history reads it
    if change["deed"] == REMOVED:
        row.delete()
        return
    many: list[tuple[Field, list[int]]] = []
    for name, value in change["after"].items():
        field = _field(model, name)
        if field.many_to_many:
            many.append((field, value))
        else:
            setattr(row, field.attname, _value(field, value, made))
    row.save()
    for field, keys in many:
        there = field.related_model._base_manager.filter(pk__in=keys)
        getattr(row, field.name).set(there)
    if change["deed"] == ADDED:
        made[change["model"], change["pk"]] = row


def _value(field: Field, value: Any, made: dict[tuple[str, int], Model]) -> Any:
    """The value of a column; what was added by the same proposal has a new key by now."""
    if isinstance(field, models.ForeignKey):
        parent = made.get((field.related_model._meta.label, value))
        return parent.pk if parent else value
    return value if isinstance(field, models.FileField) else field.to_python(value)


def _told(
    model: type[Model], part: str, change: Change, readable: Readable
) -> Iterator[Difference]:
    for name, after in change["after"].items():
        field = _field(model, name)
        before = change["before"].get(name)
        # Where something new hangs and stands is said by its being added.
        placed = isinstance(field, models.ForeignKey) or name == PLACE
        if field.editable and not (placed and change["deed"] == ADDED) and (before or after):
            if not field.many_to_many and not isinstance(field, models.FileField):
                before, after = (
                    None if each is None else field.to_python(each) for each in (before, after)
                )
            yield difference(readable, part, field, before, after)


def _name_of(model: type[Model], change: Change) -> str:
    row = _row(change) or model()
    for name, value in {**change["before"], **change["after"]}.items():
        field = _field(model, name)
        if change["deed"] != CHANGED and not field.is_relation:
            setattr(row, field.attname, value)
    return f"{capfirst(str(model._meta.verbose_name))}: {row}"


def _new_files(proposal: Proposal) -> list[str]:
    names = []
    for change in proposal.changes:
        model = apps.get_model(change["model"])
        row = model()
        for field in withdrawing.file_fields(model):
            if name := change["after"].get(field.name):
                for each, value in change["after"].items():
                    if not _field(model, each).is_relation:
                        setattr(row, _field(model, each).attname, value)
                if not model._base_manager.filter(**{field.name: name}).exists():
                    names += withdrawing.stored_names(getattr(row, field.attname))
    return names


def _row(change: Change) -> Model | None:
    model = apps.get_model(change["model"])
    return model._base_manager.filter(pk=change["pk"]).first()


def _field(model: type[Model], name: str) -> Field:
    return model._meta.get_field(name)


def _is_target(model: type[Model], proposal: Proposal) -> bool:
    return proposal.content_type.model_class() is model
