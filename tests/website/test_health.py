import pytest
from django.core.files.storage import default_storage
from django.db import OperationalError, connection

from website import health


def test_the_process_answers_without_a_database(client):
    assert client.get("/healthz").content == b"ok\n"


def test_a_sound_site_is_ready(client, db):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"ready": True, "problems": []})
    assert "no-store" in answer["Cache-Control"]


def test_a_check_leaves_no_file_behind(client, db):
    before = default_storage.listdir("")
    client.get("/readyz")
    assert default_storage.listdir("") == before


def test_without_a_database_it_says_so_and_no_secret(client, monkeypatch, db):
    class Broken:
        def cursor(self):
            raise OperationalError("connection to postgres://octavo:tell-nobody@db failed")

    monkeypatch.setattr(health, "connection", Broken())
    monkeypatch.setattr(health, "MigrationExecutor", lambda broken: broken.cursor())
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["problems"] == [
        "The database does not answer (OperationalError). Check DATABASE_URL."
    ]


def test_missing_migrations_are_counted(client, monkeypatch, db):
    class Executor:
        loader = health.MigrationExecutor(connection).loader

        def __init__(self, _connection):
            pass

        def migration_plan(self, _targets):
            return [("one", False), ("two", False)]

    monkeypatch.setattr(health, "MigrationExecutor", Executor)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "2 migrations have not been applied" in answer.json()["problems"][0]


@pytest.mark.parametrize("error", [PermissionError, OSError, RuntimeError])
def test_a_storage_that_takes_nothing_is_a_reason(error, client, monkeypatch, db):
    def refuse(*_args):
        raise error("/srv/secret/place")

    monkeypatch.setattr(default_storage, "save", refuse)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    (problem,) = answer.json()["problems"]
    assert problem.startswith(f"Uploads cannot be stored ({error.__name__})")
    assert "secret" not in problem
