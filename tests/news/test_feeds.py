from xml.etree import ElementTree

import feedparser
import pytest

from tests import factories

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def feed(client, address: str) -> ElementTree.Element:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(answer.content)


def texts(element: ElementTree.Element, path: str) -> list[str]:
    return [each.text or "" for each in element.findall(path, ATOM)]


def test_the_feed_has_the_news_newest_first(client, lab):
    factories.news_item(lab=lab, date="2024-05-01", body="Older **news**.", pinned=True)
    factories.news_item(lab=lab, date="2024-06-01", body="Newer news.")
    root = feed(client, "/feed.xml")
    assert texts(root, "a:title") == [f"{lab.name}: news"]
    assert texts(root, "a:entry/a:title") == ["Newer news.", "Older news."]
    assert texts(root, "a:entry/a:content")[1] == "<p>Older <strong>news</strong>.</p>\n"
    assert texts(root, "a:entry/a:published")[0].startswith("2024-06-01T")


def test_every_entry_has_an_address_and_a_name_of_its_own(client, researcher):
    line = factories.news_item(researcher)
    factories.news_item(researcher, inline=False, title="A page", slug="page")
    root = feed(client, "/feed.xml")
    links = {each.get("href") for each in root.findall("a:entry/a:link", ATOM)}
    assert links == {
        f"http://testserver/news/#news-{line.pk}",
        "http://testserver/news/page/",
    }
    assert len(set(texts(root, "a:entry/a:id"))) == 2


def test_a_person_has_a_feed_that_leads_to_their_own_pages(client, researcher, stranger):
    line = factories.news_item(researcher)
    factories.news_item(stranger.researcher)
    root = feed(client, f"{researcher.get_absolute_url()}feed.xml")
    (link,) = root.findall("a:entry/a:link", ATOM)
    assert link.get("href") == (
        f"http://testserver{researcher.get_absolute_url()}news/#news-{line.pk}"
    )


def test_addresses_are_those_of_the_site(client, researcher, settings):
    settings.BASE_URL = "https://lab.example"
    factories.news_item(researcher)
    text = client.get("/feed.xml").content.decode()
    assert "testserver" not in text
    assert '<link href="https://lab.example/feed.xml" rel="self"' in text


@pytest.mark.parametrize("body", ["]]>", "&amp; <b>", "\x0b control", "🌊 백준호"])
def test_any_text_makes_a_sound_feed(client, researcher, body):
    factories.news_item(researcher, body=f"News {body}")
    assert len(feed(client, "/feed.xml").findall("a:entry", ATOM)) == 1


def test_an_empty_feed_is_a_feed(client, db):
    assert feed(client, "/feed.xml").findall("a:entry", ATOM) == []


def test_there_is_no_feed_of_somebody_hidden(client, db):
    person = factories.researcher(visibility="hidden")
    assert client.get(f"{person.get_absolute_url()}feed.xml").status_code == 404


def test_a_feed_has_news_posts_and_papers_in_whole(client, researcher):
    factories.news_item(researcher, date="2024-06-01", body="A **new** gauge.")
    factories.post(researcher, date="2024-07-01", title="A post", body="All of the *post*.")
    factories.publication(researcher, title="On tides", year=2023, abstract="The whole abstract.")
    for address in ("/feed.xml", f"{researcher.get_absolute_url()}feed.xml"):
        root = feed(client, address)
        kinds = [each.get("term") for each in root.findall("a:entry/a:category", ATOM)]
        assert kinds == ["post", "news", "publication"]
        contents = texts(root, "a:entry/a:content")
        assert "All of the <em>post</em>." in contents[0]
        assert "The whole abstract." in contents[2]


def test_a_lab_has_a_feed_of_what_is_its_own_and_its_people_s(client, lab, stranger):
    person = factories.researcher(lab=lab)
    factories.publication(person, title="On tides")
    factories.news_item(lab=lab, body="The lab's news")
    factories.news_item(stranger.researcher, body="Somebody else's")
    root = feed(client, f"/labs/{lab.slug}/feed.xml")
    assert set(texts(root, "a:entry/a:title")) == {"On tides", "The lab's news"}
    lab.public = False
    lab.save()
    assert client.get(f"/labs/{lab.slug}/feed.xml").status_code == 404


def test_the_name_of_an_entry_stays_when_its_address_changes(client, researcher):
    paper = factories.publication(researcher, slug="first")
    before = texts(feed(client, "/feed.xml"), "a:entry/a:id")
    paper.slug = "second"
    paper.save()
    assert texts(feed(client, "/feed.xml"), "a:entry/a:id") == before
    assert before[0].startswith("tag:testserver,")


def test_an_empty_feed_is_the_same_at_each_request(client, db):
    assert client.get("/feed.xml").content == client.get("/feed.xml").content


@pytest.mark.parametrize("address", ["/feed.xml", "/publications/feed.xml"])
def test_the_feeds_have_all_that_the_standard_asks_for(client, researcher, address):
    """RFC 4287, sections 4.1.1 and 4.1.2, and what a feed reader makes of it."""
    factories.news_item(researcher, body="News & <b>more</b>")
    factories.news_item(body="Nobody's")
    factories.publication(researcher, title="On $x^2$ & tides", month=2, day=30)
    content = client.get(address).content
    root = ElementTree.fromstring(content)
    for name in ("id", "title", "updated", "author"):
        assert root.find(f"a:{name}", ATOM) is not None
    for entry in root.findall("a:entry", ATOM):
        for name in ("id", "title", "updated", "published", "content"):
            assert len(entry.findall(f"a:{name}", ATOM)) == 1
        assert all(each.text for each in entry.findall("a:author/a:name", ATOM))
    read = feedparser.parse(content)
    assert not read.bozo
    assert len(read.entries) == len(root.findall("a:entry", ATOM))
    assert all(each.updated_parsed and each.id and each.link for each in read.entries)


def test_links_within_texts_lead_to_the_site(client, researcher, settings):
    settings.BASE_URL = "https://lab.example"
    factories.news_item(researcher, body="See [the paper](/publications/tides/).")
    root = feed(client, "/feed.xml")
    assert root.get("{http://www.w3.org/XML/1998/namespace}base") == "https://lab.example/"
    assert 'href="/publications/tides/"' in texts(root, "a:entry/a:content")[0]
