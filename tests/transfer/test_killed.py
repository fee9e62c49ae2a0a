"""Imports whose process is killed: the database is as it was, and the next one clears up."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from tests.transfer.killed import commands, kill_and_repeat, prepare
from transfer import unfinished
from transfer.archives import opened


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    return prepare(tmp_path_factory.mktemp("killed") / "data")


@pytest.mark.parametrize("kind", ["archive", "list", "upload"])
def test_a_killed_import_leaves_nothing_and_works_when_started_again(base, tmp_path, kind):
    before, command = commands(tmp_path)[kind]
    measured, tried = (base.copied(tmp_path / name) for name in ("measured", "tried"))
    if before:
        measured.run(*before)
        tried.run(*before)
    number = measured.run(*command)
    kill_and_repeat(tried, command, (number // 2, number))
    # Pictures have random names; there are as many as if nothing had happened.
    assert len(tried.files()) == len(measured.files())


def test_what_is_stored_is_taken_away_by_the_next_import(base, tmp_path):
    _before, command = commands(tmp_path)["folder"]
    measured, tried = (base.copied(tmp_path / name) for name in ("measured", "tried"))
    number = measured.run(*command)
    tried.kill(*command, at=number)
    assert any(name.startswith("media/") for name in tried.files())
    tried.run(*command, "--dry-run")
    assert tried.files() == set()


@pytest.fixture
def notes(tmp_path, monkeypatch):
    monkeypatch.setattr(unfinished, "NOTES", tmp_path / "importing")
    (tmp_path / "importing").mkdir()
    return tmp_path / "importing"


def test_the_files_of_an_import_that_is_running_are_let_be(notes):
    note = unfinished.Note()
    note.add("text/a.webp")
    unfinished.sweep()
    assert [path.read_text() for path in notes.iterdir()] == ["text/a.webp\ttext/a.webp\n"]
    note.close()
    assert list(notes.iterdir()) == []


def test_a_file_that_a_row_has_stays_with_all_that_was_made_of_it(notes, researcher):
    for name in ("text/kept.webp", "text/kept-480.webp", "text/lost.webp"):
        default_storage.save(name, ContentFile(b"x"))
    researcher.bio = "![A](/media/text/kept.webp)"
    researcher.save()
    (notes / "dead.txt").write_text(
        "text/kept.webp\ttext/kept.webp\ntext/kept.webp\ttext/kept-480.webp\n"
        "text/lost.webp\ttext/lost.webp\ntext/gone.webp\ttext/gone.webp\ncut o"
    )
    unfinished.sweep()
    assert default_storage.exists("text/kept.webp")
    assert default_storage.exists("text/kept-480.webp")
    assert not default_storage.exists("text/lost.webp")
    assert list(notes.iterdir()) == []


def test_a_failed_import_leaves_the_files_that_another_has_come_to_use(notes, researcher):
    note = unfinished.Note()
    for name in ("text/shared.webp", "text/own.webp"):
        note.add(name)
        default_storage.save(name, ContentFile(b"x"))
    researcher.bio = "![A](/media/text/shared.webp)"
    researcher.save()
    note.discard()
    assert default_storage.exists("text/shared.webp")
    assert not default_storage.exists("text/own.webp")
    assert list(notes.iterdir()) == []


def test_folders_of_the_dead_are_taken_away_and_those_of_the_living_are_not(tmp_path):
    commands(tmp_path)
    scratch = tmp_path / "scratch"
    dead = scratch / "site-dead"
    dead.mkdir(parents=True)
    (scratch / "site-dead.lock").touch()
    archive = tmp_path / "site.zip"
    with opened(archive, scratch) as one:
        assert not dead.exists()
        with opened(archive, scratch):
            pass
        assert one.paths
        assert one.root.is_dir()
    assert list(scratch.iterdir()) == []
