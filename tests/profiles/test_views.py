from datetime import date

import pytest

from tests import factories


def page(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


# People.


def test_people_stand_under_their_roles_and_alumni_below(client, lab):
    student = factories.researcher(lab=lab, family_name="Present")
    gone = factories.researcher(family_name="Past")
    factories.membership(
        researcher=gone,
        lab=lab,
        started=date(2015, 3, 1),
        ended=date(2019, 1, 1),
        next_position="Postdoc in Bergen",
    )
    html = page(client, "/people/")
    assert html.index("PhD student") < html.index("Present") < html.index("Alumni")
    assert "2015–2019" in html
    assert "Postdoc in Bergen" in html
    assert student.get_absolute_url() in html


def test_people_of_several_labs_stand_under_their_labs(client, lab):
    other = factories.lab(name="Fjord Lab")
    person = factories.researcher(lab=lab)
    factories.membership(researcher=person, lab=other)
    html = page(client, "/people/")
    assert html.count(person.get_absolute_url()) == 2
    assert f'href="{other.get_absolute_url()}"' in html


def test_those_without_a_lab_are_listed_too(client, lab, researcher):
    assert researcher.get_absolute_url() in page(client, "/people/")


def test_people_of_a_lab_without_pages_are_still_listed(client, db):
    person = factories.researcher(lab=factories.lab(public=False))
    assert person.get_absolute_url() in page(client, "/people/")


def test_a_person_without_a_photo_has_initials(client, researcher):
    assert ">MS</span>" in page(client, "/people/")


def test_a_photo_is_offered_in_several_widths_with_its_description(client, lab):
    person = factories.researcher(lab=lab)
    factories.photo(person, image=factories.picture(300, 300), alt="Mina at sea")
    html = page(client, "/people/")
    assert 'alt="Mina at sea"' in html
    assert "-240.webp 240w" in html


def test_an_empty_directory_says_so(client, db):
    assert "Nobody has a page here yet." in page(client, "/people/")


# Teaching.


def test_courses_stand_under_their_institutions_newest_first(client, researcher):
    for title, year, institution in (
        ("Old waves", 2015, "Berkeley"),
        ("New waves", 2024, "KAIST"),
        ("Middle waves", 2020, "Berkeley"),
    ):
        factories.course(researcher, title=title, year=year, institution=institution)
    html = page(client, f"{researcher.get_absolute_url()}teaching/")
    order = ["KAIST", "New waves", "Berkeley", "Middle waves", "Old waves"]
    places = [html.index(text) for text in order]
    assert places == sorted(places)
    assert html.count(">Berkeley</h2>") == 1


def test_a_course_shows_its_code_and_schedule(client, researcher):
    course = factories.course(
        researcher, code="MAS555/DS512", title="Advanced Statistics", term="Spring", year=2024
    )
    session = course.sessions.create(label="Week 1", topic="Waves", date=date(2024, 3, 4))
    session.materials.create(label="Slides", url="https://slides.example/1.pdf")
    html = page(client, f"{researcher.get_absolute_url()}teaching/")
    for text in ("MAS555/DS512", "Spring 2024", "Week 1", "4 Mar 2024", "https://slides.example/"):
        assert text in html


def test_no_courses_is_said(client, researcher):
    html = page(client, f"{researcher.get_absolute_url()}teaching/")
    assert "There are no courses here yet." in html


# Free pages and projects.


def test_a_free_page_shows_its_text(client, researcher):
    free = factories.page(researcher=researcher, title="Statement", body="I *measure*.")
    html = page(client, free.get_absolute_url())
    assert "<h1>Statement</h1>" in html
    assert "<em>measure</em>" in html


def test_a_lab_has_free_pages_too(client, lab):
    free = factories.page(lab=lab, title="For students", slug="students")
    assert free.get_absolute_url() in page(client, "/")
    assert "<h1>For students</h1>" in page(client, free.get_absolute_url())


@pytest.mark.parametrize("fields", [{"draft": True}])
def test_a_draft_has_no_page(client, researcher, lab, fields):
    for free in (
        factories.page(researcher=researcher, **fields),
        factories.page(lab=lab, **fields),
        factories.project(researcher, **fields),
    ):
        assert client.get(free.get_absolute_url()).status_code == 404


def test_one_person_s_page_is_not_found_under_another(client, researcher, stranger):
    free = factories.page(researcher=researcher, slug="statement")
    other = stranger.researcher.get_absolute_url()
    assert client.get(f"{other}{free.slug}/").status_code == 404


def test_a_page_cannot_take_the_place_of_the_publications(client, researcher):
    for slug in ("publications", "news", "teaching", "cv"):
        factories.page(researcher=researcher, slug=slug, title="Impostor")
        assert "<h1>Impostor" not in page(client, f"{researcher.get_absolute_url()}{slug}/")


def test_a_project_shows_its_people_picture_and_text(client, researcher):
    project = factories.project(
        researcher,
        title="Slow sensors",
        summary="They are slow.",
        body="Very **slow**.",
        image=factories.picture(),
        image_alt="A buoy",
        url="https://slow.example/",
        started="2020",
    )
    assert "They are slow." in page(client, "/projects/")
    html = page(client, project.get_absolute_url())
    for text in ("<strong>slow</strong>", 'alt="A buoy"', "https://slow.example/", "2020–present"):
        assert text in html
    assert researcher.get_absolute_url() in html


# What people write cannot act.


def test_names_and_texts_are_text(client, lab):
    evil = "<script>alert(1)</script>"
    person = factories.researcher(
        lab=lab,
        given_name=evil,
        title=evil,
        subtitle=evil,
        pronouns="<b>",
        bio=f"{evil} [x](javascript:alert(1)) <img src=x onerror=alert(1)>",
        more_info='<iframe src="https://evil.example"></iframe>',
    )
    factories.course(person, title=evil, code=evil)
    factories.page(researcher=person, title=evil, body=evil)
    factories.education(person, institution=evil, note=evil)
    for address in ("/people/", person.get_absolute_url(), f"{person.get_absolute_url()}teaching/"):
        html = page(client, address)
        for sign in ("<script>alert", '="javascript:', "<img src=x", "<iframe"):
            assert sign not in html
