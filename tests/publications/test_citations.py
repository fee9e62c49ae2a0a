import pytest

from publications.citations import STYLES, cite

ARTICLE = {
    "id": "x",
    "type": "article-journal",
    "title": "Calibration without ground truth",
    "author": [
        {"given": "Rosalind M.", "family": "Achterberg"},
        {"given": "Mina", "family": "Sørensen"},
    ],
    "container-title": "Journal of Slow Measurement",
    "volume": "12",
    "issue": "3",
    "page": "201-240",
    "issued": {"date-parts": [[2024, 5]]},
    "DOI": "10.1000/xyz",
}


def texts(item: dict) -> dict[str, str]:
    return {citation.style: citation.text for citation in cite(item)}


def test_an_article_is_cited_in_each_style():
    assert texts(ARTICLE) == {
        "APA": "Achterberg, R. M., & Sørensen, M. (2024). Calibration without ground truth. "
        "Journal of Slow Measurement, 12(3), 201–240. https://doi.org/10.1000/xyz",
        "MLA": "Achterberg, Rosalind M., and Mina Sørensen. “Calibration Without Ground Truth”. "
        "Journal of Slow Measurement, vol. 12, no. 3, May 2024, pp. 201–40, "
        "https://doi.org/10.1000/xyz.",
        "Chicago": "Achterberg, Rosalind M., and Mina Sørensen. 2024. “Calibration Without Ground "
        "Truth”. Journal of Slow Measurement 12 (3): 201–40. https://doi.org/10.1000/xyz.",
        "IEEE": "R. M. Achterberg and M. Sørensen, “Calibration without ground truth”, Journal of "
        "Slow Measurement, vol. 12, no. 3, pp. 201–240, May 2024, doi: 10.1000/xyz.",
        "Vancouver": "Achterberg RM, Sørensen M. Calibration without ground truth. Journal of "
        "Slow Measurement. 2024;12(3):201–40. doi:10.1000/xyz",
    }


def test_the_html_form_sets_the_journal_in_italics():
    apa = cite(ARTICLE)[0]
    assert "<i>Journal of Slow Measurement</i>" in apa.html


def test_a_hyphenated_name_is_shortened_to_both_its_initials():
    found = texts({**ARTICLE, "author": [{"given": "Jun-ho", "family": "Baek"}]})
    assert found["APA"].startswith("Baek, J.-H. (2024)")
    assert found["MLA"].startswith("Baek, Jun-ho. ")


@pytest.mark.parametrize(
    ("given", "family", "expected"),
    [
        ("小明", "王", {"APA": "王小明. (2024)", "MLA": "王小明. “", "Vancouver": "王小明. "}),
        ("ליאורה", "בן־דוד", {"APA": "ליאורה בן־דוד. (2024)", "IEEE": "ליאורה בן־דוד, “"}),
        ("danah", "boyd", {"APA": "boyd, D. (2024)", "MLA": "boyd, danah. "}),
    ],
)
def test_only_a_name_with_capitals_is_shortened(given, family, expected):
    found = texts({**ARTICLE, "author": [{"given": given, "family": family}]})
    assert {style: found[style][: len(start)] for style, start in expected.items()} == expected


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", "<i onclick=x>a</i>", "a & b < c"]
)
def test_markup_in_a_title_stays_text(hostile):
    for citation in cite({**ARTICLE, "title": hostile, "container-title": hostile}):
        assert "<script" not in citation.html
        assert "<i onclick" not in citation.html.lower()


@pytest.mark.parametrize(
    "item",
    [
        {"title": "A title alone"},
        {"title": "A title alone", "type": "no-such-type"},
        {"title": "A title alone", "author": [{"literal": "The Tide Collaboration"}]},
        {"title": "A title alone", "issued": {"date-parts": [[2020]]}, "type": "dataset"},
    ],
)
def test_a_work_of_which_little_is_known_is_cited_still(item):
    found = texts(item)
    assert set(found) == set(STYLES)
    assert all("title alone" in text.lower() for text in found.values())


def test_a_byline_of_thousands_is_shortened_as_if_all_its_names_were_there():
    def by(count: int) -> dict[str, str]:
        names = [{"given": "Ada", "family": f"N{number}"} for number in range(count - 1)]
        return texts({**ARTICLE, "author": [*names, {"given": "Ada", "family": "Last"}]})

    assert by(3000) == by(30)
    assert "Last" in by(3000)["APA"]
    assert "N18" in by(3000)["APA"]
