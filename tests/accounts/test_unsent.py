"""What tells a form, before it is sent, whether it would be taken."""

from django.test import Client
from django.urls import reverse


def test_whoever_is_signed_in_is_told_so(client_of, member):
    response = client_of(member).get(reverse("admin:signed_in"))
    assert (response.status_code, response.content) == (204, b"")


def test_everybody_else_is_led_to_the_sign_in_page(client, db):
    response = client.get(reverse("admin:signed_in"))
    assert response.status_code == 302


def test_a_form_without_its_token_is_answered_in_plain_words(db):
    response = Client(enforce_csrf_checks=True).post(reverse("account_login"), {"login": "mina"})
    assert response.status_code == 403
    assert "This form was not taken" in response.content.decode()


def test_what_is_not_ones_own_is_refused_in_plain_words(client_of, member):
    response = client_of(member).get(reverse("admin:accounts_user_changelist"))
    assert response.status_code == 403
    assert "may not open this page" in response.content.decode()
