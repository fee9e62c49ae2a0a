"""What stays in view: the point in focus, and the files that are cut around it."""

from importlib import import_module
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from profiles.focus import CARD, SQUARE, Box, Focus, box, read, usual
from profiles.models import Photo, Proposal
from profiles.responsive import picture, portraits
from tests import factories
from tests.forms import errors, filled, new_row


def striped(width: int, height: int) -> ContentFile:
    """Red at its beginning, green in the middle, blue at its end, along the longer side."""
    image = Image.new("RGB", (width, height), "#00ff00")
    across, down = (width, height // 3) if height > width else (width // 3, height)
    image.paste("#ff0000", (0, 0, across, down))
    image.paste("#0000ff", (width - across, height - down, width, height))
    buffer = BytesIO()
    image.save(buffer, "PNG")
    return ContentFile(buffer.getvalue(), name="stripes.png")


def colour(name: str, x: float = 0.5, y: float = 0.5) -> str:
    with default_storage.open(name) as file, Image.open(file) as image:
        seen = image.convert("RGB").getpixel((int(image.width * x), int(image.height * y)))
    return ("red", "green", "blue")[max(range(3), key=lambda each: seen[each])]


def cut_names(row, field: str = "image") -> list[str]:
    view = row._meta.get_field(field).cut(row)
    return list(view.names.values()) if view else []


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("40% 30%", Focus(40, 30)),
        ("0% 100%", Focus(0, 100)),
        ("", None),
        ("101% 0%", None),
        ("-1% 5%", None),
        ("040% 30%", None),
        ("40% 30%; color: red", None),
        ("٤٠% 30%", None),
    ],
)
def test_a_point_is_read_only_as_it_is_written(text, point):
    assert read(text) == point


def test_usually_it_is_the_middle_and_a_little_above_it_in_upright_pictures():
    assert usual(1600, 900) == usual(800, 800) == (50, 50)
    assert usual(900, 1600) == (50, 40)


def test_the_point_is_in_the_middle_as_far_as_the_picture_reaches():
    assert box(600, 900, SQUARE, Focus(50, 50)) == Box(0, 150, 600, 750)
    assert box(600, 900, SQUARE, Focus(50, 0)) == Box(0, 0, 600, 600)
    assert box(600, 900, SQUARE, Focus(0, 100)) == Box(0, 300, 600, 900)
    assert box(1600, 500, CARD, Focus(75, 50)) == Box(800, 0, 1600, 500)


def test_a_picture_that_has_the_shape_is_not_cut():
    assert box(800, 800, SQUARE, Focus(0, 0)) is None
    assert box(800, 805, SQUARE, Focus(0, 0)) is None
    assert box(1600, 1000, CARD, Focus(0, 0)) is None


@given(
    st.integers(1, 5000),
    st.integers(1, 5000),
    st.sampled_from([SQUARE, CARD]),
    st.integers(0, 100),
    st.integers(0, 100),
)
def test_what_is_cut_lies_within_the_picture(width, height, shape, left, top):
    found = box(width, height, shape, Focus(left, top))
    if found:
        assert 0 <= found.left < found.right <= width
        assert 0 <= found.top < found.bottom <= height


def test_a_portrait_is_cut_to_a_square_in_several_widths(researcher):
    photo = factories.photo(researcher, image=striped(700, 1050))
    assert photo.image.widths == [240, 480, 700]
    for name, width in zip(cut_names(photo), (160, 320, 640, 700), strict=True):
        with default_storage.open(name) as file, Image.open(file) as image:
            assert image.size == (width, width)
    # The whole frame is there as well, and is what can be cut anew.
    with default_storage.open(photo.image.name) as file, Image.open(file) as image:
        assert image.size == (700, 1050)


def test_it_is_cut_around_its_point(researcher):
    above = factories.photo(researcher, image=striped(700, 1400), focus="50% 0%")
    below = factories.photo(researcher, image=striped(700, 1400), focus="50% 100%")
    assert colour(cut_names(above)[0], y=0.1) == "red"
    assert colour(cut_names(below)[0], y=0.9) == "blue"


def test_lists_take_the_cut_one_and_pages_the_whole(researcher):
    photo = factories.photo(researcher, image=striped(900, 600), focus="80% 50%")
    [whole] = portraits(researcher.photos.all())
    [cut] = portraits(researcher.photos.all(), cut=True)
    assert (whole.width, whole.height) == (480, 320)
    assert (cut.width, cut.height) == (320, 320)
    assert "-at-80-50-320.webp" in cut.src
    assert [each.split()[1] for each in cut.srcset.split(", ")] == ["160w", "320w", "600w"]
    assert picture(photo.image, "", cut=True) == picture(photo.image, "", cut=True)


def test_a_square_portrait_needs_no_further_files(researcher):
    photo = factories.photo(researcher, image=factories.picture(700, 700))
    assert cut_names(photo) == []
    assert portraits([photo], cut=True) == portraits([photo])


def test_a_project_s_picture_is_cut_to_its_card(db):
    project = factories.project(
        image=striped(1600, 500), image_alt="Stripes", image_focus="100% 50%"
    )
    shown = picture(project.image, "Stripes", cut=True)
    assert (shown.width, shown.height) == (320, 200)
    assert colour(cut_names(project)[0], x=0.9) == "blue"


def test_a_circular_portrait_comes_cut_and_another_one_whole(client, researcher):
    photo = factories.photo(researcher, image=striped(700, 1050))
    page = client.get(researcher.get_absolute_url()).content.decode()
    assert photo.image.url in page
    assert "-at-" not in page
    researcher.photo_circular = True
    researcher.save()
    page = client.get(researcher.get_absolute_url()).content.decode()
    assert "-at-50-40-320.webp" in page


@pytest.mark.django_db(transaction=True)
def test_another_point_makes_new_files_and_takes_the_old_ones_away():
    photo = factories.photo(factories.researcher(), image=striped(700, 1400))
    old, whole = cut_names(photo), photo.image.read()
    photo.focus = "50% 100%"
    photo.save()
    new = cut_names(photo)
    assert not set(old) & set(new)
    assert all(default_storage.exists(each) for each in new)
    assert not any(default_storage.exists(each) for each in old)
    assert colour(new[0], y=0.9) == "blue"
    assert default_storage.open(photo.image.name).read() == whole
    # History knows the point of then, and going back cuts around it again.
    then = photo.history.order_by("history_id").first().instance
    then.save()
    assert all(default_storage.exists(each) for each in old)
    assert not any(default_storage.exists(each) for each in new)


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_taken_back_leaves_the_files_alone():
    photo = factories.photo(factories.researcher(), image=striped(700, 1400))
    old = cut_names(photo)
    with transaction.atomic():
        photo.focus = "50% 100%"
        photo.save()
        transaction.set_rollback(True)
    assert all(default_storage.exists(each) for each in old)
    assert not default_storage.exists(cut_names(photo)[0])


@pytest.mark.django_db(transaction=True)
def test_a_hidden_photo_is_hidden_however_it_is_cut(client):
    photo = factories.photo(factories.researcher(), image=striped(700, 1400))
    photo.public = False
    photo.save()
    photo.focus = "50% 90%"
    photo.save()
    names = photo._meta.get_field("image").stored_names(photo)
    assert {client.get(f"/media/{each}").status_code for each in names} == {404}
    photo.public = True
    photo.save()
    assert {client.get(f"/media/{each}").status_code for each in names} == {200}


@pytest.mark.django_db(transaction=True)
def test_a_picture_whose_file_is_lost_can_still_be_saved(caplog):
    photo = factories.photo(factories.researcher(), image=striped(700, 1400))
    default_storage.delete(photo.image.name)
    photo.focus = "50% 90%"
    photo.save()
    assert "cannot be cut" in caplog.text


def test_what_was_uploaded_before_is_cut_by_the_migration(researcher):
    photo = factories.photo(researcher, image=striped(700, 1400))
    lost = factories.photo(researcher, image=striped(700, 1400))
    names = cut_names(photo)
    for name in [*names, lost.image.name, *cut_names(lost)]:
        default_storage.delete(name)
    migration = import_module("profiles.migrations.0010_focus")
    migration.cut_pictures(apps, SimpleNamespace(connection=connection))
    assert all(default_storage.exists(each) for each in names)


@pytest.fixture
def form(researcher):
    return reverse("admin:profiles_researcher_change", args=[researcher.pk])


@pytest.fixture
def mine(client_of, member):
    return client_of(member)


def test_the_form_sets_a_point_and_takes_it_away(mine, form, researcher):
    photo = factories.photo(researcher, image=striped(700, 1400))
    data = filled(mine.get(form), **{"photos-0-focus_0": "40", "photos-0-focus_1": "15"})
    assert mine.post(form, data).status_code == 302
    photo.refresh_from_db()
    assert photo.focus == "40% 15%"
    again = filled(mine.get(form))
    assert (again["photos-0-focus_0"], again["photos-0-focus_1"]) == (["40"], ["15"])
    data = filled(mine.get(form), **{"photos-0-focus_0": "", "photos-0-focus_1": ""})
    assert mine.post(form, data).status_code == 302
    photo.refresh_from_db()
    assert photo.focus == ""


@pytest.mark.parametrize(
    ("left", "top", "told"),
    [
        ("101", "5", "from 0 to 100"),
        ("-1", "101", "from 0 to 100"),
        ("left", "5", "from 0 to 100"),
        ("1.5", "5", "from 0 to 100"),
        ("40", "", "leave both empty"),
        ("", "40", "leave both empty"),
        ("40%;x", "<script>", "from 0 to 100"),
    ],
)
def test_a_point_that_is_none_is_refused_with_what_to_write(
    mine, form, researcher, left, top, told
):
    photo = factories.photo(researcher)
    data = filled(mine.get(form), bio="Typed.")
    response = mine.post(form, {**data, "photos-0-focus_0": left, "photos-0-focus_1": top})
    [message] = errors(response)["photos-0-focus"]
    assert told in message
    assert "Typed." in response.content.decode()
    again = filled(response)
    assert (again["photos-0-focus_0"], again["photos-0-focus_1"]) == ([left], [top])
    photo.refresh_from_db()
    assert photo.focus == ""


def test_a_refused_form_keeps_the_point_and_shows_the_picture_that_was_chosen(
    mine, form, researcher
):
    data = new_row(filled(mine.get(form)), "photos", image=striped(60, 90), alt="", position=0)
    response = mine.post(form, {**data, "photos-0-focus_0": "20", "photos-0-focus_1": "10"})
    assert "photos-0-alt" in errors(response)
    assert 'data-larger="data:image/webp;base64,' in response.content.decode()
    again = filled(response, **{"photos-0-alt": "Stripes"})
    assert mine.post(form, again).status_code == 302
    assert researcher.photos.get().focus == "20% 10%"


def test_two_who_move_the_point_are_told_of_each_other_in_words(mine, form, researcher):
    photo = factories.photo(researcher)
    data = filled(mine.get(form), **{"photos-0-focus_0": "40", "photos-0-focus_1": "15"})
    other = Photo.objects.get(pk=photo.pk)
    other.focus = "60% 30%"
    other.save()
    told = mine.post(form, data)
    page = told.content.decode()
    assert told.status_code == 200
    assert "from the left" in page
    [line] = told.context["differences"]
    assert "".join(each.text for each in line.theirs) == "60% from the left, 30% from the top"
    assert mine.post(form, filled(told)).status_code == 302
    photo.refresh_from_db()
    assert photo.focus == "40% 15%"


@pytest.mark.django_db(transaction=True)
def test_a_point_that_waits_for_an_editor_is_told_in_words(client_of):
    lab = factories.lab(approval=True)
    editor = factories.user()
    lab.editors.add(editor)
    researcher = factories.researcher(lab=lab)
    photo = factories.photo(researcher, image=striped(700, 1400))
    old, client = cut_names(photo), client_of(researcher.user)
    form = reverse("admin:profiles_researcher_change", args=[researcher.pk])
    data = filled(client.get(form), **{"photos-0-focus_0": "40", "photos-0-focus_1": "15"})
    client.post(form, data)
    proposal = Proposal.objects.get()
    assert all(default_storage.exists(each) for each in old)
    address = reverse("admin:profiles_proposal_change", args=[proposal.pk])
    editing = client_of(editor)
    page = editing.get(address)
    assert "40% from the left, 15% from the top" in page.content.decode()
    newest = page.context.get("newest", "")
    editing.post(address, {"decision": "agree", "newest": newest})
    photo.refresh_from_db()
    assert photo.focus == "40% 15%"
    assert all(default_storage.exists(each) for each in cut_names(photo))


def test_history_tells_the_point_in_words(mine, form, researcher):
    factories.photo(researcher)
    mine.post(form, filled(mine.get(form), **{"photos-0-focus_0": "1", "photos-0-focus_1": "2"}))
    address = reverse("admin:profiles_researcher_history", args=[researcher.pk])
    assert "1% from the left, 2% from the top" in mine.get(address).content.decode()
