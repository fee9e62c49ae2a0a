import pytest

from publications.importing.merge import is_preprint_doi, is_server, merge, result_of, stage

A = [["Mina", "", "Sørensen", "", "", ""]]
AB = [*A, ["Jun-ho", "", "Baek", "", "", ""]]


def merged(base, offered, stands):
    return result_of(merge(base, offered, stands), stands)


@pytest.mark.parametrize(
    ("base", "offered", "stands", "result"),
    [
        ("a", "b", "a", "b"),  # the source alone changed it
        ("a", "a", "b", "b"),  # a person alone changed it
        ("a", "b", "c", "c"),  # both did
        ("a", "b", "b", "b"),  # both to the same
        ("a", None, "a", None),  # the source took it back
        ("a", None, "b", "b"),  # the source took it back, a person changed it
        (None, "b", None, "b"),  # the source added it
        (None, "b", "c", "c"),  # both added it
        ("a", "a", None, None),  # a person removed it
        ("a", "b", None, None),  # a person removed it, the source changed it
    ],
)
def test_a_field_is_merged_three_ways(base, offered, stands, result):
    def state(value):
        return {"title": "T", **({"note": value} if value else {})}

    assert merged(state(base), state(offered), state(stands)).get("note") == result


@pytest.mark.parametrize(
    ("offered", "stands", "result"), [("b", None, "b"), ("b", "c", "c"), (None, "c", "c")]
)
def test_a_source_that_is_new_fills_and_overwrites_nothing(offered, stands, result):
    state = {"title": "T", "note": offered} if offered else {"title": "T"}
    stand = {"title": "T", "note": stands} if stands else {"title": "T"}
    assert merged(None, state, stand).get("note") == result


def test_a_conflict_is_shown_once_with_all_three_sides():
    (change,) = merge({"note": "a"}, {"note": "b"}, {"note": "c"})
    assert (change.field, change.base, change.offered, change.stands) == ("note", "a", "b", "c")
    assert not change.taken


def test_what_a_person_changed_alone_is_no_news():
    assert merge({"note": "a"}, {"note": "a"}, {"note": "c"}) == []


def test_lists_lose_what_the_source_took_back_and_keep_what_people_added():
    assert merged({"links": ["x", "y"]}, {"links": ["y", "z"]}, {"links": ["x", "y", "mine"]}) == {
        "links": ["y", "mine", "z"]
    }


def test_flags_are_merged_letter_by_letter():
    def byline(letters):
        return {"authors": [[*A[0][:5], letters]]}

    assert merged(byline("c"), byline("fc"), byline("lc")) == byline("flc")
    assert merged(byline("fc"), byline("c"), byline("fc")) == byline("c")


def test_a_byline_that_both_changed_stays():
    stands = {"authors": [["M.", "", "Sørensen", "", "", ""]]}
    (change,) = merge({"authors": A}, {"authors": AB}, stands)
    assert change.result == stands["authors"]
    assert not change.taken


PREPRINT = {
    "title": "T", "type": "preprint", "status": "preprint", "year": 2023,
    "venue_text": "arXiv", "arxiv_id": "2304.1", "doi": "10.48550/arXiv.2304.1",
}  # fmt: skip
PUBLISHED = {"title": "T", "type": "article", "status": "published", "year": 2024,
             "venue_text": "Journal", "doi": "10.1000/x", "pages": "1–2"}  # fmt: skip
FORMER = ["preprint", "arXiv", 2023, "10.48550/arXiv.2304.1", "2304.1", ""]


def test_a_preprint_takes_its_published_form_and_becomes_a_version():
    assert merged(None, PUBLISHED, PREPRINT) == {
        **PUBLISHED, "arxiv_id": "2304.1", "versions": [FORMER],
    }  # fmt: skip


def test_a_published_work_keeps_its_form_beside_a_preprint():
    assert merged(None, PREPRINT, PUBLISHED) == {
        **PUBLISHED, "arxiv_id": "2304.1", "versions": [FORMER],
    }  # fmt: skip


def test_a_version_is_not_added_twice():
    stands = merged(None, PREPRINT, PUBLISHED)
    assert merged(None, PREPRINT, stands) == stands


def test_an_entry_that_moved_on_in_its_own_file_leaves_a_version_too():
    offered = {**PUBLISHED, "arxiv_id": "2304.1"}
    assert merged(PREPRINT, offered, PREPRINT)["versions"] == [FORMER]


def test_a_submission_that_was_published_leaves_no_version():
    submitted = {"title": "T", "status": "submitted", "venue_text": "Journal"}
    assert "versions" not in merged(None, PUBLISHED, submitted)


def test_pages_of_the_former_form_do_not_stay():
    stands = {**PREPRINT, "pages": "12 pages"}
    offered = {name: value for name, value in PUBLISHED.items() if name != "pages"}
    assert "pages" not in merged(None, offered, stands)


@pytest.mark.parametrize(
    ("state", "number"),
    [
        ({"status": "submitted", "venue_text": "arXiv"}, 0),
        ({"status": "published", "venue_text": "arXiv preprint arXiv:2304.1"}, 1),
        ({"status": "accepted", "venue_text": "Journal"}, 2),
        ({}, 3),
    ],
)
def test_how_far_a_work_has_come(state, number):
    assert stage(state) == number


def test_preprint_servers_are_known_by_name_and_doi():
    assert is_server("bioRxiv")
    assert not is_server("Hall of Journals")
    assert is_preprint_doi("10.1101/2020.01.02.345678")
    assert not is_preprint_doi("10.1101/gr.123456.117")
    assert not is_preprint_doi(None)
