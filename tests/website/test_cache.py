"""The page cache, around applications that count what they are asked."""

import gzip
import threading
from datetime import timedelta
from io import BytesIO

import brotli
import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from profiles import generation
from tests import factories
from website.cache import PageCache
from website.cache_keys import declared_query

pytestmark = pytest.mark.django_db

BODY = b"<h1>Tides</h1>" + b"<p>What drifts.</p>" * 100


class Application:
    """A WSGI application that answers with what it is told, and counts."""

    def __init__(self, body=BODY, status="200 OK", headers=()):
        self.body, self.status, self.headers = body, status, list(headers)
        self.asked = []

    def __call__(self, environ, start_response):
        self.asked.append(environ)
        start_response(self.status, [("Content-Type", "text/html"), *self.headers])
        return [self.body]


@pytest.fixture(autouse=True)
def _own_generation(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def application():
    return Application()


@pytest.fixture
def cache(application):
    return PageCache(application, limit=2_000_000)


def ask(cache, path="/", method="GET", query="", host="localhost", **headers):
    """Status, headers and body of one request."""
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "HTTP_HOST": host,
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
    }
    seen = []
    body = b"".join(cache(environ, lambda status, headers: seen.append((status, dict(headers)))))
    return *seen[-1], body


def test_a_page_is_drawn_once_for_all(cache, application):
    for _ in range(3):
        status, headers, body = ask(cache)
        assert (status, body) == ("200 OK", BODY)
        assert headers["Content-Length"] == str(len(BODY))
    assert len(application.asked) == 1


def test_a_change_is_seen_at_the_next_request(
    cache, application, django_capture_on_commit_callbacks
):
    ask(cache)
    application.body = b"changed"
    with django_capture_on_commit_callbacks(execute=True):
        generation.bump()
        assert ask(cache)[2] == BODY  # not committed yet
    assert ask(cache)[2] == b"changed"


@pytest.mark.parametrize("kind", ["researcher", "publication", "news_item", "course", "lab"])
def test_every_kind_of_content_begins_a_new_generation(kind, django_capture_on_commit_callbacks):
    arguments = [factories.researcher()] if kind == "course" else []
    before = generation.current()
    with django_capture_on_commit_callbacks(execute=True):
        made = getattr(factories, kind)(*arguments)
    saved = generation.current()
    assert saved != before
    with django_capture_on_commit_callbacks(execute=True):
        made.delete()
    assert generation.current() != saved


def test_a_changed_relation_begins_a_new_generation(
    lab, researcher, django_capture_on_commit_callbacks
):
    item = factories.news_item()
    before = generation.current()
    with django_capture_on_commit_callbacks(execute=True):
        item.researchers.add(researcher)
    assert generation.current() != before


def test_signing_in_is_no_change_of_content(
    researcher, django_capture_on_commit_callbacks, client_of
):
    before = generation.current()
    with django_capture_on_commit_callbacks(execute=True):
        client_of(researcher.user)
    assert generation.current() == before


def test_a_page_that_a_change_overtakes_while_it_is_drawn_is_not_kept(application):
    def overtaken(environ, start_response):
        generation._bump_now()
        return application(environ, start_response)

    cache = PageCache(overtaken, limit=10**6)
    ask(cache)
    ask(cache)
    assert len(application.asked) == 2


def test_a_scheduled_item_ends_a_pages_validity_at_its_minute(
    cache, application, researcher, monkeypatch
):
    soon = timezone.now() + timedelta(minutes=10)
    factories.news_item(researcher, publish_at=soon)
    generation._bump_now()
    ask(cache)
    ask(cache)
    assert len(application.asked) == 1
    monkeypatch.setattr("website.cache.time.time", lambda: soon.timestamp() + 1)
    ask(cache)
    assert len(application.asked) == 2


@pytest.mark.parametrize(
    ("encoding", "decode"), [("gzip", gzip.decompress), ("br", brotli.decompress)]
)
def test_bodies_are_compressed_once_and_served_as_asked(cache, application, encoding, decode):
    for _ in range(2):
        _, headers, body = ask(cache, accept_encoding=encoding)
        assert headers["Content-Encoding"] == encoding
        assert headers["Vary"] == "Accept-Encoding"
        assert decode(body) == BODY
        assert len(body) < len(BODY)
    assert len(application.asked) == 1


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br", "br"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.5", "br"),
        ("gzip;q=0", None),
        ("", None),
        ("identity", None),
    ],
)
def test_a_refused_encoding_is_not_sent(cache, accepted, encoding):
    assert ask(cache, accept_encoding=accepted)[1].get("Content-Encoding") == encoding


def test_who_has_the_page_is_told_so(cache, application):
    etag = ask(cache, accept_encoding="br")[1]["ETag"]
    status, headers, body = ask(cache, accept_encoding="br", if_none_match=f'"x", W/{etag}')
    assert (status, body) == ("304 Not Modified", b"")
    assert headers["ETag"] == etag
    assert ask(cache, accept_encoding="gzip", if_none_match=etag)[0] == "200 OK"
    assert len(application.asked) == 1


def test_head_is_answered_from_the_same_entry_without_a_body(cache, application):
    status, headers, body = ask(cache, method="HEAD")
    assert (status, body) == ("200 OK", b"")
    assert headers["Content-Length"] == str(len(BODY))
    assert ask(cache)[2] == BODY
    assert len(application.asked) == 1


@pytest.mark.parametrize(
    "request_",
    [
        {"method": "POST"},
        {"path": "/admin/"},
        {"path": "/healthz"},
        {"path": "/media/people/a.webp"},
        {"query": "utm_source=x"},
        {"path": "/publications/", "query": "q=tide&fbclid=x"},
        {"path": "/publications/", "query": "q=" + "x" * 300},
        {"host": "evil.example"},
        {"host": ""},
    ],
)
def test_what_is_not_everybodys_is_passed_on_and_costs_no_memory(cache, application, request_):
    for _ in range(2):
        ask(cache, **request_)
    assert len(application.asked) == 2
    assert len(cache.store) == 0


def test_declared_parameters_are_kept_in_any_order(cache, application):
    ask(cache, path="/publications/", query="q=tide&year=2024")
    ask(cache, path="/publications/", query="year=2024&q=tide")
    assert len(application.asked) == 1
    assert declared_query("/publications/", "year=2024&q=a") == "q=a&year=2024"


@pytest.mark.parametrize(
    "headers",
    [
        [("Set-Cookie", "a=b")],
        [("Vary", "Accept, Cookie")],
        [("Cache-Control", "private")],
        [("Cache-Control", "no-store")],
    ],
)
def test_a_page_for_one_visitor_is_never_kept(headers):
    application = Application(headers=headers)
    cache = PageCache(application, limit=10**6)
    for _ in range(2):
        assert dict(headers).items() <= ask(cache)[1].items()
    assert len(application.asked) == 2


def test_a_page_that_says_how_long_it_holds_is_taken_at_its_word():
    said = "public, max-age=2592000"
    cache = PageCache(Application(headers=[("Cache-Control", said)]), limit=2_000_000)
    for _ in range(2):
        assert ask(cache)[1]["Cache-Control"] == said


def test_a_thousand_made_up_paths_leave_the_cache_empty():
    application = Application(status="404 Not Found")
    cache = PageCache(application, limit=10**6)
    for number in range(1000):
        assert ask(cache, path=f"/made-up-{number}/")[0] == "404 Not Found"
    assert len(cache.store) == 0


def test_memory_is_bounded_and_the_least_used_goes_first(application):
    cache = PageCache(application, limit=60_000)
    for number in range(200):
        ask(cache, path=f"/people/{number}/")
        ask(cache, path="/people/0/")
    assert cache.store.size <= 60_000
    assert len([e for e in application.asked if e["PATH_INFO"] == "/people/0/"]) == 1


def test_no_visitors_cookie_reaches_a_page_that_all_will_see(cache, application):
    ask(cache, cookie="octavo_session=secret", range="bytes=0-9", accept_language="de")
    drawn = application.asked[0]
    assert not {"HTTP_COOKIE", "HTTP_RANGE", "HTTP_ACCEPT_LANGUAGE"} & drawn.keys()


def test_while_the_database_is_away_the_last_page_is_served_and_says_so(
    cache, application, monkeypatch
):
    ask(cache)
    generation._bump_now()
    application.status, application.body = "500 Internal Server Error", b"sorry"
    status, headers, body = ask(cache)
    assert (status, body) == ("200 OK", BODY)
    assert "stale" in headers["Warning"]
    assert cache.counts["stale"] == 1
    ask(cache)
    assert len(application.asked) == 2  # not tried again by each visitor
    monkeypatch.setattr("website.cache._PAUSE", 0)
    cache.store.get(("http", "localhost", "/", "")).untried_until = 0
    application.status, application.body = "200 OK", b"back"
    status, headers, body = ask(cache)
    assert body == b"back"
    assert "Warning" not in headers


def test_an_error_that_even_the_error_page_meets_leaves_the_last_page(caplog):
    application = Application()
    broken = []

    def breaking(environ, start_response):
        if broken:
            raise ValueError("no error page either")
        return application(environ, start_response)

    cache = PageCache(breaking, limit=10**6)
    ask(cache)
    generation._bump_now()
    broken.append(True)
    status, headers, body = ask(cache)
    assert (status, body) == ("200 OK", BODY)
    assert "Warning" in headers
    assert "no error page either" in caplog.text
    with pytest.raises(ValueError, match="no error page"):
        ask(cache, path="/people/")


def test_a_page_that_was_never_drawn_fails_as_it_is(application):
    application.status = "500 Internal Server Error"
    assert ask(PageCache(application, limit=10**6))[0].startswith("500")


def test_a_schedule_that_cannot_be_read_means_no_entry(cache, application, monkeypatch):
    def away(mark):
        raise OperationalError("the database is away")

    monkeypatch.setattr("website.cache_entries.next_change", away)
    assert ask(cache)[2] == BODY
    assert len(cache.store) == 0


def test_of_many_visitors_at_once_one_draws_the_page():
    started, release = threading.Event(), threading.Event()
    application = Application()

    def slow(environ, start_response):
        started.set()
        release.wait(5)
        return application(environ, start_response)

    cache = PageCache(slow, limit=10**6)
    entry_of = []
    visitors = [threading.Thread(target=lambda: entry_of.append(_cached(cache))) for _ in range(8)]
    for visitor in visitors:
        visitor.start()
    started.wait(5)
    release.set()
    for visitor in visitors:
        visitor.join(5)
    assert len(application.asked) == 1
    assert entry_of == [BODY] * 8


def test_of_many_visitors_at_once_one_finds_out_that_the_database_is_away():
    application = Application()
    started, release = threading.Event(), threading.Event()
    release.set()

    def slow(environ, start_response):
        started.set()
        release.wait(5)
        return application(environ, start_response)

    cache = PageCache(slow, limit=10**6)
    ask(cache)
    generation._bump_now()
    application.status, application.body = "500 Internal Server Error", b"sorry"
    started.clear()
    release.clear()
    seen = []
    visitors = [threading.Thread(target=lambda: seen.append(_cached(cache))) for _ in range(8)]
    for visitor in visitors:
        visitor.start()
    started.wait(5)
    release.set()
    for visitor in visitors:
        visitor.join(5)
    assert seen == [BODY] * 8
    assert len(application.asked) == 2


def test_a_header_of_one_request_is_not_kept_for_all():
    application = Application(headers=[("X-Request-ID", "one")])
    cache = PageCache(application, limit=10**6)
    ask(cache)
    assert "X-Request-ID" not in ask(cache)[1]


def test_a_made_up_scheme_makes_no_page_of_its_own(cache, application):
    for scheme in ("gopher", "http", "x" * 50):
        ask(cache, x_forwarded_proto=scheme)
    ask(cache, host="LOCALHOST")
    assert len(application.asked) == 1
    ask(cache, x_forwarded_proto="https")
    assert len(application.asked) == 2


def _cached(cache):
    try:
        return ask(cache)[2]
    finally:
        connection.close()  # of this thread alone
