import pytest

from profiles.models import NameVariant, Researcher
from publications.importing.linking import Linker, Member, members
from publications.importing.work import Author
from publications.names import split_name
from tests import factories


def member(pk, *names, private=(), **fields):
    return Member(
        pk, names[0], tuple(map(split_name, names)), tuple(map(split_name, private)), **fields
    )


def link(linker, *names):
    return linker.link([Author(split_name(name)) for name in names])


MINA, JUN = member(1, "Sørensen, Mina Kristine"), member(2, "Baek, Jun-ho")


@pytest.mark.parametrize(
    "name", ["Mina Sorensen", "Sørensen, M. K.", "M. Sørensen", "SØRENSEN, MINA"]
)
def test_a_name_is_recognised_without_accents_and_by_initials(name):
    assert link(Linker([MINA, JUN]), name).members == [1]


@pytest.mark.parametrize("name", ["Anna Sørensen", "Sørensen, T.", "Mina Sörenstam", "Sørensen"])
def test_another_name_is_nobody_here(name):
    links = link(Linker([MINA, JUN]), name)
    assert (links.members, links.problems) == ([None], [])


def test_two_whom_a_name_fits_are_a_question():
    links = link(Linker([member(1, "Lee, Joohyung"), member(2, "Lee, Jiwon")]), "J. Lee")
    assert links.members == [None]
    assert links.problems == [
        "“J. Lee” can be Lee, Jiwon or Lee, Joohyung. Link the author by hand."
    ]


def test_the_name_that_fits_best_wins():
    linker = Linker([member(1, "Lee, Joohyung"), member(2, "Lee, J.")])
    assert link(linker, "Joohyung Lee").members == [1]


def test_the_owner_wins_among_equals():
    people = [member(1, "Lee, Joohyung"), member(2, "Lee, Jiwon")]
    assert link(Linker(people, owner=2), "J. Lee").members == [2]


def test_an_orcid_goes_before_a_name():
    people = [member(1, "Lee, Joohyung"), member(2, "Li, Ann", orcid="0000-0002-1825-0097")]
    authors = [Author(split_name("Joohyung Lee"), orcid="0000-0002-1825-0097")]
    assert Linker(people).link(authors).members == [2]


def test_a_person_is_in_a_byline_once():
    linker = Linker([JUN])
    assert link(linker, "J. Baek", "Baek, Jun-ho").members == [None, 2]
    links = link(linker, "J. Baek", "J. Baek")
    assert links.members == [None, None]
    assert links.problems == [
        "“J. Baek” and “J. Baek” can both be Baek, Jun-ho. Link the author by hand."
    ]


def test_a_private_spelling_links_and_is_never_told():
    people = [member(1, "Lee, Joohyung", private=["Old, Jane"]), member(2, "Old, Judy")]
    linker = Linker(people)
    assert link(linker, "Jane Old").members == [1]
    assert link(linker, "J. Old").problems == []


def test_members_bring_their_spellings_in_two_queries(db, django_assert_num_queries):
    person = factories.researcher(
        given_name="Jun-ho",
        family_name="van der Baek",
        original_name="백준호",
        display_name="Baek Jun-ho",
    )
    NameVariant.objects.create(researcher=person, name="Park, Jun-ho", private=False)
    NameVariant.objects.create(researcher=person, name="Kim, Jun-ho", private=True)
    with django_assert_num_queries(2):
        (found,) = members(Researcher.objects.all())
    assert [name.display() for name in found.names] == [
        "Jun-ho van der Baek",
        "백준호",
        "Jun-ho Park",
    ]
    assert [name.display() for name in found.private] == ["Jun-ho Kim"]
