"""The demo lab as a visitor walks it: every link from the home page on."""

from urllib.parse import urljoin, urlsplit

import html5lib
import pytest

# What the content says to nobody, or not yet.
PRIVATE = {
    "a draft page of a person": "Not for circulation",
    "a draft page of the lab": "Not to be shown",
    "a draft project": "autonomous winch",
    "a draft paper": "Drawings one to nine",
    "a draft news item": "the municipality has answered",
    "a scheduled news item": "we open the box",
    "a draft post": "may yet take back",
    "a draft course": "Not announced yet",
    "a hidden person": "Halvard",
    "an unlisted person": "Ewa Brandt",
    "a private spelling of a name": "Soerensen",
    "an address that is not shown": "rosalind@tidewater.example",
}
HIDDEN = ["/people/halvard-ness/", "/people/mina-sorensen/research/", "/projects/solveig/"]


def links(tree):
    for element in tree.iter():
        for name in ("href", "src"):
            if element.get(name):
                yield element.get(name)
        for part in (element.get("srcset") or "").split(","):
            if part.strip():
                yield part.split()[0]


@pytest.fixture(scope="class")
def walk(demo):
    """Every address that a link leads to from the home page on, with what it answers."""
    from django.test import Client  # noqa: PLC0415

    client, found, waiting = Client(), {}, ["/", "/sitemap.xml", "/robots.txt", "/publications.bib"]
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        response = found[address] = client.get(address)
        if response.headers["Content-Type"].startswith("text/html") and response.status_code == 200:
            tree = html5lib.parse(response.content, namespaceHTMLElements=False)
            inside = (urljoin(address, link) for link in links(tree))
            waiting += [
                parts._replace(fragment="").geturl()
                for parts in map(urlsplit, inside)
                # Filters and searches are other views of what is walked anyway.
                if not (parts.scheme or parts.query or parts.path.startswith("/static/"))
            ]
    return found


@pytest.mark.django_db
class TestWalk:
    def test_it_meets_the_whole_site(self, walk):
        assert len(walk) > 150

    def test_no_link_leads_nowhere(self, walk):
        odd = {address: answer.status_code for address, answer in walk.items()}
        assert {
            address: status for address, status in odd.items() if status not in (200, 302)
        } == {}

    def test_the_only_way_out_is_the_sign_in(self, walk):
        moved = [address for address, answer in walk.items() if answer.status_code == 302]
        assert all(address.startswith(("/admin/", "/accounts/")) for address in moved)

    @pytest.mark.parametrize("what", PRIVATE)
    def test_nothing_private_is_said(self, walk, what):
        wanted = PRIVATE[what].encode()
        told = [
            address
            for address, answer in walk.items()
            if not answer.streaming and wanted.lower() in answer.content.lower()
        ]
        assert told == []

    def test_no_page_leaves_a_cookie(self, walk):
        pages = {each: answer for each, answer in walk.items() if not each.startswith("/admin")}
        assert [each for each, answer in pages.items() if answer.cookies] == []

    def test_every_page_keeps_the_strict_policy(self, walk):
        for address, answer in walk.items():
            if answer.headers["Content-Type"].startswith("text/html") and "admin" not in address:
                assert "unsafe" not in answer.headers["Content-Security-Policy"], address

    def test_an_unlisted_page_is_there_for_those_who_know_it(self, walk, client):
        assert client.get("/people/ewa-brandt/").status_code == 200
        assert "/people/ewa-brandt/" not in walk

    @pytest.mark.parametrize("address", HIDDEN)
    def test_a_hidden_page_is_not_there(self, walk, client, address):
        assert client.get(address).status_code == 404
