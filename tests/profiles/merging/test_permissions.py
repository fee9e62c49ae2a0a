"""Who may merge whom: the predicate and the querysets agree, and each part of the rule counts."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from accounts.models import Delegation
from profiles.merging.engine import merge
from profiles.merging.people import PEOPLE
from profiles.models import KnownApart, Researcher
from profiles.permissions import (
    can_merge_people,
    mergeable_people,
    mergeable_with,
    undoable_merges,
)
from tests import factories
from tests.forms import filled


@pytest.fixture
def pair(lab):
    """Two people of one lab; the first has an account."""
    return factories.researcher(lab=lab), factories.researcher(lab=lab, account=False)


def address(deed, *rows):
    return reverse(f"admin:profiles_researcher_{deed}", args=[row.pk for row in rows])


def test_editors_merge_the_people_of_their_lab_and_administrators_all(
    pair, editor, administrator, stranger, researcher
):
    one, other = pair
    assert can_merge_people(editor, one, other)
    assert can_merge_people(administrator, one, researcher)
    for user in (one.user, stranger, AnonymousUser(), factories.user()):
        assert not can_merge_people(user, one, other)
        assert not mergeable_people(user).exists()


def test_both_must_belong_to_one_lab_that_one_edits(lab, editor, pair):
    second = factories.lab()
    elsewhere = factories.researcher(lab=second, account=False)
    assert not can_merge_people(editor, pair[0], elsewhere)
    second.editors.add(editor)
    # Both are in a lab that the editor edits, but not in the same one.
    assert not can_merge_people(editor, pair[0], elsewhere)
    factories.membership(researcher=elsewhere, lab=lab)
    assert can_merge_people(editor, pair[0], elsewhere)


def test_two_accounts_are_the_administrators_affair(lab, editor, administrator, pair):
    other = factories.researcher(lab=lab)
    assert not can_merge_people(editor, pair[0], other)
    assert can_merge_people(administrator, pair[0], other)


def test_who_edits_two_pages_as_their_delegate_does_not_merge_them(pair):
    user = factories.user()
    for person in pair:
        Delegation.objects.create(delegate=user, researcher=person)
    assert not can_merge_people(user, *pair)


def test_whoever_is_deactivated_merges_nobody(pair, editor):
    editor.is_active = False
    editor.save()
    assert not can_merge_people(editor, *pair)
    assert not undoable_merges(editor).exists()


def test_predicate_and_querysets_agree(pair, lab, editor, administrator, stranger):
    factories.researcher(lab=lab)
    factories.researcher(lab=factories.lab())
    people = list(Researcher.objects.all())
    for user in (editor, administrator, stranger, pair[0].user, AnonymousUser()):
        for one in people:
            with_one = set(mergeable_with(user, one))
            assert one not in with_one
            assert with_one <= set(mergeable_people(user))
            for other in people:
                allowed = can_merge_people(user, one, other)
                assert allowed == (other in with_one)
                assert allowed == can_merge_people(user, other, one)


def test_a_merge_is_undone_by_who_made_it_and_by_administrators(
    pair, lab, editor, administrator, stranger
):
    record = merge(PEOPLE, *pair, editor)
    second = factories.user()
    lab.editors.add(second)
    assert list(undoable_merges(editor)) == [record]
    assert list(undoable_merges(administrator)) == [record]
    for user in (second, stranger, pair[0].user, AnonymousUser()):
        assert not undoable_merges(user).exists()
    lab.editors.remove(editor)
    assert not undoable_merges(editor).exists()


def test_an_editor_merges_and_undoes_in_the_admin(client_of, pair, editor, client):
    one, other = pair
    admin = client_of(editor)
    preview = address("merge", one, other)
    response = admin.post(preview, filled(admin.get(preview)), follow=True)
    assert "It can be undone here" in response.content.decode()
    assert client.get(f"/people/{other.slug}/")["Location"] == one.get_absolute_url()
    admin.post(response.request["PATH_INFO"])
    assert client.get(f"/people/{other.slug}/").status_code == 200


@pytest.mark.parametrize("who", ["stranger", "member", "other editor"])
def test_nobody_else_sees_or_writes_anything(client_of, pair, request, who):
    if who == "other editor":
        user = factories.user()
        factories.lab().editors.add(user)
    else:
        user = pair[0].user if who == "member" else request.getfixturevalue("stranger")
    client = client_of(user)
    for rows in (pair, pair[::-1]):
        for deed in ("merge", "apart"):
            for method in (client.get, client.post):
                response = method(address(deed, *rows))
                assert response.status_code in (403, 404)
                assert pair[1].family_name not in response.content.decode()
        assert client.get(address("merge_with", rows[0])).status_code in (403, 404)
    assert Researcher.objects.filter(pk__in=[each.pk for each in pair]).count() == 2


def test_an_editor_finds_no_partner_outside_the_lab(client_of, pair, editor):
    factories.researcher(family_name="Zephyrite", lab=factories.lab())
    response = client_of(editor).get(address("merge_with", pair[0]), {"q": "zephyrite"})
    assert "Nothing of that name" in response.content.decode()


def test_nobody_is_their_own_double(client_of, pair, administrator):
    client = client_of(administrator)
    assert client.get(address("merge", pair[0], pair[0])).status_code == 404
    assert client.post(address("merge", pair[0], pair[0])).status_code == 404


def test_an_editor_is_told_why_two_accounts_are_not_merged(client_of, lab, editor, pair):
    other = factories.researcher(lab=lab)
    client = client_of(editor)
    for method in (client.get, client.post):
        response = method(address("merge", pair[0], other), follow=True)
        assert "by an administrator only" in response.content.decode()
    assert Researcher.objects.filter(pk=other.pk).exists()
    # That they are two may be said all the same.
    client.post(address("apart", pair[0], other))
    assert KnownApart.objects.exists()
