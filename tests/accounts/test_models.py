import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError, transaction

from accounts.models import User
from tests import factories


def test_one_signs_in_by_e_mail_in_any_case(db):
    user = factories.user(email="Mina@Lab.Example", password="slow-tides-rise")
    assert user.email == "mina@lab.example"
    assert authenticate(username="MINA@lab.example", password="slow-tides-rise") == user


def test_an_address_has_one_account_whatever_its_case(db):
    factories.user(email="mina@lab.example")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email="MINA@lab.example")


def test_an_account_needs_an_address(db):
    with pytest.raises(ValueError, match="needs an e-mail address"):
        User.objects.create_user(email="")


def test_an_account_is_called_by_its_name_else_its_address(db):
    assert str(factories.user(email="a@lab.example")) == "a@lab.example"
    assert str(factories.user(first_name="Mina", last_name="Sørensen")) == "Mina Sørensen"
