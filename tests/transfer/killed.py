"""Imports as processes of their own, killed at a change of the database that a test names."""

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from tests import factories
from tests.tables import put_tables
from tests.transfer.archives import zipped
from tests.transfer.sites import ABOUT, CONFIG, doc, lay

LIST = "".join(
    f"- Tides of the year {year}. Mina Sørensen, Li Chen. _Journal of Tides_, {year}.\n"
    for year in range(2000, 2020)
)
UPLOAD = """
from django.core.files import File
from profiles.models import Researcher
from transfer.bringing import imports
from transfer.models import SiteImport
from accounts.models import User
person = Researcher.objects.get(slug="mina-sorensen")
user = User.objects.get()
"""
KEEP = (
    UPLOAD
    + "imports.keep(File(open({!r}, 'rb'), name='site.zip'), person, user, with_samples=False)"
)
APPLY = UPLOAD + "list(imports.applying(SiteImport.objects.get(), user))"


@dataclass
class Installation:
    """A folder of data of its own, and the commands that work on it."""

    data: Path
    variables: dict[str, str] = field(default_factory=dict)

    def manage(self, *arguments: str, dies_at: int = 0) -> subprocess.CompletedProcess[str]:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.transfer.dying",
            "OCTAVO_DATA": str(self.data),
            "OCTAVO_DIES_AT": str(dies_at),
            "OCTAVO_BASE_URL": "",
            **self.variables,
        }
        return subprocess.run(
            [sys.executable, "-W", "ignore", "manage.py", *arguments],
            cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip

    def run(self, *arguments: str) -> int:
        """How many changes of the database the command made."""
        done = self.manage(*arguments)
        assert done.returncode == 0, done.stderr
        return int(re.findall(r"changes: (\d+)", done.stderr)[-1])

    def kill(self, *arguments: str, at: int) -> None:
        assert self.manage(*arguments, dies_at=at).returncode == -signal.SIGKILL

    def rows(self) -> str:
        """All that the database holds."""
        if "DATABASE_URL" not in self.variables:
            with closing(sqlite3.connect(self.data / "octavo.sqlite3")) as database:
                return "\n".join(database.iterdump())
        left_out = ("contenttypes", "auth.permission", "sessions")
        options = [f"--exclude={each}" for each in left_out]
        done = self.manage("dumpdata", "--natural-foreign", *options)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def files(self) -> set[str]:
        """What lies in the folder beside the database, which the next run needs not."""
        places = ("media", "importing", "unpacking", "uploads")
        return {
            str(path.relative_to(self.data))
            for place in places
            for path in (self.data / place).rglob("*")
            if path.is_file()
        }

    def copied(self, folder: Path) -> "Installation":
        shutil.copytree(self.data, folder)
        return Installation(folder, self.variables)


def prepare(data: Path, **variables: str) -> Installation:
    """A site with one person and one account."""
    made = Installation(data, variables)
    data.mkdir(exist_ok=True)
    if "DATABASE_URL" in variables:
        made.run("migrate", "--verbosity", "0")
    else:
        put_tables(data)
    made.run("add_researcher", "Mina Sørensen", "--slug", "mina-sorensen")
    made.run(
        "shell", "--verbosity", "0", "-c",
        "from accounts.models import User; User.objects.create_superuser('a@lab.example', 'x')",
    )  # fmt: skip
    return made


def site_files() -> dict[str, str | bytes]:
    """A site with pictures in rows and in texts, papers and news."""
    picture = factories.picture().read()
    return {
        "_config.yml": CONFIG,
        "_pages/about.md": ABOUT,
        "assets/img/prof_pic.jpg": picture,
        "assets/img/tide.png": picture,
        "_news/one.md": doc("date: 2024-01-02\ninline: true", "![Tide](/assets/img/tide.png)"),
        "_projects/one.md": doc("title: Gauges\nimg: assets/img/tide.png"),
        "_bibliography/papers.bib": (
            "@article{tide, title={Tides}, author={Sørensen, Mina}, year={2020}}"
        ),
    }


def commands(folder: Path) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """The imports by their kinds: what goes before, and the command that is killed."""
    papers = folder / "list.md"
    papers.write_text(LIST, encoding="utf-8")
    laid = str(lay(folder / "site", site_files()))
    archive = str(zipped(folder / "site.zip", site_files()))
    shell = ("shell", "--verbosity", "0", "-c")
    owner = ("--researcher", "mina-sorensen")
    return {
        "folder": ((), ("import_site", laid, *owner)),
        "archive": ((), ("import_site", archive, *owner)),
        "list": ((), ("import_list", str(papers), *owner)),
        "upload": ((*shell, KEEP.format(archive)), (*shell, APPLY)),
    }


def kill_and_repeat(tried: Installation, command: tuple[str, ...], points: Iterable[int]) -> None:
    """Kill the command at each of the points: nothing is written; then let it come to its end."""
    rows = tried.rows()
    for at in points:
        tried.kill(*command, at=at)
        assert tried.rows() == rows
    tried.run(*command)
    assert tried.rows() != rows
    assert not any(name.startswith(("importing/", "unpacking/")) for name in tried.files())
