import re

import pytest

from profiles.models import Researcher
from publications.models import Authorship
from publications.presentation.byline import Mark, byline, draw_byline, legend


def author(name: str, person: Researcher | None = None, **flags: bool) -> Authorship:
    return Authorship(given="Ada", family=name, researcher=person, **flags)


def person(number: int, visibility: str = "public") -> Researcher:
    return Researcher(pk=number, slug=f"p{number}", family_name="P", visibility=visibility)


def line(*authors: Authorship, owner: int | None = None, **options):
    return byline(draw_byline(authors, fold=options.pop("fold", 12), **options), owner)


def texts(parts) -> list[str]:
    return [part.html for part in parts]


def test_authors_stand_in_their_order():
    shown = line(author("One"), author("Two"))
    assert texts(shown.shown) == ["Ada One, Ada Two"]
    assert shown.more == 0


def test_the_owner_is_emphasised_and_not_linked():
    one, two = line(author("One", person(1)), author("Two", person(2)), owner=1).shown
    assert (one.html, one.me, one.url) == ("Ada One", True, "")
    assert (two.html, two.me, two.url) == ("Ada Two", False, "/people/p2/")


@pytest.mark.parametrize("visibility", ["unlisted", "hidden", "awaiting"])
def test_only_listed_members_are_linked(visibility):
    (one,) = line(author("One", person(1, visibility))).shown
    assert one.url == ""


def test_somebody_unlisted_is_emphasised_on_their_own_page():
    (one,) = line(author("One", person(1, "unlisted")), owner=1).shown
    assert one.me


def test_a_group_is_one_name():
    (group,) = line(Authorship(literal="The Tide Collaboration")).shown
    assert group.html == "The Tide Collaboration"


def test_names_are_escaped():
    (one,) = line(Authorship(literal="<script>alert(1)</script> & Co.", co_first=True)).shown
    assert one.html.startswith("&lt;script&gt;alert(1)&lt;/script&gt; &amp; Co.<sup ")


def test_names_that_read_leftwards_keep_their_place_in_the_row():
    first, second = Authorship(family="ליאורה"), Authorship(family="ليلى", corresponding=True)
    (row,) = line(first, author("One"), second).shown
    assert row.html.startswith("<bdi>ליאורה</bdi>, Ada One, <bdi>ليلى</bdi><sup ")


def test_marks_stand_in_one_order_whatever_is_set():
    (one,) = line(author("One", corresponding=True, co_last=True, co_first=True)).shown
    assert re.findall(r">(\S)</sup>", one.html) == ["*", "‡", "†"]


def test_the_legend_has_the_marks_that_occur_once_each():
    drawn = [
        draw_byline([author("One", corresponding=True), author("Two", co_first=True)], fold=12),
        draw_byline([author("One", corresponding=True)], fold=12),
        draw_byline([author("Three")], fold=12),
    ]
    marks = [each["marks"] for each in drawn]
    assert legend(marks) == [Mark.CO_FIRST, Mark.CORRESPONDING]
    assert legend(marks[2:]) == []


def test_the_legend_explains_a_mark_that_is_folded_away():
    drawn = draw_byline([author(f"N{i}", co_last=i == 19) for i in range(20)], fold=12)
    assert legend([drawn["marks"]]) == [Mark.CO_LAST]


def test_as_many_names_as_the_fold_are_not_folded():
    assert line(*(author(f"N{i}") for i in range(12))).more == 0
    assert line(*(author(f"N{i}") for i in range(13))).more == 1


def test_a_folded_byline_still_shows_its_owner():
    folded = line(*(author(f"N{i}", person(i + 1)) for i in range(3000)), owner=3000)
    assert texts(folded.kept) == ["Ada N2999"]
    assert folded.more == 3000 - 12 - 1
    assert len(folded.shown) + len(folded.folded) == 3000


def test_an_owner_among_the_first_is_not_repeated():
    folded = line(*(author(f"N{i}", person(i + 1)) for i in range(20)), owner=1)
    assert folded.kept == []
    assert folded.more == 8


def test_a_lone_folded_owner_is_shown_without_a_fold():
    folded = line(*(author(f"N{i}", person(i + 1)) for i in range(13)), owner=13)
    assert folded.more == 0
    assert texts(folded.shown)[-1] == "Ada N12"


def test_on_nobodys_page_a_few_members_stay_in_sight():
    folded = line(*(author(f"N{i}", person(i) if i >= 20 else None) for i in range(40)))
    assert texts(folded.kept) == [f"Ada N{i}" for i in range(20, 25)]


def test_of_a_very_long_byline_only_who_may_stay_in_sight_is_drawn():
    drawn = draw_byline(
        [author(f"N{i}", person(1) if i == 2999 else None) for i in range(3000)], fold=12, most=100
    )
    assert len(str(drawn)) < 500
    folded = byline(drawn, owner=1)
    assert (texts(folded.kept), folded.folded, folded.more) == (["Ada N2999"], [], 2987)


def test_a_byline_may_be_empty():
    assert line().shown == []
    assert legend([]) == []
