import pytest

from profiles.duplicates import suspected
from profiles.models import KnownApart, NameVariant, Researcher
from tests import factories


def person(**fields):
    return factories.researcher(account=False, **fields)


def pairs():
    return [(each.one, each.other, each.reason) for each in suspected(Researcher.objects.all())]


def test_the_same_name_in_other_letters_is_suspected(db):
    one = person(given_name="Mina", family_name="Sørensen")
    other = person(given_name="MINA", family_name="Sorensen")
    person(given_name="Mina", family_name="Holt")
    assert pairs() == [(one, other, "The same name.")]


def test_a_spelling_with_the_family_name_first_is_the_same_name(db):
    one = person(given_name="Mina", family_name="Sørensen")
    other = person(given_name="Mina K.", family_name="Holt")
    NameVariant.objects.create(researcher=other, name="Sørensen, Mina")
    assert pairs() == [(one, other, "The same name.")]


def test_one_orcid_id_tells_more_than_the_name(db):
    one = person(given_name="Mina", family_name="Sørensen", orcid="0000-0002-1825-0097")
    other = person(given_name="Mina", family_name="Sørensen")
    factories.profile_link(other, platform="orcid", value="https://orcid.org/0000-0002-1825-0097")
    assert pairs() == [(one, other, "The same ORCID iD.")]


def test_an_address_is_one_in_any_case_and_wherever_it_stands(db):
    one = person(email="Mina@lab.example")
    other = factories.researcher(user=factories.user(email="mina@lab.example"))
    # Who has an account is proposed as the one who stays.
    assert pairs() == [(other, one, "The same e-mail address.")]


def test_an_address_that_many_share_is_nobodys(db):
    for _number in range(25):
        person(email="office@lab.example")
    assert pairs() == []


def test_namesakes_who_are_known_apart_are_not_suspected_again(db, administrator):
    one, other, third = (person(given_name="Wei", family_name="Zhang") for _ in range(3))
    KnownApart.objects.remember(other, one, administrator)
    KnownApart.objects.remember(one, other, administrator)
    assert KnownApart.objects.get().told_by == administrator
    assert [pair[:2] for pair in pairs()] == [(one, third), (other, third)]


def test_only_the_people_asked_for_are_compared(db):
    one = person(given_name="Wei", family_name="Zhang")
    person(given_name="Wei", family_name="Zhang")
    assert suspected(Researcher.objects.filter(pk=one.pk)) == []


@pytest.mark.parametrize("count", [2, 20])
def test_any_number_of_people_costs_the_same_queries(db, count, django_assert_num_queries):
    for _number in range(count):
        person(given_name="Wei", family_name="Zhang")
    KnownApart.objects.pairs(Researcher)  # the content type is remembered
    with django_assert_num_queries(4):
        suspected(Researcher.objects.all())
