"""Every account page, as its visitors meet it."""

import pytest
from django.contrib import admin
from django.urls import reverse

from tests import factories

OPEN = [
    "account_login",
    "account_reset_password",
    "account_reset_password_done",
    "account_inactive",
    "account_signup",
    "account_email_verification_sent",
    "invitation",
    "invitation_ask",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
]
OWN = [
    "account",
    "account_email",
    "account_change_password",
    "account_logout",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "usersessions_list",
    "socialaccount_connections",
    "delegates",
]


@pytest.fixture
def signed_in(client, db):
    user = factories.researcher(lab=factories.lab()).user
    answer = client.post(
        reverse("account_login"), {"login": user.email, "password": "slow-tides-rise"}
    )
    assert answer.status_code == 302
    # Not fresh any more would lead to “Is it you?”; a member who just typed it goes on.
    client.post(reverse("account_reauthenticate"), {"password": "slow-tides-rise"})
    return client


def ours(answer) -> bool:
    """Drawn by a template of the project's, in the site's layout."""
    drawn = [template.origin.name for template in answer.templates if template.origin]
    return not any("/allauth/" in name for name in drawn) and b'class="colophon' in answer.content


@pytest.mark.parametrize("name", OPEN)
def test_an_open_page_has_the_sites_look_and_stays_out_of_caches(client, db, name):
    factories.lab(name="Tidewater Lab")
    answer = client.get(reverse(name))
    assert answer.status_code in {200, 401, 410}
    assert ours(answer)
    assert "no-store" in answer["Cache-Control"]
    assert b"Tidewater Lab" in answer.content
    assert b"noindex" in answer.content


@pytest.mark.parametrize("name", OWN)
def test_an_own_page_has_the_sites_look_and_stays_out_of_caches(signed_in, name):
    answer = signed_in.get(reverse(name))
    assert answer.status_code == 200
    assert ours(answer)
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("name", OWN)
def test_an_own_page_leads_a_visitor_to_the_sign_in(client, db, name):
    answer = client.get(reverse(name))
    assert answer.status_code == 302
    assert answer["Location"].startswith(("/accounts/login/", "/"))
    assert "next=" in answer["Location"] or name == "account_logout"


@pytest.mark.parametrize("path", ["/", "/people/", "/publications/", "/news/", "/people/mina/"])
def test_a_public_page_knows_no_cookie_even_of_somebody_signed_in(signed_in, path):
    factories.researcher(slug="mina")
    answer = signed_in.get(path)
    assert answer.status_code == 200
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


@pytest.mark.parametrize("path", ["/people/nobody-at-all/", "/nowhere/"])
def test_a_page_that_is_not_there_knows_no_cookie_either(client, db, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


def test_the_admin_shows_nothing_of_the_tables_of_sign_in():
    shown = {model.__module__.split(".")[0] for model in admin.site._registry}
    assert "allauth" not in shown
    assert "accounts" in shown
