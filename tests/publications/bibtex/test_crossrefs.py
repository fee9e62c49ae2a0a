from publications.bibtex import read


def by_key(text):
    return {entry.key: entry for entry in read(text).entries}


BOOK = """@proceedings{flow, title = {Proceedings of Flow}, editor = {Ito, Ben}, year = 2024,
  publisher = {Fog Press}, doi = {10.1000/book}, month = jun}
"""


def test_a_paper_takes_its_venue_from_its_proceedings_but_not_their_doi():
    paper = by_key("@inproceedings{holt, title = {Drift}, crossref = {FLOW}}\n" + BOOK)["holt"]
    assert (paper.title, paper.venue, paper.publisher) == (
        "Drift",
        "Proceedings of Flow",
        "Fog Press",
    )
    assert [editor.name.display() for editor in paper.editors] == ["Ben Ito"]
    assert (paper.year, paper.month, paper.doi) == (2024, 6, "")
    assert "booktitle" not in paper.fields


def test_what_a_paper_says_itself_wins():
    paper = by_key(
        "@inproceedings{holt, booktitle = {Ebb}, year = 2025, crossref = {flow}}\n" + BOOK
    )
    assert (paper["holt"].venue, paper["holt"].year, paper["holt"].month) == ("Ebb", 2025, None)


def test_xdata_gives_all_that_it_has_and_is_no_work():
    found = by_key(
        "@xdata{fog, publisher = {Fog Press}, location = {Fog}}\n@book{a, xdata = {fog}}"
    )
    assert found["a"].publisher == "Fog Press"
    assert found["a"].is_work
    assert not found["fog"].is_work


def test_references_cascade_and_know_other_keys():
    found = by_key(
        "@inbook{c, title = {C}, crossref = {b}}\n@book{b, title = {B}, crossref = {old}}\n"
        "@mvbook{a, title = {A}, ids = {old}, author = {Holt, Mira}, publisher = {Fog Press}}"
    )
    assert found["c"].venue == "B"
    assert found["c"].publisher == "Fog Press"
    assert found["c"].parents == ["b", "a"]


def test_a_circle_ends_and_is_said():
    found = by_key("@book{a, crossref = {b}}\n@book{b, crossref = {a}, publisher = {Fog}}")
    assert found["a"].publisher == "Fog"
    assert any("circle" in problem for problem in found["a"].problems)


def test_a_parent_that_is_not_there_is_said():
    (entry,) = read("@inproceedings{a, crossref = {nowhere}}").entries
    assert entry.problems == ["Its crossref “nowhere” is not in the file."]
