from datetime import UTC, datetime, timedelta, timezone

import pytest

from transfer.jekyll.dates import named_zone, read_moment, split_dated_name

WEST = timezone(timedelta(hours=-4))


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2015-10-22 15:59:00-0400", datetime(2015, 10, 22, 15, 59, tzinfo=WEST)),
        ("2015-10-22 15:59:00 -04:00", datetime(2015, 10, 22, 15, 59, tzinfo=WEST)),
        ("2015-10-22T15:59:00Z", datetime(2015, 10, 22, 15, 59, tzinfo=UTC)),
        ("2015-10-22 15:59", datetime(2015, 10, 22, 15, 59, tzinfo=UTC)),
        ("2015-1-2", datetime(2015, 1, 2, tzinfo=UTC)),
        ("2015/10/22", datetime(2015, 10, 22, tzinfo=UTC)),
        ("October 22, 2015", datetime(2015, 10, 22, tzinfo=UTC)),
        ("22 Oct 2015", datetime(2015, 10, 22, tzinfo=UTC)),
        ("22.10.2015", datetime(2015, 10, 22, tzinfo=UTC)),
    ],
)
def test_dates_are_read_as_people_write_them(written, moment):
    assert read_moment(written) == moment


@pytest.mark.parametrize("written", ["", "soon", "2015-13-45", "2015-02-30", "0000-00-00", "2015"])
def test_what_is_no_date_is_none(written):
    assert read_moment(written) is None


def test_a_time_without_zone_is_the_sites():
    zone = named_zone("Europe/Oslo")
    assert read_moment("2024-07-01 12:00", zone).utcoffset() == timedelta(hours=2)
    assert named_zone("Nowhere/At All") is UTC
    assert named_zone("../../etc/passwd") is UTC


def test_the_name_of_a_post_holds_its_date():
    assert split_dated_name("2024-01-31-a-title") == ("2024-01-31", "a-title")
    assert split_dated_name("a-title") == ("", "a-title")
