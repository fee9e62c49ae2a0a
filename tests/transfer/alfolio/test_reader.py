import pytest

from tests.transfer.alfolio.reading import config, news, of, read
from tests.transfer.sites import doc


def test_only_the_bibliographies_of_publications_are_taken(tmp_path):
    files = {
        **config("scholar:\n  source: /_bibliography/\n  bibliography: papers.bib"),
        "_bibliography/papers.bib": "x",
        "_bibliography/preprints.bib": "x",
        "_bibliography/talks.bib": "x",
        "_bibliography/cited.bib": "x",
        "_pages/publications.md": doc("permalink: /papers/", "{% bibliography -f preprints %}"),
        "_pages/talks.md": doc("permalink: /talks/", "{% bibliography -f talks %}"),
    }
    site = read(tmp_path, files)
    assert site.bibliographies == ["_bibliography/papers.bib", "_bibliography/preprints.bib"]
    reasons = {item.ref: item.left_out for item in of(site, "bibliography")}
    assert "It is listed on _pages/talks.md" in reasons["_bibliography/talks.bib"]
    assert "The site lists it nowhere" in reasons["_bibliography/cited.bib"]


@pytest.mark.parametrize("named", ["", "bibliography: '*.bib'", "bibliography: [a, b.bib]"])
def test_bibliographies_may_be_unnamed_a_pattern_or_a_list(tmp_path, named):
    files = {**config(f"scholar:\n  {named}" if named else ""), "_bibliography/a.bib": "x",
             "_bibliography/b.bib": "x"}  # fmt: skip
    assert read(tmp_path, files).bibliographies == ["_bibliography/a.bib", "_bibliography/b.bib"]


def test_data_that_is_not_read_yet_is_named(tmp_path):
    (item,) = of(read(tmp_path, {"_data/gauges.yml": "FLOW:\n  url: x"}), "data")
    assert (item.ref, item.left_out[:24]) == ("_data/gauges.yml", "This is not imported yet")


def test_broken_yaml_is_reported_by_name(tmp_path):
    files = {"_data/socials.yml": "[" * 4000, **news("date: 2024-05-01")}
    site = read(tmp_path, files)
    (item,) = of(site, "file")
    assert (item.ref, item.left_out[:18]) == ("_data/socials.yml", "It cannot be read:")
    assert len(of(site, "news")) == 1
