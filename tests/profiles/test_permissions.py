from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from profiles.models import Course, Researcher
from profiles.permissions import (
    can_edit_lab,
    can_edit_person,
    can_invite,
    editable_labs,
    editable_people,
    is_editor,
    owned_by,
)
from tests import factories


@pytest.fixture
def other_lab(db):
    return factories.lab()


@pytest.fixture
def people(lab, other_lab):
    """One in the lab, one who left it, one in another lab, one in none."""
    alumna = factories.researcher()
    factories.membership(researcher=alumna, lab=lab, ended=date(2021, 1, 1))
    return {
        "member": factories.researcher(lab=lab),
        "alumna": alumna,
        "elsewhere": factories.researcher(lab=other_lab),
        "free": factories.researcher(),
    }


def editable(user, people) -> set[str]:
    return {name for name, person in people.items() if can_edit_person(user, person)}


def test_an_administrator_edits_everybody(administrator, people):
    assert editable(administrator, people) == set(people)


def test_an_editor_edits_the_labs_people_and_its_alumni(editor, people):
    assert editable(editor, people) == {"member", "alumna"}


def test_a_member_edits_only_themselves(people):
    assert editable(people["member"].user, people) == {"member"}


def test_a_visitor_edits_nobody(people):
    assert editable(AnonymousUser(), people) == set()


def test_a_deactivated_account_edits_nothing(people, editor, administrator):
    for user in (people["member"].user, editor, administrator):
        user.is_active = False
        user.save()
        assert editable(user, people) == set()
        assert not editable_labs(user).exists()


def test_an_editor_of_one_lab_cannot_touch_another(editor, lab, other_lab):
    assert can_edit_lab(editor, lab)
    assert not can_edit_lab(editor, other_lab)


def test_somebody_in_two_labs_is_edited_by_both(lab, other_lab, editor):
    person = factories.researcher(lab=lab)
    factories.membership(researcher=person, lab=other_lab)
    other_editor = factories.user()
    other_lab.editors.add(other_editor)
    assert can_edit_person(editor, person)
    assert can_edit_person(other_editor, person)
    assert editable_people(editor).filter(pk=person.pk).count() == 1


def test_predicate_and_queryset_agree(administrator, editor, people):
    users = [AnonymousUser(), administrator, editor, *(p.user for p in people.values())]
    for user in users:
        allowed = set(editable_people(user))
        for person in Researcher.objects.all():
            assert can_edit_person(user, person) == (person in allowed)


def test_what_hangs_on_a_profile_follows_the_profile(editor, administrator, people):
    courses = {name: factories.course(person) for name, person in people.items()}

    def owned(user):
        rows = owned_by(user, Course.objects.all(), "researcher")
        return {name for name, course in courses.items() if course in rows}

    assert owned(administrator) == set(people)
    assert owned(editor) == {"member", "alumna"}
    assert owned(people["free"].user) == {"free"}
    assert owned(AnonymousUser()) == set()


def test_editors_are_those_of_a_lab_and_administrators(editor, administrator, researcher):
    assert is_editor(editor)
    assert is_editor(administrator)
    assert not is_editor(researcher.user)
    assert not is_editor(AnonymousUser())


def test_a_delegate_edits_that_person_and_nobody_else(people):
    aide = factories.user()
    aide.delegations.create(researcher=people["free"])
    assert editable(aide, people) == {"free"}
    assert not editable_labs(aide).exists()
    assert not is_editor(aide)


def test_a_delegate_edits_their_own_page_too(people):
    aide = people["elsewhere"].user
    aide.delegations.create(researcher=people["member"])
    assert editable(aide, people) == {"elsewhere", "member"}


def test_the_delegate_of_a_lab_edits_what_its_editors_do(lab, other_lab, people):
    aide = factories.user()
    aide.delegations.create(lab=lab)
    assert editable(aide, people) == {"member", "alumna"}
    assert can_edit_lab(aide, lab)
    assert not can_edit_lab(aide, other_lab)
    assert is_editor(aide)


def test_editors_of_the_lab_and_administrators_invite_and_nobody_else(
    administrator, editor, lab, other_lab, people
):
    aide, other_editor = factories.user(), factories.user()
    aide.delegations.create(lab=lab)
    aide.delegations.create(researcher=people["member"])
    other_lab.editors.add(other_editor)
    assert can_invite(administrator, people["member"])
    assert can_invite(editor, people["member"])
    for user in (aide, other_editor, people["member"].user, AnonymousUser()):
        assert not can_invite(user, people["member"])
    editor.is_active = False
    assert not can_invite(editor, people["member"])


def test_a_deactivated_delegate_edits_nothing(lab, people):
    aide = factories.user(is_active=False)
    aide.delegations.create(lab=lab)
    aide.delegations.create(researcher=people["free"])
    assert editable(aide, people) == set()
    assert not editable_labs(aide).exists()


def test_nobody_edits_for_somebody_who_is_deactivated(people):
    aide = factories.user()
    aide.delegations.create(researcher=people["member"])
    account = people["member"].user
    account.is_active = False
    account.save()
    assert editable(aide, people) == set()


def test_a_person_without_an_account_can_have_a_delegate(db):
    person = factories.researcher(account=False)
    aide = factories.user()
    aide.delegations.create(researcher=person)
    assert can_edit_person(aide, person)


def test_predicate_and_queryset_agree_for_delegates(lab, people):
    aides = [factories.user() for _ in range(3)]
    aides[0].delegations.create(lab=lab)
    aides[1].delegations.create(researcher=people["member"])
    aides[2].delegations.create(lab=lab)
    aides[2].delegations.create(researcher=people["member"])
    for user in aides:
        allowed = list(editable_people(user))
        assert len(allowed) == len(set(allowed))
        for person in Researcher.objects.all():
            assert can_edit_person(user, person) == (person in allowed)
        assert [each for each in [lab] if can_edit_lab(user, each)] == list(editable_labs(user))


def test_what_hangs_on_a_profile_is_its_delegates_too(people):
    aide = factories.user()
    aide.delegations.create(researcher=people["free"])
    course = factories.course(people["free"])
    factories.course(people["member"])
    assert list(owned_by(aide, Course.objects.all(), "researcher")) == [course]
