import pytest

from publications.bibtex.records import Link as Address
from publications.importing.undo import undo
from publications.models import Authorship, ImportedEntry, Link, Publication
from tests import factories
from tests.publications.importing.conftest import entry


def test_an_import_is_undone_as_if_it_had_never_been(bring, actions):
    bring(entry(links=[Address("pdf", "", "https://a.example/p.pdf")]), entry("b", "Another work"))
    undone = undo(bring.record)
    assert (undone.deleted, undone.reverted, undone.kept) == (2, 0, [])
    assert not Publication.objects.exists()
    assert not Authorship.objects.exists()
    assert not ImportedEntry.objects.exists()
    assert Publication.history.filter(history_type="-").count() == 2
    assert Authorship.history.filter(history_type="-").count() == 2
    assert actions(entry()) == ["created"]


def test_what_it_changed_goes_back_and_can_be_imported_again(bring, actions):
    bring(entry(pages="1–10", links=[Address("pdf", "", "https://a.example/old.pdf")]))
    newer = entry(
        pages="201–240", links=[Address("pdf", "", "https://a.example/new.pdf")], note="New"
    )
    bring(newer)
    undone = undo(bring.record)
    assert (undone.deleted, undone.reverted, undone.kept) == (0, 1, [])
    paper = Publication.objects.get()
    assert (paper.pages, paper.note) == ("1–10", "")
    assert Link.objects.get().url == "https://a.example/old.pdf"
    assert actions(newer) == ["updated"]


def test_a_byline_and_its_flags_go_back(bring):
    bring(entry(authors=["Sørensen, Mina", "Baek, Jun-ho"]))
    bring(entry(authors=["Baek, Jun-ho", "Chen, Li"]))
    undo(bring.record)
    names = [row.family for row in Publication.objects.get().authorships.all()]
    assert names == ["Sørensen", "Baek"]


def test_what_was_edited_since_is_kept_and_said(bring):
    bring(entry(), entry("b", "Another work"))
    paper = Publication.objects.get(key="tide2024")
    paper.note = "Oral"
    paper.save()
    undone = undo(bring.record)
    assert undone.deleted == 1
    assert undone.kept == [
        (
            "“On the agreement of tide gauges” was kept: it has been edited since the import, or "
            "is others' work as well."
        )
    ]
    assert Publication.objects.get() == paper


def test_a_link_that_was_added_since_keeps_the_work(bring):
    bring(entry())
    Link.objects.create(publication=Publication.objects.get(), kind="pdf", url="https://a.example/")
    assert undo(bring.record).deleted == 0


def test_a_field_that_was_changed_since_is_kept_and_the_others_go_back(bring):
    bring(entry(pages="1–10", note="Early"))
    bring(entry(pages="201–240", note="Late"))
    Publication.objects.update(note="Oral")
    undone = undo(bring.record)
    paper = Publication.objects.get()
    assert (paper.pages, paper.note) == ("1–10", "Oral")
    assert undone.kept == [
        "“On the agreement of tide gauges”: note was kept, it has been changed since the import."
    ]


def test_people_who_were_linked_are_unlinked(bring):
    bring(entry())
    factories.researcher(given_name="Mina", family_name="Sørensen")
    bring(entry())
    assert Authorship.objects.get().researcher
    undo(bring.record)
    assert Authorship.objects.get().researcher is None


def test_a_later_import_of_the_same_work_keeps_it(bring):
    bring(entry())
    first = bring.record
    bring(entry(pages="5"))
    assert undo(first).deleted == 0
    assert Publication.objects.get().pages == "5"


def test_an_import_is_undone_once(bring):
    bring(entry())
    undo(bring.record)
    with pytest.raises(ValueError, match="not in force"):
        undo(bring.record)
