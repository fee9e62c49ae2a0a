"""Passkeys are tried in a real browser, in tests/browser/test_accounts.py."""

import base64
import time
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.management import CommandError, call_command
from django.test import Client

from tests import factories

PASSWORD = {"password": "slow-tides-rise"}


def code_of(secret: str, steps: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


@pytest.fixture
def with_app(sign_in, letters):
    """Signs in and sets up an app for codes: gives client and secret."""

    def set_up(user) -> tuple[Client, str]:
        client = sign_in(user)
        client.post("/accounts/reauthenticate/", PASSWORD)
        page = client.get("/accounts/2fa/totp/activate/")
        secret = page.context["form"].secret
        answer = client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
        assert answer.status_code == 302, page.content.decode()
        letters()
        return client, secret

    return set_up


def again(user) -> Client:
    """Somebody who knows the password."""
    client = Client()
    client.post("/accounts/login/", {"login": user.email, **PASSWORD})
    return client


def signed_in(client) -> bool:
    return client.get("/accounts/").status_code == 200


def test_with_an_app_the_password_alone_opens_nothing(member, with_app):
    with_app(member)
    client = again(member)
    assert not signed_in(client)
    assert client.get("/admin/").status_code == 302


def test_the_code_of_the_app_is_the_second_step(member, with_app):
    _, secret = with_app(member)
    client = again(member)
    answer = client.post("/accounts/2fa/authenticate/", {"code": code_of(secret, 1)})
    assert answer["Location"] == "/admin/"
    assert signed_in(client)


def test_a_code_works_once(member, with_app):
    _, secret = with_app(member)
    used = code_of(secret, 1)
    again(member).post("/accounts/2fa/authenticate/", {"code": used})
    client = again(member)
    client.post("/accounts/2fa/authenticate/", {"code": used})
    assert not signed_in(client)


def test_a_wrong_code_is_said_and_tries_are_limited(member, with_app):
    _, secret = with_app(member)
    client = again(member)
    answer = client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert "This code is not right" in answer.content.decode()
    for _ in range(5):
        client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    client.post("/accounts/2fa/authenticate/", {"code": code_of(secret, 1)})
    assert not signed_in(client)


def test_a_recovery_code_works_once_when_the_phone_is_gone(member, with_app):
    client, _ = with_app(member)
    page = client.get("/accounts/2fa/recovery-codes/")
    code = page.context["unused_codes"][0]
    assert code in page.content.decode()
    assert code in client.get("/accounts/2fa/recovery-codes/download/").content.decode()
    first, second = again(member), again(member)
    first.post("/accounts/2fa/authenticate/", {"code": code})
    second.post("/accounts/2fa/authenticate/", {"code": code})
    assert signed_in(first)
    assert not signed_in(second)


def test_a_new_password_by_letter_does_not_go_round_the_second_step(member, with_app, letters):
    with_app(member)
    client = Client()
    client.post("/accounts/password/reset/", {"email": member.email})
    page = client.get(letters.link(), follow=True)
    new = {"password1": "herring-under-ice", "password2": "herring-under-ice"}
    answer = client.post(page.redirect_chain[-1][0], new)
    assert answer["Location"] == "/accounts/2fa/authenticate/"
    assert not signed_in(client)


def test_whoever_sets_one_up_is_told_by_letter(
    member, sign_in, letters, django_capture_on_commit_callbacks
):
    client = sign_in(member)
    client.post("/accounts/reauthenticate/", PASSWORD)
    secret = client.get("/accounts/2fa/totp/activate/").context["form"].secret
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    (letter,) = letters()
    assert letter.to == [member.email]
    assert "now takes codes of an app" in letter.body
    assert "If not, choose a new password at once" in letter.body


def test_a_session_that_was_left_open_sets_up_and_removes_nothing(member, client_of):
    client = client_of(member)
    for path in ("totp/activate/", "webauthn/add/", "recovery-codes/generate/"):
        answer = client.get(f"/accounts/2fa/{path}")
        assert answer["Location"].startswith("/accounts/reauthenticate/"), path
    Authenticator.objects.create(
        user=member,
        type=Authenticator.Type.TOTP,
        data={"secret": base64.b32encode(b"x" * 20).decode()},
    )
    answer = client.post("/accounts/2fa/totp/deactivate/")
    assert "reauthenticate" in answer["Location"]
    assert Authenticator.objects.filter(user=member).exists()


def test_the_picture_to_scan_names_the_site_and_the_account(member, sign_in):
    factories.lab(name="Tidewater Lab")
    client = sign_in(member)
    client.post("/accounts/reauthenticate/", PASSWORD)
    page = client.get("/accounts/2fa/totp/activate/")
    assert "issuer=Tidewater%20Lab" in page.context["totp_url"]
    assert page.context["form"].secret in page.content.decode()


@pytest.fixture
def required(settings):
    settings.SECOND_STEP_REQUIRED = True


def lab_delegate(lab):
    user = factories.user()
    user.delegations.create(lab=lab)
    return user


def test_where_it_is_required_an_editor_sees_nothing_of_the_admin_before(
    required, editor, administrator, lab, client_of
):
    for user in (editor, administrator, lab_delegate(lab)):
        client = client_of(user)
        for path in (
            "/admin/",
            "/admin/profiles/researcher/",
            "/admin/nowhere/",
            "/admin/markdownx/upload/",
        ):
            for answer in (client.get(path), client.post(path)):
                assert (answer.status_code, answer["Location"]) == (302, "/accounts/2fa/"), path
        assert "needs more than a password" in client.get("/accounts/2fa/").content.decode()


def test_an_editor_who_has_set_one_up_goes_on(required, editor, with_app):
    client, _ = with_app(editor)
    assert client.get("/admin/").status_code == 200


def test_recovery_codes_alone_are_no_second_step(required, editor, client_of):
    Authenticator.objects.create(
        user=editor, type=Authenticator.Type.RECOVERY_CODES, data={"seed": "x", "used_mask": 0}
    )
    assert client_of(editor).get("/admin/")["Location"] == "/accounts/2fa/"


def test_a_member_is_not_made_to(required, member, client_of):
    assert client_of(member).get("/admin/").status_code == 200


def test_an_editor_may_leave_before(required, editor, client_of):
    client = client_of(editor)
    client.post("/admin/logout/")
    assert not signed_in(client)


def test_where_it_is_not_required_nobody_is_made_to(editor, client_of):
    assert client_of(editor).get("/admin/").status_code == 200


def test_the_rest_of_the_site_stays_open_to_an_editor_without(required, editor, client_of):
    assert client_of(editor).get("/people/").status_code == 200


def test_an_operator_takes_the_second_step_off_an_account(member, with_app):
    client, _ = with_app(member)
    out = StringIO()
    call_command("remove_second_step", member.email.upper(), stdout=out)
    assert "password alone" in out.getvalue()
    assert not signed_in(client)
    assert signed_in(again(member))


def test_an_operator_is_told_of_a_slip_in_the_address(db):
    with pytest.raises(CommandError, match=r"nobody@lab\.example"):
        call_command("remove_second_step", "nobody@lab.example")
