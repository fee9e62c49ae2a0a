"""Awards that an entry speaks of, apart from where the work appeared."""

import pytest

from publications.listing import read_list

ENTRY = "- Mina Sørensen, Li Chen. Drift of slow gauges. In {}"


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        ("FLOW 2021. Best paper award.", ("FLOW 2021", 2021, "Best paper award")),
        ("Proc. FLOW 2021. Best paper award.", ("Proc. FLOW 2021", 2021, "Best paper award")),
        ("FLOW 2021. Selected as a highlight.", ("FLOW 2021", 2021, "Selected as a highlight")),
        ("FLOW 2021 (best paper award).", ("FLOW 2021", 2021, "best paper award")),
        ("FLOW 2021, **Best paper award**", ("FLOW", 2021, "Best paper award")),
    ],
)
def test_a_sentence_about_an_award_takes_nothing_of_the_one_before(rest, expected):
    (record,) = read_list(ENTRY.format(rest), "Mina Sørensen").records
    assert (record.venue, record.year, record.award) == expected
