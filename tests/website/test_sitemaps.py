from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest

from publications.models import Publication
from tests import factories
from tests.website.content import fill

LOCATION = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def addresses(client, file: str = "/sitemap.xml") -> list[str]:
    answer = client.get(file)
    assert answer["Content-Type"].startswith("application/xml")
    root = ElementTree.fromstring(answer.content)
    return [each.text.removeprefix("http://testserver") for each in root.iter(LOCATION)]


def test_the_sitemap_has_every_kind_of_page(client, db):
    fill(1)
    found = addresses(client)
    for start in (
        "/",
        "/people/",
        "/people/mina/",
        "/people/mina/publications/",
        "/people/mina/news/",
        "/people/mina/teaching/",
        "/people/mina/cv/",
        "/publications/",
        "/news/",
        "/blog/",
        "/projects/",
    ):
        assert start in found
    assert any(each.startswith("/publications/drift-") for each in found)
    assert any(each.startswith("/labs/tidewater/page-") for each in found)
    assert any(each.startswith("/people/mina/page-") for each in found)
    assert len(found) == len(set(found))


def test_every_address_of_the_sitemap_answers(client, db):
    fill(1)
    factories.news_item(
        factories.researcher(), inline=False, title="T", slug="t", date="2026-01-01"
    )
    for address in addresses(client):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert b'content="noindex"' not in answer.content, address


def test_the_sitemap_of_an_empty_site_has_no_empty_lists(client, db):
    assert addresses(client) == ["/", "/people/", "/publications/", "/news/"]


def test_people_come_with_their_shown_photos_and_last_change(client, researcher):
    shown, hidden = (factories.photo(researcher) for _ in range(2))
    hidden.public = False
    hidden.save()
    text = client.get("/sitemap.xml").content.decode()
    assert f"<image:loc>http://testserver{shown.image.url}</image:loc>" in text
    assert hidden.image.url not in text
    assert f"<lastmod>{researcher.changed_at:%Y-%m-%dT%H:%M:%S}" in text


def files_of_index(client) -> list[str]:
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)
    assert root.tag.endswith("}sitemapindex")
    return [each.text.removeprefix("http://testserver") for each in root.iter(LOCATION)]


def test_a_large_site_has_an_index_of_files(client, db, monkeypatch):
    fill(1)
    whole = addresses(client)
    monkeypatch.setattr("website.sitemaps.AT_A_TIME", 4)
    parts = [addresses(client, file) for file in files_of_index(client)]
    assert max(map(len, parts)) <= 4
    assert sorted(each for part in parts for each in part) == sorted(whole)


def test_a_paper_stays_in_its_file_when_others_come_or_go(client, db, monkeypatch):
    monkeypatch.setattr("website.sitemaps.AT_A_TIME", 2)
    works = [factories.publication(year=2000 + at) for at in range(5)]

    def places() -> dict[str, str]:
        files = [file for file in files_of_index(client) if "papers" in file]
        return {address: file for file in files for address in addresses(client, file)}

    before = places()
    assert before.keys() == {work.get_absolute_url() for work in works}
    works[1].delete()
    new = factories.publication(year=1990)
    after = places()
    assert after.pop(new.get_absolute_url())
    assert after == {address: before[address] for address in after}


def test_the_index_says_when_a_paper_of_a_file_was_last_changed(client, db, monkeypatch):
    monkeypatch.setattr("website.sitemaps.AT_A_TIME", 1)
    work = factories.publication()
    Publication.objects.filter(pk=work.pk).update(changed_at=datetime(2026, 3, 4, 5, tzinfo=UTC))
    file = f"/sitemap-papers-{work.pk}.xml</loc><lastmod>2026-03-04T05:00:00+00:00</lastmod>"
    assert file in client.get("/sitemap.xml").content.decode()


def test_drafts_and_hidden_papers_are_in_no_file(client, researcher, monkeypatch):
    monkeypatch.setattr("website.sitemaps.AT_A_TIME", 1)
    draft = factories.publication(researcher, draft=True)
    hidden = factories.publication(researcher)
    hidden.authorships.update(hidden=True)
    files = " ".join(files_of_index(client))
    for work in (draft, hidden):
        assert f"papers-{work.pk}.xml" not in files
        assert client.get(f"/sitemap-papers-{work.pk}.xml").status_code == 404


@pytest.mark.parametrize("number", [0, 2, 77, 10**30])
@pytest.mark.parametrize("kind", ["pages", "papers"])
def test_a_file_with_nothing_in_it_is_not_there(client, db, kind, number):
    assert client.get(f"/sitemap-{kind}-{number}.xml").status_code == 404


@pytest.mark.parametrize("large", [False, True])
def test_three_papers_cost_as_many_queries_as_one(
    client, db, monkeypatch, large, django_assert_num_queries
):
    monkeypatch.setattr("website.sitemaps.AT_A_TIME", 1 if large else 100)
    for papers in (1, 2):
        for _ in range(papers):
            factories.publication()
        with django_assert_num_queries(6 if large else 7):
            client.get("/sitemap.xml")
