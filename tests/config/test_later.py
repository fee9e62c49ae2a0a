import subprocess
import sys
import threading

import pytest
from django.urls import Resolver404, URLResolver, reverse
from django.urls.resolvers import RegexPattern

from config.later import load_later, load_views_later
from config.later_addresses import addresses_later
from tests.tables import put_tables
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
# What a worker answers whose first request is a member's.
SIGNED_IN = """
import config.wsgi
from django.test import Client
from accounts.models import User
user, _ = User.objects.get_or_create(
    email="editor@lab.example", defaults={"is_superuser": True, "is_staff": True}
)
client = Client(headers={"host": "localhost"})
client.force_login(user)
for path in ("FIRST", "/admin/", "/admin/publications/publication/"):
    print(client.get(path, follow=True).status_code)
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
    "latex2mathml.walker",
    "pylatexenc.macrospec",
    "sqlparse.sql",
    "unfold.admin",
    "allauth.account.forms",
    "profiles.admin.base",
    "publications.bibtex.reader",
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


def test_views_have_addresses_before_they_are_loaded(modules):
    name = modules("of_a_test_views", "LIMIT = 3\ndef page(request, pk):\n    return request, pk\n")
    load_views_later(name)
    module = __import__(name)
    page = module.page
    assert page.__name__ == "page"
    assert "LIMIT" not in vars(module)
    assert page("asked", pk=4) == ("asked", 4)
    assert module.LIMIT == 3
    assert module.page is not page


def test_what_is_no_view_loads_a_module_of_views_at_once(modules):
    name = modules("of_a_test_classes", "class Page:\n    pass\n")
    load_views_later(name)
    assert isinstance(__import__(name).Page, type)


def test_a_view_that_is_not_there_is_named_when_it_is_asked_for(modules):
    name = modules("of_a_test_no_views", "loaded = True\n")
    load_views_later(name)
    page = __import__(name).page
    with pytest.raises(AttributeError, match="'page'"):
        page("asked")


def test_addresses_are_imported_when_one_is_asked_for_or_built(modules):
    text = "from django.urls import path\nurlpatterns = [path('seven/', print, name='seven')]\n"
    name = modules("of_a_test_addresses", text)
    root = URLResolver(RegexPattern("^/"), [addresses_later("desk/", name, "desk")])
    assert "seven" not in root.reverse_dict
    with pytest.raises(Resolver404):
        root.resolve("/elsewhere/")
    assert name not in sys.modules
    assert root.resolve("/desk/seven/").view_name == "desk:seven"
    assert name in sys.modules
    addresses = (addresses_later("desk/", name, "desk"),)
    assert reverse("desk:seven", urlconf=addresses) == "/desk/seven/"


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """Runs a program over a new site, in a process of its own, and says what it printed."""
    folder = tmp_path_factory.mktemp("worker")
    env = {**environment(folder, 0), "OCTAVO_DEBUG": "1"}  # static files need not be collected

    def run(*command: str) -> str:
        return subprocess.run(
            [sys.executable, *command],
            cwd=ROOT,
            env=env,
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    put_tables(folder)
    return lambda program: run("-c", program)


def test_a_worker_that_answers_visitors_loads_nothing_that_only_others_need(ask):
    *answers, loaded = ask(VISITED).splitlines()
    assert answers == ["200 OK"] * 4 + ["404 Not Found"]
    assert not NOT_FOR_VISITORS & set(loaded.split())


@pytest.mark.parametrize("first", ["/admin/", "/admin/bring/", "/accounts/", "/accounts/2fa/"])
def test_whatever_a_member_asks_a_worker_for_first_is_there(ask, first):
    assert ask(SIGNED_IN.replace("FIRST", first)).splitlines() == ["200"] * 3
