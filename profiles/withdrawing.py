"""Taking stored files from their addresses, and giving them back.

What was hidden, replaced or deleted must not answer at the address that others may have kept,
and must not be lost either: history and undo bring rows back, and their files with them.
"""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from uuid import uuid4

from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models import Q
from django.db.models.fields.files import FieldFile

from profiles.models import CourseMaterial, Researcher, WithdrawnFile
from profiles.models.people import Visibility
from profiles.pictures import PictureFile

FOLDER = "withdrawn"  # handed out to nobody, see website/media.py


def file_fields(model: type[models.Model]) -> list[models.FileField]:
    return [field for field in model._meta.concrete_fields if isinstance(field, models.FileField)]


def stored_names(file: FieldFile) -> list[str]:
    """The names of a stored file and of all that was made of it; itself comes first."""
    if not file:
        return []
    if isinstance(file, PictureFile):
        return file.field.stored_names(file.instance)
    return [file.name]


def withdraw(file: FieldFile, *, even_if_used: bool = False) -> None:
    """Take a file from its address once the transaction is through.

    One that another row has too stays, unless the rows themselves are hidden (``even_if_used``).
    """
    names, field = stored_names(file), file.field
    if names:
        transaction.on_commit(lambda: _withdraw(names, field, even_if_used))


def give_back(file: FieldFile) -> None:
    """Put a file back to its address once the transaction is through, if it was withdrawn."""
    names = stored_names(file)
    if names and WithdrawnFile.objects.filter(name__in=names).exists():
        transaction.on_commit(lambda: _give_back(names))


def place(row: models.Model) -> None:
    """Let the files of a row answer at their addresses, or not if the row is ``withheld``."""
    for field in file_fields(type(row)):
        file = getattr(row, field.attname)
        if getattr(row, "withheld", False):
            withdraw(file, even_if_used=True)
        elif file:
            give_back(file)
            if isinstance(file, PictureFile):
                # Around another focus it is another picture.
                transaction.on_commit(file.make_cut)


def place_all_of(person: Researcher) -> None:
    """The same for the files that are one person's alone: photos, and what their courses hand out.

    Those of papers and projects belong to others too, who may not be hidden.
    """
    for photo in person.photos.all():
        place(photo)
    files = CourseMaterial.objects.filter(session__course__researcher=person).exclude(file="")
    withdrawn = Q(file__in=WithdrawnFile.objects.values("name"))
    hidden = person.visibility == Visibility.HIDDEN
    for material in files.filter(~withdrawn if hidden else withdrawn):
        place(material)


def forget(names: Iterable[str]) -> None:
    """Delete the files of these names for good, wherever they are."""
    names = list(names)
    for row in WithdrawnFile.objects.filter(name__in=names):
        default_storage.delete(row.kept_as)
        row.delete()
    for name in names:
        default_storage.delete(name)


def replaced(row: models.Model) -> Iterator[FieldFile]:
    """The files that the stored row has, and ``row``, about to be saved, has no more, or has cut
    in another way."""
    fields = file_fields(type(row))
    if not fields or row.pk is None:
        return
    old = type(row)._base_manager.filter(pk=row.pk).first()
    for field in fields if old else ():
        before = getattr(old, field.attname)
        if before and stored_names(before) != stored_names(getattr(row, field.attname)):
            yield before


def _withdraw(names: list[str], field: models.FileField, even_if_used: bool) -> None:
    if not even_if_used and (users := field.model._base_manager.filter(**{field.name: names[0]})):
        # What was cut around a former focus is of no use to anybody, and can be made again.
        used = {each for row in users for each in stored_names(getattr(row, field.attname))}
        forget(set(names) - used)
        return
    for name in names:
        if default_storage.exists(name):
            kept = f"{FOLDER}/{uuid4().hex}{PurePosixPath(name).suffix}"
            _move(name, kept)
            WithdrawnFile.objects.update_or_create(name=name, defaults={"kept_as": kept})


def _give_back(names: list[str]) -> None:
    for row in WithdrawnFile.objects.filter(name__in=names):
        _move(row.kept_as, row.name)
        row.delete()


def _move(source: str, target: str) -> None:
    with default_storage.open(source) as file:
        default_storage.save(target, file)
    default_storage.delete(source)
