"""academicpages: papers, talks and courses in files, the person in the configuration."""

import pytest
from django.core.files.storage import default_storage

from news.models import Post
from profiles.models import Course, Page, Project, Researcher, Talk
from profiles.old_addresses import answer
from publications.models import Publication
from tests import factories
from tests.transfer.sites import counts, doc, items, lay, problems, run

pytestmark = pytest.mark.django_db

CONFIG = """\
title: "Mina Sørensen"
url: https://mina.example
author:
  name: "Mina Sørensen"
  avatar: "me.png"
  bio: "I measure what drifts."
  location: "Bergen"
  employer: "Institute of Tides"
  email: mina@tides.example
  googlescholar: "https://scholar.google.com/citations?user=abcdefgAAAAJ"
  orcid: "https://orcid.org/0000-0002-1825-0097"
  github: mina-s
  academia: mina
"""
ABOUT = doc(
    "permalink: /\ntitle: About me\nauthor_profile: true\nredirect_from:\n  - /about/",
    "I work on tides. ![Mud](/images/mud.png)",
)
PAPER = """\
title: "On Drift"
collection: publications
permalink: /publication/2019-drift
date: 2019-05-17
venue: 'Journal of Tides'
paperurl: 'http://tides.example/files/drift.pdf'
slidesurl: '/files/slides.pdf'
citation: 'Sørensen, M., Lund, A. (2019). &quot;On Drift.&quot; <i>Journal of Tides</i>. 4(2).'
"""
PDF = b"%PDF-1.4\n%%EOF\n"


def site(root, files=None):
    picture = factories.picture().read()
    return lay(
        root,
        {
            "_config.yml": CONFIG,
            "_pages/about.md": ABOUT,
            "_pages/cv.md": doc("permalink: /cv/\ntitle: CV\nlayout: archive", "x " * 200),
            "_pages/join.md": doc("permalink: /join/\ntitle: Join", "We hire people."),
            "_pages/sitemap.md": doc(
                "permalink: /sitemap/\ntitle: Map", "{% for a in b %}{% endfor %}"
            ),
            "_data/navigation.yml": "main:\n  - title: Join\n    url: /join/\n",
            "_data/ui-text.yml": "en: x\n",
            "_data/comments/a/comment-1.yml": "message: x\n",
            "_publications/2019-drift.md": doc(PAPER, "We measure it."),
            "_publications/2009-paper-title-number-1.md": doc('title: "Paper Title Number 1"'),
            "_talks/2020-tides.md": doc(
                'title: "Tides"\ntype: "Invited talk"\ndate: 2020-03-01\n'
                "venue: Coast Institute\nlocation: Lisbon\npermalink: /talks/2020-tides"
            ),
            "_talks/x.md": doc('title: "Talk 1 on Relevant Topic in Your Field"'),
            "_teaching/waves.md": doc(
                'title: "Waves"\ntype: "Undergraduate course"\nvenue: "Coast University"\n'
                "date: 2021-02-01\nlocation: Lisbon"
            ),
            "_portfolio/gauge.md": doc('title: "Gauge"\nexcerpt: "A gauge<br/>for tides."'),
            "_posts/2021-01-02-ebb.md": doc("title: Ebb\npermalink: /posts/2021/01/ebb/", "Low."),
            "images/me.png": picture,
            "images/mud.png": picture,
            "files/slides.pdf": PDF,
            **(files or {}),
        },
    )


def test_the_author_block_is_the_person(tmp_path):
    run(site(tmp_path))
    mina = Researcher.objects.get()
    assert (mina.slug, mina.subtitle) == ("mina-sorensen", "I measure what drifts.")
    assert mina.more_info == "Institute of Tides  \nBergen"
    assert mina.email == "mina@tides.example"
    assert mina.orcid == "0000-0002-1825-0097"
    assert mina.photos.count() == 1
    assert mina.bio.startswith("I work on tides. ![Mud](/media/")
    assert set(mina.links.values_list("platform", flat=True)) == {
        "email", "scholar", "orcid", "github",
    }  # fmt: skip


def test_a_paper_in_a_file_of_its_own_is_a_paper(tmp_path):
    run(site(tmp_path))
    paper = Publication.objects.get()
    assert (paper.title, paper.type, paper.year) == ("On Drift", "article", 2019)
    assert (paper.month, paper.day, paper.venue_text) == (5, 17, "Journal of Tides")
    assert [each.family for each in paper.authorships.all()] == ["Sørensen", "Lund"]
    assert paper.authorships.get(family="Sørensen").researcher == Researcher.objects.get()
    assert paper.abstract == "We measure it."
    slides = paper.links.get(kind="slides")
    assert default_storage.open(slides.file.name).read() == PDF
    assert paper.links.get(kind="pdf").url == "http://tides.example/files/drift.pdf"


def test_talks_courses_projects_posts_and_pages_come_in(tmp_path):
    report = run(site(tmp_path))
    talk = Talk.objects.get()
    assert (talk.kind, talk.event, talk.place, talk.date) == (
        "invited", "Coast Institute", "Lisbon", "2020-03-01",
    )  # fmt: skip
    course = Course.objects.get()
    assert (course.title, course.year, course.institution) == ("Waves", 2021, "Coast University")
    assert "Undergraduate course" in course.description
    assert Project.objects.get().summary == "A gauge for tides."
    assert Post.objects.get().title == "Ebb"
    assert dict(Page.objects.values_list("title", "in_navigation")) == {"CV": False, "Join": True}
    assert problems(report).count("sample content") == 2


def test_what_belongs_to_the_theme_is_left_out_with_the_reason(tmp_path):
    report = run(site(tmp_path))
    told = {
        item["ref"]: item["problems"] for item in report["items"] if item["action"] == "rejected"
    }
    assert told["_pages/sitemap.md"] == ["Octavo draws this list itself."]
    assert told["_data/ui-text.yml"] == ["It holds words of the theme, not of the site."]
    assert told["_data/comments/a/comment-1.yml"] == ["Comments of visitors are not imported."]
    assert told["_config.yml#author.academia"][0].startswith("“mina” is no whole address")


def test_a_second_import_changes_nothing(tmp_path):
    folder = site(tmp_path)
    first = run(folder)
    again = run(folder)
    assert (again["created"], again["updated"]) == (0, 0)
    assert again["found"] == first["found"]


def test_old_addresses_lead_to_where_things_are(tmp_path):
    run(site(tmp_path))
    mina, paper, post = Researcher.objects.get(), Publication.objects.get(), Post.objects.get()
    top = mina.get_absolute_url()
    for old, there in (
        ("publication/2019-drift", paper.get_absolute_url()),
        ("publication/2019-drift/", paper.get_absolute_url()),
        ("posts/2021/01/ebb/", post.get_absolute_url()),
        ("join/", Page.objects.get(title="Join").get_absolute_url()),
        ("talks/2020-tides/", f"{top}cv/"),
        ("about/", top),
        ("portfolio/gauge/", Project.objects.get().get_absolute_url()),
    ):
        found = answer(top + old)
        assert found is not None, old
        assert found.address == there, old


@pytest.mark.parametrize(
    ("head", "authors", "year", "kind", "status"),
    [
        ("authors: Ada Lund, Bo Berg", ["Lund", "Berg"], 2019, "article", "published"),
        ("authors:\n  - Ada Lund*\n  - Bo Berg*\n", ["Lund", "Berg"], 2019, "article", "published"),
        ("authors: 'Lund, A., Berg, B. and Holm, C.'", ["Lund", "Berg", "Holm"], 2019, "article",
         "published"),
        ("venue: arXiv preprint arXiv:1905.00001", [], 2019, "preprint", "preprint"),
        ("venue: Proceedings of the Tide Conference", [], 2019, "inproceedings", "published"),
        ("venue: Under review at Tides", [], 2019, "article", "submitted"),
        ("category: books\nvenue: Tide Press", [], 2019, "book", "published"),
        ("bibtex: |\n  @inproceedings{k, author={Lund, Ada}, booktitle={T}, year={2018}}",
         ["Lund"], 2018, "inproceedings", "published"),
    ],
)  # fmt: skip
def test_forks_write_papers_in_their_own_ways(tmp_path, head, authors, year, kind, status):
    base = "title: Depth\ndate: 2019-01-01" + (
        "" if "venue" in head or "bibtex" in head else "\nvenue: Sea Notes"
    )
    run(
        lay(
            tmp_path,
            {
                "_config.yml": CONFIG,
                "_pages/about.md": ABOUT,
                "_publications/d.md": doc(f"{base}\n{head}", ""),
            },
        )
    )
    paper = Publication.objects.get()
    assert [each.family for each in paper.authorships.all()] == authors
    assert (paper.year, paper.type, paper.status) == (year, kind, status)
    flags = [each.co_first for each in paper.authorships.all()]
    assert flags == [("*" in head)] * len(authors)


def test_samples_come_when_they_are_asked_for(tmp_path):
    report = run(site(tmp_path), with_samples=True)
    assert "sample content" not in problems(report)
    assert Talk.objects.count() == 2
    assert counts(report)["found"] == len(report["items"])


def test_the_site_is_told_from_others_by_its_files_alone(tmp_path):
    files = {"_config.yml": "author:\n  name: Mina Lund\n", "_publications/a.md": doc(PAPER)}
    report = run(lay(tmp_path, files))
    assert [item["action"] for item in items(report, "publication")] == ["created"]
