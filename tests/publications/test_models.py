import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from publications.loading import loaded
from publications.models import Authorship, Link, Publication
from tests import factories


def test_an_author_is_a_person_or_a_group_never_both(db):
    paper = factories.publication()
    for names in ({}, {"family": "Baek", "literal": "The Tide Collaboration"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Authorship.objects.create(publication=paper, **names)


def test_nobody_is_twice_among_the_authors(db, researcher):
    paper = factories.publication(researcher)
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.authorship(paper, researcher)


def test_a_link_has_an_address_or_a_file(db):
    paper = factories.publication()
    with pytest.raises(IntegrityError), transaction.atomic():
        Link.objects.create(publication=paper, kind="pdf")


@pytest.mark.parametrize(
    "fields", [{"month": 13}, {"day": 3}, {"month": 2, "day": 32}, {"title": ""}]
)
def test_impossible_dates_and_missing_titles_never_reach_the_database(db, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.publication(**fields)


@pytest.mark.parametrize("doi", ["https://doi.org/10.1000/x", "10.1000", "doi:10.1000/x"])
def test_a_doi_is_written_without_its_resolver(db, doi):
    paper = factories.publication()
    paper.doi = doi
    with pytest.raises(ValidationError) as caught:
        paper.full_clean()
    assert "doi" in caught.value.message_dict


def test_a_person_picked_from_the_list_need_not_be_typed(db, researcher):
    authorship = Authorship(publication=factories.publication(), researcher=researcher, position=5)
    authorship.clean()
    assert authorship.family == researcher.family_name


def test_public_leaves_out_drafts(db):
    shown = factories.publication()
    factories.publication(draft=True)
    assert list(Publication.objects.public()) == [shown]


def test_a_paper_that_all_its_people_hide_is_on_no_list(db, researcher):
    paper = factories.publication(researcher)
    assert list(Publication.objects.listed()) == [paper]
    paper.authorships.filter(researcher=researcher).update(hidden=True)
    assert list(Publication.objects.listed()) == []


def test_a_paper_one_of_two_hides_stays_on_the_others_page(db):
    one, other = factories.researcher(), factories.researcher()
    paper = factories.publication(one, other)
    paper.authorships.filter(researcher=one).update(hidden=True)
    assert list(Publication.objects.of(one)) == []
    assert list(Publication.objects.of(other)) == [paper]
    assert list(Publication.objects.listed()) == [paper]


def test_selected_papers_stand_in_the_persons_own_order(db, researcher):
    first, second = factories.publication(researcher), factories.publication(researcher)
    for position, paper in enumerate([second, first]):
        paper.authorships.filter(researcher=researcher).update(
            selected=True, selected_position=position
        )
    assert list(Publication.objects.selected_by(researcher)) == [second, first]


@pytest.mark.parametrize("papers", [1, 3])
def test_a_list_costs_the_same_queries_for_one_and_three(
    db, researcher, papers, django_assert_num_queries
):
    for _ in range(papers):
        factories.publication(researcher)
    with django_assert_num_queries(2):
        for paper in loaded(Publication.objects.listed()):
            [author.researcher for author in paper.authorships.all()]
            [link.href for link in paper.links.all()]
            [version.venue for version in paper.versions.all()]
