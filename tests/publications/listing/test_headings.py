import pytest

from publications.listing import read_list
from publications.listing.headings import read_heading


@pytest.mark.parametrize(
    "heading",
    [
        "Selected publications",
        "Publications (selected)",
        "Featured",
        "Representative papers",
        "Highlighted work",
        "Key publications",
        "Selected journal articles",
        "Ausgewählte Veröffentlichungen",
        "Publications choisies",
        "Publicaciones seleccionadas",
        "代表论文",
    ],
)
def test_a_heading_says_that_its_works_were_chosen(heading):
    assert read_heading(heading).selected is True


@pytest.mark.parametrize(
    ("heading", "venue", "year"),
    [
        ("FLOW'24", "FLOW", 2024),
        ("S&P’23a", "S&P", 2023),
        ("USENIX Mud 2022", "USENIX Mud", 2022),
        ("PhD 2020", "", 2020),
        ("Spring 2024", "", 2024),
        ("Papers 2020", "", 2020),
        ("FLOW", "", None),
    ],
)
def test_a_heading_names_the_meeting_of_its_papers(heading, venue, year):
    found = read_heading(heading)
    assert (found.venue, found.year) == (venue, year)


@pytest.mark.parametrize(
    "heading", ["2022 and before", "2019 – present", "Before 2010", "2015 and earlier"]
)
def test_a_heading_of_many_years_gives_none(heading):
    assert read_heading(heading).year is None


def test_the_owner_s_initials_are_the_owner():
    page = """\
## Publications

- **Salt in wind**\\
  Ada Reed\\*, M-S\\*, Li Chen\\*, Bo Lund, accepted at *FLOW 2024*.
- **Mud at night**\\
  M-S, Li Chen and Bo Lund, 2023, *Journal of Tides*.

\\* : equal contribution.
"""
    first, second = read_list(page, "Mina Sørensen").records
    assert [(each.name.display(), each.co_first) for each in first.authors] == [
        ("Ada Reed", True), ("Mina Sørensen", True), ("Li Chen", True), ("Bo Lund", False),
    ]  # fmt: skip
    assert [each.name.display() for each in second.authors] == [
        "Mina Sørensen", "Li Chen", "Bo Lund",
    ]  # fmt: skip


def test_papers_take_venue_and_year_from_the_heading_unless_they_say_their_own():
    page = """\
## Publications

### FLOW'24
**Gauges that agree at last**
Mina Sørensen, Li Chen
[[Artifacts]](https://github.com/mina/gauges)

### TIDE'22
**Salt in the autumn wind**
Li Chen, Mina Sørensen
*Journal of Tides*, 2021
"""
    first, second = read_list(page, "Mina Sørensen").records
    assert (first.title, first.venue, first.venue_short, first.year) == (
        "Gauges that agree at last", "FLOW'24", "FLOW", 2024,
    )  # fmt: skip
    assert [link.kind for link in first.links] == ["code"]
    assert (second.venue, second.year) == ("Journal of Tides", 2021)


@pytest.mark.parametrize(
    ("heading", "selected"),
    [
        ("Publications", None),
        ("2021", None),
        ("Recent papers", None),
        ("All publications", False),
        ("Other publications", False),
        ("Full list of publications", False),
    ],
)
def test_a_heading_that_chooses_nothing(heading, selected):
    assert read_heading(heading).selected is selected


ENTRY = "- {}. Mina Sørensen and Li Chen. _Journal of Tides_, {}.\n"


def test_headings_below_choose_as_the_one_above_until_one_says_all():
    text = (
        "# Selected publications\n## 2024\n"
        + ENTRY.format("Tide gauges that agree", 2024)
        + "## 2022\n"
        + ENTRY.format("The drift of moored clocks", 2022)
        + "## Further papers\n"
        + ENTRY.format("Fog and its many instruments", 2019)
        + "# Publications\n"
        + ENTRY.format("Salt in the autumn wind", 2018)
    )
    found = {record.year: record.selected for record in read_list(text).records}
    assert found == {2024: True, 2022: True, 2019: False, 2018: False}
