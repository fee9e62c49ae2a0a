import stat

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env


def refuses(monkeypatch, read, value, *arguments):
    monkeypatch.setenv("OCTAVO_TRIAL", value)
    with pytest.raises(ImproperlyConfigured, match="OCTAVO_TRIAL"):
        read("OCTAVO_TRIAL", *arguments)


@pytest.mark.parametrize("value", ["1", "true", " Yes ", "ON"])
def test_a_switch_is_on_in_the_usual_words(monkeypatch, value):
    monkeypatch.setenv("OCTAVO_TRIAL", value)
    assert env.env_bool("OCTAVO_TRIAL") is True


@pytest.mark.parametrize("value", ["0", "false", "no", "Off", ""])
def test_a_switch_is_off_in_the_usual_words(monkeypatch, value):
    monkeypatch.setenv("OCTAVO_TRIAL", value)
    assert env.env_bool("OCTAVO_TRIAL", True) is False


@pytest.mark.parametrize("value", ["maybe", "2", "tru"])
def test_a_switch_refuses_other_words(monkeypatch, value):
    refuses(monkeypatch, env.env_bool, value)


@pytest.mark.parametrize("value", ["zero", "-1", "1.5", "0"])
def test_a_number_refuses_what_is_none_or_too_small(monkeypatch, value):
    refuses(monkeypatch, env.env_int, value, 5, 1)


def test_a_list_is_parted_by_commas(monkeypatch):
    monkeypatch.setenv("OCTAVO_TRIAL", " a.example , ,b.example,")
    assert env.env_list("OCTAVO_TRIAL") == ["a.example", "b.example"]


def test_a_folder_may_not_be_a_file(monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    refuses(monkeypatch, env.env_path, str(tmp_path / "file"), tmp_path)


@pytest.mark.parametrize(
    "value",
    [
        "lab.example.org",
        "ftp://lab.example.org",
        "https://",
        "https://lab.example.org/site",
        "https://a:b",
    ],
)
def test_an_address_is_http_with_a_host_and_no_path(monkeypatch, value):
    refuses(monkeypatch, env.env_url, value)


def test_an_address_loses_its_last_slash(monkeypatch):
    monkeypatch.setenv("OCTAVO_TRIAL", "https://lab.example.org/")
    assert env.env_url("OCTAVO_TRIAL") == "https://lab.example.org"


@pytest.mark.parametrize(
    "value", ["mysql://host/name", "octavo.sqlite3", "postgres://u:p@h:port/n"]
)
def test_a_database_is_sqlite_or_postgresql(monkeypatch, value):
    refuses(monkeypatch, env.env_database, value, "")


def test_a_cache_is_redis(monkeypatch):
    refuses(monkeypatch, env.env_cache, "memcached://host:11211")


def test_mail_takes_a_known_scheme(monkeypatch):
    refuses(monkeypatch, env.env_email, "pigeon://loft", "")


def test_a_short_secret_is_refused(monkeypatch, tmp_path):
    refuses(monkeypatch, env.env_secret, "short", tmp_path / "secret_key")


def test_the_secret_is_made_once_and_is_the_owners_alone(monkeypatch, tmp_path):
    monkeypatch.delenv("OCTAVO_TRIAL", raising=False)
    file = tmp_path / "data" / "secret_key"
    first = env.env_secret("OCTAVO_TRIAL", file)
    assert len(first) >= 50
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert env.env_secret("OCTAVO_TRIAL", file) == first
    assert list(file.parent.iterdir()) == [file]


def test_of_two_processes_that_start_together_the_first_ones_secret_holds(monkeypatch, tmp_path):
    monkeypatch.delenv("OCTAVO_TRIAL", raising=False)
    file = tmp_path / "secret_key"

    def link(_ours, _file):
        file.write_text("the other one was faster")
        raise FileExistsError

    monkeypatch.setattr(env.os, "link", link)
    assert env.env_secret("OCTAVO_TRIAL", file) == "the other one was faster"
    assert list(tmp_path.iterdir()) == [file]


def test_a_folder_that_cannot_be_written_is_named(monkeypatch, tmp_path):
    monkeypatch.delenv("OCTAVO_TRIAL", raising=False)
    (tmp_path / "file").touch()
    with pytest.raises(ImproperlyConfigured, match="OCTAVO_DATA"):
        env.env_secret("OCTAVO_TRIAL", tmp_path / "file" / "secret_key")
