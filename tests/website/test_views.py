import pytest
from django.test import RequestFactory

from profiles.models import Researcher
from tests import factories
from website.errors import server_error


def page(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


# The first page.


def test_the_only_public_lab_is_at_home(client, lab):
    factories.lab(name="Secret Lab", public=False)
    html = page(client, "/")
    assert f"<h1>{lab.name}</h1>" in html
    assert "Secret Lab" not in html


def test_the_page_of_the_only_lab_is_the_first_page(client, lab):
    answer = client.get(lab.get_absolute_url())
    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_several_labs_are_listed_and_have_pages_of_their_own(client, lab):
    other = factories.lab(name="Fjord Lab", tagline="Deeper")
    html = page(client, "/")
    assert lab.get_absolute_url() in html
    assert "Deeper" in html
    assert "<h1>Fjord Lab</h1>" in page(client, other.get_absolute_url())


def test_a_lab_that_is_not_public_has_no_page(client, lab):
    assert client.get(factories.lab(public=False).get_absolute_url()).status_code == 404


def test_without_a_lab_the_only_person_is_at_home(client, researcher):
    factories.researcher(visibility="hidden")
    html = page(client, "/")
    assert researcher.family_name in html
    assert f'<link rel="canonical" href="http://testserver{researcher.get_absolute_url()}">' in html


def test_without_a_lab_several_people_are_a_list(client, researcher, stranger):
    assert client.get("/")["Location"] == "/people/"


def test_an_empty_site_says_what_comes_first(client, db):
    assert "/admin/" in page(client, "/")


def test_a_lab_shows_its_news_highlights_and_people(client, lab):
    person = factories.researcher(lab=lab)
    factories.publication(person, title="Highlighted work", highlighted=True)
    factories.publication(person, title="Other work")
    for number in range(7):
        factories.news_item(lab=lab, body=f"Item {number}.")
    html = page(client, "/")
    assert "Highlighted work" in html
    assert "Other work" not in html
    assert html.count('id="news-') == 5
    assert person.get_absolute_url() in html


def test_a_lab_without_highlights_shows_its_latest_work(client, lab):
    factories.publication(factories.researcher(lab=lab), title="Latest work")
    html = page(client, "/")
    assert "Latest work" in html
    assert "Latest publications" in html


def test_a_lab_of_alumni_shows_no_empty_list_of_people(client, lab):
    assert "All people" not in page(client, "/")


# The page of a person.


def test_the_family_name_is_set_apart(client, db):
    person = factories.researcher(
        given_name="Jun-ho", family_name="Baek", original_name="백준호", pronouns="he/him"
    )
    html = page(client, person.get_absolute_url())
    assert "<h1>Jun-ho <b>Baek</b>" in html
    assert "백준호" in html
    assert "he/him" in html


def test_announcements_stand_newest_first_and_as_many_as_wanted(client, researcher):
    for day in (1, 3, 2):
        factories.news_item(researcher, date=f"2024-05-0{day}", body=f"Day {day}.")
    html = page(client, researcher.get_absolute_url())
    assert html.index("Day 3.") < html.index("Day 2.") < html.index("Day 1.")
    Researcher.objects.update(announcements_limit=2)
    assert "Day 1." not in page(client, researcher.get_absolute_url())


def test_announcements_scroll_within_reach_of_the_keyboard_or_not_at_all(client, researcher):
    factories.news_item(researcher)
    box = '<div class="scroller" tabindex="0" role="region" aria-label="News">'
    assert box in page(client, researcher.get_absolute_url())
    Researcher.objects.update(announcements_scrollable=False)
    assert "scroller" not in page(client, researcher.get_absolute_url())
    Researcher.objects.update(announcements_enabled=False)
    assert "News number" not in page(client, researcher.get_absolute_url())


def test_an_announcement_with_a_page_shows_its_title(client, researcher):
    factories.news_item(
        researcher, inline=False, title="A new instrument", slug="instrument", body="Long."
    )
    html = page(client, researcher.get_absolute_url())
    assert '<a href="/news/instrument/">A new instrument</a>' in html
    assert "Long." not in html


def test_selected_publications_stand_in_the_persons_order(client, researcher):
    for title, place in (("Second choice", 2), ("First choice", 1), ("Not chosen", None)):
        work = factories.publication(researcher, title=title)
        if place:
            work.authorships.filter(researcher=researcher).update(
                selected=True, selected_position=place
            )
    html = page(client, researcher.get_absolute_url())
    assert html.index("First choice") < html.index("Second choice")
    assert "Not chosen" not in html


def test_blocks_that_are_off_are_not_there(client, researcher):
    factories.profile_link(researcher)
    factories.post(researcher, title="A post")
    work = factories.publication(researcher, title="A choice")
    work.authorships.filter(researcher=researcher).update(selected=True)
    html = page(client, researcher.get_absolute_url())
    assert "github.com" in html
    assert "A choice" in html
    assert "A post" not in html
    Researcher.objects.update(social=False, selected_papers=False, latest_posts_enabled=True)
    html = page(client, researcher.get_absolute_url())
    assert "github.com" not in html
    assert "A choice" not in html
    assert "A post" in html


def test_an_address_is_shown_only_to_whom_its_owner_wants(client, db):
    person = factories.researcher(email="mina@tides.example")
    assert "mina@tides.example" not in page(client, person.get_absolute_url())
    Researcher.objects.update(email_public=True)
    assert "mailto:mina@tides.example" in page(client, person.get_absolute_url())


def test_one_of_several_photos_is_there_without_a_script_and_all_for_it(client, db):
    person = factories.researcher(photo_random=True, photo_circular=True, photo_align="left")
    assert "photo.js" not in page(client, person.get_absolute_url())
    for number in (1, 2):
        factories.photo(person, alt=f"Portrait {number}", position=number)
    html = page(client, person.get_absolute_url())
    assert 'alt="Portrait 1"' in html
    assert "Portrait 2&quot;" in html
    assert "photo.js" in html
    assert "portrait circular" in html
    assert "photo-left" in html
    Researcher.objects.update(photo_random=False)
    assert "Portrait 2" not in page(client, person.get_absolute_url())


def test_a_person_may_have_a_colour_of_their_own(client, lab):
    lab.accent = "#123456"
    lab.save()
    own = factories.researcher(lab=lab, accent="#7A2F8F")
    without = factories.researcher(lab=lab)
    assert "/accent/7a2f8f.css" in page(client, own.get_absolute_url())
    assert "/accent/123456.css" in page(client, without.get_absolute_url())
    assert "/accent/123456.css" in page(client, "/people/")


def test_the_navigation_has_what_there_is(client, researcher):
    bare = page(client, researcher.get_absolute_url())
    assert f"{researcher.get_absolute_url()}publications/" not in bare
    factories.publication(researcher)
    factories.news_item(researcher)
    factories.course(researcher)
    factories.education(researcher)
    factories.page(researcher=researcher, title="Statement", slug="statement")
    factories.page(researcher=researcher, title="Side page", in_navigation=False)
    full = page(client, researcher.get_absolute_url())
    for part in ("publications", "news", "teaching", "cv", "statement"):
        assert f'href="{researcher.get_absolute_url()}{part}/"' in full
    assert "Side page" not in full


def test_the_navigation_says_where_one_is(client, researcher):
    factories.course(researcher)
    html = page(client, f"{researcher.get_absolute_url()}teaching/")
    assert f'<a href="{researcher.get_absolute_url()}teaching/" aria-current="page">' in html
    assert html.count("aria-current") == 1


# The plain layout.


@pytest.fixture
def plain(db):
    return factories.researcher(layout="plain", bio="I measure.", slug="rosa")


def test_a_plain_page_has_a_sensible_order_at_first(client, plain):
    factories.education(plain, institution="University of Tides")
    factories.publication(plain, title="A work")
    factories.course(plain, title="Waves", term="Spring", year=2024)
    html = page(client, plain.get_absolute_url())
    places = [html.index(text) for text in ("I measure.", "University of Tides", "A work", "Waves")]
    assert places == sorted(places)
    assert "Talks" not in html


def test_a_plain_page_follows_its_owners_order(client, plain):
    factories.publication(plain, title="An article", type="article")
    factories.publication(plain, title="An abstract", type="abstract")
    factories.section(plain, kind="text", heading="First words", body="*Welcome.*", position=0)
    factories.section(
        plain, kind="publications", heading="Extended abstracts", types=["abstract"], position=1
    )
    factories.section(plain, kind="publications", types=["article"], body="Some of:", position=2)
    factories.section(plain, kind="about", position=3, visible=False)
    html = page(client, plain.get_absolute_url())
    order = ["<em>Welcome.</em>", "Extended abstracts", "An abstract", "Some of:", "An article"]
    places = [html.index(text) for text in order]
    assert places == sorted(places)
    assert "<p>I measure." not in html


def test_a_section_with_nothing_in_it_is_left_out(client, plain):
    factories.section(plain, kind="talks", heading="My talks", body="")
    html = page(client, plain.get_absolute_url())
    assert "My talks" not in html
    assert "still being written" in html


# The CV.


def test_the_cv_gathers_all_entries(client, researcher):
    factories.education(
        researcher,
        institution="University of Tides",
        ended="2018",
        advisor="Rina Berg",
        advisor_url="https://rina.example/",
    )
    researcher.talk_entries.create(title="On drift", event="FLOW", date="2021-04")
    factories.publication(researcher, title="A work of mine")
    html = page(client, f"{researcher.get_absolute_url()}cv/")
    for text in ("Ph.D. in Drift", "2018", "https://rina.example/", "Apr 2021", "A work of mine"):
        assert text in html


# Search.


def test_search_finds_people_works_news_and_pages_whatever_the_accents(client, db):
    person = factories.researcher(family_name="Łoś")
    factories.publication(person, title="Élan vital of sensors")
    factories.news_item(person, body="Élan was shown.")
    factories.page(researcher=person, title="Élan for students")
    assert person.get_absolute_url() in page(client, "/search/?q=los")
    html = page(client, "/search/?q=elan")
    for text in ("Élan vital", "Élan was shown", "Élan for students"):
        assert text in html


def test_search_says_when_it_finds_nothing(client, db):
    assert "Nothing was found" in page(client, "/search/?q=nothing")
    assert "Nothing was found" not in page(client, "/search/?q=")


def test_search_leads_on_to_further_works(client, researcher):
    for _ in range(13):
        factories.publication(researcher, title="Many drifts")
    assert 'href="/publications/?q=many+drifts"'.replace("+", "%20") in page(
        client, "/search/?q=many+drifts"
    )


@pytest.mark.parametrize(
    "query", ["a " * 5000, "\x00", "%", "'; DROP TABLE x --", "<script>alert(1)</script>", "🌊"]
)
def test_search_takes_any_words(query, client, researcher):
    factories.publication(researcher)
    answer = client.get("/search/", {"q": query})
    assert answer.status_code == 200
    assert b"<script>alert" not in answer.content
    assert client.get("/publications/", {"q": query}).status_code == 200


# Errors.


def test_a_missing_page_is_answered_in_the_sites_own_look(client, lab):
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert lab.name in answer.content.decode()
    assert b'action="/search/"' in answer.content


def test_a_broken_page_is_answered_without_a_query():
    answer = server_error(RequestFactory().get("/"))  # no database in this test
    assert answer.status_code == 500
    assert b"<h1>" in answer.content


# For machines.


def test_robots_are_told_of_the_sitemap(client, db):
    answer = client.get("/robots.txt")
    assert "Sitemap: http://testserver/sitemap.xml" in answer.content.decode()
    assert answer["Content-Type"].startswith("text/plain")


def test_an_accent_has_a_stylesheet(client):
    answer = client.get("/accent/7a2f8f.css")
    assert answer["Content-Type"].startswith("text/css")
    assert "--accent: light-dark(#7a2f8f, #" in answer.content.decode()
    assert "max-age" in answer["Cache-Control"]


@pytest.mark.parametrize("name", ["7A2F8F", "7a2f8", "7a2f8f0", "red", "}body{}", "%22"])
def test_an_accent_is_six_digits_and_nothing_else(name, client, db):
    assert client.get(f"/accent/{name}.css").status_code == 404
