"""A database with all tables and nothing in them, for tests that start the site as processes.

Migrations take ten seconds of a processor; so they run once, and until one of them changes the file
that they made is copied.
"""

import fcntl
import hashlib
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from importlib.metadata import version
from pathlib import Path

from tests import servers

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / ".pytest_cache/octavo"
PACKAGES = ("django", "django-allauth", "django-simple-history")


def put_tables(data: Path) -> None:
    """Into the folder of a new site on SQLite, in place of `manage.py migrate`."""
    KEPT.mkdir(parents=True, exist_ok=True)
    made = KEPT / f"tables-{_digest()}.sqlite3"
    with (KEPT / "lock").open("w") as lock:  # other processes of the tests wait for it
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            _make(made)
    data.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(made, data / "octavo.sqlite3")


def _make(file: Path) -> None:
    for old in KEPT.glob("tables-*"):
        shutil.rmtree(old) if old.is_dir() else old.unlink()
    folder = file.with_suffix(".being-made")
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "-v0", "--skip-checks"],
        cwd=ROOT,
        env={**servers.inherited(), "OCTAVO_DATA": str(folder)},
        check=True,
    )
    whole = folder / "whole.sqlite3"
    with (
        closing(sqlite3.connect(folder / "octavo.sqlite3")) as source,
        closing(sqlite3.connect(whole)) as copy,
    ):
        source.backup(copy)  # with what may still lie in its log
    whole.rename(file)
    shutil.rmtree(folder)


def _digest() -> str:
    digest = hashlib.blake2b(" ".join(map(version, PACKAGES)).encode(), digest_size=8)
    for path in sorted(ROOT.glob("*/migrations/*.py")):
        digest.update(f"{path}\0".encode() + path.read_bytes())
    digest.update((ROOT / "publications/triggers.py").read_bytes())
    return digest.hexdigest()
