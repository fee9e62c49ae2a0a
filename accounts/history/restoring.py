"""Going back: a row and its parts as they stood at a moment, as far as the user may set them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, models, transaction
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.history.moments import Difference, difference, part_name
from accounts.history.records import (
    ADDED,
    REMOVED,
    Readable,
    Record,
    kept_many,
    link_to,
    many_of,
    same,
)

EVERY_FIELD = "every field"  # among the closed fields of a row: none of it may be changed


class GoingBackError(Exception):
    """Why nothing was put back, as a sentence."""


@dataclass
class Step:
    """One row to be put back: ``then`` as it was, ``now`` as it is; one of them may be missing."""

    now: Model | None
    then: Model | None
    record: Record | None
    fields: list[models.Field] = field(default_factory=list)
    # What a relation to many rows will hold, where that is not all that it held then.
    many_then: dict[str, list[int]] = field(default_factory=dict)

    @property
    def many(self) -> list[models.Field]:
        return [each for each in self.fields if each.many_to_many]


def steps_back(admin: Any, request: HttpRequest, row: Model, before: datetime) -> list[Step]:
    """What has to change so that all is as it was just before a moment."""
    closed = {*admin.get_readonly_fields(request, row), *admin.unasked(request)}
    own = _step_of(row, _as_it_was(type(row).history.filter(id=row.pk), before), closed)
    _leave_unchoosable(own, admin, request)
    steps = [own]
    for inline in admin.get_inline_instances(request, row):
        if hasattr(inline.model, "history") and inline.has_change_permission(request, row):
            steps += _steps_of_part(inline, request, row, before)
    return [step for step in steps if step.fields or step.now is None or step.then is None]


def differences(steps: list[Step], row: Model) -> Iterator[Difference]:
    """What the steps would change, from now to then."""
    readable = Readable()
    for step in steps:
        if step.then is None or step.now is None:
            deed, each = (REMOVED, step.now) if step.then is None else (ADDED, step.then)
            yield Difference(deed, part_name(each, row))
            continue
        for each in (one for one in step.fields if one.editable):
            now, then = _value(step.now, each), _value_then(step, each)
            yield difference(readable, part_name(step.now, row), each, now, then)


def go_back(steps: list[Step], reason: str) -> None:
    """Make the steps, all or none; raises `GoingBackError`."""
    try:
        with transaction.atomic():
            for step in sorted(steps, key=lambda step: step.then is not None):
                _make(step, reason)
    except IntegrityError as error:
        raise GoingBackError(
            _("Something else has taken the place of what was there, so nothing was changed. "
              "Move that away first: an address or a name can be used only once.")
        ) from error  # fmt: skip


def _steps_of_part(
    inline: Any, request: HttpRequest, row: Model, before: datetime
) -> Iterator[Step]:
    link = link_to(inline.model, type(row))
    records = inline.model.history.filter(**{link.attname: row.pk})
    then = _as_it_was(records, before)
    rows = inline.model._base_manager
    now = {each.pk: each for each in rows.filter(**{link.name: row})}
    # What hangs on another row by now is that row's.
    elsewhere = set(rows.filter(pk__in=then.keys() - now.keys()).values_list("pk", flat=True))
    # One without a record of its beginning was there before anything was recorded of it.
    entered = records.filter(history_type=ADDED, history_date__gte=before)
    for pk in (now.keys() - then.keys()) & set(entered.values_list("id", flat=True)):
        closed = inline.closed(request, now[pk])
        if inline.has_delete_permission(request, row) and not closed & {"DELETE", EVERY_FIELD}:
            yield Step(now[pk], None, None)
    for pk, record in then.items():
        if pk in now:
            step = _step(now[pk], record, inline.closed(request, now[pk]))
            _leave_unchoosable(step, inline, request)
            yield step
        elif pk not in elsewhere and inline.has_add_permission(request, row):
            step = Step(None, record.instance, record, list(_restored_fields(record)))
            if _leave_unchoosable(step, inline, request):
                yield step


def _leave_unchoosable(step: Step, chooser: Any, request: HttpRequest) -> bool:
    """Take out of the step what the user could not choose in the form; false if it cannot be.

    What was linked once gives nobody a right today: an editor who goes back would else take into
    their lab somebody who has left it for another one.
    """
    choices = getattr(chooser, "choices", {})
    for each in [one for one in step.fields if one.name in choices]:
        if each.many_to_many:
            _keep_unchoosable(step, each, chooser.rows_to_choose(request, each.name))
        elif not _may_choose(step, each, chooser.rows_to_choose(request, each.name)):
            if step.now is not None:
                step.fields.remove(each)
            elif each.null:
                setattr(step.then, each.attname, None)
            else:
                return False
    return True


def _may_choose(step: Step, each: models.Field, choosable: models.QuerySet) -> bool:
    value = getattr(step.then, each.attname)
    if value is None or choosable.filter(pk=value).exists():
        return True
    return not each.related_model._base_manager.filter(pk=value).exists()  # see _still_there


def _keep_unchoosable(step: Step, each: models.Field, choosable: models.QuerySet) -> None:
    """Of several rows those whom the user may not choose are neither put back nor taken away."""
    now, then = set(_value(step.now, each)), set(_value_then(step, each))
    mine = set(choosable.filter(pk__in=now ^ then).values_list("pk", flat=True))
    step.many_then[each.name] = sorted((now - mine) | (then & (mine | now)))
    if step.many_then[each.name] == sorted(now):
        step.fields.remove(each)


def _as_it_was(records: models.QuerySet, before: datetime) -> dict[int, Record]:
    """The last record of each row before the moment, without those removed until then."""
    latest: dict[int, Record] = {}
    for record in records.filter(history_date__lt=before).order_by("history_date", "history_id"):
        latest[record.id] = record
    return {pk: record for pk, record in latest.items() if record.history_type != REMOVED}


def _step_of(row: Model, then: dict[int, Record], closed: set[str]) -> Step:
    now = type(row)._base_manager.get(pk=row.pk)
    if row.pk not in then:
        return Step(now, now, None)  # before its first record there is nothing to go back to
    return _step(now, then[row.pk], closed)


def _step(now: Model, record: Record, closed: frozenset[str] | set[str]) -> Step:
    then = record.instance
    step = Step(now, then, record)
    if EVERY_FIELD not in closed:
        step.fields = [
            each
            for each in [*_restored_fields(record), *kept_many(record)]
            if each.name not in closed and not same(_value(now, each), _value_then(step, each))
        ]
    return step


def _restored_fields(record: Record) -> Iterator[models.Field]:
    """All that the record keeps, but for dates of the row itself and who it belongs to."""
    tracked = {each.name for each in record.tracked_fields}
    for each in type(record.instance)._meta.concrete_fields:
        of_the_row = each.primary_key or getattr(each, "auto_now", False)
        of_the_row = of_the_row or getattr(each, "auto_now_add", False)
        if each.name in tracked and not of_the_row and (each.editable or not each.is_relation):
            yield each


def _value(row: Model, each: models.Field) -> Any:
    if each.many_to_many:
        return sorted(getattr(row, each.name).values_list("pk", flat=True))
    value = getattr(row, each.attname)
    return value.name or "" if isinstance(each, models.FileField) else value


def _value_then(step: Step, each: models.Field) -> Any:
    if each.many_to_many:
        return step.many_then.get(each.name, many_of(step.record, each))
    return _value(step.then, each)


def _make(step: Step, reason: str) -> None:
    if step.then is None:
        step.now._change_reason = reason  # noqa: SLF001 - django-simple-history reads it
        step.now.delete()
        return
    row = step.now or step.then
    for each in step.fields:
        if not each.many_to_many:
            setattr(row, each.attname, _still_there(each, getattr(step.then, each.attname)))
    row._change_reason = reason  # noqa: SLF001 - as above
    row.save()
    for each in step.many:
        there = each.related_model._base_manager.filter(pk__in=_value_then(step, each))
        getattr(row, each.name).set(there)


def _still_there(each: models.Field, value: Any) -> Any:
    """The value, or nothing where it points to what has been removed since."""
    if not isinstance(each, models.ForeignKey) or value is None:
        return value
    try:
        each.related_model._base_manager.get(pk=value)
    except ObjectDoesNotExist as error:
        if not each.null:
            raise GoingBackError(
                _("%(what)s, to which this belonged, has been removed since. Put that back first.")
                % {"what": each.verbose_name}
            ) from error
        return None
    return value
