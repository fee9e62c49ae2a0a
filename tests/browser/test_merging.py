"""Merging in a real browser: two records of one paper become one, and two again."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from profiles.models import Researcher
from publications.models import Publication
from tests import factories

LIST = reverse("admin:publications_publication_changelist")


@pytest.fixture
def kofi(site) -> Researcher:
    return Researcher.objects.get(user__email="kofi@tidewater.example")


@pytest.fixture
def second(kofi) -> Publication:
    """Kofi's newest paper, entered once more with what the first record has not."""
    first = newest(kofi)
    made = factories.publication(
        kofi, title=f"{first.title}.", slug="entered-twice", key="twice", year=first.year,
        note="Spotlight talk", pages="1–9",
    )  # fmt: skip
    made.authorships.all().delete()
    for row in first.authorships.all():
        row.pk = None
        row.publication = made
        row.selected = False
        row.save()
    made.links.create(kind="code", url="https://tides.example/code")
    return made


def newest(kofi: Researcher) -> Publication:
    return Publication.objects.of(kofi).exclude(slug="entered-twice").order_by("-year", "pk")[0]


def preview_of(kofi: Researcher, second: Publication) -> str:
    pair = [newest(kofi).pk, second.pk]
    return reverse("admin:publications_publication_merge", args=pair)


def test_preview_merge_public_page_undo(page: Page, kofi, second, sign_in: Callable, axe):
    first, title, slug = newest(kofi), second.title, newest(kofi).slug
    sign_in(page, kofi.user)
    page.goto(reverse("admin:publications_publication_merge_with", args=[first.pk]))
    axe(page)
    page.get_by_role("link", name="Compare and merge").click()
    expect(page.get_by_role("heading", name="This one stays")).to_be_visible()
    axe(page)
    page.get_by_role("radio", name=title, exact=True).check()
    page.get_by_role("button", name="Merge", exact=True).click()
    expect(page.get_by_text("Merged. It can be undone here.")).to_be_visible()
    axe(page)
    record = page.url

    page.goto("/publications/entered-twice/")
    assert page.url.endswith(f"/publications/{slug}/")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.get_by_text("Spotlight talk", exact=True)).to_be_visible()
    expect(page.locator("a[href='https://tides.example/code']")).to_be_visible()

    page.goto(record)
    page.get_by_role("button", name="Undo this merge").click()
    expect(page.get_by_text("Undone: both stand as they did before.")).to_be_visible()
    page.goto("/publications/entered-twice/")
    assert page.url.endswith("/publications/entered-twice/")
    page.goto(f"/publications/{slug}/")
    expect(page.get_by_role("heading", level=1)).to_have_text(first.title)


def test_two_chosen_in_the_list_are_swapped_and_said_to_be_two(
    page: Page, kofi, second, sign_in: Callable
):
    sign_in(page, kofi.user)
    page.goto(LIST)
    for work in (newest(kofi), second):
        page.locator(f"input.action-select[value='{work.pk}']").check()
    page.locator("select[name=action]").select_option("merge_chosen")
    page.get_by_role("button", name="Run").or_(page.get_by_role("button", name="Go")).click()
    stays = page.locator(".pair section").first
    expect(stays).to_contain_text(newest(kofi).title)
    page.get_by_role("link", name="Swap the two").click()
    expect(stays).to_contain_text(second.title)
    page.get_by_role("button", name="They are different").click()
    expect(page.get_by_text("are two.")).to_be_visible()
    assert Publication.objects.filter(pk=second.pk).exists()


@pytest.mark.parametrize("window", ["narrow", "dark"])
def test_the_preview_fits_a_small_and_a_dark_screen(
    request, kofi, second, sign_in: Callable, axe, window
):
    page = request.getfixturevalue(window)
    sign_in(page, kofi.user)
    page.goto(preview_of(kofi, second))
    axe(page)
    wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wider) <= 0
    expect(page.get_by_role("button", name="Merge", exact=True)).to_be_in_viewport()
