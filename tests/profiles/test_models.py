import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from profiles.models import Membership, Page, Photo
from tests import factories


def test_a_name_is_given_then_family_unless_it_is_shown_otherwise(db):
    person = factories.researcher(given_name="Jun-ho", family_name="Baek")
    assert person.name == "Jun-ho Baek"
    person.display_name = "Baek Jun-ho"
    assert person.name == "Baek Jun-ho"


def test_a_membership_cannot_end_before_it_starts(db, lab, researcher):
    membership = Membership(
        researcher=researcher, lab=lab, role="phd", started="2024-05-01", ended="2023-05-01"
    )
    with pytest.raises(ValidationError) as caught:
        membership.full_clean()
    assert "ended" in caught.value.message_dict
    with pytest.raises(IntegrityError), transaction.atomic():
        membership.save()


@pytest.mark.parametrize("started", ["2024-05-01", None])
def test_nobody_has_the_same_role_twice_from_the_same_day(db, lab, researcher, started):
    factories.membership(researcher=researcher, lab=lab, started=started)
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.membership(researcher=researcher, lab=lab, started=started)


def test_a_page_belongs_to_a_person_or_a_lab_never_both(db, lab, researcher):
    for owners in ({}, {"lab": lab, "researcher": researcher}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Page.objects.create(title="Join", slug="join-us", **owners)


def test_two_people_may_have_a_page_of_the_same_name(db):
    for _ in range(2):
        factories.page(researcher=factories.researcher(), slug="research")


@pytest.mark.parametrize("slug", ["publications", "news", "cv", "teaching"])
def test_a_page_cannot_take_an_address_of_the_sites_own(db, researcher, slug):
    with pytest.raises(ValidationError, match="address of the site's own"):
        Page(title="x", slug=slug, researcher=researcher).full_clean()


def test_a_photo_needs_a_description(db, researcher):
    with pytest.raises(ValidationError) as caught:
        Photo(researcher=researcher, image=factories.picture(), alt="").full_clean()
    assert caught.value.message_dict["alt"] == [
        "Say what the photo shows, for example: Portrait of Mina."
    ]
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.photo(researcher, alt="")


def test_an_orcid_belongs_to_one_person_and_may_be_missing_in_many(db):
    factories.researcher(orcid="0000-0002-1825-0097")
    factories.researcher()
    factories.researcher()
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.researcher(orcid="0000-0002-1825-0097")


def test_folded_names_are_kept_at_every_write(db):
    person = factories.researcher(given_name="Søren", family_name="Łuczak")
    assert person.folded.startswith("soren luczak")


@pytest.mark.parametrize(
    ("platform", "value", "address"),
    [
        ("github", "mina-s", "https://github.com/mina-s"),
        ("github", "https://github.com/mina-s", "https://github.com/mina-s"),
        ("email", "mina@lab.example", "mailto:mina@lab.example"),
        ("orcid", "0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097"),
    ],
)
def test_a_link_takes_a_name_or_a_whole_address(db, researcher, platform, value, address):
    link = factories.profile_link(researcher, platform=platform, value=value)
    link.full_clean()
    assert link.url == address


@pytest.mark.parametrize("value", ["javascript:alert(1)", "data:text/html,x", "ftp://a.example/x"])
def test_a_link_with_another_scheme_is_refused_with_an_example(db, researcher, value):
    link = factories.profile_link(researcher, platform="website", value=value)
    with pytest.raises(ValidationError) as caught:
        link.full_clean()
    assert "https://lab.example" in caught.value.message_dict["value"][0]
