"""Bringing a whole site in a real browser: the archive, the plan, the writing, the way back."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from news.models import NewsItem
from profiles.models import Researcher
from tests.transfer.archives import zipped
from tests.transfer.sites import ABOUT, CONFIG, doc

FILES = {
    "site-main/_config.yml": CONFIG,
    "site-main/_pages/about.md": ABOUT,
    "site-main/_pages/sitemap.md": doc("permalink: /sitemap/\ntitle: Map", "x"),
    "site-main/_news/one.md": doc("date: 2024-05-01\ninline: true", "A prize for mud."),
}


def test_a_site_is_planned_written_and_taken_back(site, page: Page, sign_in: Callable, tmp_path):
    kofi = Researcher.objects.get(user__email="kofi@tidewater.example")
    sign_in(page, kofi.user)
    page.goto("/admin/bring/")
    page.set_input_files("input[type=file]", zipped(tmp_path / "kofi.zip", FILES))
    page.get_by_role("button", name="Show the plan").click()
    expect(page.get_by_text("Nothing is written yet")).to_be_visible()
    expect(page.get_by_text("Octavo draws this list itself.")).to_be_visible()
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        fits = "document.documentElement.scrollWidth <= innerWidth"
        assert page.evaluate(fits)
    page.get_by_role("button", name="Bring the site in").click()
    expect(page.get_by_role("button", name="Undo this import")).to_be_visible(timeout=30_000)
    assert NewsItem.objects.filter(body="A prize for mud.").exists()
    page.get_by_role("button", name="Undo this import").click()
    expect(page.get_by_text("Undone on")).to_be_visible()
    assert not NewsItem.objects.filter(body="A prize for mud.").exists()
