"""Servers of a test's or a benchmark's own: PostgreSQL, Redis and nginx, in a temporary folder.

Each listens on this machine alone, at a port or socket of its own, and ends with its `with` block.
`python -m tests.servers COMMAND…` runs a command with DATABASE_URL and CACHE_URL set to fresh
ones; `python -m tests.servers` alone says what is there. With CI=true Debian's packages are
installed where a program is missing, and failing to get one is a failure; elsewhere nothing is
installed, because the packages start services of their own.
"""
# ruff: noqa: T201 - it is a command

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PACKAGES = {
    "postgres": "postgresql",
    "redis-server": "redis-server",
    "nginx": "nginx-light",
    "caddy": "caddy",
}
PATIENCE = 180  # seconds until a server answers, on a busy machine


def inherited() -> dict[str, str]:
    """This process's environment without any setting of Octavo's, for a site of its own."""
    ours = ("OCTAVO_", "DJANGO_", "DATABASE_URL", "CACHE_URL", "PYTEST_", "SENTRY_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


def program(name: str) -> str | None:
    """The path of a program; Debian keeps PostgreSQL's aside, by version."""
    if found := shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"):
        return found
    versions = Path("/usr/lib/postgresql").glob(f"*/bin/{name}")
    return str(max(versions, key=lambda path: int(path.parts[4]), default="")) or None


def missing(*names: str) -> list[str]:
    """The Debian packages whose programs are not here."""
    return [PACKAGES[name] for name in names if not program(name)]


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


class PostgreSQL:
    """A cluster that can be stopped and started again, reached through a socket in its folder."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.user = _other_user()
        self.data = folder / "postgresql"
        self._process: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        return f"postgres://octavo:octavo@127.0.0.1:{self.port}/octavo"

    def make(self) -> None:
        self.data.mkdir(mode=0o700)
        if self.user:
            shutil.chown(self.data, self.user)
            self.folder.chmod(0o755)  # noqa: S103 - its server is another user
        password = self.folder / "password"
        password.write_text("octavo", encoding="ascii")
        self._run(
            "initdb", "-D", str(self.data), "-U", "octavo", "-A", "scram-sha-256",
            f"--pwfile={password}", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync",
        )  # fmt: skip

    def start(self) -> None:
        options = {
            "listen_addresses": "127.0.0.1",
            "port": self.port,
            "unix_socket_directories": "",
            "fsync": "off",
            "synchronous_commit": "off",
            "full_page_writes": "off",
            "max_connections": 60,
        }
        settings = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        with (self.folder / "postgresql.log").open("ab") as log:
            self._process = subprocess.Popen(
                [_path("postgres"), "-D", str(self.data), *settings],
                user=self.user,
                group=self.user and pwd.getpwnam(self.user).pw_gid,
                cwd=self.data,
                stdout=subprocess.DEVNULL,
                stderr=log,
            )
        wait(self._answers, self._process, self.folder / "postgresql.log")

    def create(self, name: str = "octavo") -> None:
        self._run(
            "createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "octavo", name,
            PGPASSWORD="octavo",
        )  # fmt: skip

    def stop(self) -> None:
        """Fast: open connections are ended."""
        if self._process:
            _end(self._process, interrupt=True)
            self._process = None

    def _answers(self) -> bool:
        done = subprocess.run(
            [_path("pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)], check=False
        )
        return done.returncode == 0

    def _run(self, name: str, *arguments: str, **environment: str) -> None:
        subprocess.run(
            [_path(name), *arguments],
            user=self.user if name == "initdb" else None,
            cwd=self.folder,
            env={**os.environ, **environment},
            check=True,
            stdout=subprocess.DEVNULL,
        )


@contextmanager
def postgresql() -> Iterator[PostgreSQL]:
    # In a folder that another user can reach, which those of tests are not.
    with tempfile.TemporaryDirectory(prefix="octavo-postgresql-") as name:
        server = PostgreSQL(Path(name))
        server.make()
        server.start()
        try:
            server.create()
            yield server
        finally:
            server.stop()


@contextmanager
def redis(folder: Path) -> Iterator[str]:
    """Its CACHE_URL."""
    port = free_port()
    process = subprocess.Popen(
        [
            _path("redis-server"), "--port", str(port), "--bind", "127.0.0.1", "--save", "",
            "--appendonly", "no", "--dir", str(folder),
        ],
        stdout=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait(lambda: listens(port), process)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        _end(process)


@contextmanager
def nginx(configuration: Path, port: int) -> Iterator[subprocess.Popen]:
    """nginx in the foreground, by a configuration whose folder holds all that it writes."""
    process = subprocess.Popen(
        [_path("nginx"), "-p", str(configuration.parent), "-c", str(configuration),
         "-e", str(configuration.parent / "error.log"), "-g", "daemon off;"],
    )  # fmt: skip
    try:
        wait(lambda: listens(port), process, configuration.parent / "error.log")
        yield process
    finally:
        _end(process)


def listens(port: int) -> bool:
    with socket.socket() as trial:
        trial.settimeout(1)
        return trial.connect_ex(("127.0.0.1", port)) == 0


def wait(ready: Callable[[], bool], process: subprocess.Popen, log: Path | None = None) -> None:
    deadline = time.monotonic() + PATIENCE
    while not ready():
        if process.poll() is not None or time.monotonic() > deadline:
            said = log.read_text(encoding="utf-8", errors="replace")[-2000:] if log else ""
            raise RuntimeError(f"{process.args[0]} does not answer. {said}")
        time.sleep(0.05)


def _end(process: subprocess.Popen, *, interrupt: bool = False) -> None:
    if interrupt:
        process.send_signal(2)
    else:
        process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _path(name: str) -> str:
    found = program(name)
    if not found:
        raise FileNotFoundError(f"There is no {name} here.")
    return found


def _other_user() -> str | None:
    """PostgreSQL refuses to run as root; its package brings a user, and nobody is everywhere."""
    if os.geteuid() != 0:
        return None
    with suppress(KeyError):
        return pwd.getpwnam("postgres").pw_name
    return "nobody"


def install(packages: list[str]) -> None:
    root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    # RUNLEVEL=1: Debian's packages do not start their services then.
    quiet = ["env", "RUNLEVEL=1", "DEBIAN_FRONTEND=noninteractive"]
    options = ["-y", "-qq", "--no-install-recommends"]
    with suppress(OSError, subprocess.TimeoutExpired):
        for command in (["update", "-qq"], ["install", *options, *packages]):
            subprocess.run(
                [*root, *quiet, "apt-get", *command],
                check=False,
                timeout=600,
                stdout=subprocess.DEVNULL,
            )


def ensure() -> list[str]:
    """The packages that are still missing, once those that may be installed are."""
    wanted = missing(*PACKAGES)
    if wanted and os.environ.get("CI", "").lower() == "true":
        print(f"Installing {', '.join(wanted)} …", flush=True)
        install(wanted)
        wanted = missing(*PACKAGES)
    return wanted


def main(command: list[str]) -> int:
    wanted = ensure()
    needed = missing("postgres", "redis-server")
    if not command or needed:
        packages = " ".join(needed or wanted)
        print(f"Missing: {packages}. Type: sudo apt-get install {packages}" if packages else "All.")
        return 1 if needed else 0
    with (
        tempfile.TemporaryDirectory(prefix="octavo-servers-") as name,
        postgresql() as database,
        redis(Path(name)) as cache,
    ):
        variables = {"DATABASE_URL": database.url, "CACHE_URL": cache}
        return subprocess.run(command, env={**os.environ, **variables}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
