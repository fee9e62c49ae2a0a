"""Two servers as if on two machines, over one PostgreSQL and one Redis of their own."""

import time
from contextlib import ExitStack

import pytest
from django.db import connection

from tests import servers
from tests.website.site import PERSON, Soak, site

pytestmark = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="run by make test-postgres"
)


@pytest.fixture(scope="module")
def database():
    with servers.postgresql() as server:
        yield server


@pytest.fixture(scope="module")
def served(database, tmp_path_factory):
    with ExitStack() as stack:
        address = stack.enter_context(servers.redis(tmp_path_factory.mktemp("redis")))
        variables = {"DATABASE_URL": database.url, "CACHE_URL": address}
        folder = tmp_path_factory.mktemp("site")
        yield stack.enter_context(site(folder, 2, own_folders=True, **variables))


@pytest.mark.parametrize(
    ("edits", "pause"),
    [pytest.param(4, 0.3, id="short"), pytest.param(60, 1, marks=pytest.mark.slow, id="a minute")],
)
def test_an_edit_is_seen_at_the_next_request_on_both(served, edits, pause):
    soak = Soak(served, pause)
    soak.run(edits)
    assert soak.problems == []
    assert soak.asked > edits


def test_while_the_database_is_away_the_last_pages_are_served(served, database):
    drawn = {}  # each names its own address
    for port in served.ports:
        status, _, drawn[port] = served.get(PERSON, port)
        assert status == 200
    served.manage("shell", "-c", "from profiles import generation; generation._bump_now()")
    database.stop()
    try:
        for port in served.ports:
            status, headers, body = served.get(PERSON, port)
            assert (status, body) == (200, drawn[port])
            assert "stale" in headers["Warning"]
            assert served.get("/healthz", port)[0] == 200
            status, _, said = served.get("/readyz", port)
            assert status == 503
            assert "DATABASE_URL" in said
            assert "octavo:octavo" not in said + served.log(port)
        assert "octavo_pages_stale_total 0\n" not in served.get("/-/metrics")[2]
    finally:
        database.start()
    time.sleep(1.2)
    for port in served.ports:
        status, headers, _ = served.get(PERSON, port)
        assert status == 200
        assert "Warning" not in headers
        assert served.get("/readyz", port)[0] == 200
