"""A folder that appears whole or not at all: written beside its place, and renamed at the end.

What stands there already is only replaced when it is an earlier export and nothing has been added
to it: a manifest in the folder names every file that the export wrote, with a digest by which one
that was changed since is told from the others.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path

MANIFEST = "octavo-export.json"
_SHOWN = 3  # of a stranger's files, in the refusal


class OccupiedError(Exception):
    """The place is somebody else's; the message says what is there, for people."""


@contextmanager
def finished_folder(target: Path, kind: str) -> Iterator[Path]:
    """An empty folder to write to, which takes the place of ``target`` if nothing is raised.

    ``kind`` is what is exported: a static site never replaces another kind of export.
    Raises OccupiedError before anything is written.
    """
    target = target.expanduser().resolve()
    _check(target, kind)
    target.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        yield folder
        _describe(folder, kind)
        _check(target, kind)  # the export took its time
        _put(folder, target)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _check(target: Path, kind: str) -> None:
    if not target.exists():
        return
    if not target.is_dir():
        raise OccupiedError(f"{target} is a file. Name a folder, which need not exist yet.")
    standing = files_below(target)
    known = _manifest(target)
    if not standing and not any(target.iterdir()):
        return
    if known.get("kind") != kind:
        raise OccupiedError(
            f"{target} holds something else ({_listed(standing)}). Nothing was written: "
            "name another folder, or empty this one."
        )
    added = sorted(set(standing) - set(known.get("files", {})) - {MANIFEST})
    if added:
        raise OccupiedError(
            f"{target} holds what no export wrote ({_listed(added)}), and it would be lost. "
            "Nothing was written: name another folder, and copy from there."
        )


def files_below(folder: Path) -> list[str]:
    """The paths of all that is no folder, with slashes, in order."""
    return sorted(
        (Path(parent) / name).relative_to(folder).as_posix()
        for parent, _folders, names in os.walk(folder)
        for name in [*names, *(each for each in _folders if (Path(parent) / each).is_symlink())]
    )


def digest(content: bytes) -> str:
    return blake2b(content, digest_size=16).hexdigest()


def _manifest(folder: Path) -> dict:
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _describe(folder: Path, kind: str) -> None:
    about = {
        "made_by": "Octavo",
        "kind": kind,
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "files": {path: digest((folder / path).read_bytes()) for path in files_below(folder)},
    }
    (folder / MANIFEST).write_text(
        json.dumps(about, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )


def _put(folder: Path, target: Path) -> None:
    """Rename; an earlier export goes only once the new one stands in its place."""
    umask = os.umask(0)
    os.umask(umask)
    folder.chmod(0o777 & ~umask)  # mkdtemp's folders are for their owner alone
    old = folder.with_name(f"{folder.name}.old")
    if target.exists():
        target.rename(old)
    try:
        folder.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _listed(names: list[str]) -> str:
    more = len(names) - _SHOWN
    shown = ", ".join(names[:_SHOWN]) or "folders"
    return f"{shown} and {more} more" if more > 0 else shown
