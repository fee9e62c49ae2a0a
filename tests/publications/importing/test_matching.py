import pytest

from publications.importing.matching import Index, fingerprint, titles_agree

TITLE = "On the agreement of tide gauges"


def state(**fields):
    authors = [["", "", family, "", "", ""] for family in fields.pop("authors", ["Sørensen"])]
    return {"title": TITLE, "type": "article", "status": "published", "year": 2024,
            "authors": authors, **fields}  # fmt: skip


def verdict(work, known):
    return Index([fingerprint("known", state(**known), "known")]).find(
        fingerprint(None, state(**work))
    )


@pytest.mark.parametrize(
    ("work", "known"),
    [
        ({}, {}),
        ({"title": "On the Agreement of Tide-Gauges."}, {}),
        ({"authors": ["Sorensen"]}, {}),
        ({"year": 2025}, {}),
        ({"year": None}, {}),
        ({"doi": "10.1000/A"}, {"doi": "10.1000/a", "authors": ["Baek"]}),
        ({"arxiv_id": "2404.08080v2"}, {"arxiv_id": "2404.08080"}),
        ({"doi": "10.48550/arXiv.2404.08080"}, {"arxiv_id": "2404.08080", "authors": ["Baek"]}),
        ({"doi": "10.1000/a", "title": f"{TITLE}: a study of the coast"}, {"doi": "10.1000/a"}),
        ({"doi": "10.1000/a", "title": "On the agrement of tide gauges"}, {"doi": "10.1000/a"}),
        ({"doi": "10.1000/a", "year": 2024}, {"doi": "10.48550/arXiv.1", "year": 2023}),
        (
            {"venue_text": "Journal of Slow Measurement"},
            {"venue_text": "arXiv", "type": "preprint", "status": "preprint", "year": 2023},
        ),
        ({"venue_text": "J. Slow Meas."}, {"venue_text": "Journal of Slow Measurement"}),
        ({"arxiv_id": "2404.1"}, {"versions": [["preprint", "", 2023, "", "2404.1", ""]]}),
    ],
)
def test_these_are_one_work(work, known):
    assert verdict(work, known).same


@pytest.mark.parametrize(
    ("work", "known", "reason"),
    [
        ({"doi": "10.1/a", "title": "Something else here"}, {"doi": "10.1/a"}, "another title"),
        ({"arxiv_id": "24.1", "title": "Another thing"}, {"arxiv_id": "24.1"}, "another title"),
        ({"authors": ["Baek"]}, {}, "another first author"),
        ({"year": 2020}, {}, "years lie between"),
        ({"doi": "10.1000/a"}, {"doi": "10.1000/b"}, "another DOI"),
        ({"arxiv_id": "2404.1"}, {"arxiv_id": "2404.2"}, "another arXiv id"),
        ({"type": "software"}, {}, "another type"),
        ({"volume": "1"}, {"volume": "2"}, "another volume"),
        ({"pages": "1–2"}, {"pages": "14–20"}, "other pages"),
        (
            {"venue_text": "Journal A", "year": 2024},
            {"venue_text": "Conference B", "year": 2023},
            "another venue and year",
        ),
        ({"title": "On the agreement of the tide gauges"}, {}, "nearly the same"),
        ({"title": f"{TITLE} at the northern coast"}, {}, "nearly the same"),
        ({"title": "On the agreemnt of tide gauges"}, {}, "nearly the same"),
        ({"authors": []}, {}, "another first author"),
        ({"authors": [], "year": 2023}, {"authors": []}, "neither names an author"),
    ],
)  # fmt: skip
def test_these_are_left_to_a_person(work, known, reason):
    found = verdict(work, known)
    assert found.same is None
    assert found.suspect.label == "known"
    assert reason in found.reason


@pytest.mark.parametrize(
    ("work", "known"),
    [
        ({"title": "A drift of instruments"}, {}),
        ({"title": "Introduction", "authors": ["Baek"]}, {"title": "Introduction"}),
        ({"title": f"{TITLE}, part II"}, {"title": f"{TITLE}, part I"}),
        ({"title": f"{TITLE} 2"}, {}),
        ({"title": "On the agreement of the gauges", "authors": ["Baek"]}, {}),
        ({"title": "On the agreement of the tide gauges", "year": 2010}, {}),
        ({"title": "???"}, {"title": "!!!"}),
    ],
)
def test_these_are_different_works(work, known):
    found = verdict(work, known)
    assert found.same is None
    assert found.suspect is None


def test_a_certain_match_goes_before_a_suspicion():
    index = Index([
        fingerprint("doi", state(title="Something else here", doi="10.1000/a"), "doi"),
        fingerprint("title", state(), "title"),
    ])  # fmt: skip
    assert index.find(fingerprint(None, state(doi="10.1000/a"))).same.ref == "title"


def test_a_long_series_of_like_titles_stays_quick_and_apart():
    index = Index(fingerprint(n, state(title=f"Report of the year number {n}")) for n in range(500))
    assert index.find(fingerprint(None, state(title="Report of the year number 501"))).same is None


@pytest.mark.parametrize(("one", "other"), [("", ""), ("a b", "a c"), ("tides", "tide")])
def test_short_titles_agree_only_when_they_are_equal(one, other):
    assert not titles_agree(one, other)
