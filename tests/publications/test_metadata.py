import json

import pytest

from publications.kinds import Type
from publications.loading import loaded
from publications.metadata import citation_tags, first_and_last_page, json_ld, signposting
from publications.models import Publication
from tests import factories

SITE = "https://lab.example"
PAGE = f"{SITE}/publications/drift/"
PDF = f"{PAGE}drift.pdf"


def listed(paper) -> Publication:
    return loaded(Publication.objects.filter(pk=paper.pk))[0]


@pytest.fixture
def member(db):
    return factories.researcher(
        given_name="Mina", family_name="Sørensen", slug="mina", orcid="0000-0002-1825-0097"
    )


@pytest.fixture
def article(member):
    paper = factories.publication(
        member,
        type="article",
        title="On drift",
        year=2024,
        month=5,
        day=12,
        venue=factories.venue(name="Journal of Slow Measurement"),
        volume="12",
        number="3",
        pages="201–240",
        publisher="Tide Press",
        doi="10.1000/xyz",
        abstract="What drifts.",
        identifiers={"issn": "1234-5678"},
    )
    factories.authorship(paper, given="Jan", particle="van der", family="Berg", position=5)
    factories.authorship(paper, literal="The Tide Collaboration", position=6)
    return listed(paper)


def test_scholars_tags_of_an_article(article):
    assert citation_tags(article, PAGE, PDF) == [
        ("citation_title", "On drift"),
        ("citation_author", "Sørensen, Mina"),
        ("citation_author", "Achterberg, Rosalind"),
        ("citation_author", "van der Berg, Jan"),
        ("citation_author", "The Tide Collaboration"),
        ("citation_publication_date", "2024/5/12"),
        ("citation_journal_title", "Journal of Slow Measurement"),
        ("citation_volume", "12"),
        ("citation_issue", "3"),
        ("citation_firstpage", "201"),
        ("citation_lastpage", "240"),
        ("citation_issn", "1234-5678"),
        ("citation_doi", "10.1000/xyz"),
        ("citation_publisher", "Tide Press"),
        ("citation_abstract_html_url", PAGE),
        ("citation_pdf_url", PDF),
    ]


@pytest.mark.parametrize(
    ("kind", "tag"),
    [
        ("inproceedings", "citation_conference_title"),
        ("workshop", "citation_conference_title"),
        ("abstract", "citation_conference_title"),
        ("phdthesis", "citation_dissertation_institution"),
        ("mastersthesis", "citation_dissertation_institution"),
        ("report", "citation_technical_report_institution"),
        ("incollection", "citation_inbook_title"),
        ("article", "citation_journal_title"),
    ],
)
def test_where_it_appeared_has_the_tag_of_its_type(db, kind, tag):
    paper = listed(factories.publication(type=kind, venue_text="University of Tides"))
    assert dict(citation_tags(paper, PAGE))[tag] == "University of Tides"


def test_every_type_has_the_required_tags_and_no_empty_one(db):
    for kind in Type.values:
        paper = listed(factories.publication(type=kind))
        tags = citation_tags(paper, PAGE)
        assert {"citation_title", "citation_author", "citation_publication_date"} <= dict(
            tags
        ).keys()
        assert all(content for _, content in tags)
        assert "citation_pdf_url" not in dict(tags)
        data = json_ld(paper, PAGE, site=SITE)
        assert data["@type"]
        assert data["headline"] == paper.title
        json.dumps(data)


def test_a_date_is_given_as_far_as_it_is_known(db):
    for fields, tag, iso in (
        ({"year": 2024}, "2024", "2024"),
        ({"year": 2024, "month": 5}, "2024/5", "2024-05"),
        ({"year": 2024, "month": 5, "day": 2}, "2024/5/2", "2024-05-02"),
    ):
        paper = listed(factories.publication(**fields))
        assert dict(citation_tags(paper, PAGE))["citation_publication_date"] == tag
        assert json_ld(paper, PAGE, site=SITE)["datePublished"] == iso
    undated = listed(factories.publication(year=None))
    assert "citation_publication_date" not in dict(citation_tags(undated, PAGE))


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ("201–240", ("201", "240")),
        ("201--240", ("201", "240")),
        ("e17", ("e17", "")),
        ("S1-S9", ("S1", "S9")),
        ("1, 3–5", ("", "")),
        ("to appear", ("", "")),
        ("", ("", "")),
    ],
)
def test_pages_are_split_only_when_they_are_one_range(pages, expected):
    assert first_and_last_page(pages) == expected


def test_json_ld_names_people_in_byline_order_and_links_members(article):
    data = json_ld(article, PAGE, PDF, site=SITE)
    assert data["@type"] == "ScholarlyArticle"
    assert [author["name"] for author in data["author"]] == [
        "Mina Sørensen",
        "Rosalind Achterberg",
        "Jan van der Berg",
        "The Tide Collaboration",
    ]
    assert data["author"][0]["url"] == f"{SITE}/people/mina/"
    assert data["author"][0]["sameAs"] == "https://orcid.org/0000-0002-1825-0097"
    assert data["author"][3]["@type"] == "Organization"
    assert data["isPartOf"] == {
        "@type": "PublicationIssue",
        "issueNumber": "3",
        "isPartOf": {
            "@type": "PublicationVolume",
            "volumeNumber": "12",
            "isPartOf": {
                "@type": "Periodical",
                "name": "Journal of Slow Measurement",
                "issn": "1234-5678",
            },
        },
    }
    assert data["encoding"]["contentUrl"] == PDF
    assert data["sameAs"] == ["https://doi.org/10.1000/xyz"]


@pytest.mark.parametrize("visibility", ["hidden", "unlisted"])
def test_somebody_who_is_not_public_is_named_and_not_linked(article, member, visibility):
    member.visibility = visibility
    member.save()
    paper = listed(article)
    author = json_ld(paper, PAGE, site=SITE)["author"][0]
    assert author["name"] == "Mina Sørensen"
    assert not {"url", "sameAs"} & author.keys()
    assert "orcid" not in signposting(paper, PAGE, site=SITE)


def test_signposting_leads_to_authors_the_pdf_and_the_citations(article):
    header = signposting(article, PAGE, PDF, site=SITE)
    assert '<https://schema.org/AboutPage>; rel="type"' in header
    assert '<https://orcid.org/0000-0002-1825-0097>; rel="author"' in header
    assert f'<{PDF}>; rel="item"; type="application/pdf"' in header
    assert f'<{PAGE}cite.bib>; rel="describedby"; type="application/x-bibtex"' in header
    assert '<https://doi.org/10.1000/xyz>; rel="related"' in header
    assert "cite-as" not in header


def test_a_doi_cannot_break_out_of_the_header(article):
    article.doi = '10.1000/x>; rel="evil"\r\nSet-Cookie: a=b'
    header = signposting(article, PAGE, site=SITE)
    assert "\n" not in header
    assert "\r" not in header
    assert 'rel="evil"' not in header
