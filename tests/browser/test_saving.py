"""A form that cannot be sent stays open, with all that was typed."""

import re
from collections.abc import Callable

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page, expect

from profiles.models import Researcher

TYPED = "Typed for an hour"
WITHOUT_NET = """() => {
  window.known = window.fetch;
  window.fetch = () => Promise.reject(new TypeError("no net"));
}"""
WITH_NET = "() => { window.fetch = window.known }"


@pytest.fixture
def kofi(site) -> Researcher:
    return Researcher.objects.get(user__email="kofi@tidewater.example")


@pytest.fixture
def typing(page: Page, kofi, sign_in: Callable) -> Page:
    """Kofi, who has typed something into the form of his page for a while."""
    sign_in(page, kofi.user)
    page.clock.install()
    # A preview that comes into view while nobody is signed in would be refused, and say so.
    page.route("**/markdownify/", lambda route: route.fulfill(body=""))
    page.goto(reverse("admin:profiles_researcher_change", args=[kofi.pk]))
    page.locator("#id_subtitle").fill(TYPED)
    page.clock.fast_forward("02:00")
    return page


def press_save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()


def saved(person: Researcher) -> str:
    return Researcher.objects.get(pk=person.pk).subtitle


def test_whoever_was_signed_out_meanwhile_signs_in_elsewhere_and_saves(
    typing, site, kofi, sign_in, axe
):
    typing.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    press_save(typing)
    note = typing.locator("#not-sent")
    expect(note).to_contain_text("no longer signed in")
    expect(note.get_by_role("link")).to_have_attribute("target", "_blank")
    expect(typing.locator("#id_subtitle")).to_have_value(TYPED)
    axe(typing)
    sign_in(typing, kofi.user)
    # Signing in gives the browser another token than the form was drawn with.
    typing.context.add_cookies([{"name": "csrftoken", "value": "n" * 32, "url": site.url}])
    with typing.expect_navigation():
        press_save(typing)
    assert saved(kofi) == TYPED


def test_a_site_that_does_not_answer_costs_nothing_that_was_typed(typing, kofi):
    typing.evaluate(WITHOUT_NET)
    press_save(typing)
    expect(typing.locator("#not-sent")).to_contain_text("the site does not answer")
    expect(typing.locator("#id_subtitle")).to_have_value(TYPED)
    typing.evaluate(WITH_NET)
    with typing.expect_navigation():
        press_save(typing)
    assert saved(kofi) == TYPED


def test_whoever_typed_but_a_moment_is_not_kept_waiting(page, kofi, sign_in):
    sign_in(page, kofi.user)
    page.goto(reverse("admin:profiles_researcher_change", args=[kofi.pk]))
    page.evaluate(WITHOUT_NET)
    page.locator("#id_subtitle").fill(TYPED)
    with page.expect_navigation():
        press_save(page)
    assert saved(kofi) == TYPED


@pytest.mark.parametrize("typed_for", ["00:10", "02:00"])
def test_which_button_was_pressed_is_sent_along(page, kofi, sign_in, typed_for):
    sign_in(page, kofi.user)
    page.clock.install()
    page.goto(reverse("admin:news_newsitem_add"))
    page.locator("#id_body").fill("A line of news.")
    page.clock.fast_forward(typed_for)
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page).to_have_url(re.compile(r"/newsitem/\d+/change/"))
