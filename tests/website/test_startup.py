import os

import pytest
from django.contrib.staticfiles import finders

from website import startup


@pytest.fixture
def static(settings, tmp_path):
    """One source of static files and an empty place to collect them in."""
    source = tmp_path / "source"
    source.mkdir()
    (source / "one.css").write_text("a { color: teal }")
    settings.STATICFILES_DIRS = [source]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "data" / "static"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    finders.get_finder.cache_clear()
    yield source
    finders.get_finder.cache_clear()


def test_static_files_are_collected_once(static, settings):
    assert startup.collect_static() is True
    assert (settings.STATIC_ROOT / "staticfiles.json").exists()
    assert startup.collect_static() is False


def test_static_files_are_collected_again_when_one_changes(static):
    startup.collect_static()
    (static / "one.css").write_text("a { color: plum }")
    os.utime(static / "one.css", (1, 1))
    assert startup.collect_static() is True


def test_static_files_are_collected_again_when_one_is_added_or_taken_away(static):
    startup.collect_static()
    (static / "two.css").write_text("b { color: teal }")
    assert startup.collect_static() is True
    (static / "two.css").unlink()
    assert startup.collect_static() is True


def test_static_files_are_collected_again_when_the_collection_is_gone(static, settings):
    startup.collect_static()
    (settings.STATIC_ROOT / "staticfiles.json").unlink()
    assert startup.collect_static() is True


@pytest.mark.django_db
def test_there_is_nothing_to_migrate_where_the_tables_are_current():
    assert startup.migrate() is False
