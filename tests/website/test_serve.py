"""`manage.py serve` as a process: what it prints, whom it answers, how it ends."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests import servers

ROOT = Path(__file__).parents[2]
PATIENCE = 180  # seconds, for a machine that is busy with other tests


def environment(folder: Path, port: int) -> dict[str, str]:
    return {
        **servers.inherited(),
        "OCTAVO_DATA": str(folder),
        "PORT": str(port),
        "WEB_CONCURRENCY": "1",
        "PYTHONUNBUFFERED": "1",
    }


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


@contextmanager
def serving(folder: Path, port: int, how_it_ends: signal.Signals) -> Iterator[list[str]]:
    """A server that answers; when it has ended, its lines stand in what was yielded."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", "serve"],
        cwd=ROOT,
        env=environment(folder, port),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    lines: list[str] = []
    try:
        deadline = time.monotonic() + PATIENCE
        while not answers(port):
            assert process.poll() is None, process.stdout.read()
            assert time.monotonic() < deadline, "it does not answer"
            time.sleep(0.1)
        yield lines
    finally:
        process.send_signal(how_it_ends)
        lines += process.communicate(timeout=PATIENCE)[0].splitlines()
    assert process.returncode == 0


def answers(port: int) -> bool:
    try:
        return get(port, "healthz") is not None
    except (URLError, ConnectionError):
        return False


def get(port: int, path: str) -> str:
    with urlopen(f"http://127.0.0.1:{port}/{path}", timeout=30) as answer:
        return answer.read().decode()


def without_port(page: str, port: int) -> str:
    return page.replace(f"127.0.0.1:{port}", "127.0.0.1")


@pytest.fixture(scope="module")
def first(tmp_path_factory) -> tuple[Path, list[str], str]:
    """The folder of a first start, what was printed, and the home page of it."""
    folder, port = tmp_path_factory.mktemp("data") / "var", free_port()
    with serving(folder, port, signal.SIGTERM) as lines:
        home = without_port(get(port, ""), port)
    return folder, lines, home


def test_a_first_start_shows_the_demo_lab_and_how_to_sign_in(first):
    _folder, lines, home = first
    assert "Tidewater Lab" in home
    told = "\n".join(lines)
    assert "http://127.0.0.1:" in told
    assert "mina@tidewater.example" in told
    assert "Traceback" not in told


def test_all_state_lies_in_the_one_folder(first):
    folder, _lines, _home = first
    assert {"octavo.sqlite3", "media", "static", "secret_key"} <= {
        path.name for path in folder.iterdir()
    }


def test_a_second_start_keeps_everything_and_loads_nothing(first):
    folder, _lines, home = first
    key = (folder / "secret_key").read_text()
    collected = (folder / "static" / "staticfiles.json").stat().st_mtime_ns
    port = free_port()
    with serving(folder, port, signal.SIGINT) as lines:
        assert without_port(get(port, ""), port) == home
    assert not any("Loading" in line for line in lines)
    assert (folder / "secret_key").read_text() == key
    assert (folder / "static" / "staticfiles.json").stat().st_mtime_ns == collected


def test_a_port_that_is_taken_is_named_in_one_line(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        answer = subprocess.run(
            [sys.executable, "manage.py", "serve"],
            cwd=ROOT,
            env=environment(tmp_path, port),
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    assert answer.returncode == 1
    assert str(port) in answer.stderr
    assert len(answer.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "octavo.sqlite3").exists()
