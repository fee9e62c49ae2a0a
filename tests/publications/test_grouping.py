"""Under which headings lists of publications stand."""

import re

import pytest

from publications.models import Topic
from tests import factories


def headings(html: str) -> list[str]:
    return re.findall(r'<h2 class="section-heading">([^<]+)</h2>', html)


def titles(html: str) -> list[str]:
    return re.findall(r'<h3><a href="/publications/([\w-]+)/">', html)


@pytest.fixture
def papers(db):
    mina = factories.researcher(slug="mina")
    tides = Topic.objects.create(name="Tides", slug="tides")
    drift = Topic.objects.create(name="Drift", slug="drift")
    for number, (kind, topics) in enumerate(
        [
            ("preprint", [tides]),
            ("article", [tides, drift]),
            ("abstract", []),
            ("article", [drift]),
        ]
    ):
        paper = factories.publication(mina, slug=f"p{number}", type=kind, year=2020 + number)
        paper.topics.set(topics)
    return mina


def test_papers_stand_under_their_years(papers, client):
    assert headings(client.get("/publications/").content.decode()) == [
        "2023",
        "2022",
        "2021",
        "2020",
    ]


def test_papers_can_stand_under_their_types(papers, client):
    html = client.get("/publications/?group=type").content.decode()
    assert len(headings(html)) == 3
    assert titles(html)[:2] == ["p3", "p1"], "articles first, the newest above"


def test_a_paper_of_two_topics_stands_under_both(papers, client):
    html = client.get("/publications/?group=topic").content.decode()
    assert headings(html) == ["Drift", "Tides", "Other topics"]
    assert titles(html) == ["p3", "p1", "p1", "p0", "p2"]


def test_a_list_of_one_topic_has_its_heading_alone(papers, client):
    html = client.get("/publications/?topic=tides&group=topic").content.decode()
    assert headings(html) == ["Tides"]
    assert titles(html) == ["p1", "p0"]
    assert "2 publications found" in html


@pytest.mark.parametrize("group", ["", "nonsense", "section", "match", "\x00"])
def test_what_is_no_heading_here_leaves_the_usual_ones(group, papers, client):
    html = client.get("/publications/", {"group": group}).content.decode()
    assert headings(html)[0] == "2023"


def test_a_search_has_its_best_match_first_and_years_when_wished(papers, client):
    factories.publication(slug="exact", title="Drift", year=1990)
    html = client.get("/publications/?q=drift").content.decode()
    assert headings(html) == []
    assert titles(html)[0] == "exact"
    assert "5 publications found" in html
    html = client.get("/publications/?q=drift&group=year").content.decode()
    assert headings(html)[-1] == "1990"


def test_a_person_s_own_sections_head_their_list(papers, client):
    factories.section(papers, kind="publications", heading="Preprints", types=["preprint"])
    factories.section(
        papers, kind="publications", heading="Extended abstracts", types=["abstract"], position=1
    )
    html = client.get("/people/mina/publications/").content.decode()
    assert headings(html) == ["Preprints", "Extended abstracts", "Further publications"]
    assert titles(html) == ["p0", "p2", "p3", "p1"]
    html = client.get("/people/mina/publications/?group=year").content.decode()
    assert headings(html)[0] == "2023"


def test_one_section_of_publications_leaves_the_years(papers, client):
    factories.section(papers, kind="publications", heading="Papers", types=["article"])
    html = client.get("/people/mina/publications/").content.decode()
    assert headings(html)[0] == "2023"


def test_headings_go_along_from_page_to_page_and_from_year_to_year(papers, client, monkeypatch):
    monkeypatch.setattr("publications.views.PER_PAGE", 2)
    monkeypatch.setattr("publications.views.FEW", 1)
    html = client.get("/publications/?group=topic").content.decode()
    assert 'href="?group=topic&amp;page=2"' in html
    assert 'href="?year=2021&amp;group=topic"' in html
    assert "Page 1 of 3" in html
    assert titles(client.get("/publications/?group=topic&page=3").content.decode()) == ["p2"]


def test_headings_alone_do_not_hide_a_list_from_search_engines(papers, client):
    assert "noindex" not in client.get("/publications/?group=type").content.decode()
