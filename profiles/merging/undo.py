"""Takes a merge back as a whole, or says what has happened since that forbids it."""

from collections import defaultdict
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Field, Model
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import User
from profiles import generation
from profiles.merging.journal import (
    CHANGED,
    DELETED,
    MADE,
    RELINKED,
    Journal,
    Step,
    columns,
    put,
    saved_names,
    stored,
)
from profiles.models import MergeRecord

# Where a later order stands in the way of nothing: it is left as it is.
_PLACES = frozenset({"position", "selected_position"})
_SHOWN = 8  # obstacles that are told


class ImpossibleError(Exception):
    """What was changed since then, one sentence each."""

    def __init__(self, obstacles: list[str]) -> None:
        super().__init__(" ".join(obstacles))
        self.obstacles = obstacles


@transaction.atomic
def undo(record: MergeRecord, user: User | None) -> None:
    """Put everything back as it was before the merge; ImpossibleError when that cannot be."""
    record = MergeRecord.objects.select_for_update().get(pk=record.pk)
    if found := obstacles(record):
        raise ImpossibleError(found)
    journal = Journal(user, _("Merge undone: “%s” apart again") % record.dropped_name)
    for step in reversed(record.journal):
        _TAKE_BACK[step["did"]](step, journal)
    record.undone_by, record.undone_at = user, timezone.now()
    record.save(update_fields=["undone_by", "undone_at"])
    generation.bump()


def obstacles(record: MergeRecord) -> list[str]:
    """Why the merge cannot be undone now, as far as can be told without trying."""
    if record.undone_at:
        return [_("This merge has been undone already.")]
    found = []
    for label, expected in _expected(record.journal).items():
        model = apps.get_model(label)
        rows = model._base_manager.in_bulk(expected)
        for pk, (name, values) in expected.items():
            found += _changed_since(record, rows.get(pk), name, values, model)
    found = _merged_on(record) or found
    rest = len(found) - _SHOWN
    return [*found[:_SHOWN], _("And %d more.") % rest] if rest > 0 else found


def _merged_on(record: MergeRecord) -> list[str]:
    later = MergeRecord.objects.filter(
        what=record.what, dropped=record.kept, undone_at=None, pk__gt=record.pk
    ).first()
    if later is None or record.kept is None:
        return []
    return [
        _("“%(kept)s” has itself been merged into “%(other)s” since. Undo that merge first.")
        % {"kept": later.dropped_name, "other": later.kept_name}
    ]


Expected = dict[str, dict[Any, tuple[str, dict[str, Any] | None]]]


def _expected(steps: list[Step]) -> Expected:
    """How each row was left: its name and what was written in it, or None for a deleted one."""
    left: Expected = defaultdict(dict)
    for step in steps:
        rows, pk = left[step["model"]], step["pk"]
        if step["did"] == DELETED:
            rows[pk] = (step["name"], None)
        elif step["did"] in (CHANGED, MADE):
            before = rows.get(pk, ("", {}))[1] or {}
            rows[pk] = (step["name"], {**before, **step["after"]})
        else:
            rows.setdefault(pk, (step["name"], {}))
    return left


def _changed_since(
    record: MergeRecord,
    row: Model | None,
    name: str,
    values: dict[str, Any] | None,
    model: type[Model],
) -> list[str]:
    said = {"kind": capfirst(model._meta.verbose_name), "name": name}
    if values is None:
        return [] if row is None else [_("%(kind)s “%(name)s” is there again.") % said]
    if row is None:
        return [_("%(kind)s “%(name)s” has been deleted since.") % said]
    changed = [
        str(field.verbose_name)
        for field in columns(model)
        if field.attname in values
        and field.name not in _PLACES
        and stored(field, row) != values[field.attname]
    ]
    if not changed:
        return []
    said |= {"fields": ", ".join(changed), "who": _who(record, row)}
    return [_("%(kind)s “%(name)s” has been changed since%(who)s: %(fields)s.") % said]


def _who(record: MergeRecord, row: Model) -> str:
    """By whom, and when, as far as the row has a history."""
    if not hasattr(row, "history"):
        return ""
    last = row.history.filter(history_date__gt=record.made_at).first()
    if last is None:
        return ""
    when = date_format(timezone.localtime(last.history_date), "DATETIME_FORMAT")
    if last.history_user is None:
        return _(" on %s") % when
    return _(" by %(user)s on %(when)s") % {"user": last.history_user, "when": when}


def _row(step: Step) -> Model:
    return apps.get_model(step["model"])._base_manager.get(pk=step["pk"])


def _change_back(step: Step, journal: Journal) -> None:
    row = _row(step)
    values = {
        field.attname: step["before"][field.attname]
        for field in columns(type(row))
        if field.attname in step["before"]
        and (field.name not in _PLACES or stored(field, row) == step["after"][field.attname])
    }
    put(row, _living(type(row), values, step))
    journal.sign(row)
    _save(row, step, update_fields=saved_names(row, set(values)))


def _delete_again(step: Step, journal: Journal) -> None:
    row = _row(step)
    journal.sign(row)
    row.delete()


def _make_again(step: Step, journal: Journal) -> None:
    model = apps.get_model(step["model"])
    row = model(pk=step["pk"])
    put(row, _living(model, step["before"], step))
    journal.sign(row)
    _save(row, step, force_insert=True)
    # Django dates what it inserts; these rows are older.
    dated = [field for field in columns(model) if getattr(field, "auto_now_add", False)]
    dated += [field for field in columns(model) if getattr(field, "auto_now", False)]
    if dated:
        put(row, {field.attname: step["before"][field.attname] for field in dated})
        values = {field.attname: getattr(row, field.attname) for field in dated}
        model._base_manager.filter(pk=row.pk).update(**values)


def _link_back(step: Step, journal: Journal) -> None:
    owner = _row(step)
    journal.sign(owner)
    manager = getattr(owner, step["relation"])
    if step["added"] is not None:
        manager.remove(step["added"])
    if step["dropped"] is not None:
        if not manager.model._base_manager.filter(pk=step["dropped"]).exists():
            raise ImpossibleError([_gone(manager.model._meta.verbose_name, step)])
        manager.add(step["dropped"])


_TAKE_BACK = {
    CHANGED: _change_back,
    MADE: _delete_again,
    DELETED: _make_again,
    RELINKED: _link_back,
}


def _living(model: type[Model], values: dict[str, Any], step: Step) -> dict[str, Any]:
    """The values, without what they pointed to and what has been deleted since."""
    living = dict(values)
    for field in columns(model):
        value = living.get(field.attname)
        if not field.is_relation or value is None or _is_there(field, value):
            continue
        if not field.null:
            raise ImpossibleError([_gone(field.verbose_name, step)])
        living[field.attname] = None
    return living


def _is_there(field: Field, value: Any) -> bool:
    return field.related_model._base_manager.filter(**{field.target_field.name: value}).exists()


def _gone(what: str, step: Step) -> str:
    said = {"what": what, "name": step["name"]}
    return _("What “%(name)s” belonged to (%(what)s) has been deleted since.") % said


def _save(row: Model, step: Step, **how: Any) -> None:
    try:
        with transaction.atomic():
            row.save(**how)
    except IntegrityError as error:
        raise ImpossibleError([_taken(row, step)]) from error


def _taken(row: Model, step: Step) -> str:
    """Which rule of the database the row would break, in the words of its form."""
    try:
        row.validate_unique()
        row.validate_constraints()
    except ValidationError as error:
        reasons = " ".join(error.messages)
    else:
        reasons = _("the database refuses it.")
    return _("“%(name)s” cannot be put back: %(reasons)s") % {
        "name": step["name"],
        "reasons": reasons,
    }
