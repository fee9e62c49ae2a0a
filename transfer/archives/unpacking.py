"""A site in an archive: unpacked within limits, under names of our own, and gone again afterwards.

No name in the archive becomes a name on the disk: each file is laid down under its number, so
that no path can lead out of the folder. What is no plain file is named and left out.
"""

import gzip
import shutil
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from django.core.files import locks

from transfer import limits
from transfer.archives.tarred import tar_members
from transfer.archives.zipped import zip_members
from transfer.folder import SiteFolder
from transfer.limits import FolderError

# A member as its archive gives it: its name, and its bytes piece by piece.
Unpacked = Callable[[BinaryIO, str, list[str]], Iterator[tuple[str, Iterator[bytes]]]]
READERS: dict[str, Unpacked] = {
    ".zip": zip_members, ".tar.gz": tar_members, ".tgz": tar_members, ".tar": tar_members,
}  # fmt: skip
SUFFIXES = tuple(READERS)
_DAMAGED = (
    zipfile.BadZipFile, tarfile.TarError, gzip.BadGzipFile, zlib.error, EOFError, ValueError,
    NotImplementedError,
)  # fmt: skip
_LOCK = ".lock"
MAX_SAID = 30  # members that are named one by one
_OF_TOOLS = frozenset({"__MACOSX", ".DS_Store"})
# Folders at the top of a site; an archive that holds one of them alone has no folder around it.
_PARTS = frozenset({"content", "config", "data", "assets", "static", "files", "images"})


class UnpackedFolder(SiteFolder):
    """What an archive held, by its paths; the files lie under their numbers."""

    def __init__(self, root: Path, name: str, places: dict[str, str], skipped: list[str]) -> None:
        self.places = places
        super().__init__(root)
        self.name = name
        self.skipped = skipped

    def _walk(self) -> list[str]:
        return sorted(self.places)

    def _place(self, path: str) -> Path:
        return self.root / self.places[path]


@contextmanager
def opened(path: Path, scratch: Path) -> Iterator[SiteFolder]:
    """The folder, or what the archive holds: unpacked beneath ``scratch`` until the block ends.

    Raises FolderError, with one line for people.
    """
    suffix = next((each for each in SUFFIXES if path.name.lower().endswith(each)), "")
    if path.is_dir() or not suffix:
        if path.is_file():
            raise FolderError(f"{path} is neither a folder nor an archive: {', '.join(SUFFIXES)}.")
        yield SiteFolder(path)
        return
    scratch.mkdir(parents=True, exist_ok=True)
    _sweep(scratch)
    with _folder(scratch) as folder:
        yield _unpack(path, READERS[suffix], folder)


@contextmanager
def _folder(scratch: Path) -> Iterator[Path]:
    """A folder with a file beside it that is locked as long as this process lives."""
    with tempfile.NamedTemporaryFile(prefix="site-", suffix=_LOCK, dir=scratch) as held:
        locks.lock(held, locks.LOCK_EX)
        folder = Path(held.name).with_suffix("")
        try:
            folder.mkdir()
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _sweep(scratch: Path) -> None:
    """Take away what processes unpacked that were killed since."""
    for path in scratch.glob(f"site-*{_LOCK}"):
        with suppress(OSError), path.open("rb") as held:
            if locks.lock(held, locks.LOCK_EX | locks.LOCK_NB):
                shutil.rmtree(path.with_suffix(""), ignore_errors=True)
                path.unlink(missing_ok=True)


def _unpack(path: Path, members: Unpacked, folder: Path) -> SiteFolder:
    skipped: list[str] = []
    places: dict[str, str] = {}
    try:
        with path.open("rb") as file:
            for name, pieces in members(file, path.name, skipped):
                _lay(name, pieces, folder, places, skipped)
                if len(places) > limits.MAX_FILES:
                    raise FolderError(limits.too_many(path.name))
    except _DAMAGED as error:
        raise FolderError(
            f"{path.name} is damaged or was cut off ({error}). Pack or download it again."
        ) from error
    except OSError as error:
        raise FolderError(f"{path.name} cannot be read: {error.strerror or error}.") from error
    return UnpackedFolder(folder, path.name, _without_top(places), _shortened(skipped))


def _lay(
    name: str,
    pieces: Iterator[bytes],
    folder: Path,
    places: dict[str, str],
    skipped: list[str],
) -> None:
    """One member to the disk; what is not wanted is read to its end all the same."""
    path, reason = _path_of(name)
    if path in places:
        reason = "stands twice in the archive; the first one counts."
    if reason:
        skipped.append(f"{_shown(name)} {reason}")
    wanted = bool(path) and not reason
    number = str(len(places))
    size = 0
    with (folder / number).open("wb") as file:
        for piece in pieces:
            size += len(piece)
            if wanted and size <= limits.MAX_BYTES_OF_ONE:
                file.write(piece)
    if wanted and size > limits.MAX_BYTES_OF_ONE:
        skipped.append(f"{path} is larger than {limits.MAX_BYTES_OF_ONE // 2**20} MB.")
    elif wanted:
        places[path] = number


def _path_of(name: str) -> tuple[str, str]:
    """The member's path in plain form, and why it is left out; both empty for what tools add."""
    if not limits.printable(name):
        return "", "has a name that is not UTF-8, or that cannot be written."
    if name.startswith(("/", "\\")) or name[1:3] in (":\\", ":/"):
        return "", "has an absolute path and was left out."
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".")]
    if ".." in parts:
        return "", "leads out of the archive and was left out."
    if limits.ignored(parts) or _OF_TOOLS & set(parts):
        return "", ""
    if len(parts) > limits.MAX_DEPTH:
        return "", "lies too deep and was not read."
    return "/".join(parts), ""


def _without_top(places: dict[str, str]) -> dict[str, str]:
    """The same without the one folder around everything, such as `repository-main/`."""
    while places:
        tops = {path.split("/", 1)[0] for path in places}
        top = next(iter(tops))
        is_wrapper = len(tops) == 1 and not top.startswith("_") and top not in _PARTS
        if not is_wrapper or top in places:
            break
        places = {path.split("/", 1)[1]: number for path, number in places.items()}
    return places


def _shortened(skipped: list[str]) -> list[str]:
    rest = len(skipped) - MAX_SAID
    return [*skipped[:MAX_SAID], *([f"{rest} more members were left out."] if rest > 0 else [])]


def _shown(name: str) -> str:
    shown = name if limits.printable(name) else ascii(name)
    return shown if len(shown) <= 200 else f"{shown[:199]}…"
