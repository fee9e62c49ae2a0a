from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from typeset.dates import (
    PartialDate,
    format_partial,
    format_range,
    partial_date_validator,
    term_order,
)


@pytest.mark.parametrize("text", ["2014", "2014-04", "2014-04-01", "2024-02-29", "0987"])
def test_a_date_reads_as_it_writes(text):
    assert str(PartialDate.parse(text)) == text


@given(st.dates())
def test_every_day_reads_as_it_writes(day):
    found = PartialDate.parse(day.isoformat())
    assert str(found) == day.isoformat()


def test_spaces_around_a_date_do_not_matter():
    assert PartialDate.parse(" 2014-04 ") == PartialDate(2014, 4)


@pytest.mark.parametrize(
    "text",
    [
        *("", "14", "2014-4", "2014/04", "2014-13", "2014-00", "2014-02-30", "2023-02-29", "0000"),
        *("2014-04-31", "2014-04-1", "April 2014", "20144", "-2014", "2014-", "٢٠١٤", "present"),
    ],
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError, match=r"date|There is no|day"):
        PartialDate.parse(text)
    with pytest.raises(ValidationError) as error:
        partial_date_validator(text)
    assert f"“{text}” is not a date" in error.value.messages[0]
    assert "2014-04" in error.value.messages[0]


def test_the_validator_wants_the_form_that_is_kept():
    partial_date_validator("2014-04")
    with pytest.raises(ValidationError):
        partial_date_validator(" 2014-04")


def test_a_day_needs_a_month():
    with pytest.raises(ValueError, match="needs a month"):
        PartialDate(2014, None, 1)


def test_dates_sort_with_the_less_exact_first():
    texts = ["2013-12-31", "2014", "2014-01", "2014-01-01", "2014-02", "2015"]
    assert [str(d) for d in sorted(map(PartialDate.parse, reversed(texts)))] == texts
    assert PartialDate(2014) <= PartialDate(2014)
    assert PartialDate(2015) > PartialDate(2014, 12)


def test_a_date_does_not_compare_with_a_text():
    with pytest.raises(TypeError):
        assert PartialDate(2014) < "2015"
    assert PartialDate(2014) != "2014"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("2014", "2014"),
        ("2014-04", "Apr 2014"),
        ("2014-04-01", "1 Apr 2014"),
        (PartialDate(2014, 4), "Apr 2014"),
        (date(2026, 1, 26), "26 Jan 2026"),
        (datetime(2026, 1, 26, 23, 0, tzinfo=UTC), "26 Jan 2026"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_date_is_written_for_readers(value, text):
    assert format_partial(value) == text


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        ("2014", "2018", "2014–2018"),
        ("2014", "2014", "2014"),
        ("2014-04", "2015-06", "Apr 2014 – Jun 2015"),
        ("2014-04", "2014-06", "Apr – Jun 2014"),
        ("2014-04-03", "2014-04-05", "3–5 Apr 2014"),
        ("2014-04-03", "2014-06-05", "3 Apr – 5 Jun 2014"),
        ("2014", "2015-06", "2014 – Jun 2015"),
        ("2020", "", "2020–present"),
        ("2020-02", None, "Feb 2020 – present"),
        ("", "2018", "until 2018"),
        (None, None, ""),
        (date(2014, 4, 3), date(2014, 4, 5), "3–5 Apr 2014"),
    ],
)
def test_a_range_says_no_more_than_is_known(start, end, text):
    assert format_range(start, end) == text


def test_an_open_range_may_say_since():
    assert format_range("2020-02", "", since=True) == "since Feb 2020"
    assert format_range("2020", "2021", since=True) == "2020–2021"


def test_a_range_of_no_dates_is_refused():
    with pytest.raises(ValueError, match="is not a date"):
        format_range("soon", "later")


@pytest.mark.parametrize(
    "terms",
    [
        ["", "Winter", "Spring", "Summer", "Fall"],
        ["Full year", "winter 2024", "SPRING 2024", "Summer School", "Autumn 2024"],
        ["First semester", "Second semester"],
        ["Semester 1", "Semester 2"],
        ["1st", "2nd"],
        ["Term 1", "Term 2", "Term 3"],
        ["Q1", "Q2", "Q3", "Q4"],
        ["Quarter 1", "2nd quarter", "Third Quarter", "quarter IV"],
        ["S1", "S2"],
        ["1학기", "여름학기", "2학기", "겨울학기"],
        ["봄", "여름 계절학기", "가을학기"],
        ["Sommersemester 2024", "Wintersemester 2024/25"],
        ["SoSe 2024", "WiSe 2024/25"],
        ["SS2024", "WS 2024/25"],
        ["Frühjahrssemester", "Herbstsemester"],
        ["Hilary", "Trinity", "Michaelmas"],
        ["printemps", "été", "automne"],
        ["前期", "後期"],
        ["January", "Mai 2020", "Juli", "Sept. 2020"],
        ["SP24", "FA24"],
    ],
)
def test_the_terms_of_a_year_are_in_order(terms):
    orders = [term_order(term) for term in terms]
    assert orders == sorted(set(orders))


def test_a_course_of_two_terms_counts_as_the_later():
    assert term_order("Spring & Fall") == term_order("Fall")


@pytest.mark.parametrize("term", ["2024", "whenever", "Course 7", "Semester 9", "!!"])
def test_a_term_that_is_not_understood_comes_to_nothing(term):
    assert term_order(term) == 0
