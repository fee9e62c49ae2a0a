import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse

from accounts.addresses import vouch
from accounts.models import User
from tests import factories
from tests.forms import errors, filled

ADD, LIST = "admin:accounts_user_add", "admin:accounts_user_changelist"


def change(user: User) -> str:
    return reverse("admin:accounts_user_change", args=[user.pk])


@pytest.mark.parametrize("who", ["member", "editor"])
def test_accounts_are_the_administrators(request, client_of, who):
    client = client_of(request.getfixturevalue(who))
    other = factories.user()
    addresses = [reverse(ADD), reverse(LIST), change(other)]
    addresses.append(reverse("admin:auth_user_password_change", args=[other.pk]))
    for address in addresses:
        assert client.get(address).status_code == 403
        assert client.post(address, {"email": "x@lab.example"}).status_code == 403


def test_an_account_is_made_by_its_address_and_nothing_is_sent(client_of, administrator):
    client = client_of(administrator)
    data = filled(client.get(reverse(ADD)), email="Mina@Lab.Example")
    assert client.post(reverse(ADD), data).status_code == 302
    user = User.objects.get(email="mina@lab.example")
    assert not user.has_usable_password()
    assert mail.outbox == []


def test_a_password_can_be_set_at_once(client_of, administrator):
    client = client_of(administrator)
    typed = {"password1": "slow-tides-rise", "password2": "slow-tides-rise"}
    data = filled(client.get(reverse(ADD)), email="mina@lab.example", **typed)
    assert client.post(reverse(ADD), data).status_code == 302
    assert User.objects.get(email="mina@lab.example").check_password("slow-tides-rise")


@pytest.mark.parametrize(
    ("typed", "field", "told"),
    [
        ({"email": "TAKEN@lab.example"}, "email", "already an account"),
        ({"email": "nonsense"}, "email", "valid email"),
        ({"password1": "a"}, "password2", "required"),
        ({"password1": "12345678", "password2": "12345678"}, "password2", "numeric"),
        ({"password1": "slow-tides", "password2": "slow-tide"}, "password2", "match"),
    ],
)
def test_what_is_wrong_with_an_account_is_told_at_its_field(
    client_of, administrator, typed, field, told
):
    factories.user(email="taken@lab.example")
    client = client_of(administrator)
    data = filled(client.get(reverse(ADD)), **{"email": "new@lab.example", **typed})
    assert told in " ".join(errors(client.post(reverse(ADD), data))[field])


def test_an_administrator_sets_another_password(client_of, administrator):
    user = factories.user()
    address = reverse("admin:auth_user_password_change", args=[user.pk])
    client = client_of(administrator)
    typed = {"password1": "slow-tides-fall", "password2": "slow-tides-fall"}
    data = {**filled(client.get(address)), "usable_password": "true", **typed}
    assert client.post(address, data).status_code == 302
    user.refresh_from_db()
    assert user.check_password("slow-tides-fall")


def test_an_account_is_closed_and_never_deleted(client_of, administrator, member):
    client = client_of(administrator)
    delete = reverse("admin:accounts_user_delete", args=[member.pk])
    assert client.post(delete, {"post": "yes"}).status_code == 403
    chosen = {"_selected_action": [member.pk, administrator.pk]}
    assert "delete_selected" not in client.get(reverse(LIST)).content.decode()
    client.post(reverse(LIST), {"action": "deactivate", **chosen})
    member.refresh_from_db()
    administrator.refresh_from_db()
    assert (member.is_active, administrator.is_active) == (False, True)
    assert member.history.first().history_user == administrator
    client.post(reverse(LIST), {"action": "activate", **chosen})
    member.refresh_from_db()
    assert member.is_active


@pytest.mark.parametrize("field", ["is_active", "is_superuser"])
def test_an_administrator_does_not_lock_themselves_out(client_of, administrator, field):
    client = client_of(administrator)
    address = change(administrator)
    response = client.post(address, filled(client.get(address), **{field: None}))
    assert "your own account" in errors(response)[field][0]


def test_an_account_says_whose_page_it_edits(client_of, administrator, member, researcher):
    client = client_of(administrator)
    assert researcher.name in client.get(change(member)).content.decode()
    assert researcher.name in client.get(reverse(LIST)).content.decode()


def test_there_are_no_groups(client_of, administrator):
    assert client_of(administrator).get("/admin/auth/group/").status_code == 404


def test_a_changed_address_is_the_only_one_that_signs_in(client_of, administrator, member):
    vouch(member)
    former = member.email
    client = client_of(administrator)
    address = reverse("admin:accounts_user_change", args=[member.pk])
    client.post(address, {**filled(client.get(address)), "email": "new@lab.example"})
    known = EmailAddress.objects.filter(user=member).values_list("email", "verified")
    assert list(known) == [("new@lab.example", True)]
    assert not EmailAddress.objects.filter(email=former).exists()
