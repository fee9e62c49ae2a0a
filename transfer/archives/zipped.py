"""The members of a `.zip`, one after the other."""

import stat
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from transfer import limits
from transfer.limits import FolderError, Meter

_MEMBER = b"PK\x01\x02"
_ENCRYPTED = 0x1
_IS_UTF8 = 0x800
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def zip_members(
    file: BinaryIO, name: str, skipped: list[str]
) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Each plain file by its name, with its bytes; what is none goes to ``skipped``.

    Raises FolderError, and what `zipfile` and `zlib` raise for damaged files.
    """
    size = _refuse_too_many(file, name)
    meter = Meter(name, size)
    with zipfile.ZipFile(file) as archive:
        if any(member.flag_bits & _ENCRYPTED for member in archive.infolist()):
            raise FolderError(f"{name} is encrypted. Pack it again without a password.")
        for member in archive.infolist():
            if member.is_dir():
                continue
            if reason := _reason(member):
                skipped.append(f"{_name_of(member)} {reason}")
            else:
                yield _name_of(member), _pieces(archive, member, meter)


def _refuse_too_many(file: BinaryIO, name: str) -> int:
    """The file's size. Each member costs memory before any is read: their signs are counted."""
    size = found = 0
    last = b""
    while piece := file.read(2**20):
        found += (last + piece).count(_MEMBER)
        last = piece[-len(_MEMBER) + 1 :]
        size += len(piece)
        if found > limits.MAX_FILES * 2:  # folders are members too
            raise FolderError(limits.too_many(name))
    file.seek(0)
    return size


def _reason(member: zipfile.ZipInfo) -> str:
    kind = stat.S_IFMT(member.external_attr >> 16) if member.create_system == 3 else 0
    if kind == stat.S_IFLNK:
        return "is a symbolic link and was not followed."
    if kind not in (0, stat.S_IFREG):
        return "is neither a file nor a folder."
    if member.compress_type not in _METHODS:
        return "is packed in a way that is not read here. Pack the site as an ordinary .zip."
    return ""


def _name_of(member: zipfile.ZipInfo) -> str:
    """Names without the sign for UTF-8 are read as a code page of 1981, which is seldom meant."""
    name = member.orig_filename.split("\0", 1)[0]
    if member.flag_bits & _IS_UTF8 or name.isascii():
        return name
    try:
        return name.encode("cp437").decode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return name


def _pieces(archive: zipfile.ZipFile, member: zipfile.ZipInfo, meter: Meter) -> Iterator[bytes]:
    with archive.open(member) as file:
        while piece := file.read(limits.PIECE):
            meter.count(len(piece))
            yield piece
