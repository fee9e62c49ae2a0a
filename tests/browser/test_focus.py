"""The point of a picture that stays in view, set in the form by mouse, by keys and by numbers."""

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from PIL import Image, ImageDraw
from playwright.sync_api import Locator, Page, expect

from profiles.models import Photo, Project, Researcher


def upright() -> bytes:
    """A head in the upper part of a sheet."""
    image = Image.new("RGB", (600, 1200), "#c9d8d6")
    ImageDraw.Draw(image).ellipse((200, 120, 400, 360), fill="#7a4a2c")
    buffer = BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


@pytest.fixture
def photo(site) -> Photo:
    kofi = Researcher.objects.get(user__email="kofi@tidewater.example")
    kofi.photos.all().delete()
    file = ContentFile(upright(), name="kofi.png")
    return Photo.objects.create(researcher=kofi, image=file, alt="Portrait of Kofi")


def open_form(page: Page, photo: Photo, sign_in: Callable) -> Locator:
    sign_in(page, photo.researcher.user)
    person = photo.researcher_id
    page.goto(reverse("admin:profiles_researcher_change", args=[person]) + "#media")
    focus = page.locator(".field-focus .focus").first
    expect(focus).to_be_visible()
    return focus


def mark(focus: Locator) -> Locator:
    return focus.get_by_role("slider", name="Point that stays in view")


def numbers(focus: Locator) -> list[str]:
    return [focus.get_by_label(name).input_value() for name in ("From the left", "From the top")]


def save(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).click()


def test_a_click_a_drag_and_keys_move_the_point(page, photo, sign_in):
    focus = open_form(page, photo, sign_in)
    expect(mark(focus)).to_have_attribute("aria-valuetext", "50% from the left, 40% from the top")
    assert numbers(focus) == ["", ""]
    stage = focus.locator(".focus-stage img").bounding_box()
    page.mouse.click(stage["x"] + stage["width"] / 4, stage["y"] + stage["height"] / 5)
    left, top = (int(each) for each in numbers(focus))
    assert abs(left - 25) <= 1
    assert abs(top - 20) <= 1
    expect(mark(focus)).to_be_focused()
    for key in ("ArrowLeft", "ArrowDown", "Shift+ArrowDown"):
        page.keyboard.press(key)
    told = f"{left - 1}% from the left, {top + 11}% from the top"
    expect(mark(focus)).to_have_attribute("aria-valuetext", told)
    page.mouse.move(stage["x"] + 20, stage["y"] + 20)
    page.mouse.down()
    page.mouse.move(stage["x"] - 40, stage["y"] + stage["height"] + 40, steps=5)
    page.mouse.up()
    assert numbers(focus) == ["0", "100"]
    page.keyboard.press("ArrowDown")
    assert numbers(focus) == ["0", "100"]
    save(page)
    photo.refresh_from_db()
    assert photo.focus == "0% 100%"


def test_what_is_shown_is_what_is_cut(page, photo, sign_in):
    focus = open_form(page, photo, sign_in)
    position = "element => element.style.objectPosition"
    for name, value in (("From the left", "50"), ("From the top", "20")):
        focus.get_by_label(name).fill(value)
    shown = [cut.evaluate(position) for cut in focus.locator(".focus-cut").all()]
    assert shown == ["50% 0%", "50% 0%"]
    save(page)
    photo.refresh_from_db()
    assert photo._meta.get_field("image").cut(photo).box == (0, 0, 600, 600)
    focus = page.locator(".field-focus .focus").first
    focus.get_by_role("button", name="Usual point").click()
    assert numbers(focus) == ["", ""]
    expect(mark(focus)).to_have_attribute("aria-valuetext", "50% from the left, 40% from the top")
    save(page)
    photo.refresh_from_db()
    assert photo.focus == ""


def test_a_file_just_chosen_is_shown_and_has_a_point_of_its_own(page, photo, sign_in):
    photo.focus = "10% 90%"
    photo.save()
    focus = open_form(page, photo, sign_in)
    assert numbers(focus) == ["10", "90"]
    chosen = {"name": "b.png", "mimeType": "image/png", "buffer": upright()}
    page.locator("input[name=photos-0-image]").set_input_files([chosen])
    expect(focus.locator(".focus-stage img")).to_have_attribute("src", re.compile("^blob:"))
    assert numbers(focus) == ["", ""]
    mark(focus).focus()
    page.keyboard.press("ArrowUp")
    assert numbers(focus) == ["50", "39"]
    save(page)
    photo.refresh_from_db()
    assert photo.focus == "50% 39%"


def test_a_new_row_shows_its_picture_once_it_is_chosen(page, photo, sign_in):
    open_form(page, photo, sign_in)
    page.get_by_role("button", name="Add photo").click()
    focus = page.locator(".focus:has(input[name=photos-1-focus_0])")
    expect(focus.get_by_label("From the left")).to_be_visible()
    expect(focus.locator(".focus-stage")).to_be_hidden()
    chosen = {"name": "b.png", "mimeType": "image/png", "buffer": upright()}
    page.locator("input[name=photos-1-image]").set_input_files([chosen])
    expect(focus.locator(".focus-stage img")).to_be_visible()
    page.locator("input[name=photos-1-alt]").fill("Kofi again")
    mark(focus).focus()
    page.keyboard.press("Shift+ArrowRight")
    save(page)
    assert photo.researcher.photos.get(alt="Kofi again").focus == "60% 40%"


def test_without_a_script_there_are_two_numbers(scriptless, photo, sign_in):
    sign_in(scriptless, photo.researcher.user)
    form = reverse("admin:profiles_researcher_change", args=[photo.researcher_id])
    scriptless.goto(form)
    expect(scriptless.locator(".focus-picker").first).to_be_hidden()
    for name, value in (("photos-0-focus_0", "30"), ("photos-0-focus_1", "15")):
        scriptless.locator(f"input[name={name}]").evaluate(f"element => element.value = '{value}'")
    with scriptless.expect_navigation():
        scriptless.locator("form#researcher_form").evaluate("form => form.requestSubmit()")
    photo.refresh_from_db()
    assert photo.focus == "30% 15%"


def test_a_project_s_picture_is_shown_as_its_card(page, photo, sign_in, site):
    mina = Researcher.objects.get(user__email="mina@tidewater.example")
    project = Project.objects.exclude(image="").first()
    project.image = ContentFile(upright(), name="p.png")
    project.save()
    sign_in(page, mina.user)
    page.goto(reverse("admin:profiles_project_change", args=[project.pk]))
    focus = page.locator(".focus").first
    expect(focus.locator(".focus-cut.wide")).to_be_visible()
    mark(focus).focus()
    page.keyboard.press("Shift+ArrowUp")
    save(page)
    project.refresh_from_db()
    assert project.image_focus == "50% 30%"
    page.goto(reverse("projects"))
    shown = page.locator(".projects img[srcset*='-at-50-30-']")
    expect(shown).to_be_visible()
    assert shown.evaluate("image => image.naturalWidth / image.naturalHeight") == pytest.approx(1.6)


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True), (320, False)])
def test_it_is_for_everybody(open_page, photo, sign_in, axe, width, dark):
    page = open_page(width, dark=dark)
    focus = open_form(page, photo, sign_in)
    expect(mark(focus)).to_be_visible()
    for part in focus.locator("img, input, .focus-mark").all():
        box = part.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    axe(page)
