import json
import re
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command

from profiles.models import Researcher
from publications.models import Link
from tests import factories
from tests.transfer.exported import broken_links
from tests.website.content import CANARY, all_sections, fill, hide_canaries
from transfer.finished_folder import MANIFEST

pytestmark = pytest.mark.django_db


@pytest.fixture
def target(tmp_path: Path, settings) -> Path:
    settings.BASE_URL = "https://tidewater.example"
    settings.ALLOWED_HOSTS = ["tidewater.example"]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    return tmp_path / "site"


def export(target: Path) -> dict:
    out = StringIO()
    call_command("export_site", target, json=True, stdout=out)
    return json.loads(out.getvalue())


def hosted_pdf(paper) -> None:
    pdf = ContentFile(b"%PDF-1.7 drift", name="drift.pdf")
    Link.objects.create(publication=paper, kind="pdf", file=pdf)


def test_every_link_of_every_page_leads_to_a_file_in_the_folder(target):
    fill(3)
    all_sections(Researcher.objects.get(slug="rosa"))
    report = export(target)
    assert broken_links(target) == []
    assert report["problems"] == []
    assert report["pages"] == len(list(target.rglob("*.html")))
    assert report["files"] == len([each for each in target.rglob("*") if each.is_file()]) - 1


def test_it_holds_every_public_address_and_all_widths_of_pictures(target):
    fill(2)
    person = Researcher.objects.get(slug="mina")
    Researcher.objects.filter(slug="mina").update(photo_random=True)
    picture = factories.photo(person, image=factories.picture(1200, 900)).image
    paper = factories.publication(person, slug="gauge")
    hosted_pdf(paper)
    export(target)
    for path in (
        "index.html",
        "people/index.html",
        "people/mina/index.html",
        "people/mina/publications/index.html",
        "people/mina/cv/index.html",
        "people/mina/feed.xml",
        "people/mina/publications.bib",
        "publications/gauge/index.html",
        "publications/gauge/cite.bib",
        "publications/gauge/cite.ris",
        "publications/gauge/cite.json",
        "publications/gauge/gauge.pdf",
        "publications.bib",
        "publications/feed.xml",
        "feed.xml",
        "sitemap.xml",
        "robots.txt",
        "search/index.html",
        "static/css/base.css",
    ):
        assert (target / path).is_file(), path
    assert (target / "publications/gauge/gauge.pdf").read_bytes() == b"%PDF-1.7 drift"
    page = (target / "people/mina/index.html").read_text()
    pictures = set(re.findall(r"\.\./\.\./media/people/[\w.-]+", page))
    assert len(pictures) >= len(picture.widths) > 1
    assert all((target / "people/mina" / each).is_file() for each in pictures)


def test_years_topics_and_further_pages_are_files(target, monkeypatch):
    monkeypatch.setattr("publications.views.PER_PAGE", 3)
    monkeypatch.setattr("publications.views.FEW", 1)
    person = factories.researcher(slug="mina")
    for number in range(4):
        factories.publication(person, year=2000 + number % 2)
    export(target)
    assert (target / "publications/index.year-2001.html").is_file()
    second = (target / "publications/index.page-2.html").read_text()
    assert 'rel="prev" href="index.html"' in second
    assert broken_links(target) == []


def test_nothing_that_is_not_public_is_in_any_file_or_name(target):
    fill(1)
    all_sections(Researcher.objects.get(slug="rosa"))
    hide_canaries()
    export(target)
    for file in target.rglob("*"):
        assert CANARY not in str(file)
        assert not file.is_file() or CANARY.encode() not in file.read_bytes(), file


def test_pages_say_where_the_site_stands_and_lead_nowhere_outside_by_themselves(target):
    fill(1)
    export(target)
    page = (target / "people/mina/index.html").read_text()
    assert '<link rel="canonical" href="https://tidewater.example/people/mina/">' in page
    assert "https://tidewater.example/people/mina/" in (target / "sitemap.xml").read_text()
    for file in target.rglob("*.html"):
        text = file.read_text()
        assert "/admin/" not in text, file
        assert not re.search(r'(?:src|srcset)="(?:https?:)?//', text), file


def test_links_to_the_sites_own_address_stay_in_the_folder(target):
    person = factories.researcher(
        slug="mina", bio="[Mine](https://tidewater.example/people/mina/cv/) [gone](/nowhere/)"
    )
    factories.education(person)
    report = export(target)
    page = (target / "people/mina/index.html").read_text()
    assert 'href="cv/index.html"' in page
    assert "nowhere" not in page
    assert report["problems"] == [
        "/ leads to /nowhere/, where nothing is. The link was taken away."
    ]


def test_the_only_labs_own_address_leads_to_the_home_page(target):
    lab = factories.lab(slug="tidewater")
    factories.page(lab=lab, body="[The lab](/labs/tidewater/)", slug="about-us")
    export(target)
    assert (
        'href="../../../index.html"' in (target / "labs/tidewater/about-us/index.html").read_text()
    )
    moved = (target / "labs/tidewater/index.html").read_text()
    assert "url=../../index.html" in moved


def test_the_search_needs_no_server(target):
    person = factories.researcher(slug="mina", family_name="Sørensen")
    factories.publication(
        person, title="On $k$ drifts", year=2021, slug="drifts", abstract="Nets of buoys."
    )
    factories.news_item(person, body="A *tide* came in.", date=date(2024, 5, 1))
    export(target)
    script = (target / "search/index.js").read_text()
    index = json.loads(script.removeprefix("globalThis.octavoIndex = ").rstrip(";\n"))
    rows = {group["kind"]: group["rows"] for group in index["groups"]}
    assert rows["people"][0]["url"] == "../people/mina/index.html"
    assert rows["people"][0]["folded"].endswith("sorensen")
    [paper] = rows["publications"]
    assert (paper["year"], paper["person"], paper["type"]) == ("2021", ["mina"], "article")
    assert "<math" in paper["html"]
    assert paper["abstract"] == "nets of buoys"
    assert paper["names"].startswith("mina sorensen")
    assert rows["news"][0]["text"] == "A tide came in."
    assert index["letters"]["ø"] == "o"
    page = (target / "search/index.html").read_text()
    assert '<script src="index.js" defer>' in page
    assert (target / "search" / re.search(r'src="([^"]*offline-search[^"]*)"', page)[1]).is_file()
    for file in target.rglob("*.html"):
        assert "filter.js" not in file.read_text()


def test_forms_of_lists_lead_to_the_search(target):
    person = factories.researcher(slug="mina")
    for _ in range(16):
        factories.publication(person)
    export(target)
    page = (target / "people/mina/publications/index.html").read_text()
    assert '<form action="../../../search/index.html" method="get">' in page
    assert '<input type="hidden" name="person" value="mina">' in page
    assert 'name="type"' in page
    assert 'name="group"' not in page


def test_an_earlier_export_is_replaced_whole(target):
    person = factories.researcher(slug="mina")
    export(target)
    person.visibility = "hidden"
    person.save()
    factories.researcher(slug="rosa")
    export(target)
    assert not (target / "people/mina").exists()
    assert (target / "people/rosa/index.html").is_file()
    assert [each.name for each in target.parent.iterdir()] == ["site"]


@pytest.mark.parametrize("name", ["notes.txt", f"{MANIFEST}", ".git/config"])
def test_somebody_elses_folder_is_left_as_it_is(target, name):
    factories.researcher()
    (target / name).parent.mkdir(parents=True, exist_ok=True)
    (target / name).write_text("mine")
    with pytest.raises(CommandError, match="Nothing was written"):
        export(target)
    assert (target / name).read_text() == "mine"
    assert [each.name for each in target.parent.iterdir()] == ["site"]


def test_what_was_added_to_an_earlier_export_is_not_lost(target):
    factories.researcher()
    export(target)
    (target / "CNAME").write_text("tidewater.example")
    with pytest.raises(CommandError, match="CNAME"):
        export(target)
    assert (target / "CNAME").exists()


def test_a_file_in_the_way_and_an_unanswered_host_are_told_in_one_line(target, settings):
    factories.researcher()
    target.write_text("a file")
    with pytest.raises(CommandError, match="is a file"):
        export(target)
    target.unlink()
    settings.ALLOWED_HOSTS = ["elsewhere.example"]
    with pytest.raises(CommandError, match="OCTAVO_HOSTS"):
        export(target)
    assert not list(target.parent.iterdir())


def test_an_export_that_breaks_off_leaves_nothing_and_the_old_one_stands(target, monkeypatch):
    factories.researcher(slug="mina")
    export(target)
    before = (target / "index.html").read_bytes()

    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("website.views.search_all", broken)
    with pytest.raises(CommandError, match="/search/ could not be drawn"):
        export(target)
    assert (target / "index.html").read_bytes() == before
    assert [each.name for each in target.parent.iterdir()] == ["site"]


def test_without_an_address_of_its_own_the_export_says_what_is_missing(target, settings):
    settings.BASE_URL = ""
    factories.researcher()
    [problem] = export(target)["problems"]
    assert "OCTAVO_BASE_URL is not set" in problem


def test_the_folder_can_be_read_by_a_web_server(target):
    factories.researcher()
    export(target)
    assert target.stat().st_mode & 0o055 == 0o055
    assert (target / "index.html").stat().st_mode & 0o044 == 0o044
