import time

import pytest

from transfer.course_lines import read_courses


def records(body: str) -> list[dict]:
    return [{k: v for k, v in row.items() if v} for row in read_courses(body)[0]]


@pytest.mark.parametrize(
    ("line", "record"),
    [
        ("- MAS555/DS512: Advanced Statistics (Spring 2024) at KAIST.",
         {"code": "MAS555/DS512", "title": "Advanced Statistics", "term": "Spring", "year": 2024,
          "institution": "KAIST"}),
        ("- STAT88: Drift in Data Science (Fall 2020) at UC Berkeley.",
         {"code": "STAT88", "title": "Drift in Data Science", "term": "Fall", "year": 2020,
          "institution": "UC Berkeley"}),
        ("* Slow Measurement, Autumn 2021",
         {"title": "Slow Measurement", "term": "Autumn", "year": 2021}),
        ("* Teaching Assistant, Fluid Dynamics, Winter 2018",
         {"title": "Fluid Dynamics", "term": "Winter", "year": 2018, "role": "Teaching Assistant"}),
        ("* TA for Linear Algebra at Reed College (2017)",
         {"title": "Linear Algebra", "year": 2017, "institution": "Reed College", "role": "TA"}),
        ("* CS229 Machine Learning (Tides University), Fall 2018 - Teaching assistant",
         {"code": "CS229", "title": "Machine Learning", "term": "Fall", "year": 2018,
          "institution": "Tides University", "role": "Teaching assistant"}),
        ("* Introduction to Data (STAT 20), Summer 2019",
         {"code": "STAT 20", "title": "Introduction to Data", "term": "Summer", "year": 2019}),
        ("* WS 2019/20: Numerik I", {"title": "Numerik I", "term": "WS 2019/20", "year": 2019}),
        ("* 2021 Fall, MAS250 Probability",
         {"code": "MAS250", "title": "Probability", "term": "Fall", "year": 2021}),
        ("Spring 2024: MATH 55 Discrete Mathematics, UC Berkeley (instructor)",
         {"code": "MATH 55", "title": "Discrete Mathematics", "term": "Spring", "year": 2024,
          "institution": "UC Berkeley", "role": "instructor"}),
        ("* [TIDE 101: Tides](https://t.example/101), Fall 2019",
         {"code": "TIDE 101", "title": "Tides", "term": "Fall", "year": 2019,
          "url": "https://t.example/101"}),
        ("* Slow Measurement (Autumn 2021), [slides](https://s.example)",
         {"title": "Slow Measurement", "term": "Autumn", "year": 2021,
          "description": "[slides](https://s.example)"}),
        ("* STAT1: Data Science at Scale (Fall 2020) at Reed",
         {"code": "STAT1", "title": "Data Science at Scale", "term": "Fall", "year": 2020,
          "institution": "Reed"}),
    ],
)  # fmt: skip
def test_a_line_says_all_of_a_course(line, record):
    assert records(line) == [record]
    assert read_courses(line)[1] == ""


def test_a_course_of_two_terms_is_two():
    found = records("* Tides, Fall 2019, Spring 2020")
    assert [(row["title"], row["term"], row["year"]) for row in found] == [
        ("Tides", "Fall", 2019),
        ("Tides", "Spring", 2020),
    ]


def test_a_heading_names_the_place_or_the_role_of_what_is_below():
    body = (
        "#### University of Tides\n- Drift, Fall 2019\n\n**Teaching assistant**\n\n- Waves, 2018\n"
    )
    assert records(body) == [
        {"title": "Drift", "term": "Fall", "year": 2019, "institution": "University of Tides"},
        {"title": "Waves", "year": 2018, "role": "Teaching assistant"},
    ]


@pytest.mark.parametrize(
    "line",
    [
        "* Advanced Statistics",
        "I have taught in many places since 2015, and much more text about how teaching works.",
        "* " + "word " * 80,
    ],
)
def test_what_is_no_course_stays_text(line):
    assert read_courses(line) == ([], line if line[0] == "*" else f"{line}\n")


def test_a_heading_over_text_stays_with_it():
    found, rest = read_courses(
        "#### Theses\n- A thesis on drift\n\n#### Courses\n- Drift, Fall 2019\n"
    )
    assert [row["title"] for row in found] == ["Drift"]
    assert rest == "#### Theses\n\n- A thesis on drift"


@pytest.mark.parametrize("piece", ["[a](b)", "(", "A1/", "Fall 2019 ", "TA, ", "* x\n", "at A "])
def test_hostile_lines_take_no_time(piece):
    started = time.process_time()
    read_courses(piece * 2_000)
    assert time.process_time() - started < 5
