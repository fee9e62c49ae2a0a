import pytest
from django.http import QueryDict

from publications.filters import Filters, facets
from publications.models import Publication, Topic
from tests import factories


def read(query: str) -> Filters:
    return Filters.read(QueryDict(query))


@pytest.mark.parametrize(
    "query",
    [
        "",
        "year=soon",
        "year=20245",
        "year=-1",
        "year=٢٠٢٤x",
        "type=novel",
        "q=%00",
        "page=2",
        "q=++",
    ],
)
def test_what_makes_no_sense_is_no_filter(query):
    assert not read(query)


def test_a_filter_is_read_and_written_back():
    filters = read("q=drift&year=2024&type=article&page=3")
    assert filters == Filters(q="drift", year=2024, type="article")
    assert filters.query == "q=drift&year=2024&type=article"


def test_a_long_search_is_cut():
    assert len(read("q=" + "a" * 5000).q) == 200


def test_each_filter_narrows(db):
    person = factories.researcher(slug="mina")
    wanted = factories.publication(person, title="Élan", year=2024, type="report")
    wanted.topics.add(Topic.objects.create(name="Drift", slug="drift"))
    factories.publication(title="Other", year=2020)
    for query in ("q=elan", "q=sorensen", "year=2024", "type=report", "topic=drift", "person=mina"):
        assert list(read(query).apply(Publication.objects.listed())) == [wanted], query


@pytest.mark.parametrize("visibility", ["unlisted", "hidden"])
def test_nobody_unlisted_can_be_filtered_by(visibility, db):
    listed = factories.researcher()
    person = factories.researcher(slug="secret", visibility=visibility)
    factories.publication(listed, person)
    assert not read("person=secret").apply(Publication.objects.listed())


def test_facets_count_what_each_choice_would_leave(db):
    for year, kind in ((2024, "article"), (2024, "report"), (2023, "article"), (None, "article")):
        factories.publication(year=year, type=kind, title="Drift")
    factories.publication(year=2024, title="Other")
    found = facets(Publication.objects.listed(), read("q=drift&year=2024"))
    assert [(each.text, each.count, each.chosen) for each in found.years] == [
        ("2024", 2, True),
        ("2023", 1, False),
    ]
    assert [(each.text, each.count) for each in found.types] == [
        ("Journal article", 1),
        ("Report", 1),
    ]
    assert found.years[1].query == "q=drift&year=2023"


def test_a_paper_by_two_members_counts_once(db):
    factories.publication(factories.researcher(), factories.researcher())
    (year,) = facets(Publication.objects.listed(), read("q=sorensen")).years
    assert year.count == 1
