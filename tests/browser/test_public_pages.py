"""Every public page: accessible in light and dark, legible at 320 pixels, whole without script."""

import pytest
from django.urls import Resolver404, get_resolver, resolve

from tests.browser.addresses import AGREEMENT, PUBLIC

# Addresses for machines, or files, or behind the door.
NOT_PAGES = {
    "accent",
    "citation",
    "edit_link",
    "feed",
    "healthz",
    "lab_feed",
    "media",
    "metrics",
    "person_file",
    "publication_feed",
    "person_feed",
    "publications_file",
    "readyz",
    "robots",
    "sitemap",
    "sitemap_pages",
    "sitemap_papers",
}
OVERFLOWING = """() => [...document.querySelectorAll('body *')]
    .filter(each => each.getBoundingClientRect().right > innerWidth + 1
        && !each.closest('.scroller, pre, table, math, .wide'))
    .map(each => each.outerHTML.slice(0, 120))"""


def name_of(address: str) -> str | None:
    try:
        return resolve(address.split("?")[0]).url_name
    except Resolver404:
        return None


def test_every_public_page_has_an_address_here():
    pages = {
        pattern.name
        for included in get_resolver().url_patterns
        if not str(included.pattern).startswith(("admin", "accounts"))
        for pattern in getattr(included, "url_patterns", [included])
        if pattern.name and not any(each in pattern.name for each in ("cite_", "_bib", "pdf"))
    }
    assert pages - NOT_PAGES - {name_of(address) for address in PUBLIC} == set()


@pytest.mark.parametrize("address", PUBLIC)
def test_a_page_passes_axe_in_light_and_dark(page, axe, address):
    page.goto(address)
    axe(page)
    page.emulate_media(color_scheme="dark")
    axe(page)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_page_is_whole_at_320_pixels_folded_and_unfolded(narrow, axe, address):
    narrow.goto(address)
    for unfolded in ("false", "true"):
        narrow.evaluate(f"document.querySelectorAll('details').forEach(d => d.open = {unfolded})")
        width = narrow.evaluate("document.scrollingElement.scrollWidth")
        assert width <= 320, narrow.evaluate(OVERFLOWING)
    axe(narrow)


@pytest.mark.parametrize("address", ["/", "/people/mina-sorensen/", "/publications/", AGREEMENT])
def test_a_page_says_all_of_it_without_script(open_page, address):
    with_script, without = open_page(), open_page(script=False)
    with_script.goto(address)
    without.goto(address)
    said = set(without.inner_text("main").splitlines())
    assert set(with_script.inner_text("main").splitlines()) - said <= {"Copy"}


def test_a_visitor_gets_no_cookie(page):
    for address in PUBLIC[::5]:
        page.goto(address)
    assert page.context.cookies() == []


def test_the_first_stop_of_the_keyboard_leads_to_the_content(page):
    page.goto("/people/mina-sorensen/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
