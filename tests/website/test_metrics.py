import pytest

from website import metrics


@pytest.fixture
def counts(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    metrics.counts.clear()
    yield metrics.counts
    metrics.counts.clear()
    metrics.writer = metrics.Writer()


def test_the_counts_of_all_workers_are_added_up(client, counts, tmp_path):
    (tmp_path / "metrics").mkdir()
    (tmp_path / "metrics" / "other-1.json").write_text('{"hit": 40, "stale": 1}')
    counts["hit"] = 2
    said = client.get("/-/metrics").content.decode()
    assert "octavo_pages_hit_total 42\n" in said
    assert "octavo_pages_stale_total 1\n" in said
    assert "octavo_pages_drawn_total 0\n" in said


@pytest.mark.parametrize(
    "asked", [{"REMOTE_ADDR": "192.0.2.7"}, {"HTTP_X_FORWARDED_FOR": "192.0.2.7"}]
)
def test_nobody_elsewhere_learns_them(client, db, counts, asked):
    assert client.get("/-/metrics", **asked).status_code == 404


def test_a_worker_writes_now_and_then(counts, tmp_path, monkeypatch):
    now = [100.0]
    monkeypatch.setattr("website.metrics.time.monotonic", lambda: now[0])
    writer = metrics.Writer()
    for _ in range(3):
        counts["hit"] += 1
        writer.write()
    (file,) = (tmp_path / "metrics").glob("*.json")
    assert file.read_text() == '{"hit": 1}'
    now[0] += metrics.EVERY
    writer.write()
    assert file.read_text() == '{"hit": 3}'


def test_a_disk_that_takes_nothing_costs_nobody_their_page(counts, settings, tmp_path, caplog):
    settings.DATA_DIR = tmp_path / "file"
    settings.DATA_DIR.touch()
    counts["hit"] = 1
    metrics.Writer().write()
    assert "could not be written" in caplog.text
