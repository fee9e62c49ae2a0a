import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import hashers
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Registration, User
from profiles.models import Membership, Researcher
from profiles.permissions import can_edit_person
from profiles.registration import may_set_visibility, welcome
from tests import factories
from tests.forms import filled

ADDRESS = "/accounts/signup/"


@pytest.fixture(autouse=True)
def _open(settings):
    settings.SIGNUP_DOMAINS = ["uni.example"]


def register(client=None, email="ivo@uni.example", **fields):
    data = {
        "first_name": "Ivo",
        "last_name": "Brandt",
        "email": email,
        "password1": "herring-under-ice",
        **fields,
    }
    return (client or Client()).post(ADDRESS, data, follow=True)


def confirm(client):
    link = re.search(r"https?://[^/\s]+(/accounts/confirm-email/\S+)", mail.outbox[-1].body)[1]
    return client.post(link, follow=True)


@pytest.fixture
def registered(client, lab, editor, django_capture_on_commit_callbacks) -> Researcher:
    register(client)
    with django_capture_on_commit_callbacks(execute=True):
        confirm(client)
    return Researcher.objects.get(email="ivo@uni.example")


def test_registering_is_closed_unless_domains_are_listed(client, db, settings):
    settings.SIGNUP_DOMAINS = []
    page = client.get(ADDRESS)
    assert "by invitation" in page.content.decode()
    register(client)
    assert not User.objects.exists()
    assert "Register" not in client.get("/accounts/login/").content.decode()


def test_where_domains_are_listed_the_sign_in_page_says_so(client, db):
    assert ADDRESS in client.get("/accounts/login/").content.decode()


@pytest.mark.parametrize(
    "email",
    [
        "ivo@other.example",
        "ivo@uni.example.evil.example",
        "ivo@evil-uni.example",
        "ivo@sub.uni.example",
        '"@uni.example"@evil.example',
        "ivo@uni.example@evil.example",
    ],
)
def test_only_addresses_of_the_listed_domains_register(db, email):
    register(email=email)
    assert not User.objects.exists()
    assert mail.outbox == []


def test_another_domain_is_told_the_way_on(db):
    told = register(email="ivo@other.example").content.decode()
    assert "Only addresses at uni.example can register here" in told


def test_nothing_is_made_before_the_address_is_confirmed(client, lab):
    register(client, email="Ivo@UNI.example")
    assert not Researcher.objects.exists()
    assert client.get("/admin/").status_code == 302
    answer = Client().post(
        "/accounts/login/", {"login": "ivo@uni.example", "password": "herring-under-ice"}
    )
    assert answer["Location"] == "/accounts/confirm-email/"
    assert not Researcher.objects.exists()


def test_a_password_by_letter_does_not_go_round_the_confirmation(client, lab):
    register(client)
    mail.outbox.clear()
    other = Client()
    other.post("/accounts/password/reset/", {"email": "ivo@uni.example"})
    link = re.search(r"https?://[^/\s]+(/accounts/password/\S+)", mail.outbox[-1].body)[1]
    page = other.get(link, follow=True)
    new = {"password1": "slow-tides-rise", "password2": "slow-tides-rise"}
    other.post(page.redirect_chain[-1][0], new)
    assert not EmailAddress.objects.filter(verified=True).exists()
    assert not Researcher.objects.exists()


def test_a_confirmed_address_gets_a_page_that_nobody_lists(registered, client, lab):
    assert registered.visibility == Researcher.Visibility.AWAITING
    assert registered.name == "Ivo Brandt"
    assert registered.user.email == "ivo@uni.example"
    membership = Membership.objects.get(researcher=registered)
    assert (membership.lab, membership.role) == (lab, "other")
    assert not Registration.objects.exists()
    visitor = Client()
    page = visitor.get(registered.get_absolute_url())
    assert page.status_code == 200
    assert "noindex" in page.content.decode()
    for path in ("/", "/people/", "/sitemap.xml", "/search/?q=Brandt", f"/labs/{lab.slug}/"):
        answer = visitor.get(path, follow=True)
        assert "Brandt</" not in answer.content.decode(), path
        assert registered.slug not in answer.content.decode(), path


def test_whoever_registered_edits_their_page(registered):
    assert can_edit_person(registered.user, registered)


def test_the_labs_editors_are_told_and_may_edit_it(registered, editor):
    letter = mail.outbox[-1]
    assert letter.recipients() == [editor.email]
    assert letter.subject == "Ivo Brandt has registered"
    assert f"/admin/profiles/researcher/{registered.pk}/change/" in letter.body
    assert can_edit_person(editor, registered)


def test_an_administrator_is_told_where_no_editor_is(
    client, lab, administrator, django_capture_on_commit_callbacks
):
    register(client)
    with django_capture_on_commit_callbacks(execute=True):
        confirm(client)
    assert mail.outbox[-1].recipients() == [administrator.email]


def test_a_lost_mail_server_costs_nobody_their_page(
    client, lab, editor, monkeypatch, django_capture_on_commit_callbacks
):
    register(client)
    link = re.search(r"(/accounts/confirm-email/\S+)", mail.outbox[-1].body)[1]

    def refuse(self, *args):
        raise OSError("no route")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(link)
    assert Researcher.objects.filter(user__email="ivo@uni.example").exists()


def test_of_several_labs_one_chooses(client, lab, django_capture_on_commit_callbacks):
    other = factories.lab()
    assert str(other) in client.get(ADDRESS).content.decode()
    register(client)
    assert not User.objects.exists()
    register(client, lab=other.pk)
    confirm(client)
    assert Membership.objects.get().lab == other


def test_a_hidden_lab_cannot_be_joined(client, lab):
    factories.lab()
    hidden = factories.lab(public=False)
    register(client, lab=hidden.pk)
    assert not User.objects.exists()


def test_of_two_namesakes_each_gets_an_address(registered, client, lab):
    other = Client()
    register(other, email="ivo2@uni.example")
    confirm(other)
    assert {person.slug for person in Researcher.objects.all()} == {"ivo-brandt", "ivo-brandt-2"}


def test_the_page_is_made_once(registered):
    assert welcome(registered.user) is None
    assert Researcher.objects.count() == 1


def test_who_registered_is_listed_by_an_editor_alone(registered, editor, administrator, stranger):
    assert not may_set_visibility(registered.user, registered)
    assert may_set_visibility(editor, registered)
    assert may_set_visibility(administrator, registered)
    registered.visibility = Researcher.Visibility.UNLISTED
    assert may_set_visibility(registered.user, registered)


def test_registering_a_known_address_gets_the_same_answer_and_takes_as_long(db, monkeypatch):
    factories.user(email="known@uni.example")
    hashed = []
    real = hashers.MD5PasswordHasher.encode

    def encode(self, password, salt):
        hashed.append(password)
        return real(self, password, salt)

    monkeypatch.setattr(hashers.MD5PasswordHasher, "encode", encode)
    seen = set()
    for email in ("known@uni.example", "new@uni.example"):
        hashed.clear()
        mail.outbox.clear()
        answer = register(email=email)
        text = answer.content.decode().replace(email, "E")
        seen.add((tuple(answer.redirect_chain), text, len(hashed), len(mail.outbox)))
        assert mail.outbox[0].to == [email]
    assert len(seen) == 1
    assert User.objects.get(email="known@uni.example").check_password("slow-tides-rise")


def test_the_letter_to_a_known_address_says_that_there_is_an_account(db):
    factories.user(email="known@uni.example")
    register(email="known@uni.example")
    assert "You have an account with this address already" in mail.outbox[0].body


def test_registering_is_limited(db):
    codes = [register(email=f"p{number}@uni.example").status_code for number in range(21)]
    assert codes[-1] == 429


def test_a_confirmation_expires(client, lab, monkeypatch):
    register(client)
    link = re.search(r"(/accounts/confirm-email/\S+)", mail.outbox[-1].body)[1]
    later = timezone.now().timestamp() + timedelta(days=4).total_seconds()
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    answer = client.get(link)
    assert "This link does not work" in answer.content.decode()


@pytest.mark.django_db
def test_who_registered_by_themselves_cannot_list_themselves(client_of, editor, lab):
    person = factories.researcher(lab=lab, visibility=Researcher.Visibility.AWAITING)
    address = reverse("admin:profiles_researcher_change", args=[person.pk])
    own = client_of(person.user)
    data = filled(own.get(address))
    assert "visibility" not in data
    own.post(address, {**data, "visibility": "public", "title": "Changed"})
    person.refresh_from_db()
    assert (person.title, person.visibility) == ("Changed", Researcher.Visibility.AWAITING)
    by_editor = client_of(editor)
    by_editor.post(address, {**filled(by_editor.get(address)), "visibility": "public"})
    person.refresh_from_db()
    assert person.visibility == Researcher.Visibility.PUBLIC
