import subprocess
import sys
import threading

import pytest

from config.later import load_later
from tests.website.test_serve import ROOT, environment

SLOW = """
import time
first = 1
time.sleep(0.2)
last = 2
def twice(value):
    return 2 * value
"""
# What a worker has loaded that only ever answered visitors.
VISITED = """
import io, sys
from config.wsgi import application
for path in ("/", "/people/", "/publications/", "/news/", "/nowhere/"):
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": "", "SCRIPT_NAME": "",
        "SERVER_NAME": "localhost", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost", "REMOTE_ADDR": "127.0.0.1", "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr,
    }
    b"".join(application(environ, lambda *answer: print(answer[0])))
print(*(name for name, module in sys.modules.items() if module))
"""
# An empty module that waits has a name there too, so what lies beneath it is named.
NOT_FOR_VISITORS = {
    "PIL.ImageFile",
    "markdown",
    "cryptography",
    "fido2",
    "requests",
    "citeproc",
    "psycopg",
    "redis",
    "sentry_sdk",
    "boto3",
    "publications.listing.reader",
    "transfer.reading",
}


@pytest.fixture
def modules(tmp_path, monkeypatch):
    """Writes a module that no other test has, and says its name."""
    monkeypatch.syspath_prepend(tmp_path)
    before = set(sys.modules)

    def write(name: str, text: str) -> str:
        (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")
        return name

    yield write
    for name in set(sys.modules) - before:
        del sys.modules[name]


def test_a_module_is_loaded_when_it_is_asked_for_something(modules):
    name = modules("of_a_test_later", "loaded = True\n")
    load_later(name)
    module = __import__(name)
    assert "loaded" not in vars(module)
    assert module.loaded
    assert vars(module)["loaded"]


def test_what_a_module_lacks_it_lacks_afterwards_too(modules):
    name = modules("of_a_test_lacking", "loaded = True\n")
    load_later(name)
    with pytest.raises(AttributeError, match="of_a_test_lacking"):
        _ = __import__(name).missing


def test_other_threads_wait_until_a_module_is_whole(modules):
    name = modules("of_a_test_slow", SLOW)
    load_later(name)
    module, found = __import__(name), []
    threads = [threading.Thread(target=lambda: found.append(module.twice(4))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [8, 8, 8, 8]


def test_a_module_that_is_there_is_left_alone():
    before = sys.modules["json"]
    load_later("json")
    assert sys.modules["json"] is before


def test_a_worker_that_answers_visitors_loads_nothing_that_only_others_need(tmp_path):
    env = {**environment(tmp_path, 0), "OCTAVO_DEBUG": "1"}  # static files need not be collected
    for command in (["manage.py", "migrate", "-v0", "--skip-checks"], ["-c", VISITED]):
        done = subprocess.run(
            [sys.executable, *command],
            cwd=ROOT,
            env=env,
            capture_output=True,
            text=True,
            check=True,
        )
    *answers, loaded = done.stdout.splitlines()
    assert answers == ["200 OK"] * 4 + ["404 Not Found"]
    assert not NOT_FOR_VISITORS & set(loaded.split())
