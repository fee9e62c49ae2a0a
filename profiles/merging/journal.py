"""Writes rows under the true name, and notes what each was before, so that it can be undone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Field, ManyToManyField, Model
from django.db.models.fields.files import FieldFile

from accounts.models import User
from profiles.fields import FoldedField

Step = dict[str, Any]
CHANGED, MADE, DELETED, RELINKED = "changed", "made", "deleted", "relinked"


def columns(model: type[Model]) -> list[Field]:
    """What is to be noted of a row: all that is not derived from the rest."""
    return [each for each in model._meta.concrete_fields if not isinstance(each, FoldedField)]


def stored(field_: Field, row: Model) -> Any:
    """A column's value in a form that JSON keeps."""
    value = field_.value_from_object(row)
    if isinstance(value, FieldFile):
        return value.name or ""
    if value is None or isinstance(value, bool | int | float | str | list | dict):
        return value
    return field_.value_to_string(row)


def restored(field_: Field, value: Any) -> Any:
    target = field_.target_field if field_.is_relation else field_
    return target.to_python(value)


def snapshot(row: Model) -> dict[str, Any]:
    return {each.attname: stored(each, row) for each in columns(type(row)) if not each.primary_key}


def put(row: Model, values: Mapping[str, Any]) -> None:
    """Set columns to what ``stored`` made of them."""
    for each in columns(type(row)):
        if each.attname in values:
            setattr(row, each.attname, restored(each, values[each.attname]))


def saved_names(row: Model, attnames: set[str]) -> list[str]:
    """The fields to save with these columns: their own, and those that are derived from them."""
    fields = type(row)._meta.concrete_fields
    names = {each.name for each in fields if each.attname in attnames}
    derived = {
        each.name for each in fields if isinstance(each, FoldedField) and names & set(each.sources)
    }
    return sorted(names | derived)


@dataclass
class Journal:
    user: User | None
    reason: str
    steps: list[Step] = field(default_factory=list)

    def change(self, row: Model, values: Mapping[str, Any], *, whole: bool = False) -> None:
        """Set columns and save them; ``whole`` saves the row even when nothing changes."""
        before = snapshot(row)
        for name, value in values.items():
            setattr(row, name, value)
        after = snapshot(row)
        changed = {name for name, value in after.items() if value != before[name]}
        if not changed and not whole:
            return
        self.sign(row)
        row.save(update_fields=None if whole else saved_names(row, changed))
        if changed:
            self._note(
                CHANGED,
                row,
                before={name: before[name] for name in sorted(changed)},
                after={name: after[name] for name in sorted(changed)},
            )

    def make(self, row: Model) -> None:
        self.sign(row)
        row.save(force_insert=True)
        self.note_made(row)

    def note_made(self, row: Model) -> None:
        """A row that was made by other means."""
        self._note(MADE, row, after=snapshot(row))

    def delete(self, row: Model) -> None:
        self._note(DELETED, row, before=snapshot(row))
        self.sign(row)
        row.delete()

    def relink(self, owner: Model, relation: ManyToManyField, drop: Model, add: Model) -> None:
        """Put one row in the place of another in a many-to-many relation."""
        self.sign(owner)
        manager = getattr(owner, relation.name)
        there = manager.filter(pk=add.pk).exists()
        if not there:
            manager.add(add)
        manager.remove(drop)
        self._note(
            RELINKED,
            owner,
            relation=relation.name,
            dropped=drop.pk,
            added=None if there else add.pk,
        )

    def relink_from(self, drop: Model, add: Model, relation: ManyToManyField, row: Model) -> None:
        """Let ``add`` have what ``drop`` has in a many-to-many relation of its own."""
        for owner, gives in ((add, False), (drop, True)):
            self.sign(owner)
            manager = getattr(owner, relation.name)
            there = manager.filter(pk=row.pk).exists()
            if gives:
                manager.remove(row)
                self._note(RELINKED, owner, relation=relation.name, dropped=row.pk, added=None)
            elif not there:
                manager.add(row)
                self._note(RELINKED, owner, relation=relation.name, dropped=None, added=row.pk)

    def sign(self, row: Model) -> None:
        """What the history says of the next change of this row."""
        row._history_user = self.user  # noqa: SLF001 - simple_history's own way
        row._change_reason = self.reason[:100]  # noqa: SLF001

    def _note(self, deed: str, row: Model, **more: Any) -> None:
        label = type(row)._meta.label
        self.steps.append(
            {"did": deed, "model": label, "pk": row.pk, "name": str(row)[:200], **more}
        )
