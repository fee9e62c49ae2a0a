"""Takes an import back, as far as nobody has built on it since."""

from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from profiles import generation
from profiles.permissions import is_administrator
from publications.importing.bulk import Scribe
from publications.importing.changes import Changer
from publications.importing.merge import merge, result_of
from publications.importing.plan import Target
from publications.importing.standing import BATCH, Standing, batches, in_batches
from publications.models import (
    Authorship,
    ImportChange,
    ImportedEntry,
    ImportRecord,
    Link,
    Publication,
    Version,
)
from publications.permissions import deletable_publications, editable_publications


@dataclass(slots=True)
class Undone:
    """What was taken back, and what was kept because somebody changed it since."""

    deleted: int = 0
    reverted: int = 0
    kept: list[str] = field(default_factory=list)


@transaction.atomic
def undo(record: ImportRecord, user: User | None = None) -> Undone:
    """Delete what the import made and revert what it changed; what was edited since stays.

    Without a ``user`` the administrator asks; else works that are not theirs to change stay too.
    Raises ValueError when the import was not applied, or was undone before.
    """
    record = ImportRecord.objects.select_for_update().get(pk=record.pk)
    if record.state != ImportRecord.State.APPLIED:
        raise ValueError(_("This import is not in force, so there is nothing to undo."))
    undone = Undone()
    scribe = Scribe(user, timezone.now(), _("Undo of import %s") % record)
    changes = {change.publication_id: change for change in record.changes.all()}
    edited = _edited_since(record, changes) | _not_theirs(user, changes)
    changed = [each for each in changes.values() if not each.created]
    if user:
        theirs = set(editable_publications(user).values_list("pk", flat=True))
        changed = [each for each in changed if each.publication_id in theirs]
    _revert(record, changed, undone, scribe, user)
    _forget_entries(record)
    _delete(
        [pk for pk, each in changes.items() if each.created and pk not in edited], undone, scribe
    )
    kept = [pk for pk, each in changes.items() if each.created and pk in edited]
    for publication in in_batches(Publication.objects.all(), "pk", kept):
        undone.kept.append(
            _("“%s” was kept: it has been edited since the import, or is others' work as well.")
            % publication.title
        )
    ImportRecord.objects.filter(pk=record.pk).update(
        state=ImportRecord.State.UNDONE, undone_at=scribe.date
    )
    generation.bump()
    return undone


def _not_theirs(user: User | None, changes: dict[int, ImportChange]) -> set[int]:
    """Works that stand on the page of somebody for whom the user cannot speak."""
    if user is None or is_administrator(user):
        return set()
    return set(changes) - set(deletable_publications(user).values_list("pk", flat=True))


def _edited_since(record: ImportRecord, pks: dict[int, ImportChange]) -> set[int]:
    """Publications of which history knows a later change, of their own or of what hangs on them."""
    later = Q(history_date__gt=record.applied_at)
    edited: set[int] = set()
    for model, name in (
        (Publication, "id"),
        (Authorship, "publication_id"),
        (Link, "publication_id"),
        (Version, "publication_id"),
    ):
        for some in batches(pks):
            found = model.history.filter(later, **{f"{name}__in": some})
            edited.update(found.values_list(name, flat=True))
    return edited


def _revert(
    record: ImportRecord,
    changes: list[ImportChange],
    undone: Undone,
    scribe: Scribe,
    user: User | None,
) -> None:
    """Each changed field back to what it was, unless it has been changed again."""
    owner = record.researcher
    changer = Changer(scribe, owner, user)
    for start in range(0, len(changes), BATCH):
        some = changes[start : start + BATCH]
        standing = Standing((change.publication_id for change in some), owner.pk if owner else None)
        targets = []
        for change in some:
            state = standing.state(change.publication_id)
            before = {name: old for name, (old, _new) in change.changes.items()}
            after = {name: new for name, (_old, new) in change.changes.items() if new}
            others = {name: value for name, value in state.items() if name not in before}
            merged = merge({**others, **after}, {**others, **before}, state)
            row = standing.rows[change.publication_id]
            undone.kept += [
                _("“%(title)s”: %(field)s was kept, it has been changed since the import.")
                % {"title": row.title, "field": each.field}
                for each in merged
                if not each.taken
            ]
            targets.append(Target(row.key, result_of(merged, state), row.pk, state))
        changer.update([target for target in targets if target.differs])
        undone.reverted += len(targets)
    _unlink(record, changes, scribe)


def _unlink(record: ImportRecord, changes: list[ImportChange], scribe: Scribe) -> None:
    """People whom the import linked are unlinked, but where somebody edited that author since."""
    since = Q(history_date__gt=record.applied_at) & ~Q(history_date=scribe.date)
    for change in changes:
        if not change.linked:
            continue
        touched = Authorship.history.filter(since, publication_id=change.publication_id)
        rows = list(
            Authorship.objects.filter(
                publication_id=change.publication_id, researcher__in=change.linked
            ).exclude(pk__in=touched.values("id"))
        )
        for row in rows:
            row.researcher, row.selected = None, False
        Authorship.objects.bulk_update(rows, ["researcher", "selected"])
        scribe.write(Authorship, "~", "id", [row.pk for row in rows])


def _forget_entries(record: ImportRecord) -> None:
    """What the source said goes back to what it said before, so that it can be imported again."""
    again = []
    for entry in record.entries.filter(previous__isnull=False):
        for name, value in entry.previous.items():
            setattr(entry, name, value)
        entry.previous = entry.record = None
        again.append(entry)
    ImportedEntry.objects.bulk_update(
        again, ["digest", "payload", "linked", "previous", "record"], batch_size=100
    )
    record.entries.all().delete()


def _delete(pks: list[int], undone: Undone, scribe: Scribe) -> None:
    for some in batches(pks):
        for model in (Authorship, Link, Version):
            scribe.write(model, "-", "publication", some)
            rows = model.objects.filter(publication_id__in=some)
            rows._raw_delete(rows.db)  # noqa: SLF001 - sends no signals: history is written
        Publication.objects.filter(pk__in=some).delete()
    undone.deleted = len(pks)
