"""The settings as a process meets them: each test starts Python anew."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PRODUCTION = {
    "OCTAVO_BASE_URL": "https://lab.example.org",
    "OCTAVO_HOSTS": "lab.example.org",
    "OCTAVO_SECRET_KEY": "Kq7-wT2m.Zr9vB4x_Lp6sD1f~Hc8nY3j+Gu5aE0oQiV7tMbW2xRdP9k",
}
OURS = (
    "OCTAVO_",
    "DATABASE_URL",
    "CACHE_URL",
    "EMAIL_URL",
    "SENTRY_DSN",
    "PORT",
    "WEB_CONCURRENCY",
    "DJANGO_",
    "PYTEST_",
)


def manage(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**inherited, "OCTAVO_DATA": str(folder), **variables},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OCTAVO_DEBUG", "perhaps"),
        ("OCTAVO_BASE_URL", "lab.example.org"),
        ("OCTAVO_HOSTS", "*"),
        ("OCTAVO_SECRET_KEY", "short"),
        ("DATABASE_URL", "mysql://localhost/octavo"),
        ("CACHE_URL", "memcached://localhost"),
        ("CACHE_URL", "redis://"),
        ("CACHE_URL", "redis://localhost:many/0"),
        ("SENTRY_DSN", "https://errors.example.org/7"),
        ("SENTRY_DSN", "https://key@errors.example.org/project"),
        ("OCTAVO_LOG", "xml"),
        ("OCTAVO_TIME_ZONE", "Europe/Havnesund"),
        ("OCTAVO_TIME_ZONE", "../secret"),
        ("EMAIL_URL", "pigeon://loft"),
    ],
)
def test_a_wrong_value_stops_the_start_with_its_name(tmp_path, name, value):
    answer = manage(tmp_path, "check", **{name: value})
    assert answer.returncode == 1
    assert answer.stderr.startswith(f"Octavo cannot start: {name} ")
    assert len(answer.stderr.strip().splitlines()) == 1


def test_a_folder_of_data_that_is_a_file_stops_the_start(tmp_path):
    (tmp_path / "file").touch()
    answer = manage(tmp_path / "file", "check")
    assert answer.returncode == 1
    assert answer.stderr.startswith("Octavo cannot start: OCTAVO_DATA ")


@pytest.mark.parametrize(
    ("name", "value"), [("PORT", "http"), ("PORT", "65536"), ("WEB_CONCURRENCY", "0")]
)
def test_the_server_refuses_a_wrong_number_in_one_line(tmp_path, name, value):
    answer = manage(tmp_path, "serve", "--no-demo", **{name: value})
    assert answer.returncode == 1
    assert answer.stderr.strip().startswith("CommandError: " + name)
    assert len(answer.stderr.strip().splitlines()) == 1


def test_the_secret_key_is_made_at_the_first_start_and_kept(tmp_path):
    show = [
        "shell",
        "--no-imports",
        "-c",
        "from django.conf import settings; print(settings.SECRET_KEY)",
    ]
    first = manage(tmp_path, *show)
    assert first.returncode == 0, first.stderr
    file = tmp_path / "secret_key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(first.stdout.strip()) >= 50
    assert manage(tmp_path, *show).stdout == first.stdout


def test_the_deployment_check_has_nothing_to_say_in_production(tmp_path):
    answer = manage(tmp_path, "check", "--deploy", "--fail-level", "DEBUG", **PRODUCTION)
    assert answer.returncode == 0, answer.stderr
    assert "no issues" in answer.stdout


def test_the_models_have_all_their_migrations(tmp_path):
    answer = manage(tmp_path, "makemigrations", "--check", "--dry-run")
    assert answer.returncode == 0, answer.stdout
