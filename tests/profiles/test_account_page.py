"""Inviting from a person's form, and naming delegates there."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts import invitations
from accounts.models import Delegation, Invitation
from tests import factories
from tests.forms import errors, filled, new_row


def page_of(person) -> str:
    return reverse("admin:profiles_researcher_account_page", args=[person.pk])


def form_of(row) -> str:
    return reverse(f"admin:profiles_{row._meta.model_name}_change", args=[row.pk])


@pytest.fixture
def newcomer(lab):
    return factories.researcher(lab=lab, account=False, email="new@lab.example")


def test_an_editor_invites_sends_again_and_withdraws(client_of, editor, newcomer):
    client = client_of(editor)
    page = client.get(page_of(newcomer))
    assert "Nobody can sign in for this page yet." in page.content.decode()
    assert filled(page)["email"] == ["new@lab.example"]
    client.post(page_of(newcomer), {"invite": "1", "email": "New@lab.example"})
    made = Invitation.objects.get()
    assert (made.email, made.invited_by, made.researcher) == ("new@lab.example", editor, newcomer)
    assert len(mail.outbox) == 1
    assert "new@lab.example was invited on" in client.get(page_of(newcomer)).content.decode()
    first = made.digest
    client.post(page_of(newcomer), {"again": "1"})
    made.refresh_from_db()
    assert made.digest != first
    assert len(mail.outbox) == 2
    client.post(page_of(newcomer), {"withdraw": "1"})
    made.refresh_from_db()
    assert made.revoked_at
    page = client.post(page_of(newcomer), {"again": "1"}, follow=True)
    assert "closed already" in page.content.decode()


def test_a_wrong_address_is_told_at_the_field(client_of, editor, newcomer):
    page = client_of(editor).post(page_of(newcomer), {"invite": "1", "email": "nonsense"})
    assert page.status_code == 200
    assert "valid email address" in page.content.decode()
    assert not Invitation.objects.exists()


def test_somebody_elses_address_is_refused(client_of, editor, newcomer, researcher):
    page = client_of(editor).post(
        page_of(newcomer), {"invite": "1", "email": researcher.user.email}
    )
    assert f"belongs to {researcher.name} already" in page.content.decode()
    assert not Invitation.objects.exists()


def test_a_letter_that_cannot_be_sent_leaves_the_invitation(client_of, editor, newcomer, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    page = client_of(editor).post(
        page_of(newcomer), {"invite": "1", "email": "new@lab.example"}, follow=True
    )
    assert "no letter could be sent" in page.content.decode()
    assert Invitation.objects.pending().exists()


def test_whoever_can_sign_in_is_not_invited_again(client_of, editor, lab):
    person = factories.researcher(lab=lab)
    person.user.last_login = timezone.now()
    person.user.save()
    page = client_of(editor).get(page_of(person)).content.decode()
    assert "signed in last on" in page
    assert 'name="invite"' not in page


def test_an_expired_invitation_is_called_so(client_of, editor, newcomer):
    made = invitations.invite(newcomer, "new@lab.example", editor)
    Invitation.objects.filter(pk=made.pk).update(expires_at=timezone.now())
    page = client_of(editor).get(page_of(newcomer)).content.decode()
    assert "the link has expired" in page
    assert "Send it again" in page


def test_those_who_may_merely_edit_invite_nobody(client_of, newcomer, researcher):
    aide = factories.user()
    aide.delegations.create(researcher=newcomer)
    for user in (aide, researcher.user):
        for method in ("get", "post"):
            data = {"invite": "1", "email": "mine@evil.example"}
            response = getattr(client_of(user), method)(page_of(newcomer), data)
            assert response.status_code in (403, 404)
    assert not Invitation.objects.exists()


def test_the_form_says_how_the_account_stands(client_of, editor, newcomer, researcher):
    page = client_of(editor).get(form_of(newcomer)).content.decode()
    assert "Nobody can sign in for this page yet." in page
    assert page_of(newcomer) in page
    assert (
        "signed in last" not in client_of(researcher.user).get(form_of(researcher)).content.decode()
    )


def test_a_person_names_a_delegate_in_their_form_and_ends_it(
    client_of, lab, django_capture_on_commit_callbacks
):
    person, aide = factories.researcher(lab=lab), factories.researcher(lab=lab).user
    client = client_of(person.user)
    data = new_row(filled(client.get(form_of(person))), "delegations", delegate=aide.pk)
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post(form_of(person), data)
    assert done.status_code == 302, errors(done)
    made = Delegation.objects.get()
    assert (made.delegate, made.researcher, made.granted_by) == (aide, person, person.user)
    assert mail.outbox[-1].to == [aide.email]
    data = filled(client.get(form_of(person)), **{"delegations-0-DELETE": "on"})
    assert client.post(form_of(person), data).status_code == 302
    assert not Delegation.objects.exists()


def test_nobody_is_their_own_delegate(client_of, lab):
    person = factories.researcher(lab=lab)
    client = client_of(person.user)
    data = new_row(filled(client.get(form_of(person))), "delegations", delegate=person.user.pk)
    assert client.post(form_of(person), data).status_code == 200
    assert not Delegation.objects.exists()


def test_a_delegate_and_a_labs_editor_name_none_for_a_person(client_of, lab, editor):
    person, other = factories.researcher(lab=lab), factories.researcher(lab=lab).user
    aide = factories.researcher(lab=lab).user
    aide.delegations.create(researcher=person)
    for user in (aide, editor):
        client = client_of(user)
        data = filled(client.get(form_of(person)))
        forged = {
            **data,
            "delegations-TOTAL_FORMS": "2",
            "delegations-INITIAL_FORMS": "1",
            "delegations-0-id": str(aide.delegations.get().pk),
            "delegations-0-DELETE": "on",
            "delegations-1-delegate": str(other.pk),
        }
        client.post(form_of(person), forged)
        assert Delegation.objects.get().delegate == aide


def test_an_editor_names_a_delegate_for_the_lab(client_of, lab, editor):
    aide = factories.researcher(lab=lab).user
    client = client_of(editor)
    data = new_row(filled(client.get(form_of(lab))), "delegations", delegate=aide.pk)
    assert client.post(form_of(lab), data).status_code == 302
    assert Delegation.objects.get().lab == lab
    # who may edit the lab by that alone, passes it on to nobody
    page = client_of(aide).get(form_of(lab))
    assert "delegations-0-DELETE" not in page.content.decode()


def test_an_editor_puts_nobody_of_another_lab_into_theirs(client_of, lab, editor):
    """Not even with a delegate's right: all editors of the lab would get it."""
    theirs = factories.researcher(lab=factories.lab())
    editor.delegations.create(researcher=theirs)
    client = client_of(editor)
    row = {"lab": lab.pk, "role": "phd"}
    data = filled(client.get(form_of(theirs)))
    forged = {**data, "memberships-TOTAL_FORMS": "2", "memberships-INITIAL_FORMS": "1"}
    forged |= {f"memberships-1-{name}": value for name, value in row.items()}
    client.post(form_of(theirs), forged)
    data = new_row(
        filled(client.get(form_of(lab))), "memberships", researcher=theirs.pk, role="phd"
    )
    assert client.post(form_of(lab), data).status_code == 200
    assert not lab.memberships.exists()


def test_an_administrator_puts_a_person_into_a_second_lab(client_of, lab, administrator):
    person = factories.researcher(lab=factories.lab())
    client = client_of(administrator)
    data = new_row(filled(client.get(form_of(person))), "memberships", lab=lab.pk, role="phd")
    assert client.post(form_of(person), data).status_code == 302
    assert person.memberships.count() == 2
