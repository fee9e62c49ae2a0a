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
        "staticfiles": {"BACKEND": "config.staticfiles.CollectedFiles"},
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


def test_a_style_sheet_is_collected_with_its_parts_in_it(static, settings):
    (static / "site.css").write_text(
        '@import "one.css";\n@import "paper.css" print;\nb { top: 0 }\n'
    )
    (static / "paper.css").write_text("a { color: black }\n")
    startup.collect_static()
    (found,) = settings.STATIC_ROOT.glob("site.*.css")
    assert found.read_text() == (
        "a { color: teal }\n@media print {\na { color: black }\n}\nb { top: 0 }\n"
    )
    (static / "one.css").write_text("a { color: plum }")
    startup.collect_static()
    texts = [each.read_text() for each in settings.STATIC_ROOT.glob("site.*.css")]
    assert any("plum" in text for text in texts)


def test_a_part_that_is_not_there_stops_the_collecting(static):
    (static / "site.css").write_text('@import "none.css";\n')
    with pytest.raises(KeyError, match=r"none\.css"):
        startup.collect_static()
