"""An administrator takes a lost second step off an account."""

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from tests import factories


@pytest.fixture
def locked_out(db):
    user = factories.user()
    Authenticator.objects.create(user=user, type="totp", data={"secret": "x"})
    Authenticator.objects.create(user=user, type="recovery_codes", data={})
    return user


def address(user) -> str:
    return reverse("admin:accounts_user_second_step", args=[user.pk])


def test_it_is_asked_first_and_then_removed(client_of, administrator, locked_out):
    client = client_of(administrator)
    form = client.get(reverse("admin:accounts_user_change", args=[locked_out.pk]))
    assert address(locked_out) in form.content.decode()
    assert "an app that shows codes" in form.content.decode()
    page = client.get(address(locked_out))
    assert "Remove the second step" in page.content.decode()
    assert Authenticator.objects.count() == 2
    assert client.post(address(locked_out)).status_code == 302
    assert not Authenticator.objects.exists()


def test_without_a_second_step_there_is_nothing_to_remove(client_of, administrator, member):
    page = client_of(administrator).get(reverse("admin:accounts_user_change", args=[member.pk]))
    assert "None set up." in page.content.decode()
    assert address(member) not in page.content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_else_removes_it(client_of, editor, member, locked_out, method):
    for user in (editor, member, locked_out):
        assert getattr(client_of(user), method)(address(locked_out)).status_code == 403
    assert Authenticator.objects.count() == 2
