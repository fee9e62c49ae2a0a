"""A real browser over the demo lab.

``site`` serves it, and lets a test read and write by the models; ``page`` is a window of 1280
pixels, ``phone`` one of 390, ``narrow`` one of 320, ``dark`` a dark one, ``scriptless`` one without
JavaScript, and ``open_page`` makes any other. A page that logs an error, runs into the content
security policy or asks another host for anything fails its test.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from accounts.models import User
from tests.browser import chromium
from tests.browser.server import DemoDatabase, Site, serving

# Names for tests of several hosts lead here; every other one nowhere.
HOSTS = "MAP *.loopback.example 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
ARGUMENTS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    f"--host-resolver-rules={HOSTS}",
    "--no-first-run",
]
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    executable = chromium.find()
    if executable is None:
        message = "no Chromium or Chrome was found"
        pytest.fail(message) if chromium.is_required() else pytest.skip(message)
    with sync_playwright() as playwright:
        # Playwright runs an event loop in this thread, where Django would refuse all queries.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        sandbox = [] if os.geteuid() else ["--no-sandbox"]
        launched = playwright.chromium.launch(
            executable_path=executable, args=[*ARGUMENTS, *sandbox]
        )
        yield launched
        launched.close()
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="package")
def _demo(
    django_db_setup: None, django_db_blocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[DemoDatabase, Site]]:
    with django_db_blocker.unblock():
        database = DemoDatabase(tmp_path_factory.mktemp("demo"))
        with serving() as site:
            yield database, site


@pytest.fixture
def site(request: pytest.FixtureRequest, _demo: tuple[DemoDatabase, Site]) -> Iterator[Site]:
    """The demo lab, as it was loaded, at ``site.url``."""
    if {"db", "transactional_db"} & set(request.fixturenames):
        pytest.fail("site has a database of its own: leave out db and the fixtures that take it")
    database, site = _demo
    with database.fresh():
        yield site


@pytest.fixture
def open_page(browser: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """Opens windows: ``open_page(width=390, dark=True, script=False)``."""
    problems: list[str] = []
    contexts = []

    def open_page(
        width: int = 1280, height: int = 900, *, dark: bool = False, script: bool = True
    ) -> Page:
        context = browser.new_context(
            base_url=site.url,
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            reduced_motion="reduce",
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: problems.extend(complaints(page, message)))
        page.on("pageerror", lambda error: problems.append(f"script error: {error}"))
        page.on("request", lambda request: problems.extend(_outside(request, site)))
        return page

    yield open_page
    for context in contexts:
        context.close()
    if problems:
        pytest.fail("\n".join(problems))


def complaints(page: Page, message: ConsoleMessage) -> list[str]:
    """What the page logs as an error, but for its own being missing, which a test may want."""
    missing = message.text.startswith("Failed to load resource")
    if message.type != "error" or (missing and message.location["url"] == page.url):
        return []
    return [f"{page.url}: {message.text}"]


def _outside(request: Request, site: Site) -> list[str]:
    if request.url.startswith((site.url, "data:", "blob:", "about:")):
        return []
    return [f"asked another host: {request.url}"]


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    return open_page()


@pytest.fixture
def phone(open_page: Callable[..., Page]) -> Page:
    return open_page(390, 844)


@pytest.fixture
def narrow(open_page: Callable[..., Page]) -> Page:
    return open_page(320, 640)


@pytest.fixture
def dark(open_page: Callable[..., Page]) -> Page:
    return open_page(dark=True)


@pytest.fixture
def scriptless(open_page: Callable[..., Page]) -> Page:
    return open_page(script=False)


@pytest.fixture
def sign_in(site: Site) -> Callable[[Page, User], None]:
    """Signs an account in without the form: ``sign_in(page, administrator)``."""

    def sign_in(page: Page, user: User) -> None:
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        page.context.add_cookies(
            [{"name": name, "value": client.cookies[name].value, "url": site.url}]
        )

    return sign_in


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], None]:
    """Fails for every breach of WCAG 2.2 AA that axe finds on the page as it stands."""
    engine = Axe()

    def check(page: Page) -> None:
        options = {
            "runOnly": {"type": "tag", "values": WCAG},
            "resultTypes": ["violations"],
            "preload": False,  # it would copy style sheets into the page: the policy forbids it
        }
        found = engine.run(page, options=options).response["violations"]
        told = [
            f"{page.url}: {violation['id']}: {node['html'][:200]} {node['failureSummary']}"
            for violation in found
            for node in violation["nodes"]
        ]
        if told:
            pytest.fail("\n".join(told))

    return check
