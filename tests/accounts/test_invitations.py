from datetime import timedelta
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from accounts import invitations
from accounts.letters import LetterNotSentError
from accounts.models import Invitation, User
from tests import factories

NEW = {"password": "herring-under-ice"}


@pytest.fixture
def person(lab):
    """In the lab, with a page and no account yet."""
    return factories.researcher(lab=lab, account=False, given_name="Ivo", family_name="Brandt")


@pytest.fixture
def invited(person, editor, letters):
    """The path of the link in the letter to ivo@uni.example."""
    invitations.invite(person, "Ivo@Uni.example", editor)
    return letters.link()


def form_of(person) -> str:
    return f"/admin/profiles/researcher/{person.pk}/change/"


def expire(**fields):
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1), **fields)


def is_closed(client, link) -> bool:
    answer = client.get(link, follow=True)
    text = answer.content.decode()
    return (
        answer.status_code == 410
        and "This link does not work" in text
        and "Ask for a new letter" in text
    )


def test_the_letter_says_who_invites_whom_where_to_and_until_when(person, editor, lab, letters):
    editor.first_name, editor.last_name = "Ada", "Editor"
    editor.save()
    invitation = invitations.invite(person, "ivo@uni.example", editor)
    (letter,) = letters()
    assert letter.to == ["ivo@uni.example"]
    assert letter.subject == f"Edit your page at {lab.name}"
    assert letter.from_email.startswith(f"{lab.name} <")
    assert letter.reply_to == [editor.email]
    assert letter.message().get_content_type() == "text/plain"
    assert "Hello Ivo Brandt," in letter.body
    assert f"Ada Editor invites you to {lab.name}." in letter.body
    assert "for 14 days" in letter.body
    assert invitation.expires_at - invitation.sent_at == timedelta(days=14)


def test_the_database_cannot_tell_the_link(invited):
    token = invited.rstrip("/").rpartition("/")[2]
    kept = Invitation.objects.values().get()
    assert len(token) >= 40
    assert all(token not in str(value) for value in kept.values())


def test_a_new_person_comes_from_the_letter_to_their_page(
    client, invited, person, editor, letters, django_capture_on_commit_callbacks
):
    page = client.get(invited, follow=True)
    assert page.redirect_chain == [("/accounts/invitation/", 302)]
    assert "Welcome, Ivo Brandt" in page.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/accounts/invitation/", NEW)
    assert (answer.status_code, answer["Location"]) == (302, form_of(person))
    person.refresh_from_db()
    assert person.user.email == "ivo@uni.example"
    assert person.user.check_password("herring-under-ice")
    assert person.user.get_full_name() == "Ivo Brandt"
    assert client.get(form_of(person)).status_code == 200
    assert EmailAddress.objects.get(user=person.user).verified
    assert Invitation.objects.get().accepted_by == person.user
    (told,) = letters()
    assert told.to == [editor.email]
    assert "now edited by the account ivo@uni.example" in told.body


def test_the_history_says_who_took_the_page(client, invited, person):
    client.get(invited)
    client.post("/accounts/invitation/", NEW)
    person.refresh_from_db()
    assert person.history.first().history_user == person.user


def test_the_token_is_in_no_address_that_the_page_could_tell_on(client, invited):
    token = invited.rstrip("/").rpartition("/")[2]
    page = client.get(invited, follow=True)
    assert token not in page.content.decode()
    assert token not in page.redirect_chain[-1][0]


def test_opening_the_link_accepts_nothing(client, invited, person):
    client.get(invited, follow=True)
    client.get("/accounts/invitation/")
    client.head("/accounts/invitation/")
    assert Client().head(invited).status_code == 302
    person.refresh_from_db()
    assert person.user is None
    assert Invitation.objects.open().count() == 1
    assert User.objects.filter(email="ivo@uni.example").count() == 0


def test_a_link_works_once(client, invited, person):
    client.get(invited)
    client.post("/accounts/invitation/", NEW)
    other = Client()
    assert is_closed(other, invited)
    assert other.post("/accounts/invitation/", {"password": "other-word-here"}).status_code == 410
    person.refresh_from_db()
    assert person.user.check_password("herring-under-ice")


def test_of_two_who_accept_at_once_the_second_is_told(invited):
    first, second = Invitation.objects.get(), Invitation.objects.get()
    invitations.take_account(first, "herring-under-ice")
    with pytest.raises(invitations.InvitationClosedError):
        invitations.accept(second, factories.user())


def test_an_expired_link_has_a_page_with_a_way_on(client, invited):
    expire()
    assert is_closed(client, invited)


def test_a_link_that_expires_while_the_page_is_open_takes_no_account(client, invited, person):
    client.get(invited)
    expire()
    assert client.post("/accounts/invitation/", NEW).status_code == 410
    person.refresh_from_db()
    assert person.user is None


def test_a_withdrawn_link_is_closed(client, invited):
    invitations.revoke(Invitation.objects.get())
    assert is_closed(client, invited)


@pytest.mark.parametrize("change", ["x", "", "..", "é" * 40, "a" * 5000])
def test_an_altered_link_is_closed(client, invited, change):
    path = invited.rstrip("/")[:-1] + change + "/" if change else invited.rstrip("/")[:-5] + "/"
    if change == "..":
        path = "/accounts/invitation/%2e%2e/"
    assert is_closed(client, path)


def test_a_link_that_is_sent_again_replaces_the_former(client, invited, letters):
    invitation = Invitation.objects.get()
    expire()
    invitations.resend(invitation)
    again = letters.link()
    assert again != invited
    assert is_closed(Client(), invited)
    assert client.get(again, follow=True).status_code == 200


def test_what_is_closed_is_not_sent_again(client, invited, mailoutbox):
    client.get(invited)
    client.post("/accounts/invitation/", NEW)
    mailoutbox.clear()
    with pytest.raises(ValidationError):
        invitations.resend(Invitation.objects.get())
    assert mailoutbox == []


def test_a_second_invitation_replaces_the_first(client, invited, person, editor, letters):
    invitations.invite(person, "ivo@home.example", editor)
    assert is_closed(client, invited)
    assert Invitation.objects.open().get().email == "ivo@home.example"


def test_one_invitation_waits_for_each_person(person, invited):
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.create(
            researcher=person, email="a@b.example", digest="x", expires_at=timezone.now()
        )


def test_who_has_an_account_is_not_invited(member, editor, mailoutbox):
    with pytest.raises(ValidationError, match="has an account already"):
        invitations.invite(member.researcher, "new@lab.example", editor)
    assert mailoutbox == []


def test_an_address_that_edits_another_page_is_not_invited(person, member, editor, mailoutbox):
    with pytest.raises(ValidationError, match="belongs to"):
        invitations.invite(person, member.email.upper(), editor)
    assert mailoutbox == []


def test_a_deactivated_account_comes_back_by_no_invitation(client, person, editor, letters):
    user = factories.user(email="ivo@uni.example", is_active=False)
    with pytest.raises(ValidationError, match="deactivated"):
        invitations.invite(person, user.email, editor)
    user.is_active = True
    user.set_unusable_password()
    user.save()
    invitations.invite(person, user.email, editor)
    link = letters.link()
    user.is_active = False
    user.save()
    assert is_closed(client, link)
    assert client.post("/accounts/invitation/", NEW).status_code == 410
    user.refresh_from_db()
    assert not user.has_usable_password()


@pytest.mark.parametrize("address", ["", "ivo", "ivo@", "a@b.example\nBcc: c@d.example"])
def test_what_is_no_address_is_refused(person, editor, address):
    with pytest.raises(ValidationError):
        invitations.invite(person, address, editor)
    assert not Invitation.objects.exists()


def test_an_account_that_an_administrator_made_is_taken_over(client, person, editor, letters):
    made = User.objects.create_user("ivo@uni.example")
    person.user = made
    person.save()
    invitations.invite(person, "ivo@uni.example", editor)
    client.get(letters.link())
    assert client.post("/accounts/invitation/", NEW)["Location"] == form_of(person)
    made.refresh_from_db()
    assert made.check_password("herring-under-ice")
    assert User.objects.filter(email="ivo@uni.example").count() == 1


def test_who_has_a_password_accepts_with_that_account(client, person, editor, letters, sign_in):
    holder = factories.user(email="ivo@uni.example")
    invitations.invite(person, holder.email, editor)
    link = letters.link()
    page = client.get(link, follow=True).content.decode()
    assert "Sign in with it to accept" in page
    assert "password1" not in page
    assert client.post("/accounts/invitation/", NEW).status_code == 200
    holder.refresh_from_db()
    assert holder.check_password("slow-tides-rise")  # the letter alone changes no password
    sign_in(holder, client=client)
    assert b"Accept" in client.get("/accounts/invitation/").content
    assert client.post("/accounts/invitation/")["Location"] == form_of(person)
    person.refresh_from_db()
    assert person.user == holder


def test_an_account_with_a_page_of_its_own_cannot_take_a_second(
    invited, person, stranger, client_of
):
    client = client_of(stranger)
    page = client.get(invited, follow=True).content.decode()
    assert "your account" in page
    assert "edits another page" in page
    answer = client.post("/accounts/invitation/")
    assert "edits the page of" in answer.content.decode()
    person.refresh_from_db()
    assert person.user is None
    assert Invitation.objects.open().exists()


def test_a_weak_password_is_refused_and_nothing_is_taken(client, invited, person):
    client.get(invited)
    for weak in ("12345678", "password", "ivo@uni.example", "short", ""):
        answer = client.post("/accounts/invitation/", {"password": weak})
        assert answer.status_code == 200, weak
    person.refresh_from_db()
    assert person.user is None


def test_the_page_is_not_given_to_two(invited, person, client):
    person.user = factories.user()
    person.save()
    client.get(invited)
    assert client.post("/accounts/invitation/", NEW).status_code == 410
    assert not User.objects.filter(email="ivo@uni.example").exists()


def test_a_lost_mail_server_is_said_and_the_invitation_can_be_sent_again(
    person, editor, monkeypatch, letters
):
    def refuse(self, *args):
        raise OSError("no route")

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMessage.send", refuse)
        with pytest.raises(LetterNotSentError):
            invitations.invite(person, "ivo@uni.example", editor)
    invitations.resend(Invitation.objects.get())
    assert letters.link().startswith("/accounts/invitation/")


def ask(client, email):
    return client.post("/accounts/invitation/ask/", {"email": email})


def test_asking_for_a_new_letter_tells_whoever_invited_and_the_labs_editors(
    client, invited, editor, lab, letters
):
    colleague = factories.user()
    lab.editors.add(colleague)
    expire()
    ask(client, "IVO@uni.example")
    (letter,) = letters()
    assert sorted(letter.recipients()) == sorted([editor.email, colleague.email])
    assert "asks for a new invitation" in letter.subject
    assert letter.reply_to == ["ivo@uni.example"]


def test_asking_tells_an_administrator_where_there_is_no_editor(
    client, invited, editor, administrator, letters
):
    editor.is_active = False
    editor.save()
    ask(client, "ivo@uni.example")
    (letter,) = letters()
    assert letter.recipients() == [administrator.email]


def test_asking_gets_the_same_answer_and_costs_one_letter_whatever_exists(
    client, invited, member, letters
):
    def normal(answer, email):
        return answer.status_code, answer.content.decode().replace(email, "E")

    answers, sent = set(), []
    for email in ("ivo@uni.example", member.email, "nobody@else.example"):
        answers.add(normal(ask(client, email), email))
        sent.append(len(letters()))
    assert len(answers) == 1
    assert sent == [1, 1, 1]


def test_asking_is_limited_for_each_address(client, invited, letters):
    codes = [ask(client, "ivo@uni.example").status_code for _ in range(4)]
    assert codes == [200, 200, 200, 429]
    assert len(letters()) == 3


def test_the_command_invites_by_the_slug_of_the_page(person, letters):
    out = StringIO()
    call_command("invite", slug=person.slug, email="ivo@uni.example", stdout=out)
    assert "is invited to the page of Ivo Brandt" in out.getvalue()
    assert letters.link().startswith("/accounts/invitation/")


def test_the_command_takes_the_address_of_the_account_or_the_page(person, letters):
    person.email = "ivo@page.example"
    person.save()
    call_command("invite", slug=person.slug, stdout=StringIO())
    person.user = User.objects.create_user("ivo@account.example")
    person.save()
    call_command("invite", slug=person.slug, stdout=StringIO())
    assert [letter.to[0] for letter in letters()] == ["ivo@page.example", "ivo@account.example"]


@pytest.mark.parametrize(
    ("options", "told"),
    [({"slug": "nobody"}, "Nobody has"), ({"slug": "ivo"}, "--email"),
     ({"slug": "ivo", "email": "x"}, "valid")],
)  # fmt: skip
def test_the_command_says_what_is_wrong(person, options, told):
    person.slug = "ivo"
    person.save()
    with pytest.raises(CommandError, match=told):
        call_command("invite", **options)
    assert mail.outbox == []


def test_links_lead_to_the_sites_own_address(person, editor, settings, letters):
    settings.BASE_URL = "https://lab.example.org"
    invitations.invite(person, "ivo@uni.example", editor)
    assert "https://lab.example.org/accounts/invitation/" in letters()[0].body


def test_a_name_cannot_write_its_own_letter(person, editor, letters):
    person.given_name = "Ivo\nBcc: all@x.example"
    person.family_name = "<b>Brandt</b> & Co"
    person.save()
    invitations.invite(person, "ivo@uni.example", editor)
    (letter,) = letters()
    assert "\n" not in letter.subject
    assert letter.recipients() == ["ivo@uni.example"]
    assert "<b>Brandt</b> & Co" in letter.body  # plain text: as it is, nothing escaped


@pytest.mark.parametrize("closed", ["accepted_at", "revoked_at", "expires_at"])
def test_what_is_closed_is_not_accepted_by_whoever_still_has_it_open(invited, person, closed):
    invitation = Invitation.objects.get()
    Invitation.objects.update(**{closed: timezone.now() - timedelta(seconds=1)})
    with pytest.raises(invitations.InvitationClosedError):
        invitations.accept(invitation, factories.user())
    person.refresh_from_db()
    assert person.user is None


def test_an_account_that_got_a_password_meanwhile_keeps_it(invited):
    holder = factories.user(email="ivo@uni.example")
    with pytest.raises(invitations.InvitationClosedError):
        invitations.take_account(Invitation.objects.get(), "herring-under-ice")
    holder.refresh_from_db()
    assert holder.check_password("slow-tides-rise")
