import re

import pytest
from django.core.management import call_command

from profiles.models import Researcher
from publications.models import Publication
from tests import factories
from tests.transfer.sites import counts, lay, run
from transfer.folder import SiteFolder
from transfer.jekyll.source import JekyllSource
from transfer.jekyll_page import find_page, read_page, split_sections

PAGE = """\
---
title: Welcome
layout: default
---

<img style="width: 3px" src="me.jpg" alt="Mina at sea" class="inline">

### **About Me**

I measure [drift](https://drift.example).

### **Selected Software**
- gauge

#### Older
- meter

### Teaching
I like to teach.

- STAT88: Drift (Fall 2020) at Reed College.
- Something else
"""


def read(tmp_path, page: str = PAGE, name: str = "Mina Sørensen"):
    source = JekyllSource(SiteFolder(lay(tmp_path, {"index.md": page})))
    path = find_page(source)
    return read_page(source, path, source.document(path), name)


def test_sections_come_in_the_order_of_the_page(tmp_path):
    rows = [item for item in read(tmp_path) if item.kind == "section"]
    assert [(row.values["kind"], row.values["heading"]) for row in rows] == [
        ("about", ""),
        ("text", "Selected Software"),
        ("teaching", ""),
    ]
    assert rows[1].values["body"] == "- gauge\n\n#### Older\n- meter"


def test_the_about_section_is_the_bio_and_the_picture_the_photo(tmp_path):
    items = read(tmp_path)
    profile = next(item for item in items if item.kind == "profile")
    photo = next(item for item in items if item.kind == "photo")
    assert profile.values == {
        "layout": "plain",
        "bio": "I measure [drift](https://drift.example).",
    }
    assert (photo.values, photo.files) == ({"alt": "Mina at sea"}, {"image": "me.jpg"})


def test_what_is_not_understood_stays_in_its_section(tmp_path):
    items = read(tmp_path)
    teaching = next(item for item in items if item.values.get("kind") == "teaching")
    assert teaching.values["body"] == "I like to teach.\n\n- Something else"
    assert [item.values["code"] for item in items if item.kind == "course"] == ["STAT88"]


def test_a_section_without_records_is_text(tmp_path):
    items = read(tmp_path, "# Education\n\nI went to many schools.\n\n# More\n\nx")
    assert [(i.values["kind"], i.values["heading"]) for i in items if i.kind == "section"] == [
        ("text", "Education"),
        ("text", "More"),
    ]


def test_one_heading_above_all_others_is_the_pages_title():
    intro, sections = split_sections("# Mina\n\nHello.\n\n## News\nx\n\n## Papers\ny")
    assert intro == "Hello."
    assert [(each.heading, each.body) for each in sections] == [("News", "x"), ("Papers", "y")]


@pytest.mark.parametrize(
    "body", ["Some words.", "```\n# no heading\n```", "> # quoted", "- # listed"]
)
def test_a_page_without_headings_is_one_text(body):
    assert split_sections(body) == (body, [])


def test_setext_headings_and_links_in_headings_count():
    _intro, sections = split_sections("[About](/x)\n=====\n\nx\n\nTeaching\n========\ny")
    assert [each.heading for each in sections] == ["About", "Teaching"]


def test_words_before_the_first_heading_are_the_bio(tmp_path):
    items = read(tmp_path, "Hello, I am Mina.\n\n## Papers\n\n- x\n\n## More\n\ny")
    assert items[0].values["bio"] == "Hello, I am Mina."
    assert [i.values["kind"] for i in items if i.kind == "section"] == ["about", "text", "text"]


def test_a_badge_from_elsewhere_is_no_portrait(tmp_path):
    items = read(tmp_path, "![b](https://badge.example/x.svg)\n\n## Papers\n\nx\n\n## More\n\ny")
    assert [item for item in items if item.kind == "photo"] == []


def test_selected_papers_are_selected_and_stand_once_among_the_records(db, tmp_path):
    paper = "- {}. Mina Sørensen, Li Chen. _Journal of Tides_, {}.\n"
    chosen, other = paper.format("Tide gauges that agree", 2024), paper.format("Salt winds", 2020)
    page = f"## Representative papers\n\n{chosen}\n## Publications\n\n{other}{chosen}"
    config = "title: Tides\nauthor:\n  name: Mina Sørensen\n"
    folder = lay(tmp_path, {"_config.yml": config, "index.md": f"---\ntitle: Tides\n---\n{page}"})
    assert counts(run(folder, researcher="mina"))["created"]
    mina = Researcher.objects.get(slug="mina")
    assert list(mina.sections.values_list("kind", "heading")) == [
        ("selected", "Representative papers"),
        ("publications", ""),
    ]
    assert Publication.objects.count() == 2
    assert [each.title for each in Publication.objects.selected_by(mina)] == [
        "Tide gauges that agree"
    ]
    again = counts(run(folder, researcher="mina"))
    assert (again["created"], again["updated"]) == (0, 0)


PAPERS = """\
---
title: Welcome
---
## About me
I measure drift.

## Papers
- Drift of slow gauges. Mina Sørensen, Li Chen. _Journal of Tides_, 2021.
- [Salt in the bay.](https://bay.example/salt) Li Chen, M. Sørensen.
  _Journal of Tides_, 2019.
"""


@pytest.mark.parametrize("config", [None, "title: Deep Thoughts\n", "title: blank\n"])
@pytest.mark.parametrize("slug", ["mina-sorensen", "sorensen-mina", "known"])
def test_a_page_that_names_nobody_is_of_who_signs_its_papers(db, tmp_path, config, slug):
    if slug == "known":
        factories.researcher(given_name="Mina", family_name="Sørensen", slug=slug)
    files = {"index.md": PAPERS, **({"_config.yml": config} if config else {})}
    run(lay(tmp_path, files), researcher=slug)
    person = Researcher.objects.get(slug=slug)
    assert (person.given_name, person.family_name[-5:]) == ("Mina", "ensen")
    assert person.authorships.count() == Publication.objects.count() == 2


def test_a_paper_is_told_by_its_line_in_the_file(db, tmp_path, capsys):
    page = PAPERS.replace(", 2021.", ".").replace(", 2019.", ".")
    laid = lay(tmp_path, {"index.md": page, "_config.yml": "title: Mina Sørensen\n"})
    call_command("import_site", str(laid))
    told = capsys.readouterr().out
    assert re.findall(r"drift, line (\d+) |salt, line (\d+) ", told) == [("8", ""), ("", "9")]


def test_a_page_may_have_a_sharp_in_its_name(db, tmp_path):
    config = "title: Mina Sørensen\n"
    beside = PAPERS.replace("title: Welcome", "title: Papers on C#")
    files = {"_config.yml": config, "index.md": "---\ntitle: Mina\n---\n## About me\nI count.\n"}
    run(lay(tmp_path, {**files, "c#.md": beside}))
    assert Publication.objects.count() == 2
