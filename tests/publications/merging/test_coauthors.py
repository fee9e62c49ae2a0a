"""What merging people, papers and spellings means for the home pages of co-authors elsewhere."""

import pytest
from django.urls import reverse

from profiles.merging.engine import merge
from profiles.merging.people import PEOPLE
from profiles.merging.undo import undo
from publications.merging.spellings import respell
from publications.merging.works import WORKS
from publications.models import Coauthor, Publication
from publications.names import Name
from publications.presentation.lists import items
from tests import factories

FULL, SHORT = Name(given="Rosalind", family="Achterberg"), Name(given="R.", family="Achterberg")
OTHER = Name(given="Rosalind", family="Achterberg-Lund")
HOME = "https://achterberg.example/"


@pytest.fixture
def colleague(lab):
    return factories.researcher(lab=lab)


def paper(person, name):
    made = factories.publication(person)
    made.authorships.filter(researcher=None).update(given=name.given, family=name.family)
    return made


def away() -> list[str]:
    """The names that lead to a home page elsewhere, in all papers."""
    shown = items(Publication.objects.order_by("pk")).items
    return [str(part.html) for item in shown for part in item.byline.shown if part.away]


@pytest.mark.parametrize("stands", [FULL, OTHER])
def test_an_author_who_is_spelled_anew_keeps_the_home_page_and_undoing_takes_it_back(
    stands, colleague, editor
):
    paper(colleague, SHORT)
    paper(colleague, stands)
    home = factories.coauthor(colleague, names="Achterberg, R.")
    record = respell(editor, [SHORT], stands)
    assert away() == [stands.display()] * 2
    home.refresh_from_db()
    assert home.names == f"Achterberg, R.\n{stands.inverted()}"
    assert home.history.first().history_change_reason == f"Spelled alike: {stands.display()}"
    undo(record, editor)
    home.refresh_from_db()
    assert home.names == "Achterberg, R."
    assert away() == ["R. Achterberg"]


def test_what_others_said_or_what_says_it_already_is_left_alone(colleague, editor, researcher):
    paper(colleague, SHORT)
    paper(researcher, SHORT)
    homes = [
        factories.coauthor(researcher, names="Achterberg, R."),
        factories.coauthor(colleague, names="Achterberg, R.\nRosalind Achterberg"),
        factories.coauthor(colleague, names="Berg, R."),
    ]
    before = list(Coauthor.objects.order_by("pk").values_list("names", flat=True))
    respell(editor, [SHORT], FULL)
    assert list(Coauthor.objects.order_by("pk").values_list("names", flat=True)) == before
    assert all(home.history.count() == 1 for home in homes)


def test_the_page_of_such_a_change_opens_for_whoever_made_it(colleague, editor, client_of):
    paper(colleague, SHORT)
    factories.coauthor(colleague, names="Achterberg, R.")
    factories.publication(factories.researcher())  # whose numbers a home page's may equal
    record = respell(editor, [SHORT], FULL)
    address = reverse("admin:publications_spellings_merged", args=[record.pk])
    signed_in = client_of(editor)
    assert signed_in.get(address).status_code == 200


def test_the_list_of_outside_authors_leads_to_their_home_pages(colleague, editor, client_of):
    paper(colleague, SHORT)
    paper(colleague, Name(given="Bo", family="Lee"))
    home = factories.coauthor(colleague, names="Achterberg, R.")
    factories.coauthor(factories.researcher(), names="Lee, Bo")  # another lab's word
    page = client_of(editor).get(reverse("admin:publications_spellings")).content.decode()
    assert "coauthor/add/?names=Lee%2C%20Bo" in page
    assert reverse("admin:publications_coauthor_change", args=[home.pk]) in page
    assert "names=Achterberg" not in page


def test_two_records_of_a_person_bring_together_what_both_said(db):
    kept, dropped = factories.researcher(), factories.researcher(account=False)
    paper(dropped, FULL)
    row = factories.coauthor(dropped)
    record = merge(PEOPLE, kept, dropped, None)
    assert list(kept.coauthors.all()) == [row]
    assert away() == ["Rosalind Achterberg"]
    assert row.history.first().researcher_id == kept.pk
    undo(record, None)
    row.refresh_from_db()
    assert row.researcher_id == dropped.pk
    assert away() == ["Rosalind Achterberg"]


def test_of_two_records_of_a_paper_the_one_that_stays_has_the_links(colleague):
    other = factories.researcher()
    kept, dropped = paper(colleague, FULL), paper(other, FULL)
    factories.coauthor(other)
    record = merge(WORKS, kept, dropped, None)
    assert away() == ["Rosalind Achterberg"]
    undo(record, None)
    assert away() == ["Rosalind Achterberg"]
