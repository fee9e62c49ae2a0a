"""Writes a plan: all of it in one transaction, in batches, with history and a way back."""

import json
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from profiles import generation
from publications import triggers
from publications.importing.bulk import Scribe, insert, many_objects
from publications.importing.changes import Changer
from publications.importing.plan import Plan, PlanItem, Target
from publications.importing.standing import BATCH, in_batches
from publications.models import ImportChange, ImportedEntry, ImportRecord

SAID = ("digest", "payload", "linked")


class AlreadyAppliedError(Exception):
    """The plan was applied meanwhile, by a second click or by somebody else."""


@many_objects()
def apply(plan: Plan, user: User | None = None, record: ImportRecord | None = None) -> ImportRecord:
    """Write the plan. ``record`` is the one that was made when the plan was shown."""
    record = record or ImportRecord()
    for _done, _all in applying(plan, user, record):
        pass
    return record


def applying(plan: Plan, user: User | None, record: ImportRecord) -> Iterator[tuple[int, int]]:
    """Write the plan, saying after each batch how many of how many works are written.

    Whoever stops asking before the end gets nothing written. Raises AlreadyAppliedError.
    """
    now = timezone.now()
    targets = [target for target in plan.targets if target.differs]
    with transaction.atomic(), _counted_at_the_end(targets):
        _claim(record)
        _save_record(record, plan, user, now)
        writer = Changer(Scribe(user, now, _("Import %s") % record), plan.researcher, user)
        for start in range(0, len(targets), BATCH):
            batch = targets[start : start + BATCH]
            writer.create([target for target in batch if target.pk is None])
            writer.update([target for target in batch if target.before is not None])
            yield min(start + BATCH, len(targets)), len(targets)
        _remember_changes(record, targets, writer)
        _remember_entries(record, plan, now)
        generation.bump()


def _counted_at_the_end(targets: Sequence[Target]) -> AbstractContextManager[None]:
    return triggers.resting(len(targets), lambda: [target.pk for target in targets])


def _claim(record: ImportRecord) -> None:
    """Of two that apply one plan, the second waits here for the first, and is then too late."""
    State = ImportRecord.State  # noqa: N806 - a class
    if record.pk is None:
        return
    planned = ImportRecord.objects.filter(pk=record.pk, state=State.PLANNED)
    if not planned.update(state=State.APPLIED):
        raise AlreadyAppliedError(_("This import has been applied already."))


def _save_record(record: ImportRecord, plan: Plan, user: User | None, now: datetime) -> None:
    record.user, record.researcher = user, plan.researcher
    record.origin, record.name = plan.origin, plan.name[:500]
    record.state, record.applied_at, record.text = ImportRecord.State.APPLIED, now, ""
    record.counts = plan.report().counts
    record.save()


def _remember_changes(record: ImportRecord, targets: Sequence[Target], writer: Changer) -> None:
    insert(
        ImportChange,
        ("record_id", "publication_id", "created", "changes", "linked"),
        [
            (
                record.pk,
                target.pk,
                target.before is None,
                {} if target.before is None else _difference(target),
                writer.linked.get(target.pk, []),
            )
            for target in targets
        ],
    )


def _difference(target: Target) -> dict[str, list[Any]]:
    before = target.before or {}
    return {
        name: [before.get(name), target.after.get(name)]
        for name in {**before, **target.after}
        if before.get(name) != target.after.get(name)
    }


def _remember_entries(record: ImportRecord, plan: Plan, now: datetime) -> None:
    """What each entry said, as the base of the next merge, beside what it said before."""
    said: dict[tuple[str, int], PlanItem] = {}
    for item in plan.items:
        repeated = item.publication and not item.target
        if item.work and not item.skipped and not repeated:
            said[item.ref, item.target.pk] = item
    here = {item.publication for item in said.values() if item.publication}
    entries = ImportedEntry.objects.filter(origin=plan.origin)
    stored = {
        (entry.key, entry.publication_id): entry
        for entry in in_batches(entries, "publication_id", here)
    }
    fresh, again = [], []
    for place, item in said.items():
        if entry := stored.get(place):
            entry.previous = {name: getattr(entry, name) for name in SAID}
            entry.digest, payload, entry.linked = _said(item)
            entry.payload = json.loads(payload)
            entry.record, entry.imported_at = record, now
            again.append(entry)
        else:
            fresh.append((*place, *_said(item), plan.origin, record.pk, None, now))
    insert(
        ImportedEntry,
        ("key", "publication_id", *SAID, "origin", "record_id", "previous", "imported_at"),
        fresh,
    )
    ImportedEntry.objects.bulk_update(
        again, [*SAID, "previous", "record", "imported_at"], batch_size=100
    )


def _said(item: PlanItem) -> tuple[str, str, list[int]]:
    """The values of ``SAID``."""
    return item.digest, item.payload, sorted({member for member in item.members if member})
