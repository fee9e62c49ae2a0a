from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from profiles.models import Membership, Researcher
from profiles.newcomers import split_name
from tests import factories


def run(*arguments):
    out = StringIO()
    call_command("add_researcher", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("text", "given", "family"),
    [
        ("Mina Sørensen", "Mina", "Sørensen"),
        ("Sørensen, Mina", "Mina", "Sørensen"),
        ("Mina Kristine Sørensen", "Mina Kristine", "Sørensen"),
        ("Jan van der Berg", "Jan", "van der Berg"),
        ("van der Berg, Jan", "Jan", "van der Berg"),
        ("Ada Writer Jr.", "Ada", "Writer Jr."),
        ("백준호", "", "백준호"),
        ("de Silva", "de", "Silva"),
    ],
)
def test_a_name_is_split_into_given_and_family(text, given, family):
    assert split_name(text) == (given, family)


def test_a_person_gets_a_public_page(db):
    assert run("Mina Sørensen", "--slug", "mina") == "Mina Sørensen has the page /people/mina/.\n"
    person = Researcher.objects.get(slug="mina")
    assert (person.given_name, person.family_name, person.is_public) == ("Mina", "Sørensen", True)
    assert person.user is None


def test_an_e_mail_address_makes_an_account_without_a_password(db, lab):
    run("Mina Sørensen", "--slug", "mina", "--email", "Mina@lab.example", "--lab", lab.slug)
    user = User.objects.get()
    assert user.email == "mina@lab.example"
    assert not user.has_usable_password()
    assert user.researcher.slug == "mina"
    assert not user.researcher.email_public
    assert Membership.objects.get().lab == lab


def test_an_account_that_is_there_gets_the_page(db):
    user = factories.user(email="mina@lab.example")
    run("Mina Sørensen", "--slug", "mina", "--email", "mina@lab.example")
    assert Researcher.objects.get().user == user


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--slug", "taken"], "Somebody else has this address"),
        (["--slug", "alumni"], "address of the site's own"),
        (["--slug", "not a slug"], "valid"),
        (["--slug", "mina", "--email", "no address"], "valid email address"),
        (["--slug", "mina", "--email", "taken@lab.example"], "belongs to"),
        (["--slug", "mina", "--lab", "nowhere"], "no lab with the address “nowhere”"),
    ],
)
def test_what_cannot_be_taken_is_one_clear_line_and_nothing_is_written(db, arguments, words):
    factories.researcher(slug="taken", user=factories.user(email="taken@lab.example"))
    with pytest.raises(CommandError, match=words) as caught:
        run("Mina Sørensen", *arguments)
    assert "\n" not in str(caught.value)
    assert Researcher.objects.count() == 1
    assert User.objects.count() == 1


def test_a_name_is_needed(db):
    with pytest.raises(CommandError):
        run(" ", "--slug", "mina")
