"""The pictures that a site shows beside its papers, as the papers' previews."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError

from profiles.pictures import validate_picture
from publications.listing import Record
from publications.models import Publication
from transfer.addresses import on_old_site
from transfer.alfolio.samples import is_sample_picture
from transfer.attachments import AttachmentError, Attachments
from transfer.content import Item
from transfer.folder import PathEscapeError
from transfer.rows import Rows
from typeset.fold import fold

FOLDERS = ("assets/img/publication_preview", "assets/img", "images")
PICTURES = ("assets/", "images/", "img/")
# Signs beside a paper, which show nothing of it.
_ICON = re.compile(
    r"(?:.*[-_])?(?:icons?|logo|badge|new|hot|star|pdf|arxiv|doi|github|code|slides?|video|bib(?:tex)?"
    r"|acrobat|adobe|link|blank|placeholder)\d*",
    re.IGNORECASE,
)
_BADGE = re.compile(r"^data:|shields\.io|badge", re.IGNORECASE)


class Previews:
    def __init__(self, attachments: Attachments, rows: Rows) -> None:
        self.attachments = attachments
        self.rows = rows

    def give(self, ref: str, written: str, publication: int) -> str:
        """Give a publication its picture, unless it has one from elsewhere; what hindered it."""
        row = Publication.objects.get(pk=publication)
        if row.preview and ("preview", ref) not in self.rows.memories:
            return ""
        if "://" in written:
            return f"Its picture is at {written}, which is not fetched. Upload it by hand."
        try:
            folder = self.attachments.folder
            path = folder.find(written, *FOLDERS) or folder.named(written, *PICTURES)
            if path is None or is_sample_picture(path):
                return f"Its picture {written} is not in the folder." if path is None else ""
            file = self.attachments.content(path)
            validate_picture(file)
        except (PathEscapeError, AttachmentError) as error:
            return str(error)
        except ValidationError as error:
            return f"{written}: {' '.join(error.messages)}"
        self.rows.merge(Item("preview", ref), row, {}, {"preview": file})
        return ""


def with_pictures(records: Iterable[Record], page: str, origin: str) -> list[Record]:
    """The records, each with its picture's path on the old site, where it has one of its own.

    ``page`` is where they are listed. What stands beside several papers is a sign.
    """
    found = list(records)
    shown: dict[str, set[str]] = defaultdict(set)
    for record in found:
        shown[record.image].add(fold(record.title))
    return [
        replace(record, image=_path(record.image, page, origin))
        if record.image and len(shown[record.image]) == 1 and not _is_sign(record.image)
        else replace(record, image="")
        for record in found
    ]


def _is_sign(address: str) -> bool:
    return bool(_BADGE.search(address) or _ICON.fullmatch(PurePosixPath(address).stem))


def _path(address: str, page: str, origin: str) -> str:
    return on_old_site(address, origin, page) or address
