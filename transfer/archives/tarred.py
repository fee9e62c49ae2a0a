"""The members of a `.tar` or `.tar.gz`, one after the other, in one pass."""

import gzip
import os
import tarfile
from collections.abc import Iterator
from typing import BinaryIO, cast

from transfer import limits
from transfer.limits import FolderError, Meter

_GZIP = b"\x1f\x8b"
_HEADERS = 1024 * 1024  # what may lie between two members: their names, however long


class _Metered:
    """The unpacked bytes, counted; between two members only as many as heads may have."""

    def __init__(self, file: BinaryIO, meter: Meter) -> None:
        self.file = file
        self.meter = meter
        self.left: int | None = _HEADERS

    def read(self, size: int) -> bytes:
        piece = self.file.read(size)
        self.meter.count(len(piece))
        if self.left is not None:
            self.left -= len(piece)
            if self.left < 0:
                raise FolderError(f"{self.meter.name} holds a head that no file has.")
        return piece


def tar_members(
    file: BinaryIO, name: str, skipped: list[str]
) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Each plain file by its name, with its bytes; what is none goes to ``skipped``.

    Raises FolderError, and what `tarfile`, `gzip` and `zlib` raise for damaged files. Each member
    must be read to its end before the next is asked for.
    """
    packed = file.read(2) == _GZIP
    file.seek(0)
    unpacked = cast("BinaryIO", gzip.GzipFile(fileobj=file)) if packed else file
    metered = _Metered(unpacked, Meter(name, os.fstat(file.fileno()).st_size))
    seen = 0
    with tarfile.open(fileobj=cast("BinaryIO", metered), mode="r|") as archive:
        for member in archive:
            seen += 1
            if seen > limits.MAX_FILES * 2:  # folders are members too
                raise FolderError(limits.too_many(name))
            if member.isdir():
                continue
            if reason := _reason(member):
                skipped.append(f"{member.name} {reason}")
                continue
            metered.left = None
            yield member.name, _pieces(archive, member)
            metered.left = _HEADERS
        if not seen:
            raise FolderError(f"{name} is empty.")


def _reason(member: tarfile.TarInfo) -> str:
    if member.issym():
        return "is a symbolic link and was not followed."
    if member.islnk():
        return "is a link to another file of the archive and was not followed."
    if member.issparse():
        return "is a file with holes, which is not read here."
    return "" if member.isreg() else "is neither a file nor a folder."


def _pieces(archive: tarfile.TarFile, member: tarfile.TarInfo) -> Iterator[bytes]:
    file = archive.extractfile(member)
    if file is None:
        return
    with file:
        while piece := file.read(limits.PIECE):
            yield piece
