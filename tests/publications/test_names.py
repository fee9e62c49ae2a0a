import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publications.names import Match, Name, matches, split_author_list, split_name, written


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mira Holt", Name("Mira", "", "Holt")),
        ("Holt, Mira", Name("Mira", "", "Holt")),
        ("Joost van der Meer", Name("Joost", "van der", "Meer")),
        ("van der Meer, Joost", Name("Joost", "van der", "Meer")),
        ("Van der Meer, Joost", Name("Joost", "Van der", "Meer")),
        ("Guy Van den Broek", Name("Guy", "Van den", "Broek")),
        ("Meer, Joost van der", Name("Joost", "van der", "Meer")),
        ("Holt, Jr., Mira", Name("Mira", "", "Holt", "Jr.")),
        ("Holt, Mira, Jr.", Name("Mira", "", "Holt", "Jr.")),
        ("Holt Jr., Mira", Name("Mira", "", "Holt", "Jr.")),
        ("Mira Anne Holt Jr.", Name("Mira Anne", "", "Holt", "Jr.")),
        ("Mira Anne Holt, Jr.", Name("Mira Anne", "", "Holt", "Jr.")),
        ("Pablo Rivas y Soler", Name("Pablo", "", "Rivas y Soler")),
        ("Rivas de la Torre, Ana", Name("Ana", "", "Rivas de la Torre")),
        ("{Rivas de la Torre}, Ana", Name("Ana", "", "Rivas de la Torre")),
        ("{Nordic Fog Consortium}", Name(literal="Nordic Fog Consortium")),
        ("{Fog, Mist and Sons}", Name(literal="Fog, Mist and Sons")),
        ("FogLab", Name("", "", "FogLab")),
        ("mira holt", Name("mira", "", "holt")),
        (r"{\'E}lo{\"i}se Brun", Name("Éloïse", "", "Brun")),
        (r"{\'E}tienne", Name("", "", "Étienne")),
        (r"\v Cern\'a, Jana", Name("Jana", "", "Černá")),
        (r"S{\o}ren~K. {\O}lg\aa rd", Name("Søren K.", "", "Ølgård")),
        ("family=Meer, given=Joost, prefix=van der", Name("Joost", "van der", "Meer")),
        ("李 明", Name("明", "", "李")),
        ("李明", Name("", "", "李明")),
        ("", Name()),
    ],
)
def test_a_name_is_split_into_its_parts(text, name):
    assert split_name(text) == name


@pytest.mark.parametrize(
    "text",
    [r"\textbf{Holt, Mira}", r"\underline{Mira Holt}", r"{\bf Holt, Mira}", r"\textbf{Holt}, Mira"],
)
def test_a_name_in_bold_is_that_name(text):
    assert split_name(text) == Name("Mira", "", "Holt")


@pytest.mark.parametrize(
    ("text", "given", "family"),
    [
        (r"Laura Mu\~noz-Roe", "Laura", "Muñoz-Roe"),
        (r"Ge\~na Holt", "Geña", "Holt"),
        (r"Ba\~{n}os, J", "J", "Baños"),
        (r"Vu\ifmmode \check{c}\else \v{c}\fi{}ko, Mira", "Mira", "Vučko"),
        ("A~B~Holt", "A B", "Holt"),
    ],
)
def test_an_accent_does_not_part_a_name(text, given, family):
    assert split_name(text) == Name(given, "", family)


def test_a_name_reads_in_both_orders():
    name = Name("Joost", "van der", "Meer", "Jr.")
    assert name.display() == "Joost van der Meer, Jr."
    assert name.inverted() == "van der Meer, Jr., Joost"


def test_an_eastern_name_is_set_family_first_without_a_space():
    assert split_name("李 明").display() == split_name("李, 明").inverted() == "李明"


def test_an_elided_particle_is_set_close():
    assert Name("Ada", "d'", "Orsay").display() == "Ada d'Orsay"


@pytest.mark.parametrize(
    ("text", "initials"),
    [("Jun Ho", "J. H."), ("Jun-ho", "J.-H."), ("J.H.", "J. H."), ("J.-H.", "J.-H."), ("", "")],
)
def test_initials_keep_hyphens(text, initials):
    assert Name(given=text, family="Park").initials == initials


@pytest.mark.parametrize(
    ("variant", "name", "strength"),
    [
        ("J. H. Park", "Joohyun Park", Match.INITIALS),
        ("J.-H. Park", "Jun-ho Park", Match.INITIALS),
        ("Jun Ho Park", "Junho Park", Match.EXACT),
        ("Jun-ho Park", "Park, Junho", Match.EXACT),
        ("J.-K. Park", "Jun-ho Park", Match.NONE),
        ("Jun Park", "Jun-ho Park", Match.NONE),
        ("Mira W. Holt", "Mira Holt", Match.GIVEN),
        ("M. Holt", "Mira W. Holt", Match.INITIALS),
        ("J. R. Holt", "John Holt", Match.INITIALS),
        ("Jean P. Brun", "Jean-Pierre Brun", Match.GIVEN),
        ("van der Meer, J.", "Joost Van Der Meer", Match.INITIALS),
        ("Luc Van Dael", "Van Dael, Luc", Match.EXACT),
        ("Luc Dael", "Van Dael, Luc", Match.NONE),
        ("José Núñez", "JOSE NUNEZ", Match.EXACT),
        ("Søren Ølgård", "Soren Olgard", Match.EXACT),
        ("李 明", "李明", Match.EXACT),
        ("李 明", "李 强", Match.NONE),
        ("John Holt", "Jane Holt", Match.NONE),
        ("Holt", "J. Holt", Match.NONE),
        ("Holt, Jr., John", "Holt, Sr., J.", Match.NONE),
        ("Holt, Jr., John", "Holt, Sr., John", Match.NONE),
        ("Jun H. Park", "Junho Park", Match.GIVEN),
        ("Jun K. Park", "Junho Park", Match.NONE),
        ("{Mira Holt}", "Mira Holt", Match.EXACT),
        ("{Fog Lab}", "{FOG LAB}", Match.EXACT),
        ("", "", Match.NONE),
    ],
)
def test_two_spellings_agree_as_far_as_they_can(variant, name, strength):
    assert matches(variant, name) is strength
    assert matches(name, variant) is strength
    if strength:
        assert split_name(variant).index_key == split_name(name).index_key


@pytest.mark.parametrize(
    ("field", "names", "others", "repaired"),
    [
        ("Mira Holt, Ben Ito, and Cy Roe", ("Mira Holt", "Ben Ito", "Cy Roe"), False, True),
        ("Holt, Mira, and Ito, Ben", ("Holt, Mira", "Ito, Ben"), False, False),
        ("García Roe, Ann and Cy Lee", ("García Roe, Ann", "Cy Lee"), False, False),
        (r"Holt, M. \& Ito, B.", ("Holt, M.", "Ito, B."), False, True),
        ("{{Holt, Mira and Ito, Ben and others}}", ("Holt, Mira", "Ito, Ben"), True, True),
        ("{{Holt and Sons, Inc.}}", ("{{Holt and Sons, Inc.}}",), False, False),
        ("Holt, M.and Ito, B.", ("Holt, M.", "Ito, B."), False, True),
        ("{Fog & Sons} and Lee & Co", ("{Fog & Sons}", "Lee & Co"), False, False),
        ("Mira Holt and Ben Ito", ("Mira Holt", "Ben Ito"), False, False),
        ("Holt, Mira AND\n  Ito, Ben", ("Holt, Mira", "Ito, Ben"), False, False),
        ("Mira Holt and others", ("Mira Holt",), True, False),
        ("Holt, M. and Ito, B. et al.", ("Holt, M.", "Ito, B."), True, False),
        ("{Fog and Sons} and Ben Ito", ("{Fog and Sons}", "Ben Ito"), False, False),
        ("Mira Holt, Ben Ito, Al Roe", ("Mira Holt", "Ben Ito", "Al Roe"), False, True),
        ("Holt, M., Ito, B. K.", ("Holt, M.", "Ito, B. K."), False, True),
        ("Mira Holt; Ben Ito", ("Mira Holt", "Ben Ito"), False, True),
        ("Rand, Alexandra Sand", ("Rand, Alexandra Sand",), False, False),
        ("and Mira Holt and and", ("Mira Holt",), False, False),
        ("", (), False, False),
    ],
)
def test_an_author_field_is_split_into_names(field, names, others, repaired):
    found = split_author_list(field)
    assert (found.names, found.others, found.repaired) == (names, others, repaired)


def test_three_thousand_authors_are_split():
    field = " and ".join(f"Roe{i}, Ann" for i in range(3000))
    assert len(split_author_list(field).names) == 3000


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_a_name_and_keeps_no_line_break(text):
    name = split_name(text)
    assert "\n" not in name.display()
    assert isinstance(name.key(), str)
    split_author_list(text)


@settings(deadline=None)
@given(st.text(max_size=40) | st.text("aBé,.{}~\\' \"$-&%dv", max_size=20))
def test_what_is_written_is_read_back(text):
    name = split_name(text)
    assert split_name(written(name)) == name
    assert split_author_list(written(name)).names == ((written(name),) if written(name) else ())


def test_a_number_that_belongs_to_a_name_is_written_in_braces():
    assert written(Name("Mira", "", "Tide2")) == "{Tide2}, {Mira}"


@settings(deadline=None)
@given(st.sampled_from(["Mira", "Jun-ho", "Ana María", "J. H."]), st.text("aeiouéñ", min_size=2))
def test_matching_is_symmetric_and_every_name_matches_itself(first, family):
    name = Name(first, "", family.capitalize())
    assert matches(name, name) is Match.EXACT
    other = Name(name.initials, "", family.upper())
    assert matches(name, other)
    assert matches(name, other) is matches(other, name)
