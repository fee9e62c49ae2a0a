"""Profiles pages and collections of members as further people."""

import pytest

from profiles.models import Membership, Page, Researcher
from publications.models import Venue
from tests import factories
from tests.transfer.alfolio.reading import of, read
from tests.transfer.sites import doc, lay_alfolio, problems, run

PROFILES = {
    "_pages/profiles.md": doc(
        "layout: profiles\npermalink: /people/\ntitle: People\nphd_students:\n"
        "  - align: right\n    image: ada.png\n    content: ada.md\n    more_info: Room 3\n"
        "  - name: Dr. Bo Berg\n  - align: left\n    image:\n"
    ),
    "_pages/ada.md": "# Ada Lund\n\nI measure mud.\n",
}


def test_a_page_of_profiles_gives_people_with_their_texts(tmp_path):
    ada, bo = of(read(tmp_path, PROFILES), "person")
    assert (ada.title, ada.slug, ada.values["bio"]) == ("Ada Lund", "ada-lund", "I measure mud.")
    assert (ada.values["more_info"], ada.values["groups"]) == ("Room 3", ["phd students"])
    assert [part.kind for part in ada.parts] == ["photo"]
    assert (bo.title, bo.values["given_name"]) == ("Bo Berg", "Bo")


def test_members_of_a_collection_are_people(tmp_path):
    head = (
        "title: Ada\ncategory: PhD\nprofile:\n  name: Ada Lund\n  position: PhD student\n"
        "  github: ada-l\n  orcid: 0000-0002-1825-0097\n  address: Room 3"
    )
    (ada,) = of(read(tmp_path, {"_members/ada.md": doc(head, "Mud.")}), "person")
    assert (ada.title, ada.values["title"], ada.values["bio"]) == (
        "Ada Lund",
        "PhD student",
        "Mud.",
    )
    assert {part.values["platform"] for part in ada.parts} == {"github", "orcid"}
    assert ada.addresses[0] == "/members/ada/"


def test_samples_the_owner_and_doubles_are_no_further_people(tmp_path):
    files = {
        "_members/a.md": doc("title: Albert Einstein", "x"),
        "_members/b.md": doc("title: Mina K. Sørensen", "x"),
        "_members/c.md": doc("title: Ada Lund", "x"),
        "_people/c.md": doc("title: Ada Lund", "x"),
    }
    reasons = [item.left_out for item in of(read(tmp_path, files), "person")]
    assert reasons[0].startswith("This is sample content")
    assert reasons[1:] == ["It is the site's owner.", "", "The person stands on the site twice."]


@pytest.mark.django_db
def test_further_people_wait_for_an_editor_and_come_once(tmp_path, lab):
    folder = lay_alfolio(tmp_path, {**PROFILES, "assets/img/ada.png": factories.picture().read()})
    run(folder, lab=lab.slug)
    ada = Researcher.objects.get(slug="ada-lund")
    assert (ada.visibility, ada.photos.count()) == ("awaiting", 1)
    assert Membership.objects.get(researcher=ada).role == "phd"
    again = run(folder, lab=lab.slug)
    assert (again["created"], again["updated"]) == (0, 0)
    assert Researcher.objects.count() == 3


@pytest.mark.django_db
def test_somebody_who_is_here_already_keeps_what_they_wrote(tmp_path):
    ada = factories.researcher(given_name="Ada", family_name="Lund", slug="ada", bio="Mine.")
    run(lay_alfolio(tmp_path, PROFILES))
    ada.refresh_from_db()
    assert (ada.bio, ada.more_info) == ("Mine.", "Room 3")
    assert Researcher.objects.filter(family_name="Lund").count() == 1


@pytest.mark.django_db
def test_venues_take_their_colours_but_not_from_nothing(tmp_path):
    venue = Venue.objects.create(name="Tide Conference", short_name="TC")
    chosen = Venue.objects.create(name="Mud Notes", short_name="MN", colour="#111111")
    files = {
        "_data/venues.yml": "TC:\n  color: '#e07730'\n  url: https://tc.example\n"
        "MN:\n  color: '#ffffff'\nXX:\n  color: '#123456'\n"
    }
    report = run(lay_alfolio(tmp_path, files))
    venue.refresh_from_db()
    chosen.refresh_from_db()
    assert (venue.colour, venue.url) == ("#e07730", "https://tc.example")
    assert chosen.colour == "#111111"
    assert "No paper names this venue" in problems(report)


@pytest.mark.django_db
def test_repositories_books_and_other_sections_become_pages(tmp_path):
    files = {
        "_data/repositories.yml": "github_users: [mina-s]\ngithub_repos:\n  - mina-s/mud\n"
        "  - [mina-s/tides]\n  - id: mina-s/gauge\n    recommendation: A gauge.\n",
        "_books/sea.md": doc("title: The Sea\nauthor: Ada Lund\nstatus: read\nstars: 4", "Wet."),
        "_books/the_godfather.md": doc("title: The Godfather", "x"),
        "_data/cv.yml": "cv:\n  name: Mina\n  sections:\n    Skills:\n"
        "      - name: Mud\n        keywords: [Deep, Soft]\n    Publications:\n      - title: X\n",
    }
    report = run(lay_alfolio(tmp_path, files))
    pages = dict(Page.objects.values_list("title", "body"))
    assert "- [mina-s/gauge](https://github.com/mina-s/gauge): A gauge." in pages["Repositories"]
    assert pages["Repositories"].count("\n") == 3
    assert pages["Books"] == "## The Sea\n\nAda Lund · read · 4 of 5 stars\n\nWet."
    assert pages["More of the CV"] == "## Skills\n\n- Mud\n  - Deep\n  - Soft"
    assert "Papers come from the bibliography" in problems(report)
