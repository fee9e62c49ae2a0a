"""Pictures as a browser takes them: of the right width, at the right time, and nothing moves."""

from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db.models import Model
from django.urls import reverse
from PIL import Image
from playwright.sync_api import Browser, Page

from profiles.models import Photo, Project, Researcher
from publications.models import Publication

SHIFTS = """new PerformanceObserver(list => {
  for (const each of list.getEntries()) window.shifted = (window.shifted ?? 0) + each.value;
}).observe({type: "layout-shift", buffered: true})"""
THROUGH = """async () => {
  for (let y = 0; y < document.body.scrollHeight; y += 300) {
    scrollTo(0, y);
    await new Promise(done => setTimeout(done, 50));
  }
  scrollTo(0, 0);
}"""
PICTURES = """() => [...document.querySelectorAll("main img[srcset]")].map(image => ({
  seen: image.clientWidth * devicePixelRatio,
  offered: image.srcset.split(", ").map(each => each.split(" ")).map(([url, width]) =>
    [parseInt(width), image.currentSrc.endsWith(url)]),
  loading: image.loading,
  top: image.getBoundingClientRect().top,
  size: [image.getAttribute("width"), image.getAttribute("height")],
}))"""


def photo(width: int, height: int) -> ContentFile:
    buffer = BytesIO()
    Image.radial_gradient("L").resize((width, height)).convert("RGB").save(buffer, "JPEG")
    return ContentFile(buffer.getvalue(), name="photo.jpg")


def give(rows: Iterable[Model], field: str, shapes: list[tuple[int, int]]) -> None:
    """Let the rows' pictures have the shapes in turn; each picture is made but once."""
    made: dict[int, str] = {}
    for number, row in enumerate(rows):
        turn = number % len(shapes)
        setattr(row, field, made.get(turn) or photo(*shapes[turn]))
        row.save()
        made[turn] = getattr(row, field).name


@pytest.fixture
def addresses(site) -> dict[str, str]:
    """Pages of upright and lying pictures alike, none of which has the shape of its place."""
    shapes = [(1200, 1800), (1800, 1200)]
    people = Researcher.objects.order_by("pk")
    Photo.objects.filter(researcher__in=people).delete()
    give([Photo(researcher=each, alt="A portrait") for each in people], "image", shapes)
    give(Project.objects.order_by("pk"), "image", shapes)
    Project.objects.update(image_alt="A picture")
    give(Publication.objects.exclude(preview=""), "preview", shapes[1:])
    mina, kofi = (
        Researcher.objects.get(user__email=f"{name}@tidewater.example") for name in ("mina", "kofi")
    )
    Researcher.objects.filter(pk=mina.pk).update(photo_circular=True)
    Researcher.objects.filter(pk=kofi.pk).update(photo_circular=False)
    return {
        "home": "/",
        "about, circular": mina.get_absolute_url(),
        "about": kofi.get_absolute_url(),
        "people": reverse("people"),
        "projects": reverse("projects"),
        "project": Project.objects.public().first().get_absolute_url(),
        "publications": reverse("publications"),
    }


@pytest.fixture(params=[(1280, 900, 1), (390, 844, 3)], ids=["1280@1", "390@3"])
def window(request, browser: Browser, site) -> Iterator[Callable[[str], Page]]:
    width, height, dots = request.param
    contexts = []

    def visit(address: str) -> Page:
        # Each time anew: a browser would show the larger picture that it has already.
        context = browser.new_context(
            base_url=site.url,
            viewport={"width": width, "height": height},
            device_scale_factor=dots,
        )
        contexts.append(context)
        page = context.new_page()
        page.add_init_script(SHIFTS)
        page.goto(address)
        page.wait_for_load_state("networkidle")
        return page

    yield visit
    for context in contexts:
        context.close()


def test_nothing_larger_than_needed_is_loaded_and_nothing_moves(window, addresses):
    told, seen = [], 0
    for name, address in addresses.items():
        page = window(address)
        page.evaluate(THROUGH)
        page.wait_for_load_state("networkidle")
        told += [f"{name}: {each}" for each in _too_much(page)]
        if (shift := page.evaluate("window.shifted ?? 0")) > 0.005:
            told.append(f"{name}: moved by {shift}")
        seen += page.locator("main img[srcset]").count()
    assert not told
    assert seen > 20


def test_what_is_seen_at_once_is_not_put_off_and_the_rest_is(window, addresses):
    # Of papers the previews are drawn beforehand, wherever they will stand.
    pages = {name: each for name, each in addresses.items() if name != "publications"}
    for name, address in pages.items():
        page = window(address)
        height = page.viewport_size["height"]
        pictures = page.evaluate(PICTURES)
        late = [each for each in pictures if each["top"] < height and each["loading"] == "lazy"]
        assert not late, name
        far = [each for each in pictures if each["top"] > 3 * height]
        assert all(each["loading"] == "lazy" for each in far), name


def _too_much(page: Page) -> Iterator[str]:
    for each in page.evaluate(PICTURES):
        if not all(each["size"]):
            yield f"no width or height: {each}"
        if problem := _wrong_width(each):
            yield f"{problem}: {each}"


def _wrong_width(picture: dict[str, Any]) -> str:
    """Half as much again as is seen is enough, but for the smallest that there is."""
    offered = sorted(width for width, _taken in picture["offered"])
    taken = [width for width, taken in picture["offered"] if taken]
    if not taken:
        return ""  # further down than anybody looked
    if taken[0] > 1.6 * picture["seen"] and taken[0] != offered[0]:
        return "too large"
    if taken[0] < 0.85 * picture["seen"] and taken[0] != offered[-1]:
        return "too small"
    return ""
