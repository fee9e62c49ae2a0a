"""What an import may touch that a member makes for themselves."""

import pytest

from profiles.models import NameVariant
from publications.importing.undo import undo
from publications.models import Authorship, Publication
from tests import factories
from tests.publications.importing.conftest import entry


@pytest.fixture
def mina(db):
    return factories.researcher(given_name="Mina", family_name="Sørensen")


def test_a_shared_work_of_mine_is_linked_and_filled(bring, mina):
    other = factories.researcher(given_name="Jun-ho", family_name="Baek")
    bring(entry(authors=["Sørensen, Mina", "Baek, Jun-ho"]), researcher=other)
    Authorship.objects.filter(researcher=mina).update(researcher=None)
    bring(
        entry(note="Talk", authors=["Sørensen, Mina", "Baek, Jun-ho"]),
        researcher=mina,
        user=mina.user,
    )
    paper = Publication.objects.get()
    assert paper.note == "Talk"
    assert {row.researcher for row in paper.authorships.all()} == {mina, other}


def test_others_work_is_left_as_it_is(bring, mina):
    factories.researcher(given_name="Jun-ho", family_name="Baek")
    bring(entry(authors=["Baek, Jun-ho"]))
    report = bring(entry(authors=["Baek, Jun-ho"], note="Changed"), researcher=mina, user=mina.user)
    assert report.items[0].action == "unchanged"
    assert "left as it is" in report.items[0].problems[0]
    assert Publication.objects.get().note == ""


def test_writing_oneself_into_the_file_does_not_open_others_work(bring, mina):
    factories.researcher(given_name="Jun-ho", family_name="Baek")
    bring(entry(authors=["Baek, Jun-ho"], doi="10.1000/x"))
    bring(
        entry(authors=["Baek, Jun-ho", "Sørensen, Mina"], doi="10.1000/x", note="Mine"),
        researcher=mina,
        user=mina.user,
    )
    assert Publication.objects.get().note == ""
    assert not Authorship.objects.filter(researcher=mina).exists()


def test_drafts_of_others_are_not_told_of(bring, mina):
    bring(entry("secret", authors=["Baek, Jun-ho"]))
    Publication.objects.update(draft=True)
    report = bring(entry("mine", year=2010), researcher=mina, user=mina.user)
    assert (report.items[0].action, report.items[0].problems) == ("created", [])


def test_hidden_people_are_not_linked_by_members(bring, mina):
    hidden = factories.researcher(given_name="Li", family_name="Chen", visibility="hidden")
    NameVariant.objects.create(researcher=hidden, name="Chen, Lee")
    bring(entry(authors=["Sørensen, Mina", "Chen, Li"]), researcher=mina, user=mina.user)
    assert not Authorship.objects.filter(researcher=hidden).exists()


def test_only_ones_own_selection_is_set(bring, mina):
    other = factories.researcher(given_name="Jun-ho", family_name="Baek")
    bring(
        entry(authors=["Sørensen, Mina", "Baek, Jun-ho"], selected=True),
        researcher=mina,
        user=mina.user,
    )
    assert Authorship.objects.get(researcher=mina).selected
    assert not Authorship.objects.get(researcher=other).selected


def test_undoing_leaves_what_is_on_anothers_page_too(bring, mina):
    factories.researcher(given_name="Jun-ho", family_name="Baek")
    bring(
        entry("own", "A work of my own"),
        entry("shared", "A work of two people", authors=["Sørensen, Mina", "Baek, Jun-ho"]),
        researcher=mina,
        user=mina.user,
    )
    undone = undo(bring.record, mina.user)
    assert (undone.deleted, len(undone.kept)) == (1, 1)
    assert Publication.objects.get().key == "shared"
