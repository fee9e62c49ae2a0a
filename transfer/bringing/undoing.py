"""Takes the import of a site back, as far as nobody has built on it since."""

from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from profiles import generation
from profiles.models import OldAddress, Researcher
from publications.importing.undo import undo as undo_papers
from publications.models import Authorship, ImportRecord, Publication
from transfer.kinds import plain
from transfer.models import Imported, SiteChange, SiteImport

# What imports remember of a person for themselves.
_BOOKKEEPING = (Imported, ImportRecord)


@dataclass
class Undone:
    deleted: int = 0
    reverted: int = 0
    kept: list[str] = field(default_factory=list)


@transaction.atomic
def undo(record: SiteImport, user: User) -> Undone:
    """Delete what the import made and revert what it changed; what was edited since stays.

    Raises ValueError when the import was not applied, or was undone before.
    """
    record = SiteImport.objects.select_for_update().get(pk=record.pk)
    if record.state != SiteImport.State.APPLIED:
        raise ValueError(_("This import is not in force, so there is nothing to undo."))
    undone = Undone()
    for papers in record.records.filter(state=ImportRecord.State.APPLIED):
        said = undo_papers(papers, user)
        undone.deleted += said.deleted
        undone.reverted += said.reverted
        undone.kept += said.kept
    for change in record.changes.order_by("-pk"):
        row = change.row
        if row is None:
            continue
        if change.created:
            _delete(record, row, undone)
        else:
            _revert(row, change, undone)
        _forget(change)
    record.state, record.undone_at = SiteImport.State.UNDONE, timezone.now()
    record.save(update_fields=["state", "undone_at"])
    generation.bump()
    return undone


def _delete(record: SiteImport, row: Model, undone: Undone) -> None:
    later = row.history.filter(history_date__gt=record.applied_at)
    if later.exists():
        undone.kept.append(_("“%s” was kept: it has been edited since the import.") % row)
        return
    if isinstance(row, Researcher) and (links := _what_leads_to(row)):
        undone.kept.append(
            _("“%(person)s” was kept, without what the import brought for them: %(links)s.")
            % {"person": row, "links": ", ".join(links)}
        )
        return
    OldAddress.objects.filter(
        content_type__app_label=row._meta.app_label,
        content_type__model=row._meta.model_name,
        object_id=row.pk,
    ).delete()
    row.delete()
    undone.deleted += 1


def _what_leads_to(person: Researcher) -> list[str]:
    """What would lose the person, or go with them: “2 papers, 1 membership”.

    What the import itself made for them is gone by now, since it was made after them.
    """
    found = []
    for relation in person._meta.related_objects:
        model = relation.related_model
        if model in _BOOKKEEPING:
            continue
        number = model._base_manager.filter(**{relation.field.name: person}).count()
        if number:
            meta = (Publication if model is Authorship else model)._meta
            name = meta.verbose_name if number == 1 else meta.verbose_name_plural
            found.append(f"{number} {name}")
    return found


def _revert(row: Model, change: SiteChange, undone: Undone) -> None:
    """Each changed field back to what it was, unless it has been changed again."""
    back = []
    for name, (before, after) in change.changes.items():
        if plain(getattr(row, name)) == after:
            setattr(row, name, row._meta.get_field(name).to_python(before))
            back.append(name)
        else:
            undone.kept.append(
                _("“%(row)s”: %(field)s was kept, it has been changed since the import.")
                % {"row": row, "field": row._meta.get_field(name).verbose_name}
            )
    if back:
        row.save()
        undone.reverted += 1


def _forget(change: SiteChange) -> None:
    """The site is heard for the first time again, should it be imported once more."""
    Imported.objects.filter(content_type=change.content_type, object_id=change.object_id).delete()
