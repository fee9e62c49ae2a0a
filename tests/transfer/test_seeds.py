"""Two real home pages, imported and drawn: all that they say is there, nothing that they hide."""

import json
import re
from html import unescape
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from profiles.models import Page, Researcher
from publications.models import Publication
from tests import factories
from tests.transfer.sites import lay, needs_seeds, run, seed
from typeset.comments import split_comments
from typeset.markdown import plain, render

pytestmark = [pytest.mark.django_db, needs_seeds]

NAMED = "title: blank\nfirst_name: Joohyung\nmiddle_name:\nlast_name: Lee\n"
PUBLIC = (
    "/", "/people/", "/people/{slug}/", "/people/{slug}/publications/", "/people/{slug}/news/",
    "/people/{slug}/teaching/", "/people/{slug}/cv/", "/people/{slug}/feed.xml", "/feed.xml",
    "/people/{slug}/publications.bib", "/publications/", "/publications.bib", "/news/", "/blog/",
    "/projects/", "/sitemap.xml", "/robots.txt", "/search/?q=statement", "/search/?q=equivariance",
    "/people/{slug}/research-statement/",
)  # fmt: skip


def words_of(html: str) -> str:
    """What a reader sees, on one line, without the space that only separates tags."""
    html = re.sub(r"<(script|style|template)\b.*?</\1>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def addresses_of(html: str) -> set[str]:
    return {unescape(found) for found in re.findall(r'href="([^"]*)"', html)}


def body_of(source: str) -> str:
    return split_comments(source.split("\n---\n", 1)[1])[0]


def runs_of_words(text: str, length: int = 4) -> set[str]:
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[at : at + length]) for at in range(len(words) - length + 1)}


def entries_of(section: str) -> list[str]:
    return [entry for entry in re.split(r"(?:^|\n)- ", section.strip()) if entry.strip()]


def title_in(entry: str) -> str:
    """The words before the first full stop, and before any address."""
    return re.split(r"\.(?:\s|\]|$)", plain(entry))[0].strip()


def work_on(page: str, title: str) -> str:
    (found,) = [part for part in page.split('<li class="work">')[1:] if title in words_of(part)]
    return found.split("</li>\n")[0]


@pytest.fixture
def about_folder(tmp_path):
    return lay(tmp_path, {"_config.yml": NAMED, "_pages/about.md": seed("000")})


@pytest.fixture
def plain_folder(tmp_path):
    return lay(tmp_path, {"_config.yml": "title: Wooseok Ha\n", "index.md": seed("001")})


def page_of(slug: str) -> str:
    return Client().get(f"/people/{slug}/").content.decode()


def test_the_name_comes_from_the_configuration_or_the_slug(about_folder, tmp_path):
    run(about_folder)
    assert Researcher.objects.get().slug == "joohyung-lee"
    assert Researcher.objects.get().name == "Joohyung Lee"
    (about_folder / "_config.yml").unlink()
    run(about_folder, researcher="lee-joohyung")
    assert Researcher.objects.get(slug="lee-joohyung").name == "Lee Joohyung"


def test_every_option_of_the_about_page_is_kept(about_folder):
    run(about_folder, researcher="lee")
    person = Researcher.objects.get(slug="lee")
    assert {
        "layout": person.layout,
        "photo_align": person.photo_align,
        "photo_circular": person.photo_circular,
        "photo_random": person.photo_random,
        "selected_papers": person.selected_papers,
        "social": person.social,
        "announcements": (
            person.announcements_enabled,
            person.announcements_scrollable,
            person.announcements_limit,
        ),
        "posts": (
            person.latest_posts_enabled,
            person.latest_posts_scrollable,
            person.latest_posts_limit,
        ),
        "subtitle": person.subtitle,
        "more_info": person.more_info,
    } == {
        "layout": "profile",
        "photo_align": "right",
        "photo_circular": True,
        "photo_random": True,
        "selected_papers": True,
        "social": True,
        "announcements": (True, True, 5),
        "posts": (False, True, 3),
        "subtitle": "**Contact:** joohyunglee [dot] research [at] gmail [dot] com",
        "more_info": "Machine Learning Researcher\n\nat [AITRICS](https://aitrics.com/en)",
    }


def test_the_about_page_says_every_sentence_and_link(about_folder):
    run(about_folder, researcher="lee")
    page, original = page_of("lee"), render(body_of(seed("000")))
    shown = words_of(page)
    for paragraph in body_of(seed("000")).strip().split("\n\n"):
        assert plain(paragraph) in shown
    assert addresses_of(original) <= addresses_of(page)
    assert "https://aitrics.com/en" in addresses_of(page)
    assert "<strong>Contact:</strong> joohyunglee [dot] research [at] gmail [dot] com" in page
    assert "Machine Learning Researcher" in shown


def test_nothing_of_the_comment_is_in_any_public_byte(about_folder):
    run(about_folder, researcher="lee")
    (comment,) = split_comments(seed("000").split("\n---\n", 1)[1])[1]
    hidden = runs_of_words(comment.text) - runs_of_words(seed("000").replace(comment.text, ""))
    assert len(hidden) > 400
    for address in PUBLIC:
        answer = Client().get(address.format(slug="lee"))
        shown = runs_of_words(words_of(answer.content.decode()))
        assert not hidden & shown, address
        assert b"Research Statement" not in answer.content, address
        assert b"aitrics-chris" not in answer.content, address


def test_the_commented_out_page_is_a_draft_that_its_owner_sees(about_folder, client_of):
    run(about_folder, researcher="lee")
    draft = Page.objects.get(researcher__slug="lee")
    assert (draft.title, draft.slug, draft.draft) == (
        "Research Statement",
        "research-statement",
        True,
    )
    assert "## PhD research directions" in draft.body
    assert "SER improves linear-eval Top-1 by +0.84" in draft.body
    assert "<" not in draft.body
    assert not draft.body.startswith("#")
    assert Client().get("/people/lee/research-statement/").status_code == 404

    owner = factories.user()
    Researcher.objects.filter(slug="lee").update(user=owner)
    stranger = factories.researcher().user
    form = reverse("admin:profiles_page_change", args=[draft.pk])
    assert "SER improves linear-eval Top-1" in client_of(owner).get(form).content.decode()
    for visitor in (Client(), client_of(stranger)):
        assert visitor.get(draft.get_absolute_url()).status_code == 404
        assert b"SER improves" not in visitor.get(form, follow=True).content


def test_the_photo_is_found_whatever_its_case_or_missed_by_name(about_folder):
    report = run(about_folder, researcher="lee")
    assert "The picture prof_pic.jpg is not in the folder." in str(report)
    picture = factories.picture().read()
    lay(about_folder, {"assets/img/Prof_Pic.JPG": picture})
    again = run(about_folder, researcher="lee")
    assert [item["action"] for item in again["items"] if item["kind"] == "photo"] == ["created"]
    photo = Researcher.objects.get(slug="lee").photos.get()
    assert photo.alt == "Portrait of Joohyung Lee"
    assert photo.image.name.endswith(".webp")


def test_importing_the_about_page_twice_changes_nothing(about_folder):
    run(about_folder, researcher="lee")
    again = run(about_folder, researcher="lee")
    assert (again["created"], again["updated"]) == (0, 0)


def test_a_page_of_headed_sections_keeps_their_order(plain_folder):
    run(plain_folder)
    person = Researcher.objects.get(slug="wooseok-ha")
    assert (person.given_name, person.family_name, person.layout) == ("Wooseok", "Ha", "plain")
    assert [(section.kind, section.title) for section in person.sections.all()] == [
        ("about", "About me"),
        ("education", "Education"),
        ("publications", "Preprints / Publications"),
        ("publications", "Extended Abstracts"),
        ("teaching", "Teaching"),
    ]


def test_degrees_advisors_and_addresses_are_records(plain_folder):
    run(plain_folder)
    person = Researcher.objects.get(slug="wooseok-ha")
    fields = (
        "institution",
        "institution_url",
        "degree",
        "field",
        "ended",
        "advisor",
        "advisor_url",
    )
    chicago, seoul = "The University of Chicago", "Seoul National University"
    assert list(person.education_entries.values_list(*fields)) == [
        (chicago, "https://www.uchicago.edu/", "Ph.D.", "Statistics", "2018",
         "Rina Foygel Barber", "http://galton.uchicago.edu/~rina/"),
        (seoul, "http://en.snu.ac.kr/", "M.S.", "Statistics", "2013",
         "Byeong U. Park", "https://stat.snu.ac.kr/theostat/BUPark.htm"),
        (seoul, "http://en.snu.ac.kr/", "B.S., Statistics, B.A., Economics, Minor in Mathematics",
         "", "2011", "", ""),
    ]  # fmt: skip


def test_courses_are_records(plain_folder):
    run(plain_folder)
    person = Researcher.objects.get(slug="wooseok-ha")
    assert list(person.courses.values_list("code", "title", "term", "year", "institution")) == [
        ("MAS555/DS512", "Advanced Statistics", "Spring", 2024, "KAIST"),
        ("STAT88", "Probability and Mathematical Statistics in Data Science", "Fall", 2020,
         "UC Berkeley"),
        ("STAT158", "Design and Analysis of Experiments", "Spring", 2020, "UC Berkeley"),
    ]  # fmt: skip


def test_the_plain_page_says_all_that_the_original_says(plain_folder):
    run(plain_folder)
    page, source = page_of("wooseok-ha"), body_of(seed("001"))
    shown = words_of(page).lower()
    about, _education, papers, abstracts, teaching = re.split(r"\n### .*\n", source)[1:]
    for paragraph in re.split(r"\n\s*\n", about.strip()):
        assert plain(paragraph).lower() in shown
    for entry in entries_of(papers) + entries_of(abstracts):
        work = work_on(page, title_in(entry))
        said = words_of(work).lower() + " ".join(addresses_of(work)).lower()
        for word in re.findall(r"\w+", plain(entry).lower()):
            assert word in said or word in ("and", "the"), (word, title_in(entry))
    for word in re.findall(r"\w{2,}", plain(teaching).lower()):
        assert word in shown
    links = {
        re.sub(r"//arxiv\.org/pdf/([\d.]+)\.pdf", r"//arxiv.org/abs/\1", each)
        for each in addresses_of(render(source))
    }
    assert links <= addresses_of(page)
    assert page.count("*") >= source.count("\\*")
    for wanted in (
        "Ph.D. in Statistics", "M.S. in Statistics", "Minor in Mathematics", "2018", "2013", "2011",
        "Rina Foygel Barber", "Byeong U. Park", "Spring 2024", "Fall 2020", "Spring 2020",
        "MAS555/DS512", "Selected as Editor's Pick designation",
    ):  # fmt: skip
        assert wanted.lower() in shown


def test_every_entry_is_a_record_under_its_heading(plain_folder):
    run(plain_folder)
    page = page_of("wooseok-ha")
    lists = re.split(r"<h2\b", page)
    for heading, count in (("Preprints / Publications", 17), ("Extended Abstracts", 1)):
        (drawn,) = [part for part in lists if heading in part[:300]]
        source = body_of(seed("001")).split(f"### **{heading}**")[1].split("###")[0]
        assert len(entries_of(source)) == count == drawn.count('<li class="work">')
        for entry in entries_of(source):
            assert title_in(entry) in words_of(drawn)
    assert Publication.objects.count() == 18


def test_who_contributed_equally_is_as_the_stars_say(plain_folder):
    run(plain_folder)
    papers, abstracts = re.split(r"\n### .*\n", body_of(seed("001")))[3:5]
    for entry in entries_of(papers) + entries_of(abstracts):
        starred = re.findall(r"([A-Z]\w+)\\\*", entry)
        work = Publication.objects.get(title=title_in(entry))
        flagged = work.authorships.filter(co_first=True)
        assert [each.family for each in flagged] == starred
        owner = work.authorships.get(researcher__isnull=False)
        assert owner.name.display() == "Wooseok Ha"


def test_what_a_paper_is_and_where_it_appeared_is_read(plain_folder):
    run(plain_folder)
    works = Publication.objects
    assert works.get(award="Selected as Editor's Pick designation").venue_text == "Medical Physics"
    assert works.get(award="Spotlight talk").type == "workshop"
    aistats = works.get(venue__short_name="AISTATS")
    (journal,) = aistats.versions.all()
    assert (journal.kind, journal.venue_text) == ("journal", "Journal of Machine Learning Research")
    assert works.get(status="accepted").venue.short_name == "ICML"
    assert works.filter(status="submitted").count() == 2
    elife = works.get(venue__short_name="eLife")
    assert list(elife.links.values_list("kind", "label")) == [
        ("html", ""), ("package", "Package"), ("code", "Reproducible Code"),
    ]  # fmt: skip
    assert elife.identifiers["biorxiv"] in elife.versions.get().doi
    source = body_of(seed("001"))
    assert set(works.exclude(arxiv_id="").values_list("arxiv_id", flat=True)) == set(
        re.findall(r"arXiv:([\d.]+)\]", source)
    )


def test_the_page_as_a_list_brings_the_same_papers_and_no_second_ones(plain_folder):
    run(plain_folder)
    out = StringIO()
    page = str(plain_folder / "index.md")
    call_command("import_list", page, "--researcher", "wooseok-ha", "--json", stdout=out)
    report = json.loads(out.getvalue())
    assert (report["found"], report["unchanged"]) == (18, 18)


def test_the_portrait_of_the_plain_page_comes_without_its_style(plain_folder):
    lay(plain_folder, {"profile.jpg": factories.picture().read()})
    report = run(plain_folder)
    person = Researcher.objects.get(slug="wooseok-ha")
    assert person.photos.get().alt == "hi"
    assert "profile.jpg" not in person.bio
    assert "style=" not in page_of("wooseok-ha").split("<main", 1)[1].replace("data-style", "")
    assert report["rejected"] == 0


def test_a_missing_portrait_is_told_by_name(plain_folder):
    (photo,) = [item for item in run(plain_folder)["items"] if item["kind"] == "photo"]
    assert (photo["action"], photo["problems"]) == (
        "rejected",
        ["The picture profile.jpg is not in the folder."],
    )


def test_importing_the_plain_page_twice_changes_nothing(plain_folder):
    run(plain_folder)
    again = run(plain_folder)
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 30)
