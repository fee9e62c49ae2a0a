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
