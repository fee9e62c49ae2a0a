import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publications.bibtex.marks import meaning_of, read_byline, strip_signs


@pytest.mark.parametrize(
    ("raw", "text", "signs"),
    [
        ("Holt*, Mira", "Holt, Mira", "*"),
        ("*Holt, Mira", "Holt, Mira", "*"),
        ("Holt, Mira*", "Holt, Mira", "*"),
        ("Mira Holt *", "Mira Holt", "*"),
        ("Mira Holt∗", "Mira Holt", "*"),
        ("Mira Holt⋆†", "Mira Holt", "*†"),
        ("∗Holt, Mira", "Holt, Mira", "*"),
        (r"Mira Holt\textsuperscript{*}", "Mira Holt", "*"),
        (r"Mira Holt\textsuperscript{*,\dag}", "Mira Holt", "*†"),
        ("Mira Holt$^*$", "Mira Holt", "*"),
        (r"Mira Holt$^{\dagger}$", "Mira Holt", "†"),
        (r"Mira Holt$^{*\ddagger}$", "Mira Holt", "*‡"),
        (r"Mira Holt$^\S$", "Mira Holt", "§"),
        (r"Mira Holt$\dagger$", "Mira Holt", "†"),
        (r"Holt\dag, Mira", "Holt, Mira", "†"),
        (r"Holt\textdagger{}, Mira", "Holt, Mira", "†"),
        ("{Holt}{*}, Mira", "{Holt}, Mira", "*"),
        ("Holt{$^{\\ast}$}, Mira", "Holt, Mira", "*"),
        ("Mira Holt<sup>*</sup>", "Mira Holt", "*"),
        ("Mira Holt+", "Mira Holt", "+"),
        ("Holt^, Mira", "Holt, Mira", "^"),
        (r"Holt\#, Mira", "Holt, Mira", "#"),
        (r"Mira Holt\textsuperscript{1}", "Mira Holt", "1"),
        ("Mira Holt¹", "Mira Holt", "¹"),
        ("Mira *Holt", "Mira Holt", "*"),
        ("van der *Berg, Jan", "van der Berg, Jan", "*"),
        ("Holt, Mira(*)", "Holt, Mira", "*"),
        ("Mira Holt[†]", "Mira Holt", "†"),
        ("Mira Holt⁺", "Mira Holt", "+"),
        ("**Mira Holt**", "Mira Holt", ""),
        ("Mira Holt1,2", "Mira Holt", "1,2"),
        ("W3C", "W3C", ""),
        ("Tide Group 2", "Tide Group 2", ""),
        ("Mira Holt", "Mira Holt", ""),
        (r"{Fog \& Sons}", r"{Fog \& Sons}", ""),
        (r"M\'ira {\O}lg{\aa}rd", r"M\'ira {\O}lg{\aa}rd", ""),
        ("{Holt} (Editor)", "{Holt} (Editor)", ""),
    ],
)
def test_signs_come_off_wherever_they_stand(raw, text, signs):
    found = strip_signs(raw)
    assert found[:2] == (text, signs)


def test_a_footnote_of_a_name_is_no_part_of_it():
    byline = read_byline(r"Holt, Mira\footnote{Equal contribution} and Ben Ito\thanks{On leave}")
    assert [one.name.display() for one in byline.signatures] == ["Mira Holt", "Ben Ito"]
    assert [one.remarks for one in byline.signatures] == [["Equal contribution"], ["On leave"]]


def test_a_remark_behind_a_name_is_no_part_of_it():
    byline = read_byline("Mira Holt (corresponding author) and Ben Ito")
    assert [one.name.display() for one in byline.signatures] == ["Mira Holt", "Ben Ito"]
    assert byline.signatures[0].remarks == ["corresponding author"]


def test_people_in_one_braced_group_with_signs_are_people():
    byline = read_byline("{Mira Holt*, Ben Ito*} and Cleo Marsh {[* equal contribution]}")
    assert [one.name.display() for one in byline.signatures] == [
        "Mira Holt",
        "Ben Ito",
        "Cleo Marsh",
    ]
    assert [one.signs for one in byline.signatures] == ["*", "*", ""]
    assert byline.legends == ["* equal contribution"]


def test_names_as_pubmed_writes_them_are_read_with_their_signs():
    byline = read_byline("Holt M* and Ito BK* and van Marsh C-D")
    names = [one.name for one in byline.signatures]
    assert [(name.family, name.given) for name in names[:2]] == [("Holt", "M"), ("Ito", "BK")]
    assert (names[2].particle, names[2].family) == ("van", "Marsh")
    assert byline.repaired


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("equal contribution", ("co_first",)),
        ("These authors contributed equally to this work", ("co_first",)),
        ("Co-first authors", ("co_first",)),
        ("shared first authorship", ("co_first",)),
        ("Corresponding author", ("corresponding",)),
        ("co-first and corresponding authors", ("co_first", "corresponding")),
        ("joint senior authors", ("co_last",)),
        ("equal advising", ("co_last",)),
        ("Best paper award", ()),
        ("Work done at Fog Lab", ()),
    ],
)
def test_words_are_understood(text, flags):
    assert meaning_of(text) == flags


@settings(deadline=None)
@given(st.text(max_size=40) | st.text("*†$^{}\\ABc ,.()[]<sup>/", max_size=30))
def test_any_text_is_a_byline(raw):
    byline = read_byline(raw)
    assert all(one.name.display() for one in byline.signatures)
    assert not any("*" in one.name.display() for one in byline.signatures if "$" not in raw)
