"""What a search finds, and in what order."""

import pytest

from publications.models import Publication
from tests import factories


def found(text: str) -> list[str]:
    return list(Publication.objects.search(text).values_list("slug", flat=True))


def test_titles_come_before_authors_and_those_before_abstracts(db):
    factories.publication(slug="in-abstract", abstract="How we measured the tide.", year=2026)
    by_name = factories.publication(slug="by-name", year=2025)
    factories.authorship(by_name, given="Ann", family="Tide")
    factories.publication(slug="in-title", title="On the tide", year=2001)
    assert found("tide") == ["in-title", "by-name", "in-abstract"]


def test_a_whole_word_comes_before_its_beginning_and_that_before_its_middle(db):
    factories.publication(slug="middle", title="An intertidal zone", year=2026)
    factories.publication(slug="beginning", title="On tidalities", year=2025)
    factories.publication(slug="whole", title="On tidal flow", year=2024)
    factories.publication(slug="all", title="Tidal", year=2001)
    assert found("tidal") == ["all", "whole", "beginning", "middle"]


def test_an_author_s_whole_name_comes_before_part_of_one(db):
    for slug, family in (("part", "Bergström"), ("whole", "Berg")):
        factories.authorship(factories.publication(slug=slug), given="Ann", family=family)
    assert found("berg") == ["whole", "part"]


def test_equally_good_matches_come_newest_first(db):
    for year in (2001, 2020, 2010):
        factories.publication(slug=f"of-{year}", title="On the tide", year=year)
    assert found("tide") == ["of-2020", "of-2010", "of-2001"]


@pytest.mark.parametrize(
    "text", ["sørensen étude", "SORENSEN Etude", "Étude, Sørensen!", "etud soren"]
)
def test_accents_case_and_punctuation_do_not_count(text, db):
    paper = factories.publication(slug="this", title="Une ÉTUDE des marées")
    factories.authorship(paper, given="Mina", family="Sørensen")
    factories.publication(slug="other", title="Une étude")
    assert found(text) == ["this"]


def test_every_word_must_be_found_wherever(db):
    paper = factories.publication(slug="this", title="Drift", abstract="Über Gezeiten.")
    factories.authorship(paper, given="Ann", family="Berg")
    assert found("drift berg gezeiten") == ["this"]
    assert found("drift berg sonne") == []


def test_signs_of_the_query_language_are_text(db):
    factories.publication(slug="this", title="Rates of 100% and a_b")
    assert found("%") == found("rates") == ["this"]  # no word at all narrows nothing
    assert found("a'b\" OR 1=1 --") == []


def test_a_very_long_search_is_read_up_to_a_number_of_words(db):
    factories.publication(slug="this", title="one two three four five six seven eight nine ten")
    assert found("one two three four five six seven eight nine ten eleven twelve") == ["this"]


def test_an_abstract_changed_by_an_import_is_found(db):
    paper = factories.publication(slug="this", abstract="Ebb")
    Publication.objects.bulk_update([paper], ["abstract", "folded_abstract"])
    assert found("ebb") == ["this"]
