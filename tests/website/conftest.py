import pytest
from django.db import connection, transaction

from website.demo.load import load


@pytest.fixture(scope="class")
def demo(django_db_setup, django_db_blocker):
    """The demo lab, loaded once for the tests of a class and taken back afterwards."""
    with django_db_blocker.unblock():
        with transaction.atomic():
            load()
            yield
            transaction.set_rollback(True)
        connection.close()
