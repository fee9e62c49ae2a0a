"""Files of an imported site in the storage: checked, named by what they hold, and gone again when
the import fails."""

from collections.abc import Callable
from functools import cached_property
from hashlib import blake2b
from pathlib import PurePosixPath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import Model

from profiles.documents import validate_document
from profiles.pictures import renditions, validate_picture
from transfer.folder import FileError, SiteFolder
from transfer.unfinished import Note, NotingStorage
from typeset.fold import slugify

PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif")


class AttachmentError(Exception):
    """A file cannot be taken; the message names it and says why."""


class Attachments:
    def __init__(self, folder: SiteFolder) -> None:
        self.folder = folder
        self.used: set[str] = set()  # paths in the folder

    def content(self, path: str) -> ContentFile:
        """The file's bytes; raises AttachmentError."""
        self.used.add(path)
        picture = path.lower().endswith(PICTURES)
        limit = settings.PICTURE_MAX_BYTES if picture else settings.DOCUMENT_MAX_BYTES
        try:
            return ContentFile(self.folder.read(path, limit), name=PurePosixPath(path).name)
        except FileError as error:
            raise AttachmentError(str(error)) from error

    def address(self, path: str) -> str:
        """Store a picture or document of a text, once, and give its address."""
        return default_storage.url(self.store(path, "text"))

    def store(self, path: str, folder: str) -> str:
        """Store a file, once for the same bytes, and give its name in the storage."""
        file = self.content(path)
        digest = digest_of(file)
        try:
            if path.lower().endswith(PICTURES):
                validate_picture(file)
                return self._keep(f"{folder}/{digest}.webp", lambda: _as_webp(file))
            validate_document(file)
        except ValidationError as error:
            raise AttachmentError(f"{path}: {' '.join(error.messages)}") from error
        stem = PurePosixPath(path)
        name = slugify(stem.stem, "file") + stem.suffix.lower()
        return self._keep(f"{folder}/{digest}/{name}", lambda: file.open().read())

    def watch(self, row: Model, field: str) -> None:
        """Note the files that a row's field is about to store."""
        file = getattr(row, field)
        file.storage = NotingStorage(file.storage, self.stored)

    @cached_property
    def stored(self) -> Note:
        """What this import has stored; nothing is noted as long as it stores nothing."""
        return Note()

    def keep(self) -> None:
        """The import is certain: its files stay."""
        if "stored" in vars(self):
            self.stored.close()

    def discard(self) -> None:
        """Take away what this import stored."""
        if "stored" in vars(self):
            self.stored.discard()

    def _keep(self, name: str, content: Callable[[], bytes]) -> str:
        if not default_storage.exists(name):
            self.stored.add(name)
            default_storage.save(name, ContentFile(content()))
        return name


def digest_of(file: ContentFile) -> str:
    file.seek(0)
    digest = blake2b(file.read(), digest_size=16).hexdigest()
    file.seek(0)
    return digest


def _as_webp(file: ContentFile) -> bytes:
    """The picture at its largest width, without metadata."""
    (width, _height), made = renditions(file)
    return made[width]
