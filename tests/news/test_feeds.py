from xml.etree import ElementTree

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
    assert texts(root, "a:entry/a:summary")[1] == "<p>Older <strong>news</strong>.</p>\n"
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
