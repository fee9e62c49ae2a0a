import pytest

from publications.bibtex import read

AUTHORS = "Holt, Mira and Ito, Ben and Marsh, Cleo"


def entry(**fields):
    fields = {"author": AUTHORS, "title": "Tides", "year": "2024"} | fields
    lines = ",\n".join(f"{name.replace('__', '+')} = {{{value}}}" for name, value in fields.items())
    return read(f"@article{{tides,\n{lines}}}").entries[0]


def flags(found):
    """The flags of each author: 1 co-first, L co-last, C corresponding."""
    return [
        "1" * one.co_first + "L" * one.co_last + "C" * one.corresponding for one in found.authors
    ]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"author": "Holt*, Mira and Ito*, Ben and Marsh, Cleo"}, ["1", "1", ""]),
        (
            {
                "author": "Holt*, Mira and Ito*, Ben and Marsh†, Cleo",
                "note": "* equal contribution; † corresponding author",
            },
            ["1", "1", "C"],
        ),
        (
            {
                "author": r"Mira Holt$^\dagger$ and Ben Ito$^\dagger$ and Cleo Marsh$^*$",
                "annotation": r"$^\dagger$Equal contribution. $^*$Corresponding author.",
            },
            ["1", "1", "C"],
        ),
        (
            {
                "author": "Holt†, Mira and Ito†, Ben and Marsh*, Cleo",
                "annotation": "† These authors contributed equally.",
            },
            ["1", "1", ""],
        ),
        (
            {
                "author": "Holt*, Mira and Ito, Ben and Marsh, Cleo",
                "note": "Authors marked with * contributed equally as joint senior authors",
            },
            ["L", "", ""],
        ),
        ({"author__an": "1=cofirst;2=cofirst,corresponding"}, ["1", "1C", ""]),
        ({"author__an:default": "3=corresponding"}, ["", "", "C"]),
        ({"author__an": '1:family=equal; 3="equal contribution"'}, ["1", "", "1"]),
        (
            {"author": "Holt, Mira\\footnote{Equal contribution} and Ito, Ben and Marsh, Cleo"},
            ["1", "", ""],
        ),
        ({"note": "equal contribution (first two)"}, ["1", "1", ""]),
        ({"note": "Equal contribution of the first and last author"}, ["1", "", "1"]),
        ({"note": "The authors contributed equally and are listed by name"}, ["1", "1", "1"]),
        ({"note": "MH and B.I. contributed equally"}, ["1", "1", ""]),
        ({"note": "Die ersten beiden Autoren haben gleichermaßen beigetragen"}, ["1", "1", ""]),
        ({"note": r"Alle Autoren trugen zu gleichen Teilen bei"}, ["1", "1", "1"]),
        ({"note": "Les deux premiers auteurs ont contribué à parts égales"}, ["1", "1", ""]),
        ({"note": "Los dos primeros autores contribuyeron por igual"}, ["1", "1", ""]),
        ({"note": "I primi due autori hanno contribuito in egual misura"}, ["1", "1", ""]),
        ({"author__an": "1=highlight; 2=equal"}, ["", "1", ""]),
        ({"equal_contribution": "1,2"}, ["1", "1", ""]),
        ({"equal_contribution": "1 and 3"}, ["1", "", "1"]),
        ({"equal_contribution": "1-3"}, ["1", "1", "1"]),
        ({"equal_contribution": "2"}, ["1", "1", ""]),
        ({"cofirst_authors": "Mira Holt, Ben Ito"}, ["1", "1", ""]),
        ({"cofirst_authors": "Holt, M. and Ito, B."}, ["1", "1", ""]),
        ({"corresponding": "Cleo Marsh"}, ["", "", "C"]),
        (
            {"author": "Mira Holt and Ben Ito+ and Cleo Marsh+", "joint_last": "true"},
            ["", "L", "L"],
        ),
        (
            {"author": "Mira Holt* and Ben Ito* and Cleo Marsh", "joint_first": "true"},
            ["1", "1", ""],
        ),
        ({"note": "The first two authors contributed equally."}, ["1", "1", ""]),
        ({"note": "Equal contribution by the first and third authors"}, ["1", "", "1"]),
        ({"note": "Authors 1 and 3 contributed equally"}, ["1", "", "1"]),
        ({"note": "All authors contributed equally"}, ["1", "1", "1"]),
        ({"note": "Holt and Ito are co-first authors"}, ["1", "1", ""]),
        ({"note": "Equal advising: the last two authors"}, ["", "L", "L"]),
        ({"annotation": "Corresponding author: Ben Ito"}, ["", "C", ""]),
        ({"author": "Mira Holt✉ and Ben Ito and Cleo Marsh"}, ["C", "", ""]),
        ({"author": "Mira Holt and Ben Ito (corresponding) and Cleo Marsh"}, ["", "C", ""]),
        ({"note": "Equal contribution"}, ["", "", ""]),
        ({"joint_first": "false"}, ["", "", ""]),
        ({"note": "Presented at the corresponding workshop"}, ["", "", ""]),
    ],
)
def test_what_an_entry_says_of_its_authors_becomes_flags(fields, expected):
    found = entry(**fields)
    assert flags(found) == expected
    assert [one.name.display() for one in found.authors] == ["Mira Holt", "Ben Ito", "Cleo Marsh"]


def test_a_sign_that_nothing_explains_is_kept_and_asked_about():
    found = entry(author="Holt†, Mira and Ito, Ben and Marsh, Cleo")
    assert flags(found) == ["", "", ""]
    assert found.authors[0].marks == "†"
    (offer,) = found.offers
    assert (offer.flag, offer.authors) == ("", (0,))
    assert "Mira Holt" in offer.text


def test_a_sentence_that_names_nobody_is_only_offered():
    found = entry(note="Equal contribution. Spotlight.")
    (offer,) = found.offers
    assert (offer.flag, offer.authors, offer.field) == ("co_first", (), "note")
    assert offer.text == "Equal contribution"


def test_a_sentence_stays_in_the_note_that_it_was_read_from():
    found = entry(note="The first two authors contributed equally. Spotlight.")
    assert found.note == "The first two authors contributed equally. Spotlight."
    assert found.offers[0].authors == (0, 1)


def test_two_of_one_family_name_are_told_apart_by_the_whole_name():
    found = entry(
        author="Holt, Mira and Holt, Ben and Ito, Cleo",
        note="Ben Holt and Cleo Ito are co-first authors",
    )
    assert flags(found) == ["", "1", "1"]


def test_numbers_beside_names_are_left_out_and_said():
    found = entry(author=r"Mira Holt\textsuperscript{1,2} and Ben Ito\textsuperscript{2}")
    assert [one.name.display() for one in found.authors] == ["Mira Holt", "Ben Ito"]
    assert any("Numbers" in problem for problem in found.problems)
