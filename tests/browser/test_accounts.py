"""Accounts, as people meet them: from the letter to the first saved page, and back in."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.usersessions.models import UserSession
from django.core import mail
from playwright.sync_api import Page, expect

from accounts import invitations
from accounts.models import User
from profiles.models import Lab, Researcher

KOFI = ("kofi@tidewater.example", "neap-tide")
MINA = ("mina@tidewater.example", "spring-tide")
ADMIN = re.compile(r":\d+/admin/$")
OPEN = [
    "login/",
    "password/reset/",
    "password/reset/done/",
    "invitation/",
    "invitation/ask/",
    "confirm-email/",
    "inactive/",
    "3rdparty/login/cancelled/",
]
OWN = [
    "",
    "email/",
    "password/change/",
    "2fa/",
    "2fa/totp/activate/",
    "2fa/webauthn/add/",
    "sessions/",
    "3rdparty/",
    "delegates/",
    "reauthenticate/",
    "logout/",
]


@pytest.fixture
def at_home(browser, site):
    """Windows on ``localhost``: browsers know passkeys there, but at no bare number."""
    contexts = []

    def open_page() -> Page:
        context = browser.new_context(base_url=site.url.replace("127.0.0.1", "localhost"))
        context.set_default_timeout(10_000)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


def come_in(page: Page, account: tuple[str, str]) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill(account[0])
    page.get_by_label("Password").fill(account[1])
    page.get_by_role("button", name="Sign in", exact=True).click()


def confirm_who(page: Page, password: str) -> None:
    expect(page.get_by_role("heading", name="Is it you?")).to_be_visible()
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Confirm").click()


def leave(page: Page) -> None:
    page.goto("/accounts/")
    page.get_by_role("button", name="Sign out").click()


def newest_link(page: Page) -> str:
    return re.search(r"https?://[^/\s]+(/accounts/\S+)", mail.outbox[-1].body)[1]


@pytest.fixture
def invited(site):
    """Somebody of the lab who has no account yet, and has a letter."""
    lab = Lab.objects.get()
    person = Researcher.objects.filter(user=None, memberships__lab=lab).first()
    editor = User.objects.get(email=MINA[0])
    lab.editors.add(editor)
    invitations.invite(person, "newcomer@tidewater.example", editor)
    return person


def test_an_invited_member_comes_from_the_letter_to_a_saved_page_in_two_clicks(page, invited):
    page.goto(newest_link(page))
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Welcome, {invited.name}")
    page.get_by_label("Choose a password").fill("herring-under-ice")
    page.get_by_role("button", name="Go to my page").click()
    expect(page).to_have_url(re.compile(rf"/admin/profiles/researcher/{invited.pk}/change/"))
    page.locator("#id_title").fill("Keeper of the tide gauge")
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).first.click()
    page.goto(f"/people/{invited.slug}/")
    expect(page.get_by_text("Keeper of the tide gauge")).to_be_visible()


def test_a_letter_that_came_too_late_leads_on(page, invited):
    link = newest_link(page)
    invitations.revoke(invited.invitations.get())
    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_have_text("This link does not work")
    page.get_by_label("The e-mail address that was invited").fill("newcomer@tidewater.example")
    page.get_by_role("button", name="Ask for a new letter").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your wish is passed on")


def test_one_comes_in_without_scripts(scriptless):
    come_in(scriptless, KOFI)
    expect(scriptless).to_have_url(ADMIN)


def test_without_scripts_no_button_promises_a_passkey(scriptless):
    scriptless.goto("/accounts/login/")
    assert scriptless.get_by_role("button", name="Sign in with a passkey").count() == 0
    expect(scriptless.get_by_text("This browser cannot use passkeys here.")).to_be_visible()


def test_one_signs_in_by_typing_alone(page):
    page.goto("/accounts/login/")
    page.keyboard.type("kofi@tidewater.example")
    page.keyboard.press("Tab")
    page.keyboard.type("neap-tide")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/admin/$"))


def test_a_wrong_password_is_said_at_the_form(page):
    come_in(page, (KOFI[0], "wrong-word-here"))
    expect(page.get_by_role("alert")).to_contain_text("do not belong together")
    expect(page.get_by_label("E-mail address")).to_have_value(KOFI[0])


def virtual_authenticator(page: Page, *, verifies: bool = True):
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": verifies,
        "automaticPresenceSimulation": True,
    }
    made = device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return device, made["authenticatorId"]


def add_passkey(page: Page, name: str) -> None:
    page.goto("/accounts/2fa/webauthn/add/")
    confirm_who(page, KOFI[1])
    page.get_by_label("What you call it").fill(name)
    page.get_by_role("button", name="Add a passkey").click()


def test_a_passkey_is_added_signs_in_and_is_the_second_step(at_home):
    page = at_home()
    virtual_authenticator(page)
    come_in(page, KOFI)
    add_passkey(page, "My phone")
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    assert page.locator(".codes li").count() == 10
    page.goto("/accounts/2fa/")
    expect(page.get_by_text("My phone").first).to_be_visible()

    leave(page)
    page.goto("/accounts/login/?next=/admin/profiles/course/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page).to_have_url(re.compile(r":\d+/admin/profiles/course/$"))

    leave(page)
    come_in(page, KOFI)
    expect(page.get_by_role("heading", level=1)).to_have_text("Second step")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page).to_have_url(ADMIN)


def test_a_passkey_needs_finger_face_or_pin(at_home):
    page = at_home()
    virtual_authenticator(page, verifies=False)
    come_in(page, KOFI)
    add_passkey(page, "A found key")
    expect(page.get_by_text("Nothing was confirmed")).to_be_visible(timeout=70_000)
    assert not Authenticator.objects.exists()


def test_a_passkey_is_removed(at_home):
    page = at_home()
    virtual_authenticator(page)
    come_in(page, KOFI)
    add_passkey(page, "My phone")
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    page.goto("/accounts/2fa/")
    page.get_by_role("link", name="Remove My phone").click()
    page.get_by_role("button", name="Remove the passkey").click()
    expect(page.get_by_text("The passkey is removed.")).to_be_visible()
    expect(page.get_by_role("link", name="Remove My phone")).to_have_count(0)
    assert not Authenticator.objects.exists()


def test_codes_of_an_app_are_set_up_and_asked_for(page):
    come_in(page, KOFI)
    page.goto("/accounts/2fa/")
    page.get_by_role("link", name="Set up an app").click()
    confirm_who(page, KOFI[1])
    secret = page.locator(".key").inner_text()
    picture = page.get_by_role("img", name=re.compile("A code to scan"))
    assert picture.evaluate("image => image.complete && image.naturalWidth > 0")

    def code(steps: int) -> str:
        return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))

    page.get_by_label(re.compile("code", re.IGNORECASE)).fill(code(0))
    page.get_by_role("button", name="Set up").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    recovery = page.locator(".codes li").first.inner_text()

    leave(page)
    come_in(page, KOFI)
    page.get_by_label(re.compile("code", re.IGNORECASE)).fill(code(1))
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_url(ADMIN)

    leave(page)
    come_in(page, KOFI)
    page.get_by_label(re.compile("code", re.IGNORECASE)).fill(recovery)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_url(ADMIN)


def test_another_device_is_signed_out_from_here(open_page):
    here, there = open_page(), open_page(390)
    come_in(here, KOFI)
    come_in(there, KOFI)
    there.goto("/accounts/")  # the start page may still ask for its preview when it is out
    here.goto("/accounts/sessions/")
    here.get_by_role("button", name="Sign out there").click()
    expect(here.get_by_text("That device is signed out.")).to_be_visible()
    there.goto("/admin/")
    expect(there).to_have_url(re.compile("/accounts/login/"))
    here.goto("/admin/")
    expect(here).to_have_url(ADMIN)


def test_whoever_is_deactivated_is_out_with_the_next_click(page):
    come_in(page, KOFI)
    page.goto("/accounts/")  # the start page may still ask for its preview when it is out
    user = User.objects.get(email=KOFI[0])
    user.is_active = False
    user.save()
    page.goto("/admin/")
    expect(page).to_have_url(re.compile("/accounts/login/"))
    assert not UserSession.objects.filter(user=user).exists()


def test_a_member_lets_a_colleague_edit(page):
    come_in(page, KOFI)
    page.goto("/accounts/delegates/")
    page.get_by_label("Who", exact=True).select_option(index=1)
    page.get_by_role("button", name="Let them edit").click()
    expect(page.get_by_text("can edit now")).to_be_visible()
    page.get_by_role("button", name=re.compile("^End")).click()
    expect(page.get_by_text("That right has ended.")).to_be_visible()


def too_wide(page: Page) -> int:
    root = "document.documentElement"
    return page.evaluate(f"{root}.scrollWidth - {root}.clientWidth")


@pytest.mark.parametrize("is_dark", [False, True])
@pytest.mark.parametrize("width", [1280, 320])
def test_the_account_pages_are_for_everybody(open_page, axe, is_dark, width):
    page = open_page(width, dark=is_dark)
    for path in OPEN:
        page.goto(f"/accounts/{path}")
        axe(page)
        assert too_wide(page) <= 0, path
    come_in(page, KOFI)
    page.goto("/accounts/2fa/totp/activate/")
    confirm_who(page, KOFI[1])
    for path in OWN:
        page.goto(f"/accounts/{path}")
        axe(page)
        assert too_wide(page) <= 0, path
