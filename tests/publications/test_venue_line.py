import pytest

from publications.kinds import Status, Type, VersionKind
from publications.models import Publication, Venue, Version
from publications.presentation.venue_line import venue_line, version_line

JOURNAL = Venue(name="Journal of Slow Measurement", short_name="JSM", url="https://jsm.example/")
FULL = {
    "venue": JOURNAL,
    "volume": "12",
    "number": "3",
    "pages": "201--240",
    "publisher": "Tide Press",
    "year": 2024,
}


def line(**fields) -> str:
    return str(venue_line(Publication(**fields)))


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (Type.ARTICLE, "Journal of Slow Measurement 12(3), 201–240, 2024"),
        (
            Type.INPROCEEDINGS,
            "Journal of Slow Measurement, vol. 12, pp. 201–240, Tide Press, 2024",
        ),
        (
            Type.INCOLLECTION,
            "In Journal of Slow Measurement, vol. 12, pp. 201–240, Tide Press, 2024",
        ),
        (
            Type.PHDTHESIS,
            "PhD thesis, Journal of Slow Measurement, vol. 12, pp. 201–240, Tide Press, 2024",
        ),
        (
            Type.REPORT,
            "Report 3, Journal of Slow Measurement, vol. 12, pp. 201–240, Tide Press, 2024",
        ),
        (
            Type.ABSTRACT,
            "Extended abstract, Journal of Slow Measurement, vol. 12, pp. 201–240, Tide Press, 2024",  # noqa: E501
        ),
        (Type.PREPRINT, "Preprint, Journal of Slow Measurement, 2024"),
    ],
)
def test_a_full_record_shows_all_that_its_type_has(kind, expected):
    assert line(type=kind, **FULL) == expected


@pytest.mark.parametrize("kind", Type)
@pytest.mark.parametrize("status", Status)
def test_every_type_and_status_has_a_line(kind, status):
    assert "2024" in line(type=kind, status=status, venue_text="Somewhere", year=2024)


@pytest.mark.parametrize("kind", Type)
@pytest.mark.parametrize("status", Status)
def test_no_gap_in_the_record_leaves_a_stray_sign(kind, status):
    for gap in FULL:
        shown = line(type=kind, status=status, **{key: FULL[key] for key in FULL if key != gap})
        assert ", ," not in shown
        assert "  " not in shown
        assert "()" not in shown
        assert shown == shown.strip(" ,")


@pytest.mark.parametrize("kind", Type)
def test_an_empty_record_has_a_clean_line(kind):
    shown = line(type=kind)
    assert shown == shown.strip(" ,")


def test_an_accepted_work_says_where():
    work = {"status": Status.ACCEPTED, "type": Type.INPROCEEDINGS, "year": 2024}
    venue = "41st International Conference on Drift (ICD 2024)"
    assert line(venue_text=venue, **work) == f"Accepted at {venue}, 2024"
    assert line(**work) == "Accepted, 2024"


def test_a_submitted_work_does_not_say_where():
    assert line(status=Status.SUBMITTED, **FULL) == "Submitted, 2024"
    assert line(status=Status.IN_PREPARATION) == "In preparation"


def test_a_preprint_without_a_venue_is_known_by_its_arxiv_id():
    work = {"status": Status.PREPRINT, "arxiv_id": "2404.08080", "year": 2024}
    assert line(**work) == "Preprint, arXiv:2404.08080, 2024"
    assert line(venue_text="arXiv preprint", **work) == "arXiv preprint, 2024"


def test_the_venue_as_written_goes_before_its_full_name():
    shown = venue_line(Publication(venue=JOURNAL, venue_text="J. Slow Meas.", year=2024))
    assert (shown.name, shown.url) == ("J. Slow Meas.", "https://jsm.example/")


def test_school_and_institution_are_found_among_the_further_fields():
    assert line(type=Type.PHDTHESIS, extra={"school": "{University of Tides}"}, year=2018) == (
        "PhD thesis, University of Tides, 2018"
    )


def test_software_says_its_version():
    assert line(type=Type.SOFTWARE, extra={"version": "1.2"}, year=2023) == (
        "Software, version 1.2, 2023"
    )


def test_a_single_page_is_no_range():
    assert line(type=Type.INPROCEEDINGS, venue_text="FLOW", pages="7", year=2020) == (
        "FLOW, p. 7, 2020"
    )


def test_a_number_without_a_volume_says_what_it_is():
    assert line(venue_text="JSM", number="3", year=2020) == "JSM, no. 3, 2020"


def test_a_version_says_its_kind_and_leads_to_it():
    version = Version(kind=VersionKind.JOURNAL, venue=JOURNAL, year=2024, doi="10.1000/xyz")
    shown = version_line(version)
    assert str(shown) == "Journal version: Journal of Slow Measurement, 2024"
    assert shown.url == "https://doi.org/10.1000/xyz"


def test_a_version_without_a_venue_is_named_by_its_identifier_or_kind():
    assert str(version_line(Version(arxiv_id="2404.08080", year=2023))) == (
        "Preprint: arXiv:2404.08080, 2023"
    )
    assert str(version_line(Version(kind=VersionKind.EXTENDED))) == "Extended version"
