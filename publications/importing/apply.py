"""Writes a plan: all of it in one transaction, in batches, with history and a way back."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from profiles import generation
from publications.importing.changes import Changer
from publications.importing.history import Scribe
from publications.importing.plan import Plan, PlanItem, Target
from publications.importing.standing import BATCH, in_batches
from publications.models import ImportChange, ImportedEntry, ImportRecord


def apply(plan: Plan, user: User | None = None, record: ImportRecord | None = None) -> ImportRecord:
    """Write the plan. ``record`` is the one that was made when the plan was shown."""
    record = record or ImportRecord()
    for _done, _all in applying(plan, user, record):
        pass
    return record


def applying(plan: Plan, user: User | None, record: ImportRecord) -> Iterator[tuple[int, int]]:
    """Write the plan, saying after each batch how many of how many works are written.

    Whoever stops asking before the end gets nothing written.
    """
    now = timezone.now()
    targets = [target for target in plan.targets if target.differs]
    with transaction.atomic():
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


def _save_record(record: ImportRecord, plan: Plan, user: User | None, now: datetime) -> None:
    record.user, record.researcher = user, plan.researcher
    record.origin, record.name = plan.origin, plan.name[:500]
    record.state, record.applied_at, record.text = ImportRecord.State.APPLIED, now, ""
    record.counts = plan.report().counts
    record.save()


def _remember_changes(record: ImportRecord, targets: Sequence[Target], writer: Changer) -> None:
    ImportChange.objects.bulk_create(
        (
            ImportChange(
                record=record,
                publication_id=target.pk,
                created=target.before is None,
                changes={} if target.before is None else _difference(target),
                linked=writer.linked.get(target.pk, []),
            )
            for target in targets
        ),
        batch_size=BATCH,
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
        if item.work and not item.skipped:
            publication = item.target.pk if item.target else item.publication
            said[item.ref, publication] = item
    stored: dict[tuple[str, int], ImportedEntry] = {}
    entries = ImportedEntry.objects.filter(origin=plan.origin)
    changed = {item.publication for item in said.values() if item.publication and item.target}
    for entry in in_batches(entries, "publication_id", changed):
        stored[entry.key, entry.publication_id] = entry
    fresh, again = [], []
    for (key, publication), item in said.items():
        if item.publication and not item.target:
            continue  # repeated word for word
        entry = stored.get((key, publication))
        payload = _payload(item)
        if entry:
            entry.previous = {"payload": entry.payload, "digest": entry.digest}
            again.append(entry)
        else:
            entry = ImportedEntry(publication_id=publication, origin=plan.origin, key=key)
            fresh.append(entry)
        entry.digest, entry.payload, entry.record, entry.imported_at = (
            item.digest,
            payload,
            record,
            now,
        )
    ImportedEntry.objects.bulk_create(fresh, batch_size=BATCH)
    ImportedEntry.objects.bulk_update(
        again, ["digest", "payload", "previous", "record", "imported_at"], batch_size=100
    )


def _payload(item: PlanItem) -> dict[str, Any]:
    work = item.work
    return {
        "state": item.state,
        "type": work.raw_type,
        "fields": work.fields,
        "linked": sorted({member for member in item.members if member}),
    }
