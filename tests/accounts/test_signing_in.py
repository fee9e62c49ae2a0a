"""E-mail and password: who gets in, what is said to whom, and for how long."""

import smtplib
from urllib.parse import unquote

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.conf import settings as configured
from django.contrib.auth import hashers
from django.contrib.sessions.models import Session
from django.test import Client

from accounts.addresses import vouch
from accounts.models import User
from tests import factories

LOGIN = "/accounts/login/"
RESET = "/accounts/password/reset/"


def attempt(client, email, password="slow-tides-rise", **headers):
    return client.post(LOGIN, {"login": email, "password": password}, **headers)


def signed_in(client) -> bool:
    return client.get("/accounts/").status_code == 200


@pytest.fixture
def hashings(monkeypatch):
    """How many passwords were hashed, which is what signing in takes its time for."""
    counted = []
    real = hashers.MD5PasswordHasher.encode

    def encode(self, password, salt):
        counted.append(password)
        return real(self, password, salt)

    monkeypatch.setattr(hashers.MD5PasswordHasher, "encode", encode)
    return counted


def test_one_signs_in_by_address_in_any_case_and_comes_to_the_admin(client, member):
    answer = attempt(client, member.email.upper())
    assert (answer.status_code, answer["Location"]) == (302, "/admin/")
    assert signed_in(client)


def test_the_admins_own_form_leads_to_the_one_sign_in_and_keeps_where_one_wanted_to_go(client, db):
    wanted = "/admin/profiles/course/"
    answer = client.get(wanted, follow=True)
    assert unquote(answer.redirect_chain[-1][0]) == f"{LOGIN}?next={wanted}"
    assert f'name="next" value="{wanted}"' in answer.content.decode()


def test_the_admins_own_form_signs_nobody_in(client, member):
    answer = client.post(
        "/admin/login/", {"username": member.email, "password": "slow-tides-rise"}, follow=True
    )
    assert answer.redirect_chain[0][0] == LOGIN
    assert not signed_in(client)


def test_after_signing_in_one_is_where_one_wanted_to_go(client, member):
    answer = client.post(
        LOGIN,
        {"login": member.email, "password": "slow-tides-rise", "next": "/admin/profiles/course/"},
    )
    assert answer["Location"] == "/admin/profiles/course/"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil"]
)
def test_nobody_is_led_off_the_site(client, member, elsewhere):
    answer = client.post(
        LOGIN, {"login": member.email, "password": "slow-tides-rise", "next": elsewhere}
    )
    assert answer["Location"] == "/admin/"


def test_a_wrong_address_and_a_wrong_password_get_the_same_answer(client, member, hashings):
    def answer_to(email):
        hashings.clear()
        answer = attempt(Client(), email, "wrong-word-here")
        text = answer.content.decode().replace(email, "E")
        token = answer.context["csrf_token"]
        return answer.status_code, text.replace(str(token), "T"), len(hashings)

    unclaimed = User.objects.create_user("unclaimed@lab.example")
    inactive = factories.user(is_active=False)
    known = answer_to(member.email)
    assert known[2] == 1
    assert answer_to("nobody@lab.example") == known
    assert answer_to(unclaimed.email) == known
    assert answer_to(inactive.email) == known


def test_attempts_are_limited(client, member):
    for _ in range(5):
        attempt(client, member.email, "wrong-word-here")
    answer = attempt(client, member.email)
    assert "Too many attempts" in answer.content.decode()
    assert not signed_in(client)


def test_attempts_on_one_account_are_counted_from_everywhere(member):
    for number in range(5):
        attempt(Client(), member.email, "wrong-word-here", REMOTE_ADDR=f"192.0.2.{number}")
    answer = attempt(Client(), member.email, REMOTE_ADDR="192.0.2.9")
    assert "Too many attempts" in answer.content.decode()


def test_attempts_from_one_place_are_counted_over_all_accounts(db):
    codes = [attempt(Client(), f"p{number}@lab.example", "wrong-word-here") for number in range(12)]
    assert "Too many attempts" in codes[-1].content.decode()


def test_a_forged_header_gives_nobody_new_attempts(member):
    for number in range(12):
        attempt(
            Client(), f"p{number}@lab.example", "wrong", HTTP_X_FORWARDED_FOR=f"192.0.2.{number}"
        )
    answer = attempt(Client(), member.email, HTTP_X_FORWARDED_FOR="192.0.2.99")
    assert "Too many attempts" in answer.content.decode()


def test_behind_a_web_server_each_visitor_is_counted_alone(member, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(12):
        attempt(
            Client(), f"p{number}@lab.example", "wrong", HTTP_X_FORWARDED_FOR=f"192.0.2.{number}"
        )
    assert attempt(Client(), member.email, HTTP_X_FORWARDED_FOR="192.0.2.99").status_code == 302


def test_attempts_are_counted_where_all_processes_see_them():
    backend = configured.CACHES["default"]["BACKEND"]
    assert "locmem" not in backend
    assert "dummy" not in backend


def test_a_visitor_without_an_address_can_sign_in(member):
    assert attempt(Client(), member.email, REMOTE_ADDR="").status_code == 302


def test_a_lost_password_is_chosen_anew_by_letter(client, member, letters):
    client.post(RESET, {"email": member.email})
    link = letters.link()
    page = client.get(link, follow=True)
    answer = client.post(
        page.redirect_chain[-1][0],
        {"password1": "herring-under-ice", "password2": "herring-under-ice"},
    )
    assert answer["Location"] == "/admin/"
    assert signed_in(client)
    member.refresh_from_db()
    assert member.check_password("herring-under-ice")
    used = Client().get(link, follow=True).content.decode()
    assert "This link does not work" in used
    assert "Send me a new one" in used


def test_a_new_password_ends_the_sessions_elsewhere(client, member, letters, sign_in):
    elsewhere = sign_in(member)
    client.post(RESET, {"email": member.email})
    page = client.get(letters.link(), follow=True)
    new = {"password1": "herring-under-ice", "password2": "herring-under-ice"}
    client.post(page.redirect_chain[-1][0], new)
    assert not signed_in(elsewhere)


def test_asking_for_a_password_gets_the_same_answer_and_one_letter_whatever_exists(
    member, letters, hashings
):
    inactive = factories.user(is_active=False)
    seen = set()
    for email in (member.email, "nobody@lab.example", inactive.email):
        hashings.clear()
        answer = Client().post(RESET, {"email": email}, follow=True)
        text = answer.content.decode()
        sent = letters()
        assert [letter.to for letter in sent] == [[email]]
        seen.add((tuple(answer.redirect_chain), text, len(hashings)))
    assert len(seen) == 1


def test_the_letter_to_an_unknown_address_has_no_link_to_a_password(db, letters):
    Client().post(RESET, {"email": "nobody@lab.example"})
    (letter,) = letters()
    assert "No active account has this address" in letter.body
    assert "/reset/key/" not in letter.body


def test_asking_for_passwords_is_limited(client, member, letters):
    codes = [client.post(RESET, {"email": member.email}).status_code for _ in range(6)]
    assert codes == [302] * 5 + [429]
    assert len(letters()) == 5


def test_a_lost_mail_server_is_said_in_plain_words(client, member, monkeypatch):
    def refuse(self, *args):
        raise smtplib.SMTPServerDisconnected

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    answer = client.post(RESET, {"email": member.email})
    assert answer.status_code == 503
    assert "cannot send e-mail just now" in answer.content.decode()


def test_letters_come_from_the_site_and_lead_to_it(client, member, letters, settings):
    factories.lab(name="Tidewater Lab")
    settings.BASE_URL = "https://lab.example.org"
    client.post(RESET, {"email": member.email})
    (letter,) = letters()
    assert letter.from_email == f"Tidewater Lab <{settings.DEFAULT_FROM_EMAIL}>"
    assert letter.subject == "A new password for Tidewater Lab"
    assert "https://lab.example.org/accounts/password/reset/key/" in letter.body


def change_address(client, email):
    client.post("/accounts/reauthenticate/", {"password": "slow-tides-rise"})
    return client.post("/accounts/email/", {"email": email, "action_add": ""}, follow=True)


def test_a_new_address_counts_once_it_is_confirmed(member, letters, sign_in):
    old = member.email
    client = sign_in(member)
    change_address(client, "new@lab.example")
    member.refresh_from_db()
    assert member.email == old
    link = letters.link()
    client.get(link)
    client.post(link)
    member.refresh_from_db()
    assert member.email == "new@lab.example"
    (told,) = letters()
    assert told.to == [old]  # whoever lost the account hears of it
    assert attempt(Client(), "new@lab.example").status_code == 302
    assert attempt(Client(), old).status_code == 200


def test_an_address_of_another_account_is_not_told_and_not_taken(
    member, stranger, letters, sign_in
):
    client = sign_in(member)
    free = change_address(client, "free@lab.example")
    client.post("/accounts/email/", {"email": "free@lab.example", "action_remove": ""})
    letters()
    taken = change_address(client, stranger.email)
    assert taken.redirect_chain == free.redirect_chain
    link = letters.link()
    answer = Client().post(link, follow=True)
    assert "belongs to another account" in answer.content.decode()
    member.refresh_from_db()
    assert member.email != stranger.email
    vouch(stranger)
    assert "Another account has it" in Client().get(link).content.decode()


def test_changing_the_address_asks_once_more_who_one_is(member, client_of, letters):
    client = client_of(member)
    answer = client.post("/accounts/email/", {"email": "new@lab.example", "action_add": ""})
    assert answer["Location"].startswith("/accounts/reauthenticate/")
    assert letters() == []


def test_an_address_that_an_administrator_changed_opens_nothing_more(member, letters, sign_in):
    old = member.email
    sign_in(member)
    User.objects.filter(pk=member.pk).update(email="new@lab.example")
    Client().post(RESET, {"email": old})
    (letter,) = letters()
    assert "/reset/key/" not in letter.body
    member.refresh_from_db()
    vouch(member)
    assert attempt(Client(), old).status_code == 200
    assert attempt(Client(), "new@lab.example").status_code == 302


def test_an_account_that_an_administrator_made_needs_no_letter(client, db, letters):
    user = factories.user()
    assert attempt(client, user.email)["Location"] == "/admin/"
    assert letters() == []
    assert EmailAddress.objects.get(user=user).verified


def test_sessions_are_listed_and_ended_one_by_one(member, sign_in):
    here, there = sign_in(member), sign_in(member)
    assert here.get("/accounts/sessions/").content.decode().count("Sign out there") == 1
    other = UserSession.objects.exclude(session_key=here.session.session_key).get()
    here.post(f"/accounts/sessions/{other.pk}/end/")
    assert signed_in(here)
    assert not signed_in(there)


def test_all_other_sessions_are_ended_at_once(member, sign_in):
    here, there = sign_in(member), sign_in(member)
    here.post("/accounts/sessions/")
    assert signed_in(here)
    assert not signed_in(there)


def test_nobody_ends_anothers_session(member, stranger, sign_in):
    theirs = sign_in(stranger)
    session = UserSession.objects.get(user=stranger)
    assert sign_in(member).post(f"/accounts/sessions/{session.pk}/end/").status_code == 404
    assert signed_in(theirs)


def test_a_session_is_ended_by_no_link(member, sign_in):
    client = sign_in(member)
    session = UserSession.objects.get(user=member)
    assert client.get(f"/accounts/sessions/{session.pk}/end/").status_code == 405


def test_whoever_is_deactivated_is_signed_out_at_once_and_for_good(member, sign_in):
    client = sign_in(member)
    member.is_active = False
    member.save(update_fields=["is_active"])
    assert not signed_in(client)
    assert not Session.objects.exists()
    member.is_active = True
    member.save()
    assert not signed_in(client)


def test_a_deactivated_account_is_told_so_only_with_its_password(client, member):
    member.is_active = False
    member.save()
    assert attempt(client, member.email)["Location"] == "/accounts/inactive/"
    assert "deactivated" not in attempt(Client(), member.email, "wrong-word").content.decode()
    assert not signed_in(client)


def test_a_page_and_its_papers_outlive_the_account(member):
    person = member.researcher
    paper = factories.publication(person)
    member.delete()
    person.refresh_from_db()
    paper.refresh_from_db()
    assert person.user is None
    assert paper.authorships.filter(researcher=person).exists()


def test_signing_out_takes_more_than_a_link(member, sign_in):
    client = sign_in(member)
    client.get("/accounts/logout/")
    assert signed_in(client)
    client.post("/accounts/logout/")
    assert not signed_in(client)


def test_every_form_asks_for_its_token(member):
    client = Client(enforce_csrf_checks=True)
    client.force_login(member)
    for path in (
        "password/change/",
        "email/",
        "logout/",
        "delegates/",
        "sessions/",
        "invitation/ask/",
    ):
        assert client.post(f"/accounts/{path}").status_code == 403, path


def test_a_change_is_not_undone_by_a_notice_that_cannot_be_sent(member, sign_in, monkeypatch):
    client = sign_in(member)

    def refuse(self, *args):
        raise OSError("no route")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    answer = client.post(
        "/accounts/password/change/",
        {
            "oldpassword": "slow-tides-rise",
            "password1": "herring-under-ice",
            "password2": "herring-under-ice",
        },
    )
    assert answer.status_code == 302
    member.refresh_from_db()
    assert member.check_password("herring-under-ice")
