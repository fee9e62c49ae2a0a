from datetime import date

import pytest

from profiles import directory
from profiles.models import Lab, Membership, Researcher

TODAY = date(2026, 6, 1)
LAB = Lab(pk=1, name="Tidewater Lab")


def membership(person: int, role: str, *, lab: Lab = LAB, **fields) -> Membership:
    researcher = Researcher(pk=person, family_name=f"P{person}", title=fields.pop("own", ""))
    fields = {"started": date(2020, 1, 1), **fields}
    return Membership(researcher=researcher, lab=lab, role=role, **fields)


OTHER = Lab(pk=2, name="Another Lab", position=0)


def by_lab(memberships: list[Membership], today: date) -> list[directory.LabPeople]:
    return directory.by_lab(memberships, [LAB, OTHER], today)


def names(memberships) -> list[str]:
    return [each.researcher.family_name for each in memberships]


def test_roles_stand_in_their_order_and_the_lab_s_within():
    (people,) = by_lab(
        [
            membership(1, "phd", position=2),
            membership(2, "pi"),
            membership(3, "phd", position=1),
            membership(4, "postdoc"),
        ],
        TODAY,
    )
    assert [group.role for group in people.groups] == ["pi", "postdoc", "phd"]
    assert names(people.current) == ["P2", "P4", "P3", "P1"]


def test_several_share_a_heading_in_the_plural():
    (people,) = by_lab([membership(1, "phd"), membership(2, "phd"), membership(3, "pi")], TODAY)
    assert [str(group.heading) for group in people.groups] == [
        "Principal investigator",
        "PhD students",
    ]


def test_alumni_follow_from_the_dates_the_last_to_leave_first():
    (people,) = by_lab(
        [
            membership(1, "phd", ended=date(2022, 1, 1)),
            membership(2, "postdoc", ended=date(2026, 5, 31)),
            membership(3, "phd", ended=TODAY),
        ],
        TODAY,
    )
    assert names(people.current) == ["P3"]
    assert names(people.alumni) == ["P2", "P1"]


def test_whoever_came_back_is_no_alumnus():
    (people,) = by_lab(
        [
            membership(1, "phd", ended=date(2022, 1, 1)),
            membership(1, "postdoc", started=date(2025, 1, 1)),
        ],
        TODAY,
    )
    assert (names(people.current), people.alumni) == (["P1"], [])


def test_alumni_are_shown_once_as_what_they_were_last():
    (people,) = by_lab(
        [
            membership(1, "masters", ended=date(2021, 1, 1)),
            membership(1, "phd", ended=date(2025, 1, 1), next_position="Postdoc elsewhere"),
        ],
        TODAY,
    )
    (alumnus,) = people.alumni
    assert (alumnus.role, alumnus.next_position) == ("phd", "Postdoc elsewhere")


def test_two_present_roles_are_shown_as_the_higher():
    (people,) = by_lab([membership(1, "staff"), membership(1, "faculty")], TODAY)
    assert [group.role for group in people.groups] == ["faculty"]


def test_whoever_is_yet_to_start_is_in_neither_list():
    (people,) = by_lab([membership(1, "phd", started=date(2026, 9, 1))], TODAY)
    assert (people.groups, people.alumni) == ([], [])


def test_labs_stand_in_their_order():
    LAB.position = 1
    found = by_lab([membership(1, "pi"), membership(1, "pi", lab=OTHER)], TODAY)
    assert [people.lab.name for people in found] == ["Another Lab", "Tidewater Lab"]
    assert by_lab([], TODAY) == []


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"title": "Director"}, "Director"),
        ({"own": "Professor of Waves"}, "Professor of Waves"),
        ({"own": "PhD Student"}, ""),
        ({}, ""),
    ],
)
def test_a_title_is_shown_where_it_says_more_than_the_role(fields, shown):
    (people,) = by_lab([membership(1, "phd", **fields)], TODAY)
    ((_person, title),) = people.groups[0].entries
    assert title == shown
