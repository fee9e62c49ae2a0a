"""A paper's page as indexers read it, and the files beneath it."""

import json
from xml.etree import ElementTree

import html5lib
import pytest
from django.core.files.base import ContentFile

from publications.models import Link, Publication, Topic
from tests import factories

SITE = "http://testserver"


@pytest.fixture
def paper(researcher):
    work = factories.publication(
        researcher, slug="drift", title="On drift", abstract="What drifts.", doi="10.1000/xyz"
    )
    Link.objects.create(
        publication=work, kind="pdf", file=ContentFile(b"%PDF-1.5", name="My File.PDF")
    )
    return work


def meta(response, name: str) -> list[str]:
    tree = html5lib.parse(response.content, namespaceHTMLElements=False)
    return [tag.get("content") for tag in tree.iter("meta") if tag.get("name") == name]


def linked_data(response) -> dict:
    tree = html5lib.parse(response.content, namespaceHTMLElements=False)
    (block,) = [tag for tag in tree.iter("script") if tag.get("type") == "application/ld+json"]
    return json.loads(block.text)


def test_the_page_says_to_scholar_who_wrote_what_and_where_its_pdf_is(client, paper, researcher):
    response = client.get("/publications/drift/")
    assert meta(response, "citation_title") == ["On drift"]
    assert meta(response, "citation_author") == [
        f"{researcher.family_name}, {researcher.given_name}",
        "Achterberg, Rosalind",
    ]
    assert meta(response, "citation_pdf_url") == [f"{SITE}/publications/drift/drift.pdf"]
    assert meta(response, "citation_publication_date") == ["2024"]


def test_the_title_is_the_only_first_heading_and_the_abstract_stands_open(client, paper):
    response = client.get("/publications/drift/")
    tree = html5lib.parse(response.content, namespaceHTMLElements=False)
    (heading,) = tree.iter("h1")
    assert "".join(heading.itertext()).strip() == "On drift"
    folded = {id(part) for fold in tree.iter("details") for part in fold.iter()}
    shown = [part for part in tree.find("body").iter() if part.text == "What drifts."]
    assert [part for part in shown if id(part) not in folded]


def test_a_title_cannot_break_out_of_the_data_block(client, db):
    title = '</script><script>alert(1)</script><!-- " \u2028'
    paper = factories.publication(title=title)
    response = client.get(paper.get_absolute_url())
    assert linked_data(response)["name"] == title
    assert b"<script>alert" not in response.content


def test_the_link_header_leads_to_citations_and_pdf(client, paper):
    header = client.get("/publications/drift/")["Link"]
    assert f'<{SITE}/publications/drift/cite.bib>; rel="describedby"' in header
    assert f'<{SITE}/publications/drift/drift.pdf>; rel="item"; type="application/pdf"' in header


def test_the_pdf_is_served_beneath_the_page_with_its_type_and_name(client, paper):
    response = client.get("/publications/drift/drift.pdf")
    assert b"".join(response.streaming_content) == b"%PDF-1.5"
    assert response["Content-Type"] == "application/pdf"
    assert 'filename="drift.pdf"' in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"


def test_there_is_no_pdf_of_another_name_nor_without_a_file(client, paper):
    assert client.get("/publications/drift/other.pdf").status_code == 404
    plain = factories.publication()
    assert client.get(f"{plain.get_absolute_url()}{plain.slug}.pdf").status_code == 404
    assert b"citation_pdf_url" not in client.get(plain.get_absolute_url()).content


def test_a_pdf_elsewhere_is_linked_and_not_called_ours(client, db):
    paper = factories.publication()
    Link.objects.create(publication=paper, kind="pdf", url="https://x.example/a.pdf")
    response = client.get(paper.get_absolute_url())
    assert b"https://x.example/a.pdf" in response.content
    assert meta(response, "citation_pdf_url") == []


@pytest.mark.parametrize(
    ("kind", "content_type", "says"),
    [
        ("bib", "application/x-bibtex", "@article{"),
        ("ris", "application/x-research-info-systems", "TY  - JOUR"),
        ("json", "application/vnd.citationstyles.csl+json", '"article-journal"'),
    ],
)
def test_a_paper_is_cited_by_files(client, paper, kind, content_type, says):
    response = client.get(f"/publications/drift/cite.{kind}")
    assert response["Content-Type"].startswith(content_type)
    assert says in response.content.decode()
    for address in (f"/publications.{kind}", f"/publications.{kind}?year=2024"):
        assert says in client.get(address).content.decode()
    assert says not in client.get(f"/publications.{kind}?year=1999").content.decode()


def test_a_persons_papers_go_out_in_each_format(client, paper, researcher):
    for kind in ("bib", "ris", "json"):
        assert (
            "On drift"
            in client.get(f"/people/{researcher.slug}/publications.{kind}").content.decode()
        )


@pytest.mark.parametrize("beneath", ["", "cite.bib", "cite.ris", "cite.json", "drift.pdf"])
def test_nothing_of_a_draft_is_public(client, paper, beneath):
    Publication.objects.update(draft=True)
    assert client.get(f"/publications/drift/{beneath}").status_code == 404


def test_the_usual_styles_are_there_to_copy(client, paper):
    page = client.get("/publications/drift/").content.decode()
    for style in ("APA", "MLA", "Chicago", "IEEE", "Vancouver"):
        assert f">{style}</summary>" in page


def test_related_papers_share_people_or_topics_and_are_listed(client, paper, researcher):
    topic = Topic.objects.create(name="Drift", slug="drift")
    paper.topics.add(topic)
    by_topic = factories.publication(title="Shares a topic")
    by_topic.topics.add(topic)
    factories.publication(researcher, title="Shares a person")
    factories.publication(researcher, title="A draft", draft=True)
    factories.publication(title="Has nothing in common")
    page = client.get("/publications/drift/").content.decode()
    related = page[page.index("Related") :]
    assert "Shares a topic" in related
    assert "Shares a person" in related
    assert "A draft" not in related
    assert "Has nothing in common" not in related


@pytest.mark.parametrize("count", [1, 3])
def test_the_feed_tells_of_new_papers_in_fixed_queries(
    client, researcher, count, django_assert_num_queries
):
    for number in range(count):
        factories.publication(researcher, title=f"Paper {number} & <b>\x0b")
    factories.publication(researcher, title="A draft", draft=True)
    with django_assert_num_queries(3):
        response = client.get("/publications/feed.xml")
    feed = ElementTree.fromstring(response.content)
    titles = [entry.findtext("{*}title") for entry in feed.findall("{*}entry")]
    assert titles == [f"Paper {number} & <b>" for number in reversed(range(count))]
