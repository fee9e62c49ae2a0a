import pytest

from publications.keys import free_key, free_slug, proposed, title_word
from publications.models import Publication
from tests import factories


@pytest.mark.parametrize(
    ("title", "word"),
    [
        ("On the drift of clocks", "drift"),
        ("Ångström's laws", "angstrom"),
        ("The", "the"),
        ("측정", ""),
        ("", ""),
    ],
)
def test_the_word_is_the_first_that_says_something(title, word):
    assert title_word(title) == word


@pytest.mark.parametrize(
    ("family", "year", "title", "name"),
    [
        ("Sørensen", 2026, "When agreement is evidence", "sorensen-2026-agreement"),
        ("van der Berg", None, "Drift", "vanderberg-drift"),
        ("", None, "", "work"),
        ("백", 2020, "측정", "2020"),
    ],
)
def test_what_is_not_known_is_left_out(family, year, title, name):
    assert proposed(family, year, title) == name


def test_a_second_work_of_the_same_name_gets_a_letter(db):
    factories.publication(key="Sorensen2026drift", slug="sorensen-2026-drift")
    works = Publication.objects
    assert free_key(works, "sorensen-2026-drift") == "sorensen2026driftb"
    assert free_slug(works, "sorensen-2026-drift") == "sorensen-2026-drift-2"


def test_there_are_keys_beyond_the_alphabet(db):
    for letter in ("", *"bcdefghijklmnopqrstuvwxyz"):
        factories.publication(key=f"drift{letter}")
    made = free_key(Publication.objects, "drift")
    assert not Publication.objects.filter(key=made).exists()
