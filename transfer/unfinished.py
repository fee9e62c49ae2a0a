"""What an import leaves on the disk when its process is killed, and the next import takes away.

The database forgets an unfinished transaction by itself; storage and folders do not. So whoever
stores files before the transaction is certain notes their names in a file that is locked as long
as the process lives. A note that nobody holds any more is that of a process which died.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any
from uuid import uuid4

from django.conf import settings
from django.core.files import locks
from django.core.files.base import File
from django.core.files.storage import Storage, default_storage

from transfer.leaving.traces import used

NOTES = settings.DATA_DIR / "importing"


class Note:
    """The names of what one import stored, each beside the file that it was made of."""

    def __init__(self) -> None:
        NOTES.mkdir(parents=True, exist_ok=True)
        self._stored: list[tuple[str, str]] = []
        self._path, self._file = _locked()

    def add(self, name: str, made_of: str = "") -> None:
        """Call it before the file is stored."""
        self._stored.append((made_of or name, name))
        self._file.write(f"{made_of or name}\t{name}\n")
        self._file.flush()

    def discard(self) -> None:
        """Take away what is noted, once the transaction is rolled back."""
        _take_away(self._stored)
        self.close()

    def close(self) -> None:
        self._path.unlink(missing_ok=True)
        self._file.close()


class NotingStorage:
    """A storage for one field's file, which notes each name before anything is stored under it."""

    def __init__(self, storage: Storage, note: Note) -> None:
        self._storage = storage
        self._note = note
        self._first = ""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._storage, name)

    def save(self, name: str, content: File, max_length: int | None = None) -> str:
        name = self._storage.get_available_name(name, max_length=max_length)
        self._first = self._first or name
        self._note.add(name, self._first)
        return self._storage.save(name, content, max_length=max_length)


def sweep() -> None:
    """Take away what killed imports stored and no row has."""
    for path in sorted(NOTES.glob("*.txt")):
        with path.open(encoding="utf-8") as note:
            if not locks.lock(note, locks.LOCK_EX | locks.LOCK_NB):
                continue  # its import is running
            lines = (line.rstrip("\n").partition("\t") for line in note)
            _take_away((made_of, name) for made_of, _, name in lines if name)
            path.unlink(missing_ok=True)


def _take_away(stored: Iterable[tuple[str, str]]) -> None:
    stored = list(stored)
    # The process may have died just after its transaction was kept; and another import may have
    # found the same file there, and kept it.
    kept = used(made_of for made_of, _name in stored)
    for made_of, name in stored:
        if made_of not in kept:
            default_storage.delete(name)


def _locked() -> tuple[Path, IO[str]]:
    """A new note, locked before a sweep can take it for a dead one's."""
    while True:
        path = NOTES / f"{uuid4().hex}.txt"
        file = path.open("x", encoding="utf-8")
        locks.lock(file, locks.LOCK_EX)
        if path.exists():
            return path, file
        file.close()
