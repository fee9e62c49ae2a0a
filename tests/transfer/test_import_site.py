"""The command: its options, its refusals, and what it leaves behind when it fails."""

import json
from io import StringIO

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from news.models import NewsItem
from profiles.models import Membership, Page, Researcher
from publications.models import Publication
from tests import factories
from tests.transfer.sites import ABOUT, CONFIG, counts, doc, items, lay, lay_alfolio, problems, run
from transfer.models import Imported
from transfer.papers import Papers

pytestmark = pytest.mark.django_db

BIB = """\
---
---
@article{sorensen2026drift,
  author = {S{\\o}rensen, Mina and Lund*, Ada and Berg*, Bo},
  title = {On Drift}, journal = {Journal of Tides}, year = {2026},
  preview = {drift.png}, pdf = {drift.pdf}, selected = {true}, doi = {10.1000/drift}
}
"""
PDF = b"%PDF-1.4\n%%EOF\n"


def stored(folder: str = "") -> set[str]:
    """Every file in the storage."""
    folders, files = default_storage.listdir(folder)
    prefix = f"{folder}/" if folder else ""
    return {f"{prefix}{name}" for name in files}.union(*(stored(prefix + name) for name in folders))


def full_site(root):
    picture = factories.picture().read()
    return lay_alfolio(
        root,
        {
            "_pages/about.md": ABOUT.replace(
                "title: about", "profile:\n  image: me.jpg\nnews: true"
            ),
            "_pages/join.md": doc("permalink: /join/\ntitle: join us", "We hire."),
            "_news/one.md": doc("date: 2024-05-01\ninline: true", "A prize. [Join](/join/)"),
            "_news/two.md": doc("date: 2024-06-01\ninline: false\ntitle: A grant", "More on it."),
            "_news/three.md": doc("date: 2024-07-01\npublished: false", "Not yet."),
            "_posts/2024-01-31-low-tide.md": doc("title: Low tide", "![Mud](/assets/img/mud.png)"),
            "_projects/gauge.md": doc("title: Gauge\nimg: assets/img/mud.png", "See /news/two/."),
            "_teachings/tides.md": doc("title: Tides\nyear: 2024\nterm: Fall"),
            "_data/socials.yml": "email: mina@lab.example\ncv_pdf: /assets/pdf/cv.pdf\n",
            "_bibliography/papers.bib": BIB,
            "assets/img/me.jpg": picture,
            "assets/img/mud.png": picture,
            "assets/img/publication_preview/Drift.PNG": picture,
            "assets/pdf/drift.pdf": PDF,
            "assets/pdf/cv.pdf": PDF,
        },
    )


def test_a_whole_site_becomes_one_persons_pages(tmp_path):
    report = run(full_site(tmp_path))
    assert problems(report) == ""
    assert counts(report) == {
        "found": 12, "created": 12, "updated": 0, "unchanged": 0, "rejected": 0,
    }  # fmt: skip
    mina = Researcher.objects.get(slug="mina-k-sorensen")
    assert (mina.given_name, mina.family_name, mina.visibility) == ("Mina K.", "Sørensen", "public")
    assert mina.photos.get().alt == "Portrait of Mina K. Sørensen"
    assert mina.email == "mina@lab.example"
    assert list(mina.news.order_by("date").values_list("draft", flat=True)) == [False, False, True]


def test_the_same_site_twice_changes_nothing(tmp_path):
    folder = full_site(tmp_path)
    run(folder)
    before = stored()
    again = run(folder)
    assert counts(again) == {
        "found": 12, "created": 0, "updated": 0, "unchanged": 12, "rejected": 0,
    }  # fmt: skip
    assert stored() == before


def test_links_within_the_site_lead_to_where_things_are_now(tmp_path):
    run(full_site(tmp_path))
    prize = NewsItem.objects.get(body__startswith="A prize")
    page = Page.objects.get(slug="my-join")
    assert prize.body == f"A prize. [Join]({page.get_absolute_url()})"


def test_pictures_and_documents_lie_in_the_storage(tmp_path):
    run(full_site(tmp_path))
    mina = Researcher.objects.get()
    paper = Publication.objects.get()
    assert paper.preview.name.endswith(".webp")
    assert paper.preview_alt == "On Drift"
    assert default_storage.open(paper.links.get(kind="pdf").file.name).read() == PDF
    cv = mina.links.get(platform="cv").value.removeprefix("/media/")
    assert default_storage.open(cv).read() == PDF
    post = mina.posts.get()
    picture = post.body.removeprefix("![Mud](/media/").removesuffix(")")
    assert default_storage.open(picture).read(4) == b"RIFF"
    assert mina.projects.get().image_alt == "Gauge"


def test_papers_come_through_their_own_importer(tmp_path):
    run(full_site(tmp_path))
    paper = Publication.objects.get(key="sorensen2026drift")
    authors = list(paper.authorships.values_list("family", "co_first", "selected"))
    assert [family for family, _, _ in authors] == ["Sørensen", "Lund", "Berg"]
    assert paper.authorships.get(family="Sørensen").researcher == Researcher.objects.get()
    assert paper.authorships.get(family="Sørensen").selected


def test_a_slug_names_a_person_who_is_there_already(tmp_path):
    person = factories.researcher(slug="mina", given_name="Mina", family_name="Sørensen")
    report = run(lay_alfolio(tmp_path), researcher="mina")
    person.refresh_from_db()
    assert person.bio == "I measure what drifts."
    assert items(report, "profile")[0]["action"] == "updated"
    assert Researcher.objects.count() == 1


def test_a_new_person_joins_the_lab_once(tmp_path, lab):
    folder = lay_alfolio(tmp_path)
    assert items(run(folder, lab=lab.slug), "membership")[0]["action"] == "created"
    assert items(run(folder, lab=lab.slug), "membership")[0]["action"] == "unchanged"
    assert Membership.objects.get().lab == lab


def test_an_unknown_lab_is_refused_before_anything_is_written(tmp_path):
    with pytest.raises(CommandError, match="no lab with the address “nowhere”"):
        run(lay_alfolio(tmp_path), lab="nowhere")
    assert not Researcher.objects.exists()


def test_a_dry_run_shows_the_plan_and_writes_nothing(tmp_path):
    before = stored()
    report = run(full_site(tmp_path), dry_run=True)
    assert report["created"] == 12
    assert not Researcher.objects.exists()
    assert not Publication.objects.exists()
    assert not Imported.objects.exists()
    assert stored() == before


def test_an_interrupted_import_leaves_everything_as_it_was(tmp_path, monkeypatch):
    folder, before = full_site(tmp_path), stored()
    original = Papers.run

    def interrupted(self):
        original(self)
        raise KeyboardInterrupt

    monkeypatch.setattr(Papers, "run", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run(folder)
    assert not Researcher.objects.exists()
    assert not NewsItem.objects.exists()
    assert not Publication.objects.exists()
    assert stored() == before


def test_the_json_report_is_one_object_and_the_text_names_the_numbers(tmp_path):
    folder = lay_alfolio(tmp_path, {"_data/gauges.yml": "a: b"})
    out = StringIO()
    call_command("import_site", str(folder), json=True, stdout=out)
    report = json.loads(out.getvalue())
    assert set(report) == {
        "found", "created", "updated", "unchanged", "rejected", "items", "problems",
    }  # fmt: skip
    assert report["found"] == len(report["items"]) == 2
    assert set(report["items"][0]) == {"kind", "ref", "action", "title", "problems"}
    out = StringIO()
    call_command("import_site", str(folder), stdout=out)
    assert out.getvalue().startswith("2 found: 0 created, 0 updated, 1 unchanged, 1 rejected.\n")
    assert "_data/gauges.yml (rejected): This is not imported yet." in out.getvalue()


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (None, "does not exist"),
        ({}, "is empty"),
        ({"index.html": "<html>", "news/index.html": "<html>"}, "not their source"),
        ({"notes.txt": "x"}, "holds no site that can be read"),
        ({"_config.yml": "title: x", "index.md": "---\n---\n"}, "holds no site that can be read"),
        ({"_pages/about.md": b"---\nlayout: about\n---\ncaf\xe9"}, "is not UTF-8"),
        ({"index.md": b"# Caf\xe9"}, "is not UTF-8"),
        ({"_pages/about.md": ABOUT}, "does not say whose it is"),
    ],
)
def test_what_cannot_be_imported_is_refused_in_one_line(tmp_path, files, message):
    folder = tmp_path / "site"
    if files is not None:
        folder.mkdir()
        lay(folder, files)
    with pytest.raises(CommandError, match=message) as refused:
        run(folder)
    assert "\n" not in str(refused.value)
    assert refused.value.returncode == 1
    assert not Researcher.objects.exists()


@pytest.mark.parametrize("slug", ["add", "not a slug", "ü"])
def test_a_slug_that_cannot_be_an_address_is_refused(tmp_path, slug):
    with pytest.raises(CommandError):
        run(lay_alfolio(tmp_path), researcher=slug)
    assert not Researcher.objects.exists()


@pytest.mark.parametrize(
    ("image", "content", "problem"),
    [
        ("me.jpg", None, "The picture me.jpg is not in the folder."),
        ("../../../etc/passwd", None, "“../../../etc/passwd” leads out of the site's folder."),
        ("me.jpg", b"no picture", "This is not a picture that can be read."),
        ("https://x.example/me.jpg", None, "is not fetched. Upload the picture by hand."),
    ],
)
def test_a_photo_that_cannot_be_had_is_told_and_the_rest_comes(tmp_path, image, content, problem):
    about = ABOUT.replace("title: about", f"profile:\n  image: {image}")
    folder = lay_alfolio(tmp_path, {"_pages/about.md": about})
    if content:
        lay(folder, {f"assets/img/{image}": content})
    report = run(folder)
    (photo,) = items(report, "photo")
    assert photo["action"] == "rejected"
    assert problem in photo["problems"][0]
    assert Researcher.objects.get().bio == "I measure what drifts."


def test_a_symbolic_link_out_of_the_folder_is_not_followed(tmp_path):
    secret = lay(
        tmp_path / "outside", {"me.jpg": factories.picture().read(), "s.md": "secret words"}
    )
    about = ABOUT.replace("title: about", "profile:\n  image: me.jpg")
    folder = lay_alfolio(tmp_path / "site", {"_pages/about.md": about, "assets/img/x": ""})
    (folder / "assets/img/me.jpg").symlink_to(secret / "me.jpg")
    (folder / "_news").symlink_to(secret)
    report = run(folder)
    assert "_news is a symbolic link and was not followed." in report["problems"]
    assert items(report, "photo")[0]["action"] == "rejected"
    assert not NewsItem.objects.exists()


def test_what_leads_out_of_the_folder_in_a_bibliography_is_no_file(tmp_path):
    bib = BIB.replace("drift.pdf", "../../../../etc/passwd").replace("drift.png", "../../x.png")
    report = run(lay_alfolio(tmp_path, {"_bibliography/papers.bib": bib}))
    paper = Publication.objects.get()
    assert not paper.links.filter(kind="pdf").exists()
    assert not paper.preview
    assert "“../../x.png” leads out of the site's folder." in problems(report)


def test_a_missing_pdf_leads_to_the_old_site(tmp_path):
    report = run(lay_alfolio(tmp_path, {"_bibliography/papers.bib": BIB}))
    link = Publication.objects.get().links.get(kind="pdf")
    assert link.url == "https://mina.example/assets/pdf/drift.pdf"
    assert "“drift.pdf” is not in the folder. The link leads to the old site." in problems(report)
    assert "Its picture drift.png is not in the folder." in problems(report)


def test_a_bibliography_that_is_too_odd_is_named_and_the_rest_comes(tmp_path):
    folder = lay_alfolio(tmp_path, {"_bibliography/papers.bib": b"\x00\x01\x02" * 1000})
    report = run(folder)
    assert Researcher.objects.exists()
    assert report["found"] >= 1


def test_papers_that_ship_with_the_theme_are_left_out(tmp_path):
    sample = "@article{einstein1905movement, author={Einstein, A.}, title={Movement}, year={1905}}"
    report = run(lay_alfolio(tmp_path, {"_bibliography/papers.bib": f"{BIB}{sample}"}))
    (left,) = [item for item in items(report, "publication") if item["action"] == "rejected"]
    assert (left["ref"], left["title"]) == ("einstein1905movement", "Movement")
    assert Publication.objects.count() == 1


def test_an_item_that_its_model_refuses_does_not_stop_the_others(tmp_path):
    socials = "email: not an address\ngithub_username: mina s\nwork_url: javascript:alert(1)\n"
    report = run(lay_alfolio(tmp_path, {"_data/socials.yml": f"{socials}gitlab_username: mina\n"}))
    actions = [item["action"] for item in items(report, "link")]
    assert actions == ["rejected", "rejected", "rejected", "created"]
    assert "Write it as in this example" in problems(report)


def test_a_value_that_its_field_refuses_is_left_out_alone(tmp_path):
    head = "title: Gauge\nredirect: 'ftp://x.example'"
    report = run(lay_alfolio(tmp_path, {"_projects/gauge.md": doc(head)}))
    (project,) = items(report, "project")
    assert project["action"] == "created"
    assert "Address “ftp://x.example” was left out." in project["problems"][0]


def test_two_sites_of_one_person_do_not_mix(tmp_path):
    one = lay_alfolio(tmp_path / "one", {"_news/a.md": doc("date: 2024-01-01", "First site.")})
    two = lay_alfolio(tmp_path / "two", {"_news/a.md": doc("date: 2024-01-01", "Second site.")})
    (two / "_config.yml").write_text(CONFIG.replace("mina.example", "other.example"))
    run(one, researcher="mina")
    run(two, researcher="mina")
    assert NewsItem.objects.count() == 2


def test_news_that_stands_already_is_recognised(tmp_path):
    mina = factories.researcher(slug="mina")
    factories.news_item(mina, date="2024-05-01", body="Our paper was accepted!")
    folder = lay_alfolio(
        tmp_path, {"_news/a.md": doc("date: 2024-05-01", "Our paper was accepted!")}
    )
    (item,) = items(run(folder, researcher="mina"), "news")
    assert item["action"] == "unchanged"
    assert NewsItem.objects.count() == 1


def test_slugs_that_are_taken_give_way(tmp_path):
    factories.post(slug="low-tide")
    run(full_site(tmp_path))
    assert Researcher.objects.get(slug="mina-k-sorensen").posts.get().slug == "low-tide-2"


def test_words_that_are_too_long_are_cut_and_told(tmp_path):
    title = "x" * 250 + " the end"
    report = run(lay_alfolio(tmp_path, {"_news/a.md": doc(f"date: 2024-05-01\ntitle: {title}")}))
    (item,) = items(report, "news")
    assert item["action"] == "created"
    assert "Title was cut. What is missing:" in item["problems"][0]
    assert "the end”" in item["problems"][0]
    assert len(NewsItem.objects.get().title) == 200


def test_links_of_a_plain_site_get_a_section(tmp_path):
    config = "title: Mina Sørensen\ngithub_username: mina\n"
    folder = lay(tmp_path, {"_config.yml": config, "index.md": "---\n---\n## Papers\n\nx\n"})
    run(folder)
    sections = Researcher.objects.get().sections.values_list("kind", "heading")
    assert list(sections) == [("text", "Papers"), ("links", "")]
    assert run(folder)["created"] == 0
