"""Bylines in the heads of files, as forks write them."""

import pytest

from transfer.jekyll.papers import people


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Berg, Mina M, Lund, Bo, and Holt, Anna", ["Mina M Berg", "Bo Lund", "Anna Holt"]),
        ("Berg MK & Lund B", ["M. K. Berg", "B. Lund"]),
        (["<b>Berg M.</b>", "van Lund B."], ["M. Berg", "B. van Lund"]),
        ("Berg M.", ["M. Berg"]),
        ("Mina Berg, Bo Lund and Anna Holt", ["Mina Berg", "Bo Lund", "Anna Holt"]),
        ("Jian LI, Mina XU", ["Jian LI", "Mina XU"]),
        ("van der Berg, Jan, Lund, Bo", ["Jan van der Berg", "Bo Lund"]),
        ("J. Berg, B. Lund", ["J. Berg", "B. Lund"]),
        ("Berg, Mina", ["Mina Berg"]),
    ],
)
def test_names_are_told_apart_in_whatever_order_they_are_written(written, names):
    assert [author.name.display() for author in people(written)] == names


def test_stars_stay_with_their_bearers():
    assert [author.co_first for author in people("Berg M.*, Lund B.*, Holt A.")] == [
        True, True, False,
    ]  # fmt: skip
