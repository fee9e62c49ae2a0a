import pytest

from profiles.models import Researcher
from publications.models import Authorship
from publications.presentation.byline import Mark, byline, legend


def author(name: str, person: Researcher | None = None, **flags: bool) -> Authorship:
    return Authorship(given="Ada", family=name, researcher=person, **flags)


def person(number: int, visibility: str = "public") -> Researcher:
    return Researcher(pk=number, slug=f"p{number}", family_name="P", visibility=visibility)


def names(authors) -> list[str]:
    return [author.name for author in authors]


def test_authors_stand_in_their_order():
    line = byline([author("One"), author("Two")], fold=12)
    assert names(line.shown) == ["Ada One", "Ada Two"]
    assert line.more == 0


def test_the_owner_is_emphasised_and_not_linked():
    line = byline([author("One", person(1)), author("Two", person(2))], fold=12, owner=1)
    one, two = line.shown
    assert (one.me, one.url) == (True, "")
    assert (two.me, two.url) == (False, "/people/p2/")


@pytest.mark.parametrize("visibility", ["unlisted", "hidden"])
def test_only_listed_members_are_linked(visibility):
    (one,) = byline([author("One", person(1, visibility))], fold=12).shown
    assert one.url == ""


def test_a_group_is_one_name():
    (group,) = byline([Authorship(literal="The Tide Collaboration")], fold=12).shown
    assert group.name == "The Tide Collaboration"


def test_marks_stand_in_one_order_whatever_is_set():
    (one,) = byline([author("One", corresponding=True, co_last=True, co_first=True)], fold=12).shown
    assert one.marks == (Mark.CO_FIRST, Mark.CO_LAST, Mark.CORRESPONDING)


def test_the_legend_has_the_marks_that_occur_once_each():
    lines = [
        byline([author("One", corresponding=True), author("Two", co_first=True)], fold=12),
        byline([author("One", corresponding=True)], fold=12),
        byline([author("Three")], fold=12),
    ]
    assert legend(lines) == [Mark.CO_FIRST, Mark.CORRESPONDING]
    assert legend(lines[2:]) == []


def test_the_legend_explains_a_mark_that_is_folded_away():
    line = byline([author(f"N{i}", co_last=i == 19) for i in range(20)], fold=12)
    assert legend([line]) == [Mark.CO_LAST]


def test_as_many_names_as_the_fold_are_not_folded():
    assert byline([author(f"N{i}") for i in range(12)], fold=12).folded == ()
    assert len(byline([author(f"N{i}") for i in range(13)], fold=12).folded) == 1


def test_a_folded_byline_still_shows_its_owner():
    authors = [author(f"N{i}", person(i)) for i in range(3000)]
    line = byline(authors, fold=12, owner=2999)
    assert names(line.kept) == ["Ada N2999"]
    assert line.more == 3000 - 12 - 1
    assert len(line.authors) == 3000


def test_an_owner_among_the_first_is_not_repeated():
    line = byline([author(f"N{i}", person(i)) for i in range(20)], fold=12, owner=0)
    assert line.kept == []
    assert line.more == 8


def test_a_lone_folded_owner_is_shown_without_a_fold():
    authors = [author(f"N{i}", person(i)) for i in range(13)]
    assert byline(authors, fold=12, owner=12).folded == ()


def test_on_nobodys_page_a_few_members_stay_in_sight():
    authors = [author(f"N{i}", person(i) if i >= 20 else None) for i in range(40)]
    assert names(byline(authors, fold=12).kept) == [f"Ada N{i}" for i in range(20, 25)]


def test_a_byline_may_be_empty():
    assert byline([], fold=12).authors == []
    assert legend([]) == []
