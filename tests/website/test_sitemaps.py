from xml.etree import ElementTree

from tests import factories
from tests.website.content import fill

LOCATION = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def addresses(client) -> list[str]:
    answer = client.get("/sitemap.xml")
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


def test_a_large_site_has_an_index_of_files(client, db, monkeypatch):
    fill(1)
    whole = set(addresses(client))
    monkeypatch.setattr("website.sitemaps.AT_A_TIME", 4)
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)
    assert root.tag.endswith("}sitemapindex")
    files = [each.text.removeprefix("http://testserver") for each in root.iter(LOCATION)]
    assert len(files) == -(-len(whole) // 4)
    parts = [ElementTree.fromstring(client.get(file).content) for file in files]
    found = [each.text for part in parts for each in part.iter(LOCATION)]
    assert {each.removeprefix("http://testserver") for each in found} == whole
    assert client.get(f"/sitemap-{len(files) + 1}.xml").status_code == 404


def test_a_small_site_has_no_parts(client, db):
    assert client.get("/sitemap-1.xml").status_code == 404
