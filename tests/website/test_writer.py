"""Pages while another process writes: SQLite has one writer at a time, and readers never wait."""

import sqlite3
import time

from tests.website.site import PERSON, site

PAPER = "@article{drift, title={Drift of gauges}, author={Mina Sørensen}, year={2021}}"
SOON = 8  # seconds on a busy machine; who waited for the writer would take 20


def test_pages_answer_at_once_while_another_process_writes(tmp_path):
    with site(tmp_path) as made:
        file = tmp_path / "papers.bib"
        file.write_text(PAPER, encoding="utf-8")
        made.manage("import_bibtex", str(file), "--researcher", "mina")
        other = sqlite3.connect(tmp_path / "data0/octavo.sqlite3", isolation_level=None)
        drawn = "SELECT drawn_at FROM publications_drawing"
        try:
            other.execute("BEGIN IMMEDIATE")
            for path in (PERSON, f"{PERSON}publications/", "/publications/"):
                start = time.monotonic()
                status, _, _ = made.get(path)
                assert status == 200
                assert time.monotonic() - start < SOON, path
            assert other.execute(drawn).fetchone() == (0,)  # nothing could be kept
            other.execute("ROLLBACK")
            time.sleep(5.2)  # so long no page tries again
            assert "Drift" in made.get(f"{PERSON}publications/?after=1")[2]
            assert other.execute(drawn).fetchone() > (0,)
        finally:
            other.close()
        assert "locked" not in made.log(made.ports[0])
