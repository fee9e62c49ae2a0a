"""What becomes public, when and by whom: previews, schedule, approval, history, hiding, domains."""

import re
import time
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from news.models import NewsItem
from profiles import domains, generation
from profiles.models import Lab, PreviewLink, Researcher
from publications import views
from publications.models import Authorship, Publication
from tests.browser.conftest import complaints

KOFI = "/people/kofi-mensah/"


@pytest.fixture
def kofi(site):
    return Researcher.objects.get(slug="kofi-mensah")


@pytest.fixture
def as_who(sign_in):
    def signed_in(page: Page, who: str) -> Page:
        sign_in(page, User.objects.get(email=f"{who}@tidewater.example"))
        return page

    return signed_in


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile(f"^{name}")).first.click()


def change_title(page: Page, person: Researcher, title: str) -> None:
    page.goto(f"/admin/profiles/researcher/{person.pk}/change/")
    page.locator("#id_title").fill(title)
    press(page, "Save")


def test_a_preview_link_opens_on_anybodys_phone_until_it_is_taken_back(page, phone, as_who, kofi):
    item = NewsItem.objects.create(body="The gauge moves to the quay.", draft=True)
    item.researchers.add(kofi)
    as_who(page, "kofi").goto("/admin/")
    page.locator(".desk-preview").get_by_role("link", name="Preview links").click()
    page.get_by_label("For whom").fill("The dean")
    press(page, "Make a link")
    address = urlsplit(page.get_by_role("textbox", name="The dean").input_value()).path
    assert phone.goto(address).ok
    expect(phone.get_by_text("The gauge moves to the quay.")).to_be_visible()
    expect(phone.get_by_text("Preview.")).to_be_visible()
    wide = phone.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0
    # One goes on reading, beneath the link.
    phone.locator("main, nav").get_by_role("link", name="Publications").first.click()
    assert urlsplit(phone.url).path == f"{address.rstrip('/')}{KOFI}publications/"
    press(page, "Take back")
    expect(page.get_by_text("taken back: it opens nothing")).to_be_visible()
    phone.reload()
    expect(phone.get_by_role("heading", level=1)).to_have_text("This link no longer opens anything")
    assert not PreviewLink.objects.exists()
    phone.goto(KOFI)
    assert phone.get_by_text("The gauge moves to the quay.").count() == 0


def test_news_appears_at_its_minute_without_anybody(page, kofi):
    at = timezone.now() + timedelta(seconds=8)
    item = NewsItem.objects.create(body="Spring tide at noon.", publish_at=at)
    item.researchers.add(kofi)
    paths = (KOFI, "/news/", "/feed.xml")
    mark = generation.current()
    for _kept_and_asked_again in range(2):
        for path in paths:
            assert "Spring tide at noon." not in page.request.get(path).text(), path
    assert timezone.now() < at, "the pages were drawn too late to show that they change"
    time.sleep((at - timezone.now()).total_seconds() + 0.1)
    for path in paths:
        assert "Spring tide at noon." in page.request.get(path).text(), path
    assert generation.current() == mark
    page.goto(KOFI)
    expect(page.get_by_text("Spring tide at noon.")).to_be_visible()


def test_a_members_change_waits_for_an_editor_who_answers(page, open_page, as_who, kofi):
    Lab.objects.update(approval=True)
    generation.bump()
    old, new = kofi.title, "Keeper of the tide gauge"
    visitor, editor = open_page(), as_who(open_page(), "mina")
    as_who(page, "kofi")
    change_title(page, kofi, new)
    expect(page.get_by_text("Your change is kept, and waits")).to_be_visible()
    visitor.goto(KOFI)
    expect(visitor.get_by_text(old).first).to_be_visible()
    assert visitor.get_by_text(new).count() == 0

    def look() -> None:
        editor.goto("/admin/")
        editor.locator(".desk-proposed").get_by_role("link", name="Look at it").click()
        expect(editor.locator(".planned ins").first).to_be_visible()

    look()
    assert editor.locator(".planned .was").inner_text().endswith(old)
    assert editor.locator(".planned .is").inner_text().endswith(new)
    editor.get_by_label("Remark to the author").fill("Gauges are kept by the harbour.")
    press(editor, "Decline")
    page.goto("/admin/")
    expect(page.locator(".desk-proposed")).to_contain_text("Gauges are kept by the harbour.")
    change_title(page, kofi, "Reader of the tide gauge")
    look()
    press(editor, "Agree")
    visitor.reload()
    expect(visitor.get_by_text("Reader of the tide gauge").first).to_be_visible()


def test_one_goes_back_to_how_it_was(page, as_who, kofi):
    old = kofi.title
    as_who(page, "kofi")
    change_title(page, kofi, "A slip of the hand")
    page.goto("/admin/")
    page.locator(".desk-preview").get_by_role("link", name="History").click()
    newest = page.locator(".changes li").first
    expect(newest).to_contain_text("A slip of the hand")
    newest.get_by_role("link", name="Go back to before this").click()
    expect(page.locator(".planned .is")).to_contain_text(old)
    press(page, "Put it back")
    expect(page.get_by_text("It is again as it was")).to_be_visible()
    page.goto(KOFI)
    expect(page.get_by_text(old).first).to_be_visible()
    assert page.get_by_text("A slip of the hand").count() == 0


def test_one_click_hides_a_photo_and_its_files(page, open_page, as_who, kofi):
    visitor = open_page()
    visitor.goto(KOFI)
    portrait = visitor.locator("main img").first
    files = {portrait.evaluate("image => image.currentSrc"), kofi.photos.first().image.url}
    as_who(page, "kofi").goto("/admin/")
    page.locator(".desk-preview").get_by_role("link", name="What is shown of me").click()
    press(page, "Hide: My photo")
    expect(page.get_by_text("My photo: hidden from now on.")).to_be_visible()
    visitor.reload()
    assert visitor.locator("main img[src*='/photos/']").count() == 0
    for file in files:
        assert visitor.request.get(file).status == 404, file
    press(page, "Show again: My photo")
    visitor.reload()
    for file in files:
        assert visitor.request.get(file).ok, file


@pytest.fixture
def own_domain(browser, site, settings, kofi):
    """Kofi's pages at kofi.loopback.example, the whole site at lab.loopback.example."""
    port = urlsplit(site.url).port
    settings.BASE_URL = f"http://lab.loopback.example:{port}"
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "lab.loopback.example"]
    domains._known.clear()
    kofi.domain = "kofi.loopback.example"
    kofi.save()
    context = browser.new_context()
    context.set_default_timeout(10_000)
    window, problems = context.new_page(), []
    window.on("console", lambda message: problems.extend(complaints(window, message)))
    yield window, f"http://kofi.loopback.example:{port}"
    context.close()
    domains._known.clear()
    generation.bump()
    # Browsers say of each page that its host is no secure one: here there is no certificate.
    assert [each for each in problems if "untrustworthy" not in each] == []


def test_a_person_is_at_home_on_a_domain_of_their_own(own_domain, settings):
    page, home = own_domain
    lab = settings.BASE_URL
    # The old address leads there, with what follows it.
    page.goto(f"{lab}{KOFI}publications/?q=tide")
    assert page.url == f"{home}/publications/?q=tide"
    page.goto(home.replace("//", "//www."))
    assert page.url == f"{home}/"
    expect(page.get_by_role("heading", level=1)).to_contain_text("Kofi")
    canonical = page.locator("link[rel=canonical]").get_attribute("href")
    assert canonical == f"{home}/"
    # Styles and pictures come from this host, and are there.
    assert page.evaluate("[...document.images].every(image => image.naturalWidth > 0)")
    assert page.evaluate("document.styleSheets.length") > 0
    # To the own pages, to a paper of the whole site, and back again.
    page.get_by_role("link", name="Publications").first.click()
    assert page.url == f"{home}/publications/"
    page.locator(f"main a[href^='{lab}/publications/']").first.click()
    assert page.url.startswith(f"{lab}/publications/")
    page.locator(f"main a[href='{KOFI}']").first.click()
    assert page.url == f"{home}/"
    # The whole site's search is asked from here: the policy lets the form pass.
    page.goto(f"{home}/nowhere/")
    page.locator("main input[name=q]").fill("tide")
    page.locator("main input[name=q]").press("Enter")
    expect(page).to_have_url(f"{lab}/search/?q=tide")
    assert page.context.cookies() == []
    # There is no way in.
    assert page.goto(f"{home}/admin/").status == 404


def test_the_old_addresses_of_papers_land_on_them(own_domain, kofi):
    """`/publications/#key`, as al-folio's lists have it, with whatever stands in a key."""
    page, home = own_domain
    keys = {
        "einstein1905": "einstein1905",
        "DBLP:conf/icml/Mensah20": "DBLP:conf/icml/Mensah20",
        "mensah 2020 été": "mensah%202020%20%C3%A9t%C3%A9",
        "sørensen100%": "s%C3%B8rensen100%",
    }
    for number, key in enumerate(keys):
        work = Publication.objects.create(
            key=key, slug=f"old-{number}", title=f"Work {number}", year=1990 + number
        )
        Authorship.objects.create(
            publication=work, researcher=kofi, family="Mensah", given="Kofi", position=1
        )
    for number, written in enumerate(keys.values()):
        page.goto("about:blank")
        page.goto(f"{home}/publications/#{written}")
        item = page.locator(".work:target")
        expect(item.get_by_role("heading")).to_have_text(f"Work {number}")
        expect(item).to_be_in_viewport(ratio=0.5)
    page.goto("about:blank")
    page.goto(f"{home}/publications/#einstein1905")
    plain = page.locator(".work:not(:target)").first
    colours = [
        each.evaluate("li => getComputedStyle(li).backgroundColor") for each in (item, plain)
    ]
    assert colours[0] != colours[1]


def test_an_old_address_finds_its_paper_on_a_later_page_of_a_long_list(page, site, monkeypatch):
    monkeypatch.setattr(views, "PER_PAGE", 5)
    last = Publication.objects.listed().order_by(*Publication._meta.ordering).last()
    page.goto(f"/publications/#{last.key}")
    expect(page.locator(".work:target")).to_contain_text(last.title)
    assert "?page=" in page.url
    # What nobody knows is no reason to go round and round.
    page.goto("/publications/#nobody-knows-it")
    expect(page).to_have_url(site / "publications/")
