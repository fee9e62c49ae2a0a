"""Uploads that outlive a refused form: whoever forgot a field need not choose the file again.

They lie outside the public media, for a day at most, and are found again by a signed name.
"""

from datetime import timedelta
from pathlib import PurePath
from uuid import uuid4

from django.conf import settings
from django.core import signing
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils import timezone

LIFE = timedelta(days=1)
SALT = "profiles.kept"


class KeptUpload(SimpleUploadedFile):
    """A file of an earlier attempt, and the token it goes by."""

    def __init__(self, name: str, content: bytes, token: str) -> None:
        super().__init__(name, content)
        self.token = token


def keep(upload: UploadedFile) -> str:
    """Put the file aside; the token gets it back."""
    if isinstance(upload, KeptUpload):
        return upload.token
    storage = _storage()
    _sweep(storage)
    upload.seek(0)
    path = storage.save(uuid4().hex, upload)
    return signing.dumps([path, PurePath(upload.name or "file").name], salt=SALT)


def take(token: str) -> KeptUpload | None:
    """The file, or None when the token is not ours or the file is gone."""
    try:
        path, name = signing.loads(token, salt=SALT, max_age=LIFE)
        with _storage().open(path) as file:
            return KeptUpload(name, file.read(), token)
    except (signing.BadSignature, FileNotFoundError):
        return None


def _storage() -> FileSystemStorage:
    return FileSystemStorage(location=settings.DATA_DIR / "pending")


def _sweep(storage: FileSystemStorage) -> None:
    if not storage.exists(""):
        return
    for name in storage.listdir("")[1]:
        try:
            if storage.get_modified_time(name) < timezone.now() - LIFE:
                storage.delete(name)
        except FileNotFoundError:
            continue  # another process was first
