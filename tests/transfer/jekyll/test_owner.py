import pytest

from transfer.jekyll.owner import name_from_slug, owner_of, scholar_names


@pytest.mark.parametrize(
    ("config", "name"),
    [
        (
            {"first_name": "Mina", "middle_name": "K.", "last_name": "Sørensen"},
            ("Mina K.", "Sørensen"),
        ),
        (
            {"first_name": "Mina ", "middle_name": None, "last_name": "Sørensen"},
            ("Mina", "Sørensen"),
        ),
        ({"first_name": "TIDE", "title": "Tidal Dynamics Group"}, ("", "TIDE")),
        ({"title": "Mina Sørensen"}, ("Mina", "Sørensen")),
        ({"title": "Dr. Jan van der Berg"}, ("Jan", "van der Berg")),
        ({"author": {"name": "Mina Sørensen"}, "title": "My site"}, ("Mina", "Sørensen")),
        ({"title": "Prof. Mina Sørensen, Ph.D."}, ("Mina", "Sørensen")),
        ({"first_name": "Mina", "last_name": "Sørensen, PhD, MPH"}, ("Mina", "Sørensen")),
        ({"title": "Mina Sørensen PhD"}, ("Mina", "Sørensen")),
        (
            {"first_name": "You", "middle_name": "R.", "last_name": "Name", "title": "Mina Berg"},
            ("Mina", "Berg"),
        ),
        ({"title": "Ana Md Pe"}, ("Ana Md", "Pe")),
        ({"title": "Mina Sørensen's Home Page"}, ("Mina", "Sørensen")),
        ({"title": "Homepage of Mina Sørensen"}, ("Mina", "Sørensen")),
        ({"title": "Mina Sørensen | Home"}, ("Mina", "Sørensen")),
        ({"title": "Mina's Home Page"}, ("", "")),
        ({"title": "The Page of Tides"}, ("", "")),
        ({"title": "blank"}, ("", "")),
        ({"name": "Tide Lab"}, ("", "Tide Lab")),
        ({}, ("", "")),
    ],
)
def test_the_owner_is_named_in_many_ways(config, name):
    assert owner_of(config) == name


def test_a_slug_is_the_last_resort():
    assert name_from_slug("mina-k-sorensen") == ("Mina K", "Sorensen")
    assert name_from_slug("mina") == ("", "Mina")


def test_spellings_of_the_name_are_every_pair():
    config = {"scholar": {"last_name": "Sørensen", "first_name": ["Mina", "M."]}}
    assert scholar_names(config) == ["Sørensen, Mina", "Sørensen, M."]
    assert scholar_names({"scholar": "x"}) == []
