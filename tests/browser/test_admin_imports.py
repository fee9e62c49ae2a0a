"""Importing in a real browser: the plan, what is decided, applying it, undoing it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from profiles.models import Researcher
from publications.admin import imports
from publications.models import Publication

START = "/admin/publications/publication/import/"


@pytest.fixture
def kofi(site) -> Researcher:
    return Researcher.objects.get(user__email="kofi@tidewater.example")


@pytest.fixture
def at_start(page: Page, kofi, sign_in: Callable) -> Page:
    sign_in(page, kofi.user)
    page.goto(START)
    return page


def bibtex(person: Researcher, *, pages: str = "1--9") -> str:
    name = f"{person.family_name}, {person.given_name}"
    first = Publication.objects.of(person).filter(doi="").first()
    return (
        f"@article{{new1, author = {{{name}}}, title = {{A work that is new here}}, year = 2025,"
        f" pages = {{{pages}}}, selected = {{true}}, journal = {{Journal of Slow Imports}}}}\n"
        f"@article{{like, author = {{Somebody, Else}}, title = {{{first.title}}}, year = 2025}}\n"
        "@article{broken, title = {Never closed\n"
    )


def plan(page: Page, text: str) -> None:
    page.goto(START)
    page.get_by_label("Or pasted text").fill(text)
    page.get_by_role("button", name="Show the plan").click()
    expect(page.get_by_role("heading", name="Import papers: the plan").first).to_be_visible()


def go(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="Import", exact=True).click()


def test_import_plan_apply_undo(at_start, kofi, axe):
    page, before = at_start, Publication.objects.count()
    axe(page)
    plan(page, bibtex(kofi))
    for heading in ("New 1", "For you to decide 1", "Not understood 1"):
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
    axe(page)
    page.get_by_label("Leave it out").first.check()
    go(page)
    expect(page.get_by_text("Imported: 1 new")).to_be_visible()
    made = Publication.objects.get(key="new1")
    page.goto(made.get_absolute_url())
    expect(page.get_by_role("heading", level=1)).to_have_text("A work that is new here")

    plan(page, bibtex(kofi, pages="201--240"))
    row = page.get_by_role("row", name="pages")
    expect(row).to_contain_text("1–9")
    expect(row).to_contain_text("201–240")
    axe(page)
    page.get_by_label("Leave it out").first.check()
    go(page)
    expect(page.get_by_text("Imported: 0 new, 1 changed")).to_be_visible()
    page.get_by_role("button", name="Undo this import").click()
    expect(page.get_by_text("Undone: 0 deleted, 1 as they were before.")).to_be_visible()
    assert Publication.objects.get(key="new1").pages == "1–9"

    page.goto(START)
    page.get_by_role("link", name="pasted text").last.click()
    page.get_by_role("button", name="Undo this import").click()
    expect(page.get_by_text("was kept: it has been edited since")).to_be_visible()
    assert Publication.objects.count() == before + 1


def test_a_long_import_shows_how_far_it_is_and_goes_on(at_start, kofi, monkeypatch):
    monkeypatch.setattr(imports, "LONG", 1)
    plan(at_start, "@article{new1, title = {A work that is new here}, year = 2025}")
    go(at_start)
    expect(at_start.get_by_role("button", name="Undo this import")).to_be_visible()
    assert Publication.objects.filter(key="new1").exists()


@pytest.mark.parametrize("window", ["narrow", "dark"])
def test_the_plan_fits_a_small_and_a_dark_screen(request, kofi, sign_in, axe, window):
    page = request.getfixturevalue(window)
    sign_in(page, kofi.user)
    plan(page, bibtex(kofi))
    axe(page)
    wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wider) <= 0


def test_one_box_takes_an_identifier_or_bibtex(page: Page, kofi, sign_in: Callable, axe):
    sign_in(page, kofi.user)
    page.goto("/admin/publications/publication/add/")
    page.get_by_label("Paste what you have").fill("https://doi.org/10.1000/xyz123")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", name="This is the DOI 10.1000/xyz123.")).to_be_visible()
    expect(page.get_by_label("Paste what you have")).to_have_value("https://doi.org/10.1000/xyz123")
    axe(page)
    page.get_by_role("link", name="Go on with the form").click()
    expect(page.get_by_text("The DOI 10.1000/xyz123 is filled in")).to_be_visible()
    page.get_by_role("tab", name="Details").click()
    expect(page.get_by_label("DOI").first).to_have_value("10.1000/xyz123")
    page.goto("/admin/publications/publication/paste/")
    page.get_by_label("Paste what you have").fill(bibtex(kofi))
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", name="New 1")).to_be_visible()


def test_papers_of_others_are_left_out_at_once(at_start, kofi):
    page, before = at_start, Publication.objects.count()
    plan(page, bibtex(kofi))
    page.get_by_label("not recognised").check()
    go(page)
    expect(page.get_by_text("Imported: 1 new")).to_be_visible()
    assert Publication.objects.count() == before + 1
