import re

import pytest
from django.core import mail
from django.test import Client

PASSWORD = "slow-tides-rise"


@pytest.fixture
def letters():
    """The letters sent so far: ``letters()`` empties the box, ``letters.link()`` takes a link."""

    class Box:
        def __call__(self) -> list:
            taken, mail.outbox[:] = list(mail.outbox), []
            return taken

        def link(self, part: str = "/accounts/") -> str:
            """The path of the link that the one letter in the box holds."""
            (letter,) = self()
            return re.search(rf"https?://[^/\s]+({part}\S*)", letter.body)[1]

    return Box()


@pytest.fixture
def sign_in():
    """By the form, as a person does: ``sign_in(user)`` gives the client, or fails."""

    def sign_in(user, password: str = PASSWORD, client: Client | None = None) -> Client:
        client = client or Client()
        answer = client.post("/accounts/login/", {"login": user.email, "password": password})
        assert answer.status_code == 302, answer.content.decode()
        return client

    return sign_in
