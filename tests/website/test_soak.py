"""Two servers over one SQLite file, edited and visited: no page is older than the last edit."""

import signal
import threading
import time

import pytest

from tests.website.site import PERSON, Soak, site


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    with site(tmp_path_factory.mktemp("site"), 2) as made:
        yield made


@pytest.mark.parametrize(
    ("edits", "pause"),
    [pytest.param(4, 0.3, id="short"), pytest.param(60, 1, marks=pytest.mark.slow, id="a minute")],
)
def test_no_page_is_older_than_the_last_edit_and_none_fails(served, edits, pause):
    soak = Soak(served, pause)
    soak.run(edits)
    assert soak.problems == []
    assert soak.asked > edits


def test_made_up_addresses_leave_no_page_behind(served):
    served.get(PERSON)
    before = _counts(served)
    for number in range(25):
        for _ in range(2):
            assert served.get(f"/made-up-{number}/")[0] == 404
            assert served.get(f"{PERSON}?made-up={number}")[0] == 200
    assert _counts(served)["hit"] == before["hit"]


def test_a_host_that_is_not_ours_is_refused(served):
    served.get(PERSON)
    status, _, body = served.get(PERSON, Host="evil.example")
    assert status == 400
    assert "Mina" not in body


def test_of_many_visitors_of_a_new_page_one_draws_it(served):
    before = _counts(served)["drawn"]
    path = f"{PERSON}publications/"
    seen = []
    visitors = [
        threading.Thread(target=lambda: seen.append(served.get(path)[0])) for _ in range(16)
    ]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join(60)
    assert seen == [200] * 16
    assert _counts(served)["drawn"] - before == 1


def test_a_reload_loses_no_visitor(served):
    failed, over = [], threading.Event()

    def visit():
        while not over.wait(0.01):
            try:
                if served.get(PERSON)[0] != 200:
                    failed.append("status")
            except OSError as error:
                failed.append(repr(error))

    visitor = threading.Thread(target=visit)
    visitor.start()
    try:
        served.signal(signal.SIGHUP)
        time.sleep(4)
    finally:
        over.set()
        visitor.join(60)
    assert failed == []
    assert served.get(PERSON)[0] == 200


def _counts(served) -> dict[str, int]:
    """Those of the first server, which has one worker, and of what the other last wrote."""
    lines = [line.split() for line in served.get("/-/metrics")[2].splitlines() if line[0] != "#"]
    return {
        name.removeprefix("octavo_pages_").removesuffix("_total"): int(number)
        for name, number in lines
    }
