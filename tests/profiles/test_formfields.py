import pytest
from django.core.exceptions import ValidationError

from profiles.formfields import PairsField, WordsField, described
from tests import factories


def test_words_are_parted_by_commas_and_said_once():
    field = WordsField(required=False)
    assert field.clean(" drift, sensors ,,drift") == ["drift", "sensors"]
    assert field.clean("") == []
    assert field.prepare_value(["drift", "sensors"]) == "drift, sensors"
    assert not field.has_changed(["drift"], "drift ")
    assert field.has_changed(["drift"], "sensors")


def test_pairs_are_lines_with_a_colon():
    field = PairsField(required=False)
    assert field.clean("isbn: 978\r\n\r\nurl: https://a.example:80/") == {
        "isbn": "978",
        "url": "https://a.example:80/",
    }
    assert (
        field.prepare_value({"isbn": "978", "note": "two\nlines"}) == "isbn: 978\nnote: two lines"
    )
    assert not field.has_changed({"isbn": "978"}, "isbn: 978\r\n".strip())
    assert not field.has_changed({}, "")


@pytest.mark.parametrize("line", ["isbn", "isbn 978", ": 978", "isbn:"])
def test_a_line_that_is_no_pair_is_named(line):
    with pytest.raises(ValidationError, match="Line 2"):
        PairsField().clean(f"pmid: 1\n{line}")


def test_a_person_is_named_with_their_present_labs(db):
    person = factories.researcher(family_name="Sørensen")
    assert described(person) == "Mina Sørensen"
    for name, ended in (("Tidewater Lab", None), ("Old Lab", "2020-02-01")):
        factories.membership(researcher=person, lab=factories.lab(name=name), ended=ended)
    assert described(type(person).objects.get()) == "Mina Sørensen · Tidewater Lab"
