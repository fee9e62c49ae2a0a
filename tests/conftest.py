import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from tests import factories


@pytest.fixture(autouse=True)
def _no_network(request: pytest.FixtureRequest, socket_disabled_unless_loopback: None) -> None:
    """No test reaches another host."""


@pytest.fixture(autouse=True, scope="session")
def socket_disabled_unless_loopback() -> None:
    import pytest_socket  # noqa: PLC0415 - it patches the socket module when imported

    pytest_socket.socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


if settings.SHARED_CACHE:

    @pytest.fixture(autouse=True)
    def _empty_cache() -> None:
        """What was counted in the database goes with a test's transaction; in Redis it stays."""
        cache.clear()


@pytest.fixture
def lab(db):
    return factories.lab()


@pytest.fixture
def researcher(db):
    return factories.researcher()


@pytest.fixture
def member(researcher):
    """The account of ``researcher``, who edits only their own page."""
    return researcher.user


@pytest.fixture
def administrator(db):
    return factories.administrator()


@pytest.fixture
def editor(lab):
    """The editor of ``lab``."""
    user = factories.user()
    lab.editors.add(user)
    return user


@pytest.fixture
def stranger(db):
    """Another member, with a page of their own."""
    return factories.researcher().user


@pytest.fixture
def client_of():
    """A signed-in client for an account: ``client_of(member).get(…)``."""

    def sign_in(user) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in
