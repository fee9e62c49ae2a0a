"""The admin's pages in a real browser: within the policy, legible, reachable by keyboard."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from accounts.models import User
from profiles.models import Researcher
from publications.models import Publication
from tests.browser.conftest import WCAG

WHO = ["admin", "mina", "kofi"]


def addresses() -> list[str]:
    person = Researcher.objects.get(user__email="kofi@tidewater.example")
    work = Publication.objects.filter(authorships__researcher=person).first()
    return [
        "/admin/",
        f"/admin/profiles/researcher/{person.pk}/change/",
        f"/admin/profiles/researcher/{person.pk}/history/",
        f"/admin/profiles/researcher/{person.pk}/preview-links",
        f"/admin/profiles/researcher/{person.pk}/shown",
        "/admin/publications/publication/",
        "/admin/publications/publication/add/",
        f"/admin/publications/publication/{work.pk}/change/",
        f"/admin/publications/publication/selection/{person.pk}/",
        "/admin/news/newsitem/add/",
        "/admin/profiles/course/",
    ]


@pytest.fixture
def as_who(sign_in: Callable) -> Callable[[Page, str], Page]:
    def signed_in(page: Page, who: str) -> Page:
        sign_in(page, User.objects.get(email=f"{who}@tidewater.example"))
        return page

    return signed_in


@pytest.mark.parametrize("who", WHO)
def test_no_page_of_the_admin_breaks_the_policy(page, as_who, who):
    """The fixture fails for every error in the console, those of the policy among them."""
    as_who(page, who)
    for address in addresses():
        assert page.goto(address).ok
        page.wait_for_load_state("networkidle")
        for tab in page.get_by_role("tab").all():
            tab.click()
    assert (
        "unsafe-inline"
        not in page.goto("/admin/").headers["content-security-policy"].split("style-src-attr")[0]
    )


@pytest.mark.parametrize("dark", [False, True])
def test_the_admin_passes_axe(open_page, as_who, dark):
    # High enough that the bar with the buttons lies over nothing.
    shown = as_who(open_page(height=3000, dark=dark), "kofi")
    engine, told = Axe(), []
    for address in addresses():
        shown.goto(address)
        shown.wait_for_load_state("networkidle")
        # axe would copy the previews' style sheets into the page, which the policy forbids.
        options = {"runOnly": {"type": "tag", "values": WCAG}, "preload": False}
        for breach in engine.run(shown, options=options).response["violations"]:
            told += [f"{address} {breach['id']}: {node['html'][:300]}" for node in breach["nodes"]]
    assert not told, "\n".join(told)


def test_nothing_is_wider_than_a_phone(phone, as_who):
    as_who(phone, "kofi")
    for address in addresses():
        phone.goto(address)
        phone.wait_for_load_state("networkidle")
        wide = phone.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, address


def test_the_navigation_is_opened_and_used_by_keyboard(phone, as_who):
    as_who(phone, "kofi")
    phone.goto("/admin/")
    toggle = phone.get_by_role("button", name="Navigation").locator("visible=true").first
    toggle.focus()
    phone.keyboard.press("Enter")
    link = phone.locator("#nav-sidebar").get_by_role("link", name="My papers")
    expect(link).to_be_visible()
    link.click()
    expect(phone).to_have_url(re.compile("/publications/publication/$"))


def test_a_member_gets_to_each_usual_task_in_one_click(page, as_who):
    as_who(page, "kofi")
    for title, field in (
        ("Edit my page", "About me"),
        ("Add a paper", "Title"),
        ("Post news", "Text"),
        ("Add a course", "Title"),
    ):
        page.goto("/admin/")
        page.locator(".desk-main").get_by_role("link", name=title).click()
        expect(page.get_by_label(field, exact=False).first).to_be_visible()


def test_a_new_form_is_ready_to_be_typed_into(page, as_who):
    as_who(page, "kofi")
    page.goto("/admin/publications/publication/add/")
    expect(page.get_by_label("Title").first).to_be_focused()


def test_the_first_key_leads_past_the_navigation(page, as_who):
    as_who(page, "kofi")
    page.goto("/admin/publications/publication/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#content') !== null")


def test_no_cell_of_a_list_is_cut_on_a_phone(narrow, as_who):
    as_who(narrow, "kofi")
    narrow.goto("/admin/publications/publication/")
    cut = "cells => cells.filter(each => each.scrollHeight > each.clientHeight + 1).length"
    cells = narrow.locator("#result_list .field-short_title")
    assert cells.count() > 2
    assert cells.evaluate_all(cut) == 0
