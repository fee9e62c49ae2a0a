import json

import pytest

from tests.transfer.sites import lay_alfolio
from transfer.alfolio.cv import read_cv
from transfer.folder import SiteFolder
from transfer.jekyll.source import JekyllSource

LIST = """\
- title: General Information
  type: map
  contents:
    - name: Full Name
      value: Mina Sørensen
- title: Education
  type: time_table
  contents:
    - title: PhD in Drift
      institution: <a href="https://tides.example">University of Tides</a>, Norway
      year: Feb 2014 - Oct 2018
      description:
        - "Advisor: Ada Lund"
        - "Second Advisor: Bo Berg"
        - title: Thesis
          contents: [On drift]
- title: Experience
  type: time_table
  contents:
    - title: Lecturer
      institution: Reed College
      year: 2019 -
      description: Slow measurement
- title: Honors and Awards
  type: time_table
  contents:
    - year: 2020
      items:
        - <a href="https://prize.example">Prize of the Sea</a>
        - Medal
"""
RENDERCV = """\
cv:
  name: Mina Sørensen
  sections:
    Education:
      - {institution: University of Tides, location: Bergen, area: Drift, studyType: PhD,
         start_date: 2014-02, end_date: 2018-10-01, url: "https://tides.example",
         highlights: [On drift]}
    Experience:
      - {company: Reed College, position: Lecturer, start_date: 2019, end_date: present,
         summary: Slow measurement}
    Awards:
      - {name: Medal, date: 2020-05-01, awarder: The Sea}
    Skills:
      - {label: Boats, details: all}
"""
RESUME = {
    "basics": {"name": "Mina Sørensen"},
    "work": [{"name": "Reed College", "position": "Lecturer", "startDate": "2019-01-01",
              "endDate": "2020-01-31", "highlights": ["Slow measurement"]}],
    "education": [{"institution": "University of Tides", "area": "Drift", "studyType": "PhD",
                   "startDate": "2014-02", "endDate": "2018-10"}],
    "awards": [{"title": "Medal", "date": "2020-05-01", "awarder": "The Sea"}],
}  # fmt: skip


def read(root, files):
    return read_cv(JekyllSource(SiteFolder(lay_alfolio(root, files))))


def filled(items, kind):
    return [{k: v for k, v in i.values.items() if v} for i in items if i.kind == kind]


def test_the_old_list_gives_degrees_positions_and_awards(tmp_path):
    items = read(tmp_path, {"_data/cv.yml": LIST})
    assert filled(items, "education") == [
        {"degree": "PhD", "field": "Drift", "institution": "University of Tides, Norway",
         "institution_url": "https://tides.example", "started": "2014-02", "ended": "2018-10",
         "advisor": "Ada Lund", "note": "Second Advisor: Bo Berg. Thesis. On drift"}
    ]  # fmt: skip
    assert filled(items, "experience") == [
        {"organisation": "Reed College", "role": "Lecturer", "started": "2019",
         "description": "- Slow measurement"}
    ]  # fmt: skip
    assert filled(items, "award") == [
        {"title": "Prize of the Sea", "url": "https://prize.example", "date": "2020"},
        {"title": "Medal", "date": "2020", "position": 1},
    ]
    (other,) = [item for item in items if item.kind == "page"]
    assert (other.title, other.ref) == ("More of the CV", "_data/cv.yml#more")
    assert other.values["body"].startswith("## General Information\n\n- ")


def test_rendercv_gives_the_same(tmp_path):
    items = read(tmp_path, {"_data/cv.yml": RENDERCV})
    assert filled(items, "education") == [
        {"degree": "PhD", "field": "Drift", "institution": "University of Tides, Bergen",
         "institution_url": "https://tides.example", "started": "2014-02", "ended": "2018-10-01",
         "note": "On drift"}
    ]  # fmt: skip
    assert filled(items, "experience") == [
        {"organisation": "Reed College", "role": "Lecturer", "started": "2019",
         "description": "- Slow measurement"}
    ]  # fmt: skip
    assert filled(items, "award") == [
        {"title": "Medal", "date": "2020-05-01", "organisation": "The Sea"}
    ]
    (other,) = [item for item in items if item.kind == "page"]
    assert other.values["body"].startswith("## Skills\n\n- ")


def test_a_json_resume_gives_the_same(tmp_path):
    items = read(tmp_path, {"assets/json/resume.json": json.dumps(RESUME)})
    assert filled(items, "education")[0]["degree"] == "PhD"
    assert filled(items, "experience")[0]["ended"] == "2020-01-31"
    assert filled(items, "award")[0]["title"] == "Medal"


def test_the_first_cv_of_somebodys_own_counts(tmp_path):
    items = read(tmp_path, {
        "_data/cv.yml": LIST.replace("Mina Sørensen", "Albert Einstein"),
        "assets/json/resume.json": json.dumps(RESUME),
        "assets/json/resume_old.json": json.dumps(RESUME),
    })  # fmt: skip
    reasons = {item.ref: item.left_out for item in items if item.kind == "cv"}
    assert "sample content" in reasons["_data/cv.yml"]
    assert reasons["assets/json/resume_old.json"] == (
        "assets/json/resume.json was imported in its place."
    )


@pytest.mark.parametrize("content", ["{", "[" * 5000, "\x00"])
def test_a_resume_that_cannot_be_read_is_named(tmp_path, content):
    (item,) = read(tmp_path, {"assets/json/resume.json": content})
    assert "It is no JSON that can be read" in item.left_out


def test_entries_of_the_wrong_shape_do_no_harm(tmp_path):
    odd = "cv:\n  sections:\n    Education: [x, {}, []]\n    Experience: x\n    Awards: [{}]\n"
    assert {item.kind for item in read(tmp_path, {"_data/cv.yml": odd})} <= {"education", "award"}
