import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.urls import reverse

from accounts.models import Delegation
from profiles import domains
from profiles.domains import clean_domain, home_at, home_of
from profiles.models import Researcher
from profiles.permissions import can_set_domain
from tests import factories


@pytest.fixture(autouse=True)
def _site(settings):
    settings.BASE_URL = "https://lab.example"
    settings.ALLOWED_HOSTS = ["lab.example", ".tides.example", "testserver"]
    domains._known.clear()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Mina-Sorensen.Example", "mina-sorensen.example"),
        (" kofi.example. ", "kofi.example"),
        ("sørensen.example", "xn--srensen-q1a.example"),
        ("xn--srensen-q1a.example", "xn--srensen-q1a.example"),
        ("a.b.c.example", "a.b.c.example"),
    ],
)
def test_a_domain_is_kept_in_its_ascii_form(typed, kept):
    assert clean_domain(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "https://kofi.example",
        "kofi.example/page",
        "kofi",
        "127.0.0.1",
        "[::1]",
        "kofi .example",
        "-kofi.example",
        "kofi..example",
        "*.example",
        "kofi.example:8000",
        "k" * 64 + ".example",
        ".".join(["k" * 60] * 5),
        "<b>.example",
        "kofi_a.example",
    ],
)
def test_what_is_no_domain_is_refused_with_an_example(typed):
    with pytest.raises(ValidationError, match="is no domain.*mina-sorensen.example"):
        clean_domain(typed)


@pytest.mark.parametrize("typed", ["lab.example", "www.lab.example", "tides.example"])
def test_the_address_of_the_whole_site_is_refused(typed):
    with pytest.raises(ValidationError, match="address of the whole site"):
        clean_domain(typed)


def test_without_the_address_of_the_whole_site_there_are_no_own_domains(settings, researcher):
    Researcher.objects.update(domain="kofi.example")
    settings.BASE_URL = ""
    with pytest.raises(ValidationError, match="OCTAVO_BASE_URL"):
        clean_domain("kofi.example")
    assert home_of("kofi.example") is None
    assert home_at(f"/people/{researcher.slug}/") is None


@pytest.mark.parametrize("typed", ["kofi.example", "www.kofi.example"])
def test_a_domain_that_another_person_or_lab_has_is_refused(lab, researcher, typed):
    Researcher.objects.update(domain="kofi.example")
    other = factories.researcher()
    for owner in (other, lab):
        owner.domain = typed
        with pytest.raises(ValidationError, match="Somebody else's pages have this domain"):
            owner.full_clean()
    researcher.domain = typed
    researcher.full_clean()


def test_a_host_is_known_with_and_without_www_and_by_whose_it_is(lab, researcher):
    Researcher.objects.filter(pk=researcher.pk).update(domain="kofi.example")
    type(lab).objects.update(domain="www.tidewater.example")
    assert home_of("kofi.example").prefix == f"/people/{researcher.slug}"
    assert home_of("WWW.kofi.example").domain == "kofi.example"
    assert home_of("tidewater.example").origin == "https://www.tidewater.example"
    assert home_of("other.example") is None
    assert home_of("") is None


def test_the_hosts_that_were_ours_still_are_while_the_database_is_away(monkeypatch, researcher):
    Researcher.objects.update(domain="kofi.example")
    assert home_of("kofi.example")
    monkeypatch.setattr(domains.generation, "current", lambda: 1)

    def away() -> dict:
        raise DatabaseError

    monkeypatch.setattr(domains, "_ask", away)
    assert home_of("kofi.example")


def test_known_hosts_cost_no_query_until_the_content_changes(researcher, django_assert_num_queries):
    home_of("kofi.example")
    with django_assert_num_queries(0):
        home_of("kofi.example")
        home_at("/people/someone/")


def test_a_domain_is_set_by_the_person_their_delegate_or_an_administrator(
    administrator, editor, lab, member, researcher, stranger
):
    factories.membership(researcher=researcher, lab=lab)
    assistant = factories.user()
    Delegation.objects.create(researcher=researcher, delegate=assistant)
    who = [administrator, member, assistant, editor, stranger]
    assert [can_set_domain(user, researcher) for user in who] == [True, True, True, False, False]
    assert [can_set_domain(user, None) for user in (administrator, editor)] == [True, False]


def test_the_form_takes_a_domain_from_whom_it_belongs_to_and_shows_it_to_the_editor(
    client_of, editor, lab, member, researcher
):
    factories.membership(researcher=researcher, lab=lab)
    address = reverse("admin:profiles_researcher_change", args=[researcher.pk])
    for user, there in ((member, True), (editor, False)):
        assert (b'name="domain"' in client_of(user).get(address).content) == there
