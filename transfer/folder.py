"""A folder that somebody else filled: read within limits, and never beyond its own edge."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from transfer import limits
from transfer.limits import FolderError

# Marks of byte order that were pasted into a text, which nobody sees; and what no database takes.
_ODD = {0xFEFF: None, 0: 0xFFFD}
TEXT_BYTES = 2 * 1024 * 1024
BIB_BYTES = 25 * 1024 * 1024


class FileError(Exception):
    """One file cannot be read; the message names it and says why, for people."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path} {reason}")
        self.path = path


class PathEscapeError(Exception):
    """An address inside the site leads out of its folder."""


class SiteFolder:
    """The plain files of a folder by their paths; links and devices are seen, but not followed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.name = str(root)
        self.skipped: list[str] = []
        self.paths = self._walk()
        self._by_folded = {_folded(path): path for path in reversed(self.paths)}

    def __contains__(self, path: str) -> bool:
        return self._by_folded.get(_folded(path)) == path

    def below(self, folder: str, *suffixes: str) -> list[str]:
        """The paths beneath ``folder`` that end in one of the suffixes, in order."""
        prefix = folder.strip("/") + "/" if folder.strip("/") else ""
        return [
            path
            for path in self.paths
            if path.startswith(prefix) and (not suffixes or path.lower().endswith(suffixes))
        ]

    def find(self, address: str, *folders: str) -> str | None:
        """The file that an address means, in one of ``folders`` or the root, whatever its case.

        Raises PathEscapeError when the address climbs out of the folder.
        """
        wanted = unquote(urlsplit(address.strip()).path).replace("\\", "/")
        if not wanted or "\0" in wanted:
            return None
        escaped = False
        for folder in (*folders, ""):
            path = _normal(folder, wanted)
            escaped = escaped or path is None
            if path and (found := self._by_folded.get(_folded(path))):
                return found
        if escaped:
            raise PathEscapeError(f"“{wanted}” leads out of the site's folder.")
        return None

    def named(self, address: str, *folders: str) -> str | None:
        """The only file of that bare name that lies anywhere below the folders."""
        name = f"/{_folded(unquote(address.strip()))}"
        if name.count("/") > 1:
            return None
        found = [
            path for path in self.paths if path.startswith(folders) and _folded(path).endswith(name)
        ]
        return found[0] if len(found) == 1 else None

    def read(self, path: str, limit: int) -> bytes:
        """The file's bytes; raises FileError."""
        try:
            # A link that took the file's place since the walk is not followed either.
            handle = os.open(self._place(path), os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        except OSError as error:
            raise FileError(path, f"cannot be read: {error.strerror}.") from error
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise FileError(path, "is not a file.")
            content = file.read(limit + 1)
        if len(content) > limit:
            raise FileError(path, f"is larger than {limit // 1024 // 1024} MB.")
        return content

    def text(self, path: str, limit: int = TEXT_BYTES) -> str:
        """The file as text with plain line ends; raises FileError unless it is UTF-8."""
        try:
            text = self.read(path, limit).decode("utf-8-sig")
        except UnicodeDecodeError as error:
            reason = f"is not UTF-8 (byte {error.start + 1}). Save it as UTF-8 and import it again."
            raise FileError(path, reason) from error
        return text.replace("\r\n", "\n").replace("\r", "\n").translate(_ODD)

    def _place(self, path: str) -> Path:
        """Where the file lies on the disk."""
        return self.root / path

    def _walk(self) -> list[str]:
        if not self.root.is_dir():
            reason = "is not a folder" if self.root.exists() else "does not exist"
            raise FolderError(f"{self.root} {reason}.")
        found: list[str] = []
        for path in self._below(self.root, PurePosixPath(), 0):
            found.append(path)
            if len(found) > limits.MAX_FILES:
                raise FolderError(limits.too_many(self.name))
        return sorted(found)

    def _below(self, folder: Path, at: PurePosixPath, depth: int) -> Iterator[str]:
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            if depth == 0:
                raise FolderError(f"{folder} cannot be read: {error.strerror}.") from error
            self.skipped.append(f"{at} cannot be read: {error.strerror}.")
            return
        for entry in entries:
            path = at / entry.name
            if not limits.printable(entry.name):
                self.skipped.append(f"{str(path)!a} has a name that is not UTF-8.")
            elif entry.is_symlink():
                self.skipped.append(f"{path} is a symbolic link and was not followed.")
            elif entry.is_dir():
                if entry.name in limits.IGNORED:
                    continue
                if depth == limits.MAX_DEPTH:
                    self.skipped.append(f"{path} lies too deep and was not read.")
                else:
                    yield from self._below(Path(entry), path, depth + 1)
            elif entry.is_file():
                yield str(path)
            else:
                self.skipped.append(f"{path} is neither a file nor a folder.")


def _normal(folder: str, wanted: str) -> str | None:
    """``wanted`` as a path from the site's root, where an absolute one starts; None outside."""
    parts = [] if wanted.startswith("/") else [part for part in folder.split("/") if part]
    for part in wanted.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def _folded(path: str) -> str:
    return path.casefold()
