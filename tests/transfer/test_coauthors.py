"""Home pages of co-authors: brought in with a site, once, and taken back with it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from profiles.models import Researcher
from publications.models import Coauthor, Publication
from tests import factories
from tests.transfer.archives import zipped
from tests.transfer.sites import ABOUT, CONFIG, lay_alfolio, run
from transfer.bringing import imports
from transfer.bringing.undoing import undo

pytestmark = pytest.mark.django_db

BIB = r"""
@article{one, author = {S{\o}rensen, Mina and Zub{\'e}la, Mara and van der Berg, J.},
  title = {One}, year = {2024}}
@article{two, author = {M. Zub{\'e}la and Mina S{\o}rensen}, title = {Two}, year = {2023}}
"""
FILE = """\
"zubela":
  - firstname: ["Mara", "M."]
    url: https://zubela.example/
"berg":
  - firstname: ["J."]
    url: https://berg.example/
"nobody":
  - firstname: ["Nora"]
    url: https://nobody.example/
"""


def site(root, coauthors: str = FILE):
    return lay_alfolio(
        root, {"_bibliography/papers.bib": BIB, "_data/coauthors.yml": coauthors}
    )  # fmt: skip


def lines(report) -> dict[str, dict]:
    return {
        each["ref"].partition("#")[2]: each
        for each in report["items"]
        if each["kind"] == "coauthor"
    }


def test_they_are_found_in_the_bylines_and_spelled_as_there(tmp_path, client):
    said = lines(run(site(tmp_path), researcher="mina"))
    assert {ref: each["action"] for ref, each in said.items()} == dict.fromkeys(
        ("zubela", "berg", "nobody"), "created"
    )
    names = dict(Coauthor.objects.values_list("url", "names"))
    assert names["https://zubela.example/"] == "Zubéla, Mara\nZubéla, M."
    assert names["https://berg.example/"] == "van der Berg, J."
    page = client.get("/people/mina/publications/").content.decode()
    for linked in ("Mara Zubéla", "M. Zubéla", "J. van der Berg"):
        assert f">{linked}</a>" in page


def test_whom_no_byline_names_is_told_with_file_and_line_and_waits(tmp_path, client):
    said = lines(run(site(tmp_path), researcher="mina"))
    assert said["nobody"]["ref"] == "_data/coauthors.yml#nobody"
    assert said["nobody"]["problems"][0].startswith("line 9: no paper here has a co-author")
    assert not said["zubela"]["problems"]
    mina = Researcher.objects.get(slug="mina")
    later = factories.publication(mina)
    factories.authorship(later, given="Nora", family="Nobody", position=5)
    assert "https://nobody.example/" in client.get(later.get_absolute_url()).content.decode()


def test_a_second_import_changes_nothing_and_a_changed_address_is_taken(tmp_path):
    run(site(tmp_path), researcher="mina")
    before = list(Coauthor.objects.order_by("id").values_list())
    again = lines(run(tmp_path, researcher="mina"))
    assert {each["action"] for each in again.values()} == {"unchanged"}
    assert list(Coauthor.objects.order_by("id").values_list()) == before
    site(tmp_path, FILE.replace("berg.example", "berg.new.example"))
    assert lines(run(tmp_path, researcher="mina"))["berg"]["action"] == "updated"
    assert Coauthor.objects.filter(url="https://berg.new.example/").count() == 1


def test_what_somebody_said_here_is_not_overruled(tmp_path):
    mina = factories.researcher(slug="mina", given_name="Mina", family_name="Sørensen")
    factories.coauthor(mina, names="Zubéla, Mara", url="https://mara.example/")
    said = lines(run(site(tmp_path), researcher="mina"))
    assert said["zubela"]["action"] == "unchanged"
    assert any("kept as it stands here" in each for each in said["zubela"]["problems"])
    assert [row.url for row in mina.coauthors.filter(names__contains="Mara")] == [
        "https://mara.example/"
    ]
    again = lines(run(tmp_path, researcher="mina"))
    assert again["zubela"]["problems"] == []


def test_what_was_deleted_here_stays_so(tmp_path):
    run(site(tmp_path), researcher="mina")
    Coauthor.objects.filter(url="https://berg.example/").delete()
    assert lines(run(tmp_path, researcher="mina"))["berg"]["action"] == "unchanged"
    assert not Coauthor.objects.filter(url="https://berg.example/").exists()


def test_who_has_a_page_here_needs_no_link(tmp_path):
    factories.researcher(given_name="Mara", family_name="Zubéla", slug="mara")
    run(lay_alfolio(tmp_path, {"_bibliography/papers.bib": BIB}), researcher="mina")
    names = Publication.objects.get(title="One").authorships
    names.filter(family="Zubéla").update(researcher=Researcher.objects.get(slug="mara"))
    names = Publication.objects.get(title="Two").authorships
    names.filter(family="Zubéla").update(researcher=Researcher.objects.get(slug="mara"))
    said = lines(run(site(tmp_path), researcher="mina"))
    assert said["zubela"]["action"] == "rejected"
    assert "They have a page here" in said["zubela"]["problems"][0]
    assert not Coauthor.objects.filter(url="https://zubela.example/").exists()


@pytest.mark.parametrize("address", ["javascript:alert(1)", "//x.example", "x.example", ""])
def test_an_address_that_may_not_be_linked_is_left_out_and_told(tmp_path, address):
    text = f'zubela: [{{firstname: [Mara], url: "{address}"}}]'
    said = lines(run(site(tmp_path, text), researcher="mina"))
    assert said["zubela"]["action"] == "rejected"
    assert said["zubela"]["problems"]
    assert not Coauthor.objects.exists()


def test_a_hidden_person_s_name_is_not_told_by_the_report(tmp_path):
    """The report of a site must not say who is here and wishes not to be seen."""
    run(lay_alfolio(tmp_path, {"_bibliography/papers.bib": BIB}), researcher="mina")
    hidden = factories.researcher(family_name="Zubéla", visibility="hidden")
    for name in ("One", "Two"):
        names = Publication.objects.get(title=name).authorships
        names.filter(family="Zubéla").update(researcher=hidden)
    said = lines(run(site(tmp_path), researcher="mina"))
    assert said["zubela"] == {**said["zubela"], "action": "created", "problems": []}


def test_undoing_the_import_takes_them_back_but_not_what_was_edited_since(
    tmp_path, researcher, member, monkeypatch
):
    monkeypatch.setattr(imports, "UPLOADS", tmp_path / "uploads")
    monkeypatch.setattr(imports, "SCRATCH", tmp_path / "scratch")
    files = {"_config.yml": CONFIG, "_pages/about.md": ABOUT, "_data/coauthors.yml": FILE}
    packed = zipped(tmp_path / "site.zip", {**files, "_bibliography/papers.bib": BIB})
    file = SimpleUploadedFile("site.zip", packed.read_bytes())
    record = imports.keep(file, researcher, member, with_samples=False)
    assert not Coauthor.objects.exists()
    for _step in imports.applying(record, member):
        pass
    assert researcher.coauthors.count() == 3
    edited = Coauthor.objects.get(url="https://nobody.example/")
    edited.url = "https://nora.example/"
    edited.save()
    undone = undo(record, member)
    assert list(Coauthor.objects.values_list("url", flat=True)) == ["https://nora.example/"]
    assert any("Nora Nobody" in line for line in undone.kept)
