"""Bad input in the admin: a message at the field that says what to do, and nothing lost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from profiles.models import Course, Page
from tests import factories
from tests.forms import errors, filled, new_row


@pytest.fixture
def client(client_of, member):
    return client_of(member)


@pytest.fixture
def address(researcher):
    return reverse("admin:profiles_researcher_change", args=[researcher.pk])


def photo(data: dict, upload, alt: str = "A portrait") -> dict:
    return new_row(data, "photos", image=upload, alt=alt, position=0)


def picture(width: int = 64, height: int = 48, name: str = "portrait.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, factories.picture(width, height).read(), "image/png")


def refused(client, address: str, data: dict) -> tuple[dict[str, list[str]], str]:
    response = client.post(address, data)
    assert response.status_code == 200
    return errors(response), response.content.decode()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"not a picture at all", "Upload a JPEG, PNG or WebP file"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "Upload a JPEG"),
        (b"", "empty"),
    ],
)
def test_a_file_that_is_no_picture(client, address, content, told):
    data = photo(filled(client.get(address), bio="Typed."), SimpleUploadedFile("a.png", content))
    found, page = refused(client, address, data)
    assert told in found["photos-0-image"][0]
    assert "Typed." in page


def test_a_picture_of_too_many_bytes(client, address, settings):
    settings.PICTURE_MAX_BYTES = 100
    found, _page = refused(client, address, photo(filled(client.get(address)), picture()))
    assert "Save it smaller" in found["photos-0-image"][0]


def test_a_picture_of_too_many_pixels(client, address, settings):
    settings.PICTURE_MAX_PIXELS = 1000
    found, _page = refused(client, address, photo(filled(client.get(address)), picture()))
    assert "64 × 48" in found["photos-0-image"][0]
    assert "Scale it down" in found["photos-0-image"][0]


def test_a_photo_without_a_description_is_kept_until_it_has_one(client, address, researcher):
    data = photo(filled(client.get(address), bio="Typed."), picture(), alt="")
    response = client.post(address, data)
    assert "Portrait of Mina" in errors(response)["photos-0-alt"][0]
    page = response.content.decode()
    assert "Typed." in page
    assert "“portrait.png” is kept" in page
    again = filled(response, **{"photos-0-alt": "A portrait in green"})
    assert client.post(address, again).status_code == 302
    assert researcher.photos.get().image.width == 64


def test_a_bad_file_is_not_kept(client, address):
    data = photo(filled(client.get(address)), SimpleUploadedFile("a.png", b"nothing"), alt="")
    assert "is kept" not in client.post(address, data).content.decode()


def test_a_bad_file_leaves_the_stored_picture_in_sight(client, address, researcher):
    kept = factories.photo(researcher)
    bad = SimpleUploadedFile("a.png", b"%PDF-1.7")
    data = {**filled(client.get(address)), "photos-0-image": bad}
    found, page = refused(client, address, data)
    assert "Upload a JPEG" in found["photos-0-image"][0]
    assert kept.image.url in page
    assert client.post(address, filled(client.get(address))).status_code == 302
    assert researcher.photos.get().image.name == kept.image.name


@pytest.mark.parametrize("slug", ["add", "alumni", "all", "index"])
def test_an_address_that_the_site_keeps_for_itself(client, address, slug):
    found, page = refused(client, address, filled(client.get(address), slug=slug))
    assert f"my-{slug}" in found["slug"][0]
    assert f'value="{slug}"' in page


def test_an_address_that_somebody_else_has(client, address):
    other = factories.researcher()
    found, _page = refused(client, address, filled(client.get(address), slug=other.slug))
    assert found["slug"] == ["Somebody else has this address. Choose another one."]


def test_an_address_with_a_space(client, address):
    found, _page = refused(client, address, filled(client.get(address), slug="mina s"))
    assert "slug" in found


@pytest.mark.parametrize(
    ("prefix", "row"),
    [
        ("education_entries", {"institution": "Bergen"}),
        ("experience_entries", {"organisation": "Bergen", "role": "Postdoc"}),
        ("service_entries", {"organisation": "Journal", "kind": "reviewing"}),
    ],
)
def test_an_end_before_its_start(client, address, prefix, row):
    data = new_row(
        filled(client.get(address)), prefix, **row, started="2015-04", ended="2014", position=0
    )
    found, page = refused(client, address, data)
    assert "Give a date from 2015-04 on" in found[f"{prefix}-0-ended"][0]
    assert "2015-04" in page


def test_a_membership_that_ends_before_it_starts(client_of, editor, lab):
    person = factories.researcher(lab=lab)
    client = client_of(editor)
    address = reverse("admin:profiles_researcher_change", args=[person.pk])
    found, _page = refused(
        client, address, filled(client.get(address), **{"memberships-0-ended": "2019-01-01"})
    )
    assert "Give a day from 2020-01-01 on" in found["memberships-0-ended"][0]


@pytest.mark.parametrize("date_", ["14/04/2014", "2014-13", "spring 14"])
def test_a_date_that_is_none(client, address, date_):
    data = new_row(
        filled(client.get(address)),
        "education_entries",
        institution="Bergen",
        started=date_,
        position=0,
    )
    found, _page = refused(client, address, data)
    assert "for example 2014, 2014-04" in found["education_entries-0-started"][0]


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "ftp://lab.example", "data:text/html,x", "//evil.example", "lab"],
)
def test_a_link_with_another_scheme(client, address, link):
    data = new_row(
        filled(client.get(address)),
        "education_entries",
        institution="Bergen",
        institution_url=link,
        position=0,
    )
    found, _page = refused(client, address, data)
    assert "https://" in found["education_entries-0-institution_url"][0]


def test_a_name_on_a_platform_that_cannot_be_one(client, address):
    data = new_row(
        filled(client.get(address)), "links", platform="email", value="not an address", position=0
    )
    found, _page = refused(client, address, data)
    assert "mina@lab.example" in found["links-0-value"][0]


def test_an_orcid_id_of_another_form(client, address):
    found, _page = refused(client, address, filled(client.get(address), orcid="1234"))
    assert "0000-0002-1825-0097" in found["orcid"][0]


def test_a_colour_by_its_name(client, address):
    found, _page = refused(client, address, filled(client.get(address), accent="green"))
    assert "#1f5f5b" in found["accent"][0]


def test_the_first_leaf_with_a_problem_is_open(client, address):
    response = client.post(address, filled(client.get(address), slug="add"))
    assert response.context["first_problem"] == "settings"


def test_a_page_at_an_address_that_one_has_already(client, researcher):
    factories.page(researcher=researcher, slug="research")
    address = reverse("admin:profiles_page_add")
    found, page = refused(
        client, address, filled(client.get(address), title="R", slug="research", body="Words.")
    )
    assert "already a page at this address" in str(found)
    assert "Words." in page


def test_a_page_at_an_address_of_the_site(client):
    address = reverse("admin:profiles_page_add")
    found, _page = refused(client, address, filled(client.get(address), title="N", slug="news"))
    assert "my-news" in found["slug"][0]


def test_a_page_without_an_address_gets_one_from_its_title(client, researcher):
    factories.page(researcher=researcher, slug="research-statement")
    address = reverse("admin:profiles_page_add")
    client.post(address, filled(client.get(address), title="Research statement"))
    assert Page.objects.filter(researcher=researcher, slug="research-statement-2").exists()


def test_a_page_of_a_person_and_a_lab_at_once(client_of, editor, lab):
    person = factories.researcher(lab=lab)
    client, address = client_of(editor), reverse("admin:profiles_page_add")
    for owner in ({}, {"researcher": person.pk, "lab": lab.pk}):
        found, _page = refused(client, address, filled(client.get(address), title="A", **owner))
        assert "either a person or a lab" in found["researcher"][0]


def test_a_document_that_a_browser_would_run(client, researcher):
    course = factories.course(researcher)
    session = course.sessions.create(topic="Clocks")
    address = reverse("admin:profiles_course_change", args=[course.pk])
    data = new_row(
        filled(client.get(address)),
        f"sessions-{0}-materials",
        label="Slides",
        file=SimpleUploadedFile("slides.html", b"<script>"),
        position=0,
    )
    response = client.post(address, data)
    assert response.status_code == 200
    assert "Upload a PDF" in response.content.decode()
    assert not session.materials.exists()


def test_material_without_file_and_address(client, researcher):
    course = factories.course(researcher)
    course.sessions.create(topic="Clocks")
    address = reverse("admin:profiles_course_change", args=[course.pk])
    data = new_row(filled(client.get(address)), "sessions-0-materials", label="Slides", position=0)
    response = client.post(address, data)
    assert response.status_code == 200
    assert "one of the two" in response.content.decode()


def test_a_course_in_a_year_that_cannot_be(client, researcher):
    address = reverse("admin:profiles_course_add")
    found, _page = refused(client, address, filled(client.get(address), title="D", year="20260"))
    assert "year" in found
    assert not Course.objects.exists()


def test_a_logo_without_a_description(client_of, editor, lab):
    client = client_of(editor)
    address = reverse("admin:profiles_lab_change", args=[lab.pk])
    found, page = refused(client, address, filled(client.get(address), logo=picture(name="l.png")))
    assert "Say what the logo shows" in found["logo_alt"][0]
    assert "“l.png” is kept" in page
