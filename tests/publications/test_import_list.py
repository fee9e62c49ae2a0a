"""Hand-written lists as records: imported, imported again as a later edition, undone."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from publications.importing.undo import undo
from publications.models import ImportedEntry, ImportRecord, Publication, Venue
from tests import factories

LIST = """\
# Mina Sørensen

## Publications
\\* equal contribution

- Tide gauges that agree. Mina Sørensen\\*, Jun-ho Baek\\*, Li Chen. Submitted. \
[arXiv:2403.01234](https://arxiv.org/abs/2403.01234)
- [The drift of moored clocks.](https://papers.example/drift.pdf) \
([Package.](https://code.example/drift)) Li Chen and Mina Sørensen. \
12th Conference on Field Observation (_FLOW 2022_). \
Journal version _Journal of Slow Measurement_. \
[arXiv:2201.00001](https://arxiv.org/abs/2201.00001). **Best paper award**

## Extended Abstracts
- Fog and its instruments. Jun-ho Baek, Mina Sørensen. _FLOW 2019_.

## Teaching
- MEAS101: Introduction to Measurement (Fall 2020)
"""
LATER = (
    LIST.replace(
        "Submitted. [arXiv",
        "_Journal of Tides_, 12(3), 201-215, 2025. ([Code.](https://code.example/tide)) [arXiv",
    )
    .replace(
        "\\* equal contribution\n\n",
        "\\* equal contribution\n\n"
        "- Salt in the wind. Mina Sørensen, Li Chen. _FLOW 2025_.\n"
        "- Silt in the harbour. Li Chen, Mina Sørensen. Submitted.\n"
        "- Sand in the gears. Mina Sørensen. _Letters on Wear_, 2025.\n",
    )
    .replace("The drift of moored clocks.", "The drift of moored clocks")
)


@pytest.fixture
def mina(db):
    return factories.researcher(given_name="Mina", family_name="Sørensen", slug="mina")


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "publications.md"
    path.write_text(LIST, encoding="utf-8")
    return path


def run(*arguments):
    out = StringIO()
    call_command("import_list", *map(str, arguments), "--researcher", "mina", stdout=out)
    return out.getvalue()


def report(*arguments):
    return json.loads(run(*arguments, "--json"))


def counts(found):
    return [found[name] for name in ("found", "created", "updated", "unchanged", "rejected")]


def again(page, text):
    page.write_text(text, encoding="utf-8")
    return report(page)


def test_every_entry_becomes_a_work(mina, page):
    found = report(page)
    assert counts(found) == [3, 3, 0, 0, 0]
    assert {(item["kind"], item["ref"], item["action"]) for item in found["items"]} == {
        ("publication", "sorensen2024tide", "created"),
        ("publication", "chen2022drift", "created"),
        ("publication", "baek2019fog", "created"),
    }
    assert Publication.objects.of(mina).count() == 3


def test_a_work_has_all_that_its_entry_says(mina, page):
    report(page)
    tide = Publication.objects.get(title="Tide gauges that agree")
    assert (tide.status, tide.type, tide.arxiv_id) == ("submitted", "preprint", "2403.01234")
    assert [(str(one.name.display()), one.co_first) for one in tide.authorships.all()] == [
        ("Mina Sørensen", True), ("Jun-ho Baek", True), ("Li Chen", False),
    ]  # fmt: skip
    drift = Publication.objects.get(title="The drift of moored clocks")
    assert (drift.type, drift.year, drift.award) == ("inproceedings", 2022, "Best paper award")
    assert drift.venue_text == "12th Conference on Field Observation (FLOW 2022)"
    assert (drift.venue.name, drift.venue.short_name) == ("Conference on Field Observation", "FLOW")
    assert list(drift.links.values_list("kind", "label", "url")) == [
        ("pdf", "", "https://papers.example/drift.pdf"),
        ("package", "Package", "https://code.example/drift"),
    ]
    assert list(drift.versions.values_list("kind", "venue_text", "url")) == [
        ("journal", "Journal of Slow Measurement", "")
    ]
    assert Publication.objects.get(year=2019).type == "abstract"


def test_the_entry_is_kept_as_it_was_written(mina, page):
    report(page)
    entry = ImportedEntry.objects.get(key="baek2019fog")
    assert dict(entry.payload["fields"]) == {
        "original": "Fog and its instruments. Jun-ho Baek, Mina Sørensen. _FLOW 2019_.",
        "section": "Extended Abstracts",
    }


def test_what_is_no_publication_is_named(mina, page):
    (told,) = [text for text in report(page)["problems"] if "Teaching" in text]
    assert told == (
        "Line 12 was left out: The heading “Teaching” is not about publications. "
        "“MEAS101: Introduction to Measurement (Fall 2020)”"
    )


def test_importing_the_same_list_twice_changes_nothing(mina, page):
    report(page)
    before = list(Publication.history.values_list("pk", flat=True))
    assert counts(report(page)) == [3, 0, 0, 3, 0]
    assert list(Publication.history.values_list("pk", flat=True)) == before


def test_a_later_edition_updates_and_adds_and_duplicates_nothing(mina, page):
    report(page)
    found = again(page, LATER)
    assert counts(found) == [6, 3, 1, 2, 0]
    assert Publication.objects.count() == 6
    tide = Publication.objects.get(title="Tide gauges that agree")
    assert (tide.status, tide.type, tide.venue_text) == ("published", "article", "Journal of Tides")
    assert (tide.volume, tide.number, tide.pages, tide.year) == ("12", "3", "201–215", 2025)
    assert tide.key == "sorensen2024tide"
    assert tide.arxiv_id == "2403.01234"
    assert list(tide.links.values_list("kind", "url")) == [("code", "https://code.example/tide")]
    assert counts(report(page)) == [6, 0, 0, 6, 0]


def test_what_was_changed_by_hand_survives_a_later_edition(mina, page):
    report(page)
    tide = Publication.objects.get(title="Tide gauges that agree")
    tide.title, tide.note = "Tide gauges that agree at last", "Our favourite."
    tide.save()
    tide.links.create(kind="video", url="https://video.example/tide")
    again(page, LATER)
    tide.refresh_from_db()
    assert (tide.title, tide.note) == ("Tide gauges that agree at last", "Our favourite.")
    assert tide.venue_text == "Journal of Tides"
    assert set(tide.links.values_list("kind", flat=True)) == {"video", "code"}
    assert Publication.objects.count() == 6


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(
            "1. **M. Sørensen**, J. Baek, “Ropes of the sea,” under review, 2023.\n"
            "2. J. Baek, **M. Sørensen**, “Knots of the sea,” *Rope Monthly*, 2020.\n",
            "1. J. Baek, **M. Sørensen**, “Nets of the sea,” *Rope Monthly*, 2024.\n"
            "2. **M. Sørensen**, J. Baek, “Ropes of the sea,” *Rope Monthly*, vol. 4, 2024.\n"
            "3. J. Baek, **M. Sørensen**, “Knots of the sea,” *Rope Monthly*, 2020.\n",
            id="quoted titles, numbered",
        ),
        pytest.param(
            "## 2023\n**Ropes of the sea.** \\\nMina Sørensen, Jun Baek \\\narXiv:2301.00001\n\n"
            "## 2020\n**Knots of the sea.** \\\nJun Baek, Mina Sørensen \\\n*Rope Monthly*\n",
            "## 2024\n**Nets of the sea.** \\\nJun Baek, Mina Sørensen \\\n*Rope Monthly*\n\n"
            "**Ropes of the seas.** \\\nMina Sørensen, Jun Baek \\\n*Rope Monthly* 4 \\\n"
            "[arXiv](https://arxiv.org/abs/2301.00001)\n\n"
            "## 2020\n**Knots of the sea.** \\\nJun Baek, Mina Sørensen \\\n*Rope Monthly*\n",
            id="by year, one line for each field, a letter of the title changed",
        ),
        pytest.param(
            "<ol><li>Mina S&oslash;rensen, Jun Baek. <i>Ropes of the sea</i>. Submitted.</li>"
            "<li>Jun Baek, Mina S&oslash;rensen. <i>Knots of the sea</i>. Rope Monthly, 2020.</li>"
            "</ol>",
            "<ol><li>Jun Baek, Mina S&oslash;rensen. <i>Nets of the sea</i>. Rope Monthly 5, 2024."
            "</li><li>Mina S&oslash;rensen, Jun Baek. <i>Ropes of the sea</i>. Rope Monthly 4, "
            "2024.</li><li>Jun Baek, Mina S&oslash;rensen. <i>Knots of the sea</i>. Rope Monthly, "
            "2020.</li></ol>",
            id="HTML",
        ),
    ],
)
def test_lists_of_several_styles_are_followed(mina, page, first, second):
    page.write_text(first, encoding="utf-8")
    assert counts(report(page)) == [2, 2, 0, 0, 0]
    ropes = Publication.objects.get(title="Ropes of the sea")
    assert counts(again(page, second)) == [3, 1, 1, 1, 0]
    ropes.refresh_from_db()
    assert (ropes.status, ropes.venue_text, ropes.volume) == ("published", "Rope Monthly", "4")
    assert counts(report(page)) == [3, 0, 0, 3, 0]


def test_a_renamed_paper_is_followed_by_its_arxiv_id(mina, page):
    report(page)
    again(page, LIST.replace("Tide gauges that agree", "Agreement among gauges"))
    assert Publication.objects.get(arxiv_id="2403.01234").title == "Agreement among gauges"
    assert Publication.objects.count() == 3


def test_two_papers_with_one_pasted_arxiv_id_stay_two(mina, page):
    pasted = "[arXiv:2403.01234](https://arxiv.org/abs/2403.01234)"
    text = LIST.replace("_FLOW 2019_.", f"_FLOW 2019_. {pasted}")
    assert counts(again(page, text)) == [3, 3, 0, 0, 0]
    assert counts(report(page)) == [3, 0, 0, 3, 0]


def test_a_paper_listed_twice_is_one_work(mina, page):
    entry = "- Fog and its instruments. Jun-ho Baek, Mina Sørensen. _FLOW 2019_.\n"
    text = f"{LIST}\n## Selected publications\n{entry}"
    assert counts(again(page, text)) == [4, 3, 0, 1, 0]
    assert Publication.objects.count() == 3
    assert counts(report(page)) == [4, 0, 0, 4, 0]


def test_a_list_is_matched_with_what_bibtex_brought(mina, page, tmp_path):
    bib = tmp_path / "one.bib"
    bib.write_text(
        "@article{tide, title={Tide gauges that agree}, year={2024}, eprint={2403.01234},"
        "author={Sørensen, Mina and Baek, Jun-ho and Chen, Li}, archiveprefix={arXiv}}",
        encoding="utf-8",
    )
    call_command("import_bibtex", str(bib), "--researcher", "mina", stdout=StringIO())
    assert counts(report(page))[:3] == [3, 2, 1]
    assert Publication.objects.get(key="tide").authorships.filter(co_first=True).count() == 2


def test_an_import_can_be_undone(mina, page):
    report(page)
    again(page, LATER)
    undo(ImportRecord.objects.latest("pk"))
    assert Publication.objects.count() == 3
    tide = Publication.objects.get(title="Tide gauges that agree")
    assert (tide.status, tide.venue_text) == ("submitted", "")
    assert counts(report(page)) == [6, 3, 1, 2, 0]


def test_a_dry_run_writes_nothing(mina, page):
    assert counts(report(page, "--dry-run")) == [3, 3, 0, 0, 0]
    assert "Nothing was written" in run(page, "--dry-run")
    assert not Publication.objects.exists()
    assert not Venue.objects.exists()


def test_what_is_doubtful_is_said(mina, page):
    text = (
        "- On doubt. Mina Sørensen, Li Chen. _Letters on Wear_. "
        "[arXiv:1801.00001](https://arxiv.org/abs/1801.00001)\n"
    )
    (item,) = again(page, text)["items"]
    asked = "Please check the year. It is the year of the arXiv id; the entry names none."
    assert asked in item["problems"]


def test_addresses_that_lead_nowhere_are_kept_and_named(mina, page):
    text = (
        "- [On rust.](rust.pdf) Mina Sørensen, Li Chen. _Letters on Wear_, 2020. "
        "[Code](javascript:alert(1))\n"
    )
    (item,) = again(page, text)["items"]
    assert any("“rust.pdf” was not linked" in problem for problem in item["problems"])
    work = Publication.objects.get()
    assert not work.links.exists()
    assert work.extra["pdf"] == "rust.pdf"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "no such file"),
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"%PDF-1.4 \x00\x01", "not text"),
        (b"x" * (2 * 1024 * 1024 + 1), "2 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_clear_line(mina, tmp_path, content, words):
    path = tmp_path / "bad.md"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CommandError) as caught:
        run(path)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_folder_is_no_list(mina, tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        run(tmp_path)


def test_an_unknown_person_is_refused(db, page):
    with pytest.raises(CommandError, match="nobody with the address “mina”"):
        run(page)
    assert not Publication.objects.exists()


def test_a_file_without_publications_is_read_and_said_to_be_so(mina, page):
    found = again(page, "# Hello\n\nI like tides.\n")
    assert counts(found) == [0, 0, 0, 0, 0]
    assert found["problems"][-1] == "No publication was found in it."


def test_a_hostile_list_is_only_text(mina, page):
    evil = "<script>alert(1)</script>Waves {{ 7*7 }} of doubt"
    again(page, f"- {evil}. Mina Sørensen, Li Chen. _Sea_, 2020.\n")
    assert "<script>" not in Publication.objects.get().title


CHOSEN = """\
## Selected publications
- Fog and its instruments. Jun-ho Baek, Mina Sørensen. _FLOW 2019_. **Spotlight talk**
- Tide gauges that agree. Mina Sørensen, Jun-ho Baek, Li Chen. Submitted.

"""


def chosen(person) -> list[str]:
    return [work.title for work in Publication.objects.selected_by(person)]


def test_what_a_list_names_selected_is_selected_in_its_order_and_one_work(mina, page):
    before, _, after = LIST.partition("## Publications")
    assert counts(again(page, f"{before}{CHOSEN}## All publications{after}")) == [5, 3, 0, 2, 0]
    assert Publication.objects.count() == 3
    assert chosen(mina) == ["Fog and its instruments", "Tide gauges that agree"]
    work = Publication.objects.get(title="Tide gauges that agree")
    assert work.arxiv_id == "2403.01234"
    assert work.authorships.filter(co_first=True).count() == 2
    assert Publication.objects.get(title="Fog and its instruments").award == "Spotlight talk"


def test_a_list_of_selected_works_alone_selects_them(mina, page):
    again(page, CHOSEN)
    assert len(chosen(mina)) == 2


def test_a_later_edition_adds_to_the_selection(mina, page):
    report(page)
    assert chosen(mina) == []
    assert counts(again(page, LIST + "\n" + CHOSEN))[1:3] == [0, 2]
    assert len(chosen(mina)) == 2
    assert counts(report(page)) == [5, 0, 0, 5, 0]


def test_what_a_person_selected_or_took_away_by_hand_stays(mina, page):
    again(page, LIST + "\n" + CHOSEN)
    rows = mina.authorships.select_related("publication")
    for row in rows:
        row.selected = row.publication.title.startswith(("The drift", "Fog"))
        row.save()
    again(page, LIST.replace("**Best paper award**", "**Best paper**") + "\n" + CHOSEN)
    assert sorted(chosen(mina)) == ["Fog and its instruments", "The drift of moored clocks"]


def test_an_edition_without_a_selection_takes_none_away(mina, page):
    again(page, LIST + "\n" + CHOSEN)
    again(page, LATER)
    assert len(chosen(mina)) == 2
