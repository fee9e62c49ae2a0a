"""Real al-folio sites from beside the project: all come in, and twice changes nothing."""

import json

import pytest

from news.models import NewsItem
from profiles.models import Researcher
from tests.transfer.sites import CORPORA, SHARED, counts, items, needs_corpora, run

SITES = sorted(path.name for path in CORPORA.iterdir()) if CORPORA.is_dir() else []


@needs_corpora
@pytest.mark.django_db
@pytest.mark.parametrize("name", SITES or ["none"])
def test_a_real_site_comes_in_and_twice_changes_nothing(name):
    truth = json.loads((SHARED / "corpora/truth.json").read_text())["sites"][name]
    report = run(CORPORA / name, researcher="owner")
    assert items(report, "profile")[0]["action"] == "created"
    assert len(items(report, "news")) == truth["news_in_repo"]
    papers = truth["bib"].get("_bibliography/papers.bib", {}).get("entries", 0)
    assert len(items(report, "publication")) >= papers
    samples = sum("sample content" in str(item["problems"]) for item in items(report, "news"))
    assert NewsItem.objects.count() <= truth["news_in_repo"] - samples
    assert Researcher.objects.get(slug="owner").bio

    again = counts(run(CORPORA / name, researcher="owner"))
    assert (again["created"], again["updated"]) == (0, 0)
    assert again["found"] == report["found"]
