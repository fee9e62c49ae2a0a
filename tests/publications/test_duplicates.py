import pytest

from profiles.models import KnownApart
from publications.duplicates import alike, suspected
from publications.models import Publication
from tests import factories

TITLE = "Quiet instruments for slow tides"


def pairs():
    return [(each.one, each.other, each.reason) for each in suspected(Publication.objects.all())]


def test_one_title_and_first_author_are_suspected_as_an_import_would(db):
    one = factories.publication(title=TITLE, doi="10.1000/tides")
    other = factories.publication(title=TITLE.upper(), year=2025)
    factories.publication(title="Loud instruments for quick tides")
    assert pairs() == [(one, other, "The same title and first author.")]


def test_one_doi_is_told(db):
    one = factories.publication(title=TITLE, doi="10.1000/tides")
    other = factories.publication(title=f"{TITLE}: a survey", doi="10.1000/TIDES")
    assert pairs() == [(one, other, "The same DOI, and titles that agree.")]


def test_what_is_not_sure_comes_last_with_its_reason(db):
    sure = [factories.publication(title=f"{TITLE} again") for _ in range(2)]
    one = factories.publication(title=TITLE, year=2010)
    other = factories.publication(title=TITLE, year=2020)
    assert pairs() == [
        (*sure, "The same title and first author."),
        (one, other, "The same title and author, but years lie between them."),
    ]


def test_works_that_are_known_apart_hide_no_other_pair(db, administrator):
    one, other, third = (factories.publication(title=TITLE) for _ in range(3))
    KnownApart.objects.remember(one, third, administrator)
    assert [pair[:2] for pair in pairs()] == [(one, other), (other, third)]


def test_only_the_works_asked_for_are_compared(db):
    one = factories.publication(title=TITLE)
    factories.publication(title=TITLE)
    assert suspected(Publication.objects.filter(pk=one.pk)) == []


@pytest.mark.parametrize("count", [2, 20])
def test_any_number_of_works_costs_the_same_queries(db, count, django_assert_num_queries):
    for _number in range(count):
        factories.publication(title=TITLE)
    KnownApart.objects.pairs(Publication)
    with django_assert_num_queries(5):
        assert suspected(Publication.objects.all())


def test_one_work_is_compared_with_those_that_are_like_it(db, django_assert_num_queries):
    work = factories.publication(title=TITLE, doi="10.1000/tides")
    others = [
        factories.publication(title=TITLE),
        factories.publication(title=f"{TITLE} in the north"),
        factories.publication(title="Quiet instruments for slow rides"),
    ]
    by_version = factories.publication(title=f"On the {TITLE}")
    by_version.versions.create(kind="journal", doi="10.1000/TIDES")
    factories.publication(title="Loud instruments for quick tides")
    KnownApart.objects.pairs(Publication)
    with django_assert_num_queries(7):
        found = alike(work, Publication.objects.all())
    assert {pair.other for pair in found} >= set(others)
    whole = [
        pair for pair in suspected(Publication.objects.all()) if work in (pair.one, pair.other)
    ]
    assert found == whole
