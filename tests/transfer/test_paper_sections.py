from publications.listing import read_list
from transfer.paper_sections import Stretch, read_paper_sections

PAGE = """\
Hello.

## Papers

\\* equal contribution

Some of these are old.

- Tide gauges that agree. Mina Sørensen\\*, Jun Baek\\*. _Journal of Tides_, 2024.
- A thing of mine from long ago, which nobody remembers
- The drift of moored clocks. Jun Baek,
  Mina Sørensen. _Journal of Tides_, 2022.
  [Code](https://code.example)

## Extended abstracts

- Fog and its instruments. Jun Baek, Mina Sørensen. _FLOW 2019_.

## Hobbies

- Rowing, since 2004.
"""


def sections(page, owner="Mina Sørensen"):
    lines = page.split("\n")
    heads = [at for at, line in enumerate(lines) if line.startswith("## ")] + [len(lines)]
    stretches = [
        Stretch(start + 2, end + 1, "\n".join(lines[start + 1 : end]))
        for start, end in zip(heads, heads[1:], strict=False)
    ]
    return list(read_paper_sections(page, stretches, owner).values())


def test_sure_entries_are_records_and_the_rest_stays_text():
    papers, abstracts = sections(PAGE)
    assert [record.title for record in papers.records] == [
        "Tide gauges that agree",
        "The drift of moored clocks",
    ]
    assert (
        papers.rest
        == "Some of these are old.\n\n- A thing of mine from long ago, which nobody remembers"
    )
    assert [record.title for record in abstracts.records] == ["Fog and its instruments"]
    assert abstracts.rest == ""


def test_each_section_lists_its_own_types_and_what_comes_later_is_in_the_longest():
    papers, abstracts = sections(PAGE)
    assert abstracts.types == ["abstract"]
    assert {"article", "inproceedings", "dataset"} <= set(papers.types)
    assert "abstract" not in papers.types


def test_the_only_list_shows_every_type():
    page = PAGE.split("## Extended")[0]
    assert [each.types for each in sections(page)] == [[]]


def test_what_is_not_by_the_owner_stays_text():
    assert sections(PAGE, "Li Chen") == []


def test_no_word_of_the_page_is_lost():
    listing = read_list(PAGE, "Mina Sørensen")
    papers, _abstracts = sections(PAGE)
    kept = " ".join([papers.rest, *(record.original for record in papers.records)])
    for word in ("Tide", "gauges", "drift", "moored", "old", "nobody", "code.example"):
        assert word in kept
    assert len(listing.records) == 4


CHOSEN = """\
## Selected papers

- The drift of moored clocks. Jun Baek, Mina Sørensen. _Journal of Tides_, 2022.

## All papers

- Tide gauges that agree. Mina Sørensen, Jun Baek. _Journal of Tides_, 2024.
- The drift of moored clocks. Jun Baek, Mina Sørensen. _Journal of Tides_, 2022.
"""


def test_a_section_of_selected_papers_lists_what_is_selected_and_takes_no_types():
    chosen, everything = sections(CHOSEN)
    assert (chosen.selected, chosen.types) == (True, [])
    assert (everything.selected, everything.types) == (False, [])
    assert [record.selected for record in chosen.records] == [True]
    assert not any(record.selected for record in everything.records)


def test_two_sections_of_selected_papers_each_list_their_own_types():
    page = CHOSEN.replace("## All papers", "## Selected conference papers").replace(
        "_Journal of Tides_, 2024", "_Proceedings of FLOW_, 2024"
    )
    one, other = sections(page)
    assert not one.selected
    assert not other.selected
    assert one.types
    assert other.types
