from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts import delegation
from accounts.models import Delegation, User
from news.models import NewsItem
from profiles.permissions import can_edit_lab, can_edit_person
from tests import factories


@pytest.fixture
def professor(lab):
    return factories.researcher(lab=lab)


@pytest.fixture
def assistant(lab):
    """With an account and a page in the professor's lab."""
    return factories.researcher(lab=lab).user


def test_a_delegate_is_told_by_letter_for_whom_they_edit(professor, assistant, letters):
    delegation.delegate(assistant, professor.user, researcher=professor)
    (letter,) = letters()
    assert letter.to == [assistant.email]
    assert letter.subject == f"You can now edit for {professor}"


def test_a_delegation_is_for_a_person_or_a_lab_and_made_once(professor, assistant, lab):
    with pytest.raises(IntegrityError), transaction.atomic():
        Delegation.objects.create(delegate=assistant)
    with pytest.raises(IntegrityError), transaction.atomic():
        Delegation.objects.create(delegate=assistant, researcher=professor, lab=lab)
    delegation.delegate(assistant, professor.user, researcher=professor)
    with pytest.raises(ValidationError, match="delegate there already"):
        delegation.delegate(assistant, professor.user, researcher=professor)


def test_nobody_is_their_own_delegate_nor_a_deactivated_account(professor, assistant, mailoutbox):
    with pytest.raises(ValidationError, match="own account"):
        delegation.delegate(professor.user, professor.user, researcher=professor)
    assistant.is_active = False
    assistant.save()
    with pytest.raises(ValidationError, match="deactivated"):
        delegation.delegate(assistant, professor.user, researcher=professor)
    assert mailoutbox == []


def test_a_change_by_a_delegate_stands_under_the_delegates_name(professor, client_of):
    aide = factories.user(first_name="Tove", last_name="Lind")
    Delegation.objects.create(delegate=aide, researcher=professor)
    answer = client_of(aide).post(
        reverse("admin:news_newsitem_add"),
        {
            "date": date(2026, 3, 1).isoformat(),
            "body": "The gauge is back in the water.",
            "inline": "on",
            "researchers": [professor.pk],
        },
    )
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    item = NewsItem.objects.get()
    assert list(item.researchers.all()) == [professor]
    assert item.history.earliest().history_user == aide


def page(client, **data):
    return client.post("/accounts/delegates/", data, follow=True)


def test_a_member_chooses_a_colleague_who_may_then_edit(professor, assistant, client_of):
    client = client_of(professor.user)
    told = page(client, for_whom="page", account=assistant.pk)
    assert "can edit now" in told.content.decode()
    assert can_edit_person(assistant, professor)
    assert Delegation.objects.get().granted_by == professor.user
    client.post(f"/accounts/delegates/{Delegation.objects.get().pk}/end/")
    assert not can_edit_person(assistant, professor)


def test_a_member_is_offered_and_may_choose_nobody_outside_their_labs(
    professor, stranger, client_of
):
    client = client_of(professor.user)
    shown = client.get("/accounts/delegates/").content.decode()
    assert stranger.email not in shown
    assert str(stranger.researcher) not in shown
    assert 'type="email"' not in shown
    page(client, for_whom="page", account=stranger.pk)
    page(client, for_whom="page", email=stranger.email)
    assert not Delegation.objects.exists()


def test_a_member_delegates_no_lab_and_nobody_elses_page(professor, assistant, lab, client_of):
    client = client_of(professor.user)
    page(client, for_whom=str(lab.pk), account=assistant.pk)
    page(client, for_whom="", account=assistant.pk)
    assert not Delegation.objects.exists()


def test_an_editor_brings_in_an_assistant_by_address(editor, lab, client_of, letters):
    told = page(client_of(editor), for_whom=str(lab.pk), email="Office@uni.example")
    assert "can edit now" in told.content.decode()
    aide = User.objects.get(email="office@uni.example")
    assert can_edit_lab(aide, lab)
    assert not aide.has_usable_password()
    invitation, told = letters()
    assert "/accounts/invitation/" in invitation.body
    assert invitation.to == told.to == ["office@uni.example"]


def test_an_assistant_without_a_page_comes_from_the_letter_to_the_admin(
    client, editor, lab, client_of, letters
):
    page(client_of(editor), for_whom=str(lab.pk), email="office@uni.example")
    invitation, _ = letters()
    link = "/accounts/" + invitation.body.split("/accounts/")[1].split()[0]
    client.get(link)
    answer = client.post("/accounts/invitation/", {"password": "herring-under-ice"})
    assert answer["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_the_answer_to_an_editor_is_the_same_whether_the_address_has_an_account(
    editor, lab, stranger, client_of
):
    client = client_of(editor)
    answers = {
        page(client, for_whom=str(lab.pk), email=email).content.decode().count("can edit now")
        for email in (stranger.email, "unknown@uni.example")
    }
    assert answers == {1}


def test_an_editor_of_another_lab_delegates_nothing_here(editor, assistant, client_of):
    other = factories.lab()
    page(client_of(editor), for_whom=str(other.pk), account=assistant.pk)
    assert not Delegation.objects.exists()


def test_a_delegate_cannot_pass_it_on(professor, assistant, lab, client_of):
    aide = factories.user()
    Delegation.objects.create(delegate=aide, lab=lab)
    Delegation.objects.create(delegate=aide, researcher=professor)
    client = client_of(aide)
    page(client, for_whom=str(lab.pk), account=assistant.pk)
    page(client, for_whom="page", account=assistant.pk)
    page(client, for_whom=str(lab.pk), email="friend@uni.example")
    assert Delegation.objects.count() == 2
    assert not User.objects.filter(email="friend@uni.example").exists()


def test_a_delegate_lays_it_down_and_ends_no_others(professor, assistant, lab, client_of):
    own = Delegation.objects.create(delegate=assistant, researcher=professor)
    others = Delegation.objects.create(delegate=factories.user(), lab=lab)
    client = client_of(assistant)
    assert client.post(f"/accounts/delegates/{others.pk}/end/").status_code == 404
    assert client.post(f"/accounts/delegates/{own.pk}/end/").status_code == 302
    assert list(Delegation.objects.all()) == [others]


def test_a_delegation_is_ended_by_no_link(professor, assistant, client_of):
    made = Delegation.objects.create(delegate=assistant, researcher=professor)
    answer = client_of(professor.user).get(f"/accounts/delegates/{made.pk}/end/")
    assert answer.status_code == 405


def test_who_delegated_what_stays_in_the_history(professor, assistant, client_of):
    client = client_of(professor.user)
    page(client, for_whom="page", account=assistant.pk)
    client.post(f"/accounts/delegates/{Delegation.objects.get().pk}/end/")
    kept = Delegation.history.all()
    assert [(each.history_type, each.history_user) for each in kept] == [
        ("-", professor.user),
        ("+", professor.user),
    ]
