"""Uploads as files to take along, wherever they are kept."""

from pathlib import PurePosixPath

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import File
from django.core.files.storage import default_storage

from profiles.models import WithdrawnFile
from profiles.withdrawing import FOLDER


class LostUploadError(Exception):
    """There is no such upload, or none that may be taken."""


def open_upload(name: str, *, own: bool) -> File:
    """The upload of that name. One that was hidden is given only to whose ``own`` row names it:
    a text may name any file there is."""
    parts = PurePosixPath(name).parts
    if parts[:1] == (FOLDER,) or ".." in parts:
        raise LostUploadError(name)
    kept = WithdrawnFile.objects.filter(name=name).first() if own else None
    try:
        return default_storage.open(kept.kept_as if kept else name)
    except (OSError, ValueError, SuspiciousFileOperation) as error:
        raise LostUploadError(name) from error
