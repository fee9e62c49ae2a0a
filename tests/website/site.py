"""A real site of processes for tests: servers on ports of their own, an editor, and visitors."""

import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from tests import servers
from tests.tables import put_tables
from tests.website.test_serve import ROOT, environment

PERSON = "/people/mina/"
# Saves as a request would: the model's own save, its signals, and what follows the commit.
EDITOR = """
import sys, django
django.setup()
from django.db import connection
from profiles.models import Researcher
for line in sys.stdin:
    person = Researcher.objects.get(slug="mina")
    person.title = f"Edit {line.strip()}."
    person.save()
    print("saved", flush=True)
"""


class Site:
    """Servers over one database; ``variables`` are the settings of all of them."""

    def __init__(self, folder: Path, **variables: str) -> None:
        self.folder = folder
        self.variables = {"OCTAVO_SECRET_KEY": "k" * 50, "WEB_CONCURRENCY": "1", **variables}
        self.ports: list[int] = []
        self._processes: list[subprocess.Popen] = []

    def environment(self, data: Path, port: int = 0) -> dict[str, str]:
        return {**environment(data, port), **self.variables, "PYTHONPATH": str(ROOT)}

    def manage(self, *arguments: str) -> None:
        subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment(self.folder / "data0"),
            check=True,
            stdout=subprocess.DEVNULL,
        )

    def start(self, *, own_folder: bool) -> None:
        """Another server; with a folder of its own it is as if on another machine."""
        number = len(self.ports) if own_folder else 0
        port = servers.free_port()
        with (self.folder / f"log{port}").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "manage.py", "serve", "--no-demo"],
                cwd=ROOT,
                env=self.environment(self.folder / f"data{number}", port),
                stdout=subprocess.DEVNULL,
                stderr=log,
            )
        self._processes.append(process)
        self.ports.append(port)
        servers.wait(lambda: servers.listens(port), process, self.folder / f"log{port}")

    def get(self, path: str, port: int | None = None, **headers: str) -> tuple[int, dict, str]:
        connection = HTTPConnection("127.0.0.1", port or self.ports[0], timeout=30)
        try:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read().decode()
        finally:
            connection.close()

    def log(self, port: int) -> str:
        return (self.folder / f"log{port}").read_text(encoding="utf-8")

    def signal(self, number: int, which: int = 0) -> None:
        self._processes[which].send_signal(number)

    def stop(self) -> None:
        for process in self._processes:
            process.terminate()
        for process in self._processes:
            process.wait(60)


@contextmanager
def site(
    folder: Path, count: int = 1, *, own_folders: bool = False, **variables: str
) -> Iterator[Site]:
    """A site with one person, served by ``count`` servers."""
    made = Site(folder, **variables)
    if "DATABASE_URL" in variables:
        made.manage("migrate", "-v0", "--skip-checks")
    else:
        put_tables(made.folder / "data0")
    made.manage("add_researcher", "Mina Sørensen", "--slug", "mina")
    try:
        for _ in range(count):
            made.start(own_folder=own_folders)
        yield made
    finally:
        made.stop()


class Soak:
    """Edits one after the other, while visitors ask and say when what they see is too old."""

    def __init__(self, where: Site, pause: float) -> None:
        self.site, self.pause = where, pause
        self.confirmed = 0  # the last edit whose answer has come
        self.asked = 0
        self.problems: list[str] = []
        self._over = threading.Event()

    def run(self, edits: int) -> None:
        editor = subprocess.Popen(
            [sys.executable, "-c", EDITOR],
            env={
                **self.site.environment(self.site.folder / "data0"),
                "DJANGO_SETTINGS_MODULE": "config.settings",
            },
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        visitors = [
            threading.Thread(target=self._visit, args=(port,))
            for port in self.site.ports
            for _ in range(2)
        ]
        try:
            self._edit(editor, 1)
            for visitor in visitors:
                visitor.start()
            for number in range(2, edits + 1):
                time.sleep(self.pause)
                self._edit(editor, number)
                for port in self.site.ports:  # at the very next request
                    self._ask(port)
        finally:
            self._over.set()
            for visitor in visitors:
                visitor.join(60)
            editor.communicate(timeout=60)

    def _edit(self, editor: subprocess.Popen, number: int) -> None:
        editor.stdin.write(f"{number}\n")
        editor.stdin.flush()
        assert editor.stdout.readline() == "saved\n"
        self.confirmed = number

    def _visit(self, port: int) -> None:
        while not self._over.wait(0.02):
            self._ask(port)

    def _ask(self, port: int) -> None:
        least = self.confirmed
        try:
            status, headers, body = self.site.get(PERSON, port)
        except (OSError, HTTPException) as error:
            self.problems.append(f"{port}: {error!r}")
            return
        self.asked += 1
        found = re.search(r"Edit (\d+)\.", body)
        if status != 200 or "Warning" in headers or not found:
            self.problems.append(f"{port}: {status}")
        elif int(found[1]) < least:
            self.problems.append(f"{port}: edit {found[1]} was shown after edit {least}")
