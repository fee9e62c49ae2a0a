"""The demo lab as files, opened from disk: nothing is served, and nothing else is asked."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.transfer.exported import broken_links
from transfer.static_site.export import export_site


@pytest.fixture(scope="module")
def folder(_demo, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """In a folder whose name an address has to write otherwise."""
    database, _site = _demo
    target = tmp_path_factory.mktemp("left") / "Tidewater, 100 % ours"
    with database.fresh():
        export_site(target)
    return target


@pytest.fixture
def open_file(browser: Browser, folder: Path) -> Iterator[Callable[..., Page]]:
    """Opens a file of the export; what it asks for outside the folder, or logs, fails the test."""
    problems: list[str] = []
    contexts = []

    def open_file(path: str, width: int = 1280, **options) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: problems.append(f"{page.url}: {message.text}"))
        page.on("pageerror", lambda error: problems.append(f"{page.url}: {error}"))
        page.on("requestfailed", lambda request: problems.append(f"failed: {request.url}"))
        inside = folder.as_uri() + "/"
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((inside, "data:"))
                else problems.append(f"outside: {request.url}")
            ),
        )
        page.goto(inside + path)
        return page

    yield open_file
    for context in contexts:
        context.close()
    assert problems == []


PAGES = (
    "index.html",
    "people/index.html",
    "people/mina-sorensen/index.html",
    "people/rosalind-achterberg/index.html",
    "people/mina-sorensen/publications/index.html",
    "people/mina-sorensen/teaching/index.html",
    "people/mina-sorensen/cv/index.html",
    "publications/index.html",
    "publications/index.year-2024.html",
    "news/index.html",
    "blog/index.html",
    "projects/drift/index.html",
    "search/index.html",
)


def test_every_link_of_every_page_resolves(folder):
    assert broken_links(folder) == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_whole_from_disk(open_file, path):
    page = open_file(path)
    page.evaluate("document.querySelectorAll('img').forEach(each => each.loading = 'eager')")
    page.wait_for_function("[...document.images].every(each => each.complete)")
    assert page.evaluate("[...document.images].filter(each => !each.naturalWidth).length") == 0
    styled = "getComputedStyle(document.documentElement)"
    assert page.evaluate(f"{styled}.getPropertyValue('--paper')")
    assert page.locator("h1").count() == 1


def test_one_goes_from_page_to_page_by_clicking(open_file):
    page = open_file("index.html")
    page.click("nav >> text=People")
    page.click("text=Mina")
    page.click("nav >> text=Publications")
    page.locator(".works h3 a").first.click()
    assert page.locator("article.paper").count() == 1
    page.click(".site-name")
    assert page.url.endswith("/index.html")


def test_the_search_finds_as_one_types_and_leads_to_pages(open_file):
    page = open_file("index.html")
    page.click(".tool >> nth=0")
    page.fill("[name=q]", "SØREN")
    page.locator("section", has=page.get_by_role("heading", name="People")).get_by_text(
        "Mina Sørensen"
    ).click()
    assert page.url.endswith("people/mina-sorensen/index.html")


def test_the_search_answers_an_address_with_a_query(open_file):
    page = open_file("search/index.html?q=nothingofthiskind")
    assert page.input_value("[name=q]") == "nothingofthiskind"
    assert "Nothing was found" in page.inner_text("[role=status]")


def test_the_form_of_a_list_narrows_by_words_and_type(open_file):
    page = open_file("people/mina-sorensen/publications/index.html")
    page.select_option("[name=type]", "article")
    page.fill("[name=q]", "drift")
    page.click(".filters button")
    assert "/search/index.html?" in page.url
    page.locator(".row strong a").first.wait_for()
    assert page.locator("h2").all_inner_texts() == ["Publications"]
    assert "drift" in page.locator(".row").first.inner_text().lower()


def test_the_form_sent_without_words_still_narrows(open_file):
    page = open_file("publications/index.html")
    page.select_option("[name=type]", "software")
    page.click(".filters button")
    page.locator(".row strong a").first.wait_for()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_search_passes_axe_with_what_it_found(browser, folder, axe, theme):
    # Not by open_file: axe asks for the style sheets itself, which a page from disk may not.
    page = browser.new_page(color_scheme=theme, viewport={"width": 320, "height": 640})
    page.goto(f"{folder.as_uri()}/search/index.html?q=tide")
    page.locator(".row").nth(3).wait_for()
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 320
    axe(page)
    page.close()


def test_without_script_the_search_says_so(open_file):
    page = open_file("search/index.html", java_script_enabled=False)
    assert "needs JavaScript" in page.inner_text("main")


def test_the_theme_is_switched_and_a_photo_is_chosen_without_a_server(open_file):
    page = open_file("people/mina-sorensen/index.html")
    page.click("button.theme")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
