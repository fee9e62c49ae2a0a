import json
import logging

import pytest

from config.logs import HEADER, Discreet, JsonFormatter


@pytest.fixture
def lines(settings):
    """What the log would print, as objects."""
    told = []

    class Kept(logging.Handler):
        def emit(self, record):
            told.append(json.loads(self.format(record)))

    handler = Kept()
    handler.setFormatter(JsonFormatter())
    handler.addFilter(Discreet())
    loggers = [logging.getLogger(name) for name in ("octavo.request", "django.request")]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
    yield told
    for logger, level in zip(loggers, before, strict=True):
        logger.removeHandler(handler)
        logger.setLevel(level)


def test_a_request_is_one_line_that_names_its_route_and_id(client, researcher, lines):
    answer = client.get(f"/people/{researcher.slug}/?secret=1", headers={HEADER: "abc-12345"})
    (line,) = lines
    assert line["message"] == "GET /people/<slug:slug>/ 200"
    assert line["request"] == answer[HEADER] == "abc-12345"
    assert line["ms"] >= 0
    assert line["level"] == "info"


def test_no_line_tells_an_address_a_query_or_a_person(client, researcher, lines):
    client.get("/accounts/no-such-page/very-secret-token/?q=mina@lab.example")
    client.get(f"/people/{researcher.slug}/no-such-page/?q=mina@lab.example")
    said = json.dumps(lines)
    assert "Not Found" in said
    for secret in ("very-secret-token", "mina@", researcher.slug, "127.0.0.1"):
        assert secret not in said


@pytest.mark.parametrize("given", ["short", "x" * 65, "new\nline-aaaa", '"}{"level":"x"', ""])
def test_a_made_up_id_is_replaced(client, db, lines, given):
    answer = client.get("/robots.txt", headers={HEADER: given})
    assert answer[HEADER] != given
    assert len(answer[HEADER]) == 32


def test_watching_over_the_site_leaves_no_lines(client, db, lines):
    client.get("/healthz")
    assert lines == []


def test_an_error_is_told_with_its_trace_on_one_line(lines):
    try:
        raise ValueError("what went wrong")
    except ValueError:
        logging.getLogger("octavo.request").exception("It failed")
    (line,) = lines
    assert line["error"].endswith("ValueError: what went wrong")
