"""Imports whose process is killed, on PostgreSQL."""

import pytest
from django.db import connection

from tests import servers
from tests.transfer.killed import commands, kill_and_repeat, prepare

pytestmark = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="run by make test-postgres"
)


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    with servers.postgresql() as server:
        yield prepare(tmp_path_factory.mktemp("killed") / "data", DATABASE_URL=server.url)


@pytest.mark.parametrize("kind", ["list", "upload"])
def test_a_killed_import_leaves_nothing_and_works_when_started_again(installed, tmp_path, kind):
    before, command = commands(tmp_path)[kind]
    if before:
        installed.run(*before)
    kill_and_repeat(installed, command, (3, 6))
