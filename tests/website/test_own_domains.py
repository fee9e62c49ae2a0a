"""A person's pages on a domain of their own, as a visitor's browser asks for them."""

import re

import pytest

from profiles import domains
from tests import factories

HTTPS = {"HTTP_X_FORWARDED_PROTO": "https"}


@pytest.fixture
def kofi(settings, db):
    settings.BASE_URL = "https://lab.example"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.ALLOWED_HOSTS = ["lab.example"]
    domains._known.clear()
    lab = factories.lab(name="Tidewater Lab")
    person = factories.researcher(
        lab=lab, slug="kofi", given_name="Kofi", family_name="Asante", domain="kofi.example"
    )
    factories.course(person, title="Slow waves")
    return person


def get(client, path, host="kofi.example", **extra):
    return client.get(path, headers={"host": host}, **{**HTTPS, **extra})


def test_the_about_page_stands_at_the_top_of_the_domain(client, kofi):
    response = get(client, "/")
    assert response.status_code == 200
    text = response.content.decode()
    assert "Kofi Asante" in text
    assert '<link rel="canonical" href="https://kofi.example/">' in text


def test_addresses_lead_to_the_own_pages_and_to_those_of_the_whole_site(client, kofi):
    paper = factories.publication(kofi, title="On tides")
    text = get(client, "/publications/").content.decode()
    assert 'href="/teaching/"' in text
    assert f'href="https://lab.example{paper.get_absolute_url()}"' in text
    assert "/people/kofi" not in text
    ours = ("/static/", "/media/", "/accent/")
    for path in re.findall(r'(?:href|src|action)="(/[^"]*)"', text):
        assert path.startswith(ours) or get(client, path).status_code == 200, path


def test_the_form_of_a_list_asks_the_own_page_and_the_policy_allows_the_site_s_search(client, kofi):
    response = get(client, "/publications/")
    assert "form-action 'self' https://lab.example" in response["Content-Security-Policy"]


def test_the_old_paths_lead_to_the_domain_for_good(client, kofi):
    for host in ("lab.example", "kofi.example"):
        response = get(client, "/people/kofi/teaching/?page=2", host=host)
        assert response.status_code == 301
        assert response["Location"] == "https://kofi.example/teaching/?page=2"


def test_the_other_form_of_the_domain_and_plain_http_lead_to_it(client, kofi):
    for host, scheme in (("www.kofi.example", "https"), ("kofi.example", "http")):
        response = get(client, "/teaching/", host, HTTP_X_FORWARDED_PROTO=scheme)
        assert response.status_code == 301
        assert response["Location"] == "https://kofi.example/teaching/"


def test_a_host_that_is_nobody_s_is_refused(client, kofi):
    assert get(client, "/", "stranger.example").status_code == 400


@pytest.mark.parametrize(
    "path", ["/admin/", "/accounts/login/", "/healthz/", "/people/", "/labs/x/"]
)
def test_there_is_no_admin_no_session_and_nobody_else_on_the_domain(client, kofi, path):
    response = get(client, path)
    assert response.status_code == 404
    assert not response.cookies


def test_a_signed_in_visitor_is_nobody_there_and_nothing_can_be_sent(client_of, kofi):
    client = client_of(kofi.user)
    assert get(client, "/").content == get(type(client)(), "/").content
    assert client.post("/", headers={"host": "kofi.example"}, **HTTPS).status_code == 405


def test_feeds_and_downloads_name_the_domain(client, kofi):
    news = factories.news_item(kofi, body="A new gauge")
    feed = get(client, "/feed.xml").content.decode()
    assert "https://kofi.example/" in feed
    assert "/people/kofi" not in feed
    assert news.body in feed
    assert get(client, "/publications.bib").status_code == 200


def test_each_host_has_a_sitemap_of_its_own_pages(client, kofi):
    other = factories.researcher()
    own = get(client, "/sitemap.xml").content.decode()
    assert "<loc>https://kofi.example/teaching/</loc>" in own
    assert "lab.example" not in own
    whole = get(client, "/sitemap.xml", "lab.example").content.decode()
    assert other.get_absolute_url() in whole
    assert "kofi" not in whole
    assert (
        "Sitemap: https://kofi.example/sitemap.xml" in get(client, "/robots.txt").content.decode()
    )


def test_a_hidden_person_s_domain_shows_nothing(client, kofi):
    kofi.visibility = "hidden"
    kofi.save()
    assert get(client, "/").status_code == 404
    assert "Kofi" not in get(client, "/").content.decode()


def test_promises_for_what_else_lies_beneath_the_domain_are_not_made(client, kofi, settings):
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    assert get(client, "/")["Strict-Transport-Security"] == "max-age=31536000"


def test_a_lab_has_its_home_on_its_domain_even_when_it_is_the_only_one(client, kofi):
    lab = kofi.memberships.get().lab
    lab.domain = "tidewater.example"
    lab.save()
    domains._known.clear()
    response = get(client, "/", "tidewater.example")
    assert response.status_code == 200
    assert "Tidewater Lab" in response.content.decode()


@pytest.mark.parametrize(
    ("asked", "status"),
    [("kofi.example", 200), ("www.kofi.example", 200), ("lab.example", 404), ("", 404)],
)
def test_the_web_server_learns_for_which_names_to_get_a_certificate(client, kofi, asked, status):
    # It asks from beside us, under whatever name it has for us, without https.
    response = client.get(
        "/internal/domain-check", {"domain": asked}, headers={"host": "octavo:8000"}
    )
    assert response.status_code == status
    assert response["Cache-Control"] == "no-store"


def test_code_in_a_text_names_the_addresses_that_were_typed(client, kofi):
    factories.news_item(kofi, body='Write `<img src="/people/kofi/x.png">` there.')
    text = get(client, "/").content.decode()
    assert '<code>&lt;img src="/people/kofi/x.png"&gt;</code>' in text
