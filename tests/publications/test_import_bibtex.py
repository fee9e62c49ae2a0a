import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from publications.models import Authorship, Publication
from tests import factories

FILE = r"""---
---
@string{jsm = "Journal of Slow Measurement"}
@article{tide2024,
  author = {S{\o}rensen*, Mina and Baek*, Jun-ho and {The Tide Collaboration}},
  title = {On the {Agreement} of Tide Gauges},
  journal = jsm, year = 2024, month = apr, doi = {https://doi.org/10.1000/tide},
  code = {https://code.example/tide}, selected = {true}, location = {Bergen},
  note = {* equal contribution}
}
@inproceedings{drift2023,
  author = {Sorensen, M.}, title = {A drift of instruments}, booktitle = {FLOW}, year = {2023}
}
@article{broken, title = {Never closed
@misc{last, title = {The last of them}, author = {Chen, Li}}
"""


@pytest.fixture
def bib(tmp_path):
    path = tmp_path / "papers.bib"
    path.write_text(FILE, encoding="utf-8")
    return path


def run(*arguments, **options):
    out = StringIO()
    call_command("import_bibtex", *map(str, arguments), stdout=out, **options)
    return out.getvalue()


def report(*arguments):
    return json.loads(run(*arguments, "--json"))


def test_every_entry_is_in_the_report(db, bib):
    found = report(bib)
    counts = ("found", "created", "updated", "unchanged", "rejected")
    assert [found[name] for name in counts] == [4, 3, 0, 0, 1]
    assert [(item["kind"], item["ref"], item["action"]) for item in found["items"]] == [
        ("publication", "tide2024", "created"),
        ("publication", "drift2023", "created"),
        ("publication", "broken", "rejected"),
        ("publication", "last", "created"),
    ]
    assert found["items"][0]["title"] == "On the Agreement of Tide Gauges"
    assert "14" in found["items"][2]["problems"][0]


def test_the_owner_is_linked_and_what_they_selected_is_theirs(db, bib):
    mina = factories.researcher(given_name="Mina", family_name="Sørensen", slug="mina")
    jun = factories.researcher(given_name="Jun-ho", family_name="Baek")
    report(bib, "--researcher", "mina")
    paper = Publication.objects.get(key="tide2024")
    assert [(a.researcher, a.co_first, a.selected) for a in paper.authorships.all()] == [
        (mina, True, True), (jun, True, False), (None, False, False),
    ]  # fmt: skip
    assert Publication.objects.of(mina).count() == 2
    again = report(bib, "--researcher", "mina")
    assert (again["unchanged"], again["rejected"]) == (3, 1)


def test_a_dry_run_writes_nothing_and_says_so(db, bib):
    assert report(bib, "--dry-run")["created"] == 3
    assert "Nothing was written" in run(bib, "--dry-run")
    assert not Publication.objects.exists()


def test_people_read_numbers_and_problems_with_their_places(db, bib):
    lines = run(bib).splitlines()
    assert lines[0] == "4 found: 3 created, 0 updated, 0 unchanged, 1 rejected."
    assert any(line.startswith("broken, line 14 (rejected): ") for line in lines)


def test_several_files_make_one_report_and_one_work_of_the_same(db, bib, tmp_path):
    other = tmp_path / "other.bib"
    other.write_text("@article{x, title={On the agreement of tide gauges}, doi={10.1000/tide},"
                     " author={S{\\o}rensen, Mina}, pages={1--9}}")  # fmt: skip
    found = report(bib, other)
    assert (found["found"], found["created"], found["updated"]) == (5, 3, 1)
    assert Publication.objects.get(key="tide2024").pages == "1–9"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "no such file"),
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"%PDF-1.4 \x00\x01", "not text"),
        (b"@article{a, title={T}}\x00", "not text"),
        (b"x" * (20 * 1024 * 1024 + 1), "20 MB"),
        (b"@misc{a, title={T}}\n" * 50_001, "50,000"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_clear_line(db, tmp_path, bib, content, words):
    path = tmp_path / "bad.bib"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CommandError) as caught:
        run(bib, path)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
    assert not Publication.objects.exists()


def test_a_folder_is_no_file(db, tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        run(tmp_path)


def test_an_unknown_person_is_refused(db, bib):
    with pytest.raises(CommandError, match="nobody with the address “nobody”"):
        run(bib, "--researcher", "nobody")
    assert not Publication.objects.exists()


def test_a_file_without_entries_is_read_and_said_to_be_so(db, tmp_path):
    path = tmp_path / "none.bib"
    path.write_text("% nothing yet\n@comment{none}")
    found = report(path)
    assert found["found"] == 0
    assert found["problems"] == ["No entry was found: entries begin with @article{ and the like."]


def test_commands_that_read_files_are_text(db, tmp_path):
    path = tmp_path / "evil.bib"
    path.write_text(r"@misc{a, title={\input{/etc/passwd} <script>alert(1)</script>}}")
    report(path)
    assert "root:" not in Publication.objects.get().title
    assert "<script>" in Publication.objects.get().title


def test_three_members_files_make_one_row(db, tmp_path):
    for number, (given, family) in enumerate(
        [("Mina", "Sørensen"), ("Jun-ho", "Baek"), ("Li", "Chen")]
    ):
        factories.researcher(given_name=given, family_name=family, slug=f"p{number}")
    for number in range(3):
        path = tmp_path / f"{number}.bib"
        path.write_text(
            f"@article{{k{number}, title={{One work}}, year={2024}, selected={{true}},"
            " author={Mina S{\\o}rensen and J.-H. Baek and Chen, L.}}"
        )
        report(path, "--researcher", f"p{number}")
    assert Publication.objects.count() == 1
    assert [a.selected for a in Authorship.objects.filter(researcher__isnull=False)] == [True] * 3
