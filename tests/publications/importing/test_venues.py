import pytest

from publications.importing.venues import Venues, series_name
from publications.models import Venue


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("41st International Conference on Fog (FOG 2024)", "International Conference on Fog"),
        ("Proceedings of the 3rd Symposium on Silt", "Proceedings of the Symposium on Silt"),
        ("2018 Workshop on Moored Clocks", "Workshop on Moored Clocks"),
        ("FLOW 2024", "FLOW"),
        ("FLOW ’24", "FLOW"),
        ("Journal of Tides", "Journal of Tides"),
        ("2001", "2001"),
        ("Area 51", "Area 51"),
        ("", ""),
    ],
)
def test_a_series_goes_by_its_name_without_number_and_year(written, name):
    assert series_name(written) == name


def test_all_meetings_of_a_series_are_one_venue(db):
    venues = Venues()
    first = venues.find("41st International Conference on Fog (FOG 2024)", "FOG")
    assert venues.find("40th International Conference on Fog (FOG 2023)", "FOG") == first
    assert venues.find("39th International Conference on Fog", "") == first
    assert [(one.name, one.short_name) for one in Venue.objects.all()] == [
        ("International Conference on Fog", "FOG")
    ]
