import json

from profiles.responsive import as_json, picture, portraits
from tests import factories


def test_a_picture_is_offered_in_all_its_widths(researcher):
    photo = factories.photo(researcher, image=factories.picture(1000, 500), alt="Mina")
    shown = picture(photo.image, photo.alt)
    assert (shown.width, shown.height, shown.alt) == (480, 240, "Mina")
    assert [each.split()[1] for each in shown.srcset.split(", ")] == [
        "240w",
        "480w",
        "960w",
        "1000w",
    ]
    assert shown.src in shown.srcset


def test_a_small_picture_is_offered_as_it_is(researcher):
    photo = factories.photo(researcher, image=factories.picture(64, 48))
    shown = picture(photo.image, photo.alt)
    assert (shown.width, shown.height) == (64, 48)
    assert shown.srcset == f"{shown.src} 64w"


def test_no_picture_is_none(researcher):
    assert picture(factories.project().image, "") is None


def test_portraits_are_handed_to_the_script_as_json(researcher):
    factories.photo(researcher, alt='Mina, "laughing" </script>')
    shown = portraits(researcher.photos.all())
    assert json.loads(as_json(shown))[0]["alt"] == 'Mina, "laughing" </script>'
