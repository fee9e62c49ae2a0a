import pytest

from profiles.models import Researcher
from profiles.nameplate import Nameplate, nameplate


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (("Mina", "Sørensen", ""), Nameplate("Mina ", "Sørensen")),
        (("Jun-ho", "Baek", "Baek Jun-ho"), Nameplate("", "Baek", " Jun-ho")),
        (("Lee", "Lee", ""), Nameplate("Lee ", "Lee")),
        (("", "Plato", ""), Nameplate("", "Plato")),
        (("小明", "王", ""), Nameplate("", "王", "小明")),
        (("Ada", "King", "Ada Lovelace"), Nameplate("", "Ada Lovelace")),
    ],
)
def test_the_family_name_is_told_apart(fields, expected):
    given, family, shown = fields
    person = Researcher(given_name=given, family_name=family, display_name=shown)
    assert nameplate(person) == expected


def test_initials_stand_in_for_a_portrait():
    assert nameplate(Researcher(given_name="Mina", family_name="Sørensen")).initials == "MS"
    assert nameplate(Researcher(family_name="Plato")).initials == "P"
    assert nameplate(Researcher(given_name="준호", family_name="백")).initials == "백준"
