"""Lists of every shape that people write them in: each beside what is to be read of it."""

from pathlib import Path

import pytest

from publications.listing import read_list
from tests.publications.listing.told import told

SHAPES = Path(__file__).parent / "shapes"
OWNED = {
    "apart",
    "bold-bullets",
    "chicago",
    "economics",
    "german-humanities",
    "labelled-files",
    "mathematicians",
    "with-coauthors",
}  # lists that leave out whose they are


def lists() -> list[Path]:
    return sorted(path for path in SHAPES.iterdir() if path.suffix != ".told")


@pytest.mark.parametrize("path", lists(), ids=lambda path: path.stem)
def test_a_list_is_read_as_a_person_reads_it(path):
    owner = "Mira Holt" if path.stem in OWNED else None
    expected = path.with_suffix(".told").read_text(encoding="utf-8")
    assert told(read_list(path.read_text(encoding="utf-8"), owner)) == expected
