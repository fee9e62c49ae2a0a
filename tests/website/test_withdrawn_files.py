"""A file whose row is hidden, replaced or deleted answers at its address no more, and is kept."""

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from profiles import withdrawing
from profiles.models import Photo, WithdrawnFile
from tests import factories
from tests.forms import filled

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def photo(transactional_db):
    return factories.photo(factories.researcher(), image=factories.picture(800, 600))


def answers(client, photo):
    urls = [photo.image.url_at(width) for width in photo.image.widths]
    assert len(urls) > 1
    return {client.get(url).status_code for url in urls}


def test_a_photo_answers_while_it_is_shown(client, photo):
    assert answers(client, photo) == {200}


def test_a_hidden_photo_is_gone_in_all_its_widths_and_back_when_shown(client, photo):
    before = photo.image.read()
    photo.public = False
    photo.save()
    assert answers(client, photo) == {404}
    photo.alt = "Another description"
    photo.save()
    assert answers(client, photo) == {404}
    photo.public = True
    photo.save()
    assert answers(client, photo) == {200}
    assert default_storage.open(photo.image.name).read() == before
    assert not WithdrawnFile.objects.exists()


def test_the_photos_of_somebody_hidden_are_gone_and_back_with_them(client, photo):
    person = photo.researcher
    person.visibility = "hidden"
    person.save()
    assert answers(client, photo) == {404}
    person.visibility = "unlisted"
    person.save()
    assert answers(client, photo) == {200}


def test_what_the_courses_of_somebody_hidden_hand_out_is_gone_and_back_with_them(client, db):
    person = factories.researcher()
    session = factories.course(person).sessions.create(topic="Moon")
    slides = session.materials.create(
        label="Slides", file=SimpleUploadedFile("moon.pdf", b"%PDF-1.7 moon")
    )
    assert client.get(slides.href).status_code == 200
    person.visibility = "hidden"
    person.save()
    assert client.get(slides.href).status_code == 404
    slides.label = "Slides of the moon"
    slides.save()
    assert client.get(slides.href).status_code == 404
    person.visibility = "public"
    person.save()
    assert client.get(slides.href).status_code == 200


def test_a_photo_hidden_by_itself_stays_hidden_when_its_person_is_shown_again(client, photo):
    photo.public = False
    photo.save()
    person = photo.researcher
    person.visibility = "hidden"
    person.save()
    person.visibility = "public"
    person.save()
    assert answers(client, photo) == {404}


def test_a_deleted_photo_is_gone_and_comes_back_with_its_row(client, photo):
    name, urls = photo.image.name, [photo.image.url_at(width) for width in photo.image.widths]
    old = photo.history.latest().instance
    photo.delete()
    assert {client.get(url).status_code for url in urls} == {404}
    old.save()
    assert Photo.objects.get().image.name == name
    assert {client.get(url).status_code for url in urls} == {200}


def test_a_replaced_photo_is_gone_and_the_new_one_there(client, photo):
    old = photo.image.url
    photo.image = factories.picture(700, 500)
    photo.save()
    assert client.get(old).status_code == 404
    assert answers(client, photo) == {200}


def test_a_file_that_another_row_has_too_stays(client, photo):
    twin = Photo.objects.create(
        researcher=photo.researcher,
        alt="The same picture",
        image=photo.image.name,
        image_width=photo.image_width,
        image_height=photo.image_height,
    )
    photo.delete()
    assert answers(client, twin) == {200}
    twin.delete()
    assert answers(client, twin) == {404}


def test_what_is_withdrawn_is_handed_out_to_nobody(client, photo):
    photo.public = False
    photo.save()
    for row in WithdrawnFile.objects.all():
        assert default_storage.exists(row.kept_as)
        assert client.get(f"/media/{row.kept_as}").status_code == 404


def test_a_change_that_fails_takes_no_file_away(client, photo):
    with transaction.atomic():
        photo.delete()
        transaction.set_rollback(True)
    assert answers(client, Photo.objects.get()) == {200}


def test_what_is_to_be_forgotten_is_deleted_wherever_it_lies(photo):
    names = withdrawing.stored_names(photo.image)
    photo.public = False
    photo.save()
    kept = list(WithdrawnFile.objects.values_list("kept_as", flat=True))
    withdrawing.forget(names)
    assert not any(default_storage.exists(name) for name in [*names, *kept])
    assert not WithdrawnFile.objects.exists()


def test_whoever_has_hidden_a_photo_can_still_save_their_form(client_of, client, photo):
    photo.public = False
    photo.save()
    person, size = photo.researcher, (photo.image_width, photo.image_height)
    mine = client_of(person.user)
    form = reverse("admin:profiles_researcher_change", args=[person.pk])
    sent = filled(mine.get(form), bio="New words.")
    assert mine.post(form, sent).status_code == 302
    person.refresh_from_db()
    photo.refresh_from_db()
    assert person.bio == "New words."
    assert (photo.image_width, photo.image_height) == size
    assert answers(client, photo) == {404}
    shown = filled(mine.get(form), **{"photos-0-public": "on"})
    assert mine.post(form, shown).status_code == 302
    assert answers(client, photo) == {200}


def test_a_hidden_photo_or_link_is_on_no_page(client, photo):
    person = photo.researcher
    link = factories.profile_link(person, platform="github", value="mina-in-the-reeds")
    page = client.get(person.get_absolute_url()).content.decode()
    assert photo.image.url_at(480) in page
    assert link.value in page
    photo.public = link.public = False
    photo.save()
    link.save()
    for path in (person.get_absolute_url(), "/people/"):
        page = client.get(path).content.decode()
        assert photo.image.name.split(".")[0] not in page
        assert link.value not in page
