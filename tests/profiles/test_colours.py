import re
from pathlib import Path

import pytest

from profiles.colours import PAPER_DARK, PAPER_LIGHT, accent, contrast, tone

STYLESHEETS = Path(__file__).parents[2] / "static" / "css"
CHANNELS = ("00", "55", "aa", "ff")
COLOURS = [f"#{r}{g}{b}" for r in CHANNELS for g in CHANNELS for b in CHANNELS]


def tinted(colour: str, paper: str) -> str:
    """The paper of a mark, darker than ``--mark`` in the stylesheet ever is."""
    mixed = (
        round(0.12 * int(colour[i : i + 2], 16) + 0.88 * int(paper[i : i + 2], 16))
        for i in (1, 3, 5)
    )
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


@pytest.mark.parametrize("colour", COLOURS)
def test_any_colour_becomes_legible_on_paper_and_on_marks(colour):
    drawn = accent(colour)
    for shade, paper in ((drawn.light, PAPER_LIGHT), (drawn.dark, PAPER_DARK)):
        assert contrast(shade, paper) >= 4.5
        assert contrast(shade, tinted(shade, paper)) >= 4.5


def test_a_colour_that_is_legible_is_left_alone():
    assert accent("#1f5f5b").light == "#1f5f5b"


def test_a_pale_colour_keeps_its_hue():
    drawn = accent("#ffd0d0").light
    red, green, blue = (int(drawn[i : i + 2], 16) for i in (1, 3, 5))
    assert red > green + 20
    assert red > blue + 20


def test_contrast_is_that_of_the_guidelines():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_the_papers_are_those_of_the_stylesheet():
    tokens = (STYLESHEETS / "variables.css").read_text()
    assert f"--paper: light-dark({PAPER_LIGHT}, {PAPER_DARK});" in tokens


def test_every_tone_has_a_class():
    rules = (STYLESHEETS / "lists.css").read_text()
    for colour in COLOURS:
        assert re.search(rf"\.{tone(colour)}\b", rules), colour


def test_a_grey_has_no_hue_and_nothing_no_tone():
    assert tone("#808080") == "tone-grey"
    assert tone("") == ""
