import time

import pytest

from transfer.education_lines import read_education


def records(body: str) -> list[dict]:
    return [{k: v for k, v in row.items() if v} for row in read_education(body)[0]]


def test_degrees_stand_below_their_institution():
    body = (
        "[University of Tides](https://tides.example/)\n"
        "* Ph.D. in Drift, 2018\n"
        "* Advisor: [Ada Lund](https://ada.example/)\n\n"
        "[Reed College](https://reed.example/)\n"
        "* M.S., Statistics, 2013 (Advisor: [Bo Berg](https://bo.example/bo.htm))\n"
        "* B.S., Statistics, B.A., Economics, Minor in Mathematics, 2011\n"
    )
    assert records(body) == [
        {"institution": "University of Tides", "institution_url": "https://tides.example/",
         "degree": "Ph.D.", "field": "Drift", "ended": "2018",
         "advisor": "Ada Lund", "advisor_url": "https://ada.example/"},
        {"institution": "Reed College", "institution_url": "https://reed.example/",
         "degree": "M.S.", "field": "Statistics", "ended": "2013",
         "advisor": "Bo Berg", "advisor_url": "https://bo.example/bo.htm"},
        {"institution": "Reed College", "institution_url": "https://reed.example/",
         "degree": "B.S., Statistics, B.A., Economics, Minor in Mathematics", "ended": "2011"},
    ]  # fmt: skip
    assert read_education(body)[1] == ""


@pytest.mark.parametrize(
    ("line", "record"),
    [
        ("- Ph.D. in Drift, University of Tides, 2014 – 2018. Advisor: Ada Lund",
         {"degree": "Ph.D.", "field": "Drift", "institution": "University of Tides",
          "started": "2014", "ended": "2018", "advisor": "Ada Lund"}),
        ("- Master of Science in Physics, ETH Zürich, Sep 2011 - Jul 2013",
         {"degree": "Master of Science", "field": "Physics", "institution": "ETH Zürich",
          "started": "2011-09", "ended": "2013-07"}),
        ("2012–present: PhD student in Drift at [Tides University](https://t.example)",
         {"degree": "PhD student", "field": "Drift", "institution": "Tides University",
          "started": "2012"}),
        ("* BSc Mathematics, Reed College, Oslo, 2008-2011, summa cum laude",
         {"degree": "BSc", "field": "Mathematics", "institution": "Reed College, Oslo",
          "started": "2008", "ended": "2011", "note": "summa cum laude"}),
        ("* **Dr. rer. nat.**, University of Tides, 2020, supervised by Prof. Ada Lund",
         {"degree": "Dr. rer. nat.", "institution": "University of Tides", "ended": "2020",
          "advisor": "Prof. Ada Lund"}),
    ],
)  # fmt: skip
def test_one_line_says_all_of_a_degree(line, record):
    (found,) = records(line)
    assert found == record | ({"institution_url": "https://t.example"} if "[" in line else {})


def test_a_degree_may_stand_before_its_institution():
    body = "**Ph.D. in Drift**, 2020\nUniversity of Tides\n"
    assert records(body) == [
        {"degree": "Ph.D.", "field": "Drift", "ended": "2020", "institution": "University of Tides"}
    ]


def test_two_advisors_are_kept_with_their_addresses():
    body = "University of Tides\n- PhD, 2020, advised by [Ada](https://a.example) and [Bo](https://b.example)"
    (found,) = records(body)
    assert found["note"] == "advised by [Ada](https://a.example) and [Bo](https://b.example)"


def test_further_lines_below_a_degree_are_its_notes():
    body = "University of Tides (2019–present)\n  - PhD in Drift\n  - Thesis: *On drift*\n"
    (found,) = records(body)
    assert (found["started"], found["note"]) == ("2019", "Thesis: On drift")


@pytest.mark.parametrize(
    "line",
    [
        "I also like boats.",
        "* High school, Somewhere",
        "* PhD in hand",
        "x" * 5000,
    ],
)
def test_what_is_no_degree_stays_text(line):
    found, rest = read_education(line)
    assert found == []
    for word in line.split():
        assert word in rest


@pytest.mark.parametrize(
    "piece", ["[a](b)", "(", "Advisor: [a](b)(", "2011 - ", "PhD, ", "* x\n", "**"]
)
def test_hostile_lines_take_no_time(piece):
    started = time.process_time()
    read_education(piece * 2_000)
    assert time.process_time() - started < 5


def test_a_paragraph_below_a_degree_is_its_note_and_a_title_no_part_of_a_name():
    rows, rest = read_education(
        "- PhD in Statistics, 2019 - 2023, University of Tides\n\n"
        "  PhD thesis of Reed College, under the supervision of Ada Reed entitled *On mud*.\n\n"
        "- PhD in Mud, Reed College, under the supervision of Bo Lund entitled *On fog*\n"
    )
    first, second = rows
    assert (first["institution"], first["advisor"]) == ("University of Tides", "Ada Reed")
    assert "PhD thesis of Reed College" in first["note"]
    assert "On mud" in first["note"]
    assert second["advisor"] == "Bo Lund"
    assert "On fog" in second["note"]
    assert rest == ""
