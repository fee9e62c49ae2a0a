"""Uploaded documents: size and kind are checked, and the name on disk is our own."""

from pathlib import PurePath
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import models
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from typeset.fold import slugify

KINDS = {
    ".pdf", ".txt", ".md", ".csv", ".tsv", ".json", ".bib", ".tex", ".ipynb", ".r", ".py", ".zip",
    ".gz", ".tgz", ".pptx", ".ppt", ".odp", ".key", ".docx", ".doc", ".odt", ".xlsx", ".ods",
    ".epub", ".mp4", ".webm", ".mp3", ".png", ".jpg", ".jpeg", ".webp",
}  # fmt: skip


def validate_document(file: File) -> None:
    """Refuses what a browser would run, what is too large, and a PDF that is none."""
    suffix = PurePath(file.name or "").suffix.lower()
    if suffix not in KINDS:
        raise ValidationError(
            _(
                "A file of the kind “%(kind)s” cannot be offered here. "
                "Upload a PDF, slides, data or a .zip."
            ),
            params={"kind": suffix or file.name},
        )
    if file.size > settings.DOCUMENT_MAX_BYTES:
        raise ValidationError(
            _(
                "The file has %(size)s; at most %(limit)s are taken. "
                "Make it smaller, or link to it."
            ),
            params={
                "size": filesizeformat(file.size),
                "limit": filesizeformat(settings.DOCUMENT_MAX_BYTES),
            },
        )
    if suffix == ".pdf":
        file.seek(0)
        head = file.read(1024)
        file.seek(0)
        if b"%PDF-" not in head:
            raise ValidationError(
                _("This is no PDF file, though its name says so. Export it anew.")
            )


class DocumentField(models.FileField):
    """A file for download, kept as ``<folder>/<random>/<readable name>``."""

    default_validators = [validate_document]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 300)
        super().__init__(*args, **kwargs)

    def generate_filename(self, instance: models.Model | None, filename: str) -> str:
        path = PurePath(filename)
        name = slugify(path.stem, "file") + path.suffix.lower()
        return super().generate_filename(instance, f"{uuid4().hex}/{name}")
