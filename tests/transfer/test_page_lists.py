"""Lists that people keep by hand on the pages of a theme."""

import pytest

from profiles.models import Page, Researcher
from publications.models import Publication
from tests.transfer.sites import counts, doc, items, lay_alfolio, run
from transfer.folder import SiteFolder
from transfer.reading import read_site

BY_HAND = """\
See also [Scholar](https://scholar.google.com/x).

## Journal papers

- Tide gauges that agree. **Mina Sørensen**\\*, Li Chen\\*. _Journal of Tides_ 12, 2024. [Code](https://code.example/gauges)
- Salt in the autumn wind. Li Chen, **Mina Sørensen**. _Journal of Tides_, 2020.

## Unwritten

- A thing that nobody remembers
"""  # noqa: E501 - as people write them
BIB = """\
@article{gauges,
  title = {Tide gauges that agree},
  author = {S{\\o}rensen, Mina and Chen, Li},
  journal = {Journal of Tides}, year = {2024},
}
"""
PERHAPS = """\
@article{salt,
  title = {Salt in the autumn wind},
  author = {Chen, Li and S{\\o}rensen, Mina},
  journal = {Proceedings of FLOW}, year = {2011},
}
"""
PAGE = {"_pages/publications.md": doc("layout: page\ntitle: Publications", BY_HAND)}


def titles() -> list[str]:
    mina = Researcher.objects.get(slug="mina")
    return sorted(work.title for work in Publication.objects.of(mina))


def test_a_list_on_a_page_becomes_records_and_its_other_words_stay(tmp_path, db):
    folder = lay_alfolio(tmp_path, PAGE)
    report = run(folder, researcher="mina")
    assert titles() == ["Salt in the autumn wind", "Tide gauges that agree"]
    gauges = Publication.objects.get(title="Tide gauges that agree")
    assert [each.co_first for each in gauges.authorships.order_by("position")] == [True, True]
    page = Page.objects.get()
    assert "Scholar" in page.body
    assert "A thing that nobody remembers" in page.body
    assert "Salt" not in page.body
    assert any("read as records" in " ".join(item["problems"]) for item in items(report, "page"))
    again = counts(run(folder, researcher="mina"))
    assert (again["created"], again["updated"]) == (0, 0)


def test_nothing_is_doubled_where_the_site_has_a_bibliography_too(tmp_path, db):
    folder = lay_alfolio(tmp_path, {**PAGE, "_bibliography/papers.bib": BIB})
    run(folder, researcher="mina")
    assert titles() == ["Salt in the autumn wind", "Tide gauges that agree"]
    gauges = Publication.objects.get(title="Tide gauges that agree")
    assert [link.url for link in gauges.links.all()] == ["https://code.example/gauges"]
    again = counts(run(folder, researcher="mina"))
    assert (again["created"], again["updated"]) == (0, 0)


def test_what_may_be_a_paper_of_the_bibliography_stays_on_the_page(tmp_path, db):
    folder = lay_alfolio(tmp_path, {**PAGE, "_bibliography/papers.bib": PERHAPS})
    run(folder, researcher="mina")
    assert titles() == ["Salt in the autumn wind", "Tide gauges that agree"]
    assert Publication.objects.get(title="Salt in the autumn wind").year == 2011
    assert "Salt in the autumn wind." in Page.objects.get().body


def test_a_broken_bibliography_takes_no_list_away(tmp_path, db):
    folder = lay_alfolio(tmp_path, {**PAGE, "_bibliography/papers.bib": b"@article{x, \xff\xfe"})
    run(folder, researcher="mina")
    assert "Tide gauges that agree" in titles()


def test_courses_and_degrees_are_read_unless_the_site_has_them_in_files(tmp_path, db):
    teaching = (
        "## Courses\n\n- STAT88: Drift (Fall 2020)\n- 2021: Lecturer: "
        "[Slow waves](https://waves.example)\n\n## Supervised theses\n\n"
        "- 2022 - Anna Holt (BSc thesis): On mud\n"
    )
    files = {"_pages/lessons.md": doc("title: Teaching\npermalink: /teaching/", teaching)}
    run(lay_alfolio(tmp_path / "a", files), researcher="mina")
    mina = Researcher.objects.get(slug="mina")
    found = {each.title: (each.year, each.role, each.url) for each in mina.courses.all()}
    assert found == {
        "Drift": (2020, "", ""),
        "Slow waves": (2021, "Lecturer", "https://waves.example"),
    }
    assert "Anna Holt" in Page.objects.get().body
    files["_teachings/drift.md"] = doc("layout: course\ntitle: Drift for everybody\nyear: 2020")
    run(lay_alfolio(tmp_path / "b", files), researcher="other")
    other = Researcher.objects.get(slug="other")
    assert [each.title for each in other.courses.all()] == ["Drift for everybody"]
    assert "Slow waves" in other.pages.get().body


def test_a_home_page_of_headed_sections_is_read_though_the_theme_s_samples_are_there(tmp_path):
    about = doc(
        "permalink: /\ntitle: About me\nauthor_profile: true",
        "I measure.\n\n## Publications\n\n"
        "- Tide gauges that agree. Mina Sørensen, Li Chen. _Journal of Tides_, 2024.\n"
        "- Salt in the autumn wind. Li Chen, Mina Sørensen. _Journal of Tides_, 2020.\n\n"
        "## Hobbies\n\nRowing.\n",
    )
    sample = doc("title: Paper Title Number 1\ncollection: publications")
    config = "author:\n  name: Mina Sørensen\n"
    files = {"_config.yml": config, "_pages/about.md": about}
    files |= {"_publications/2009-10-01-paper-title-number-1.md": sample}
    found = read_site(SiteFolder(lay_alfolio(tmp_path, files)))
    (papers,) = (item for item in found.items if item.kind == "papers")
    assert len(papers.values["records"]) == 2
    assert [item.values["kind"] for item in found.items if item.kind == "section"] == [
        "about", "publications", "text",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("page", "shown"), [("", []), ("{% bibliography %}", ["_bibliography/notes.bib"])]
)
def test_a_bibliography_for_posts_is_not_the_list_of_papers(tmp_path, page, shown):
    files = {
        "_publications/gauges.md": doc("title:\tGauges\nauthors:\t[Mina Sørensen]\nyear:\t2024\n"
                                       "image:\t/assets/img/gauge.png"),
        "_bibliography/notes.bib": BIB,
        "_pages/publications.md": doc("title: publications", page),
        "_posts/2024-01-31-mud.md": doc("title: Mud", "{% bibliography --cited %}"),
    }  # fmt: skip
    found = read_site(SiteFolder(lay_alfolio(tmp_path, files)))
    assert found.bibliographies == shown
    (paper,) = found.entries
    assert (paper.title, paper.preview) == ("Gauges", "/assets/img/gauge.png")


def test_whose_list_it_is_may_be_said_by_who_brings_it(tmp_path, db):
    files = {"_config.yml": "title: Tides\n", **PAGE}
    run(lay_alfolio(tmp_path, files), researcher="mina-sorensen")
    assert Publication.objects.of(Researcher.objects.get(slug="mina-sorensen")).count() == 2


def test_files_and_pages_that_a_list_leads_to_come_along(tmp_path, db):
    listed = (
        "- Tide gauges that agree. Mina Sørensen, Li Chen. _Journal of Tides_, 2024. "
        "[PDF](/files/gauges.pdf) [Blog entry](/blog/2024/mud/) [Slides](lost.pdf)\n"
    )
    files = {
        "_config.yml": "first_name: Mina\nlast_name: Sørensen\npermalink: /blog/:year/:title/\n",
        "_pages/publications.md": doc("title: Publications", listed),
        "_posts/2024-01-31-mud.md": doc("title: Mud"),
        "files/gauges.pdf": b"%PDF-1.4\n%%EOF\n",
    }
    folder = lay_alfolio(tmp_path, files)
    report = run(folder, researcher="mina")
    paper = Publication.objects.get()
    links = {link.kind: link for link in paper.links.all()}
    assert links["pdf"].file
    assert links["blog"].url == Researcher.objects.get().posts.get().get_absolute_url()
    assert "slides" not in links
    (line,) = items(report, "publication")
    assert "“lost.pdf” is not in the folder." in line["problems"]
    again = counts(run(folder, researcher="mina"))
    assert (again["created"], again["updated"]) == (0, 0)
