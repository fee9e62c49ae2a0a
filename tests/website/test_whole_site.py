"""What holds for every public page: what it costs, what it says to browsers, what is in none."""

import re

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from profiles.models import Researcher
from publications.models import Drawing, Publication
from tests import factories
from tests.website.content import CANARY, all_sections, fill, hide_canaries

# Every address that lists something, and how many queries it costs for any number of rows.
LISTS = {
    "/": 5,
    "/people/": 5,
    "/people/mina/": 3,
    "/people/rosa/": 4,  # plain, with every kind of section there is
    "/people/mina/publications/": 6,
    "/people/mina/news/": 5,
    "/people/mina/teaching/": 6,
    "/people/mina/cv/": 3,
    "/publications/": 3,
    "/publications/?group=type": 4,
    "/publications/?group=topic": 5,
    "/publications/?q=drift&type=article&year=2024&topic=drift&person=mina": 4,
    "/news/": 4,
    "/blog/": 4,
    "/projects/": 3,
    "/search/?q=i": 6,
    "/feed.xml": 7,
    "/people/mina/feed.xml": 7,
    "/labs/tidewater/feed.xml": 7,
    "/sitemap.xml": 7,
}
OTHERS = ("/robots.txt", "/publications.bib", "/people/mina/publications.bib", "/nowhere/")
INLINE = re.compile(
    rb"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)", re.IGNORECASE
)


@pytest.mark.parametrize("count", [1, 3, 30])
def test_a_list_costs_the_same_for_any_number_of_rows(count, client, db):
    fill(count)
    all_sections(Researcher.objects.get(slug="rosa"))
    client.get("/publications/")  # draws what lists show of each paper
    cost = {}
    for address in LISTS:
        cost[address] = _cost(client, address)
    assert cost == LISTS


def test_no_page_asks_more_than_eight_times_even_when_all_must_be_drawn_anew(client, db):
    fill(3)
    all_sections(Researcher.objects.get(slug="rosa"))
    paper = Publication.objects.first().get_absolute_url()
    for address in (*LISTS, paper):
        Drawing.objects.update(changes=F("changes") + 1)
        assert _cost(client, address) <= (5 if address == "/people/mina/" else 8), address


def _cost(client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_the_bibliographies_cost_the_same_for_any_number_of_rows(client, db):
    costs = []
    for count in (1, 3):
        factories.lab(slug=f"of-{count}")
        person = factories.researcher(slug=f"with-{count}")
        for _ in range(count):
            factories.publication(person)
        for address in ("/publications.bib", f"/people/{person.slug}/publications.bib"):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            costs.append(len(queries))
    assert costs[:2] == costs[2:]


def test_a_page_is_a_function_of_its_address_alone(client, client_of, administrator):
    fill(2)
    signed_in = client_of(administrator)
    for address in (*LISTS, *OTHERS):
        answer = client.get(address)
        assert not answer.cookies, address
        assert "Cookie" not in answer.get("Vary", ""), address
        assert b"csrf" not in answer.content.lower(), address
        assert signed_in.get(address).content == answer.content, address


def test_nothing_inline_stands_on_any_page_and_the_policy_forbids_it(client, db):
    fill(2)
    for address in (*LISTS, *OTHERS):
        answer = client.get(address)
        assert not INLINE.search(answer.content), address
        assert "unsafe" not in answer["Content-Security-Policy"], address


def test_what_is_not_public_is_on_no_list(client, db):
    fill(1)
    all_sections(Researcher.objects.get(slug="rosa"))
    hide_canaries()
    words = ("news", "post", "page", "paper", "project", "writer")
    for address in (*LISTS, *OTHERS, *(f"/search/?q={word}" for word in words)):
        assert CANARY not in client.get(address).content.decode(), address


def test_what_is_not_public_cannot_be_found_by_its_own_word(client, db):
    fill(1)
    hide_canaries()
    found = client.get("/search/", {"q": CANARY}).content.decode()
    assert found.count(CANARY) == 2  # in the box, and in the sentence that nothing was found


def test_the_pages_of_somebody_unlisted_are_shown_but_not_to_search_engines(client, db):
    fill(1)
    hide_canaries()
    name = f"{CANARY}-unlisted"
    of_person = ["", "publications/", "news/", "teaching/", "cv/"]
    for address in (
        *(f"/people/{name}/{part}" for part in of_person),
        f"/publications/{name}/",
        f"/news/{name}-news/",
        f"/blog/{name}-post/",
    ):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert b'<meta name="robots" content="noindex">' in answer.content, address
    for address in (f"/people/{name}/feed.xml", f"/people/{name}/publications.bib"):
        assert client.get(address)["X-Robots-Tag"] == "noindex"


def test_there_are_no_pages_of_somebody_hidden(client, db):
    fill(1)
    hide_canaries()
    name = f"{CANARY}-hidden"
    of_person = ["", "publications/", "news/", "teaching/", "cv/", "feed.xml", "publications.bib"]
    for address in (
        *(f"/people/{name}/{part}" for part in of_person),
        f"/publications/{name}/",
        f"/news/{name}-news/",
        f"/blog/{name}-post/",
    ):
        assert client.get(address).status_code == 404, address


@pytest.mark.parametrize("address", LISTS)
def test_every_address_answers_on_an_empty_site(address, client, db):
    factories.researcher(slug="mina", account=False)
    factories.researcher(slug="rosa", layout="plain", account=False)
    if "/labs/" in address:
        factories.lab(slug="tidewater")
    answer = client.get(address, follow=True)
    assert answer.status_code == 200


def test_every_page_has_one_h1_a_title_and_its_own_address(client, db):
    fill(2)
    for address in LISTS:
        answer = client.get(address)
        if "text/html" not in answer["Content-Type"]:
            continue
        html = answer.content.decode()
        assert html.count("<h1") == 1, address
        assert re.search(r"<title>[^<]+Tidewater Lab</title>|<title>Tidewater Lab</title>", html)
        path = address.partition("?")[0]
        assert f'<link rel="canonical" href="http://testserver{path}">' in html


def test_no_id_stands_twice_on_a_page(client, db):
    fill(3)
    all_sections(Researcher.objects.get(slug="rosa"))
    for address in LISTS:
        ids = re.findall(r'\sid="([^"]+)"', client.get(address).content.decode())
        assert len(ids) == len(set(ids)), address


def test_whole_addresses_are_those_of_the_site_whoever_asked(client, db, settings):
    settings.BASE_URL = "https://lab.example"
    fill(1)
    for address in ("/", "/feed.xml", "/sitemap.xml", "/robots.txt"):
        text = client.get(address).content.decode()
        assert "https://lab.example/" in text
        assert "testserver" not in text
