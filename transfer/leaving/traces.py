"""What rows leave behind when they are deleted: history, files, log entries, links to them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import unquote

from django.apps import apps
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import CASCADE, FileField, Model, Q

from profiles.models import KnownApart, MergeRecord, OldAddress, Researcher
from profiles.pictures import WIDTHS, PictureField, rendition_name
from profiles.withdrawing import file_fields
from publications.bibtex.writer import is_private
from publications.models import Authorship, Publication
from transfer.leaving.records import ADDRESS


@dataclass
class Traces:
    """What to look for once the rows are gone: their ids by model, and where the person stood."""

    person: int
    merged: set[int]
    user: int | None
    ids: dict[type[Model], set[int]]
    here: Q

    @classmethod
    def of(cls, person: Researcher, rows: Iterable[Model]) -> Self:
        ids: dict[type[Model], set[int]] = defaultdict(set)
        for row in rows:
            ids[type(row)].add(row.pk)
        merged = merged_into(person)
        ids[Researcher] |= merged
        here = Q(path__startswith=person.get_absolute_url())
        if person.domain:
            here |= Q(host=person.domain)
        return cls(person.pk, merged, person.user_id, ids, here)

    def wipe(self) -> None:
        for number in {self.person, *self.merged}:
            _wipe_history_of(number)
        if self.user:
            _wipe_history_of_account(self.user)
        for model, ids in self.ids.items():
            self._wipe_rows(model, ids)
        OldAddress.objects.filter(self.here).delete()

    def _wipe_rows(self, model: type[Model], ids: set[int]) -> None:
        if _is_tracked(model):
            _delete_with_parts(model.history.filter(id__in=ids))
        kind = ContentType.objects.get_for_model(model)
        for other in _pointing():
            wanted = ids if other is not LogEntry else [str(each) for each in ids]
            other._base_manager.filter(content_type=kind, object_id__in=wanted).delete()
        pairs = KnownApart.objects.filter(content_type=kind)
        pairs.filter(Q(lower__in=ids) | Q(higher__in=ids)).delete()
        merges = MergeRecord.objects.filter(what=model._meta.label)
        merges.filter(Q(kept__in=ids) | Q(dropped__in=ids)).delete()


def merged_into(person: Researcher) -> set[int]:
    """The ids of the records that were merged into the person's, and into those before."""
    merges = MergeRecord.objects.filter(what=Researcher._meta.label, undone_at=None)
    found: set[int] = set()
    wanted = {person.pk}
    while wanted:
        found |= wanted
        wanted = set(merges.filter(kept__in=wanted).values_list("dropped", flat=True)) - found
    return found - {person.pk} - {None}


def file_names(person: Researcher, rows: Iterable[Model]) -> list[str]:
    """Every stored file of the rows, of their history and of their texts, in every width."""
    found: dict[str, None] = {}
    numbers = {person.pk, *merged_into(person)}
    for row in rows:
        for each in file_fields(type(row)):
            found |= dict.fromkeys(_stored(each, row))
        found |= dict.fromkeys(_in_texts(row))
    for model, histories in _histories():
        for each in file_fields(model):
            if "researcher" in _names(histories):
                old = histories.objects.filter(researcher_id__in=numbers)
                for row in old:
                    found |= dict.fromkeys(_stored(each, row))
    return list(found)


def used(names: Iterable[str]) -> set[str]:
    """Those of the files' names that a row which is still there has, or that a text shows."""
    names = set(names)
    found: set[str] = set()
    for model in apps.get_models() if names else ():
        if model.__name__.startswith("Historical"):
            continue
        rows = model._base_manager
        for each in file_fields(model):
            stored = rows.filter(**{f"{each.name}__in": names}).values_list(each.name, flat=True)
            found.update(stored)
        for each in _texts(model):
            texts = rows.filter(**{f"{each}__contains": settings.MEDIA_URL})
            for text in texts.values_list(each, flat=True).iterator():
                found |= names & set(_addresses(text))
    return found


def strip(works: Iterable[Publication]) -> None:
    """Take from papers that stay what was their owner's alone: paths of files, groups, ratings."""
    for work in works:
        for rows in (Publication.objects.filter(pk=work.pk), work.history.all()):
            for row in rows:
                kept = {name: text for name, text in row.extra.items() if not is_private(name)}
                if kept != row.extra:
                    rows.model.objects.filter(pk=row.pk).update(extra=kept)


def _wipe_history_of(person: int) -> None:
    """The history of everything that hung on the person, also of what was deleted before."""
    for model, histories in _histories():
        if model is Authorship:  # the name stays in the byline, and nobody is behind it
            histories.objects.filter(researcher_id=person).update(researcher=None)
        elif "researcher" in _names(histories):
            _delete_with_parts(histories.objects.filter(researcher_id=person))
    for links in _historical_links("researcher"):
        rows = links.objects.filter(researcher_id=person)
        model = links.instance_type._meta.get_field(_owner_of(links)).related_model
        gone = set(rows.values_list(f"{_owner_of(links)}_id", flat=True))
        gone -= set(model._base_manager.filter(pk__in=gone).values_list("pk", flat=True))
        rows.delete()
        _delete_with_parts(model.history.filter(id__in=gone))


def _wipe_history_of_account(user: int) -> None:
    for _model, histories in _histories():
        names = _names(histories)
        for name in {"granted_by", "created_by", "user"} & names:
            histories.objects.filter(**{f"{name}_id": user}).update(**{name: None})
        if "delegate" in names:
            histories.objects.filter(delegate_id=user).delete()
    for links in _historical_links("user"):
        links.objects.filter(user_id=user).delete()


def _delete_with_parts(rows: Any) -> None:
    """Delete these rows of a history, and those of what hung on their rows in turn."""
    tracked, ids = rows.model.instance_type, set(rows.values_list("id", flat=True))
    if not ids:
        return
    for model, histories in _histories():
        for each in model._meta.concrete_fields:
            hangs = each.related_model is tracked and each.remote_field.on_delete is CASCADE
            if hangs and each.name in _names(histories):
                _delete_with_parts(histories.objects.filter(**{f"{each.name}_id__in": ids}))
    for links in _historical_links(tracked._meta.model_name):
        links.objects.filter(**{f"{tracked._meta.model_name}_id__in": ids}).delete()
    rows.model.objects.filter(id__in=ids).delete()


def _pointing() -> Iterator[type[Model]]:
    """Models whose rows are about a row of any model: old addresses, preview links, the log …"""
    for model in apps.get_models():
        if {"content_type", "object_id"} <= _names(model):
            yield model


def _is_tracked(model: type[Model]) -> bool:
    return hasattr(model._meta, "simple_history_manager_attribute")


def _histories() -> Iterator[tuple[type[Model], type[Model]]]:
    """Each tracked model, and the model of its history."""
    for model in apps.get_models():
        if _is_tracked(model):
            yield model, model.history.model


def _historical_links(name: str) -> Iterator[type[Model]]:
    """The histories of relations to several rows, of which one end has this name."""
    for model in apps.get_models():
        if {"m2m_history_id", name} <= _names(model):
            yield model


def _owner_of(links: type[Model]) -> str:
    """The end of such a relation that is no person."""
    ends = _names(links) - {"id", "m2m_history_id", "history", "researcher"}
    return ends.pop()


def _names(model: type[Model]) -> set[str]:
    return {each.name for each in model._meta.concrete_fields}


def _texts(model: type[Model]) -> list[str]:
    return [
        each.name
        for each in model._meta.concrete_fields
        if each.get_internal_type() == "TextField" and not isinstance(each, FileField)
    ]


def _in_texts(row: Model) -> Iterator[str]:
    for name in _texts(type(row)):
        yield from _addresses(getattr(row, name) or "")


def _addresses(text: str) -> Iterator[str]:
    """The names of the stored files whose addresses stand in a text."""
    for found in ADDRESS.finditer(text):
        yield unquote(found[1])


def _stored(each: FileField, row: Model) -> list[str]:
    """The file of a row, or of its history, and what may have been made of it."""
    name = str(getattr(row, each.attname) or "")
    if not name:
        return []
    if isinstance(each, PictureField):
        smaller = (rendition_name(name, width) for width in WIDTHS)
        return [name, *smaller, *each.stored_names(row)]
    return [name]
