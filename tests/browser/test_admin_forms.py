"""The admin's forms in a real browser: preview, order, rows and tabs."""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from profiles.models import Researcher
from publications.models import Authorship, Publication
from tests import factories

PICTURE = re.compile(r"^!\[What the picture shows\]\(/media/text/[0-9a-f]{32}\.webp\)$")


@pytest.fixture
def kofi(site) -> Researcher:
    return Researcher.objects.get(user__email="kofi@tidewater.example")


@pytest.fixture
def editor(site) -> User:
    return User.objects.get(email="mina@tidewater.example")


@pytest.fixture
def at_home(page: Page, kofi, sign_in: Callable) -> Page:
    """Kofi, at the form of his own page."""
    sign_in(page, kofi.user)
    page.goto(form_of(kofi))
    return page


def form_of(person: Researcher) -> str:
    return reverse("admin:profiles_researcher_change", args=[person.pk])


def save(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).click()


def rows(page: Page, prefix: str) -> Locator:
    return page.locator(f"#{prefix}-data > .form-group:not(.empty-form)")


def drag(page: Page, handle: Locator, target: Locator) -> None:
    """As a hand does it: press, move in steps, let go above the target's middle."""
    handle.scroll_into_view_if_needed()
    target.evaluate("element => element.scrollIntoView({ block: 'center' })")
    start, end = handle.bounding_box(), target.bounding_box()
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    page.mouse.down()
    for step in range(1, 11):
        y = start["y"] + (end["y"] - 4 - start["y"]) * step / 10
        page.mouse.move(start["x"] + start["width"] / 2, y)
        page.wait_for_timeout(30)
    page.mouse.up()


def test_the_bio_is_edited_beside_its_preview_and_seen_live(at_home, kofi):
    text = at_home.get_by_label("About me")
    text.fill("I study **drift** of $k$ instruments.")
    preview = at_home.locator(".field-bio .markdown-preview .prose")
    expect(preview.locator("strong")).to_have_text("drift")
    expect(preview.locator("math")).to_be_visible()
    save(at_home)
    at_home.goto(kofi.get_absolute_url())
    expect(at_home.locator("main .prose strong", has_text="drift")).to_be_visible()
    expect(at_home.locator("main .prose math").first).to_be_visible()


def test_the_preview_looks_like_the_public_page(at_home, kofi):
    style = "element => { const s = getComputedStyle(element); return [s.fontFamily, s.color] }"
    shown = at_home.locator(".field-bio .markdown-preview .prose p").first
    expect(shown).to_be_visible()
    drawn, words = shown.evaluate(style), shown.inner_text()[:40]
    at_home.goto(kofi.get_absolute_url())
    assert at_home.locator("main .prose p", has_text=words).evaluate(style) == drawn


def test_the_tab_key_leaves_the_text(at_home):
    text = at_home.get_by_label("About me")
    before = text.input_value()
    text.focus()
    at_home.keyboard.press("Tab")
    expect(text).not_to_be_focused()
    assert text.input_value() == before


def test_the_buttons_above_a_text_write_its_marks(at_home):
    text = at_home.get_by_label("About me")
    text.fill("drift")
    text.select_text()
    at_home.locator(".field-bio").get_by_role("button", name="Bold").click()
    expect(text).to_have_value("**drift**")
    text.fill("one\ntwo")
    text.select_text()
    at_home.locator(".field-bio").get_by_role("button", name="List").click()
    expect(text).to_have_value("- one\n- two")


def choose(page: Page, file: dict) -> None:
    with page.expect_file_chooser() as chooser:
        page.locator(".field-bio").get_by_role("button", name="Insert a picture").click()
    chooser.value.set_files([file])


def test_a_picture_is_put_into_the_text(at_home):
    text = at_home.get_by_label("About me")
    text.fill("")
    picture = {"name": "a.png", "mimeType": "image/png", "buffer": factories.picture().read()}
    choose(at_home, picture)
    expect(text).to_have_value(PICTURE)
    expect(at_home.locator(".field-bio .markdown-preview img")).to_be_visible()


def test_entries_are_dragged_into_another_order(at_home, kofi):
    at_home.get_by_role("tab", name="CV entries").click()
    before = [str(each) for each in kofi.education_entries.all()]
    assert len(before) > 1
    listed = rows(at_home, "education_entries")
    drag(at_home, listed.nth(1).locator(".row-handle"), listed.nth(0))
    expect(listed.nth(0)).to_contain_text(before[1])
    save(at_home)
    assert [str(each) for each in kofi.education_entries.all()][:2] == before[1::-1]
    expect(at_home.get_by_role("tab", name="CV entries")).to_have_attribute("aria-selected", "true")


def test_entries_are_moved_with_the_keyboard(at_home, kofi):
    at_home.get_by_role("tab", name="CV entries").click()
    before = [str(each) for each in kofi.education_entries.all()]
    handle = rows(at_home, "education_entries").nth(1).locator(".row-handle")
    handle.focus()
    at_home.keyboard.press("ArrowUp")
    expect(rows(at_home, "education_entries").nth(0).locator(".row-handle")).to_be_focused()
    expect(at_home.locator("#rows-told")).to_have_text(f"1 / {len(before)}")
    save(at_home)
    assert [str(each) for each in kofi.education_entries.all()][:2] == before[1::-1]


def test_a_new_entry_can_be_moved_before_it_is_saved(at_home, kofi):
    at_home.get_by_role("tab", name="CV entries").click()
    at_home.get_by_role("button", name="Add education").click()
    listed = rows(at_home, "education_entries")
    new = listed.last
    new.get_by_label("Institution").fill("Institute for Slow Measurement")
    new.locator(".row-handle").focus()
    for _ in range(listed.count() - 1):
        at_home.keyboard.press("ArrowUp")
    save(at_home)
    assert kofi.education_entries.first().institution == "Institute for Slow Measurement"


def test_taking_out_a_new_row_leaves_what_is_typed_in_the_others(at_home, kofi):
    at_home.get_by_role("tab", name="Photos and links").click()
    count = kofi.links.count()
    for name in ("first", "second", "third"):
        at_home.get_by_role("button", name="Add link").click()
        row = rows(at_home, "links").last
        row.locator("select").select_option("github")
        row.locator("input[name$=-value]").fill(name)
    rows(at_home, "links").nth(count).locator(".delete-template").click()
    assert [
        rows(at_home, "links").nth(count + i).locator("input[name$=-value]").input_value()
        for i in range(2)
    ] == ["second", "third"]
    save(at_home)
    assert list(kofi.links.values_list("value", flat=True))[count:] == ["second", "third"]


def test_a_problem_on_another_leaf_is_shown_at_once(at_home):
    at_home.get_by_role("tab", name="Settings").click()
    at_home.get_by_label("Accent colour").fill("green")
    at_home.get_by_role("tab", name="Page").click()
    at_home.get_by_label("About me").fill("Typed, and not lost.")
    save(at_home)
    expect(at_home.get_by_text("Write the colour as #rrggbb")).to_be_visible()
    expect(at_home.get_by_role("tab", name="Settings")).to_have_attribute("aria-selected", "true")
    at_home.get_by_role("tab", name="Page").click()
    expect(at_home.get_by_label("About me")).to_have_value("Typed, and not lost.")


def test_the_leaves_are_turned_with_the_arrow_keys(at_home):
    at_home.get_by_role("tab", name="Page").focus()
    at_home.keyboard.press("ArrowRight")
    expect(at_home.get_by_role("tab", name="Photos and links")).to_be_focused()
    expect(at_home.locator("#media-group")).to_be_visible()
    expect(at_home.locator("#general-group")).to_be_hidden()


def test_authors_are_dragged_and_found_by_a_few_letters(page, editor, sign_in):
    work = Publication.objects.filter(authorships__position=2).first()
    before = [str(each) for each in work.authorships.all()]
    sign_in(page, editor)
    page.goto(reverse("admin:publications_publication_change", args=[work.pk]))
    listed = rows(page, "authorships")
    drag(page, listed.nth(2).locator(".row-handle"), listed.nth(0))
    page.get_by_role("button", name="Add author").click()
    new = listed.last
    new.locator(".select2-selection").click()
    page.locator(".select2-container--open .select2-search__field").fill("rosal")
    page.get_by_role("option", name="Rosalind Achterberg · Tidewater Lab").click()
    if "Rosalind Achterberg" in " ".join(before):
        new.locator(".delete-template").click()
    save(page)
    after = [str(each) for each in work.authorships.all()]
    assert after[:3] == [before[2], before[0], before[1]]


def test_papers_are_selected_and_put_in_order(page, kofi, sign_in):
    Authorship.objects.filter(researcher=kofi).update(selected=False)
    sign_in(page, kofi.user)
    page.goto(reverse("admin:publications_selection", args=[kofi.pk]))
    listed = page.locator(".work")
    titles = [listed.nth(i).locator(".title").inner_text() for i in range(3)]
    for title in (titles[2], titles[1]):
        page.get_by_role("checkbox", name=f"Selected: {title}").check()
    expect(listed.nth(0)).to_contain_text(titles[2])
    drag(page, listed.nth(1).locator(".row-handle"), listed.nth(0))
    expect(listed.nth(0)).to_contain_text(titles[1])
    save(page)
    chosen = Authorship.objects.filter(researcher=kofi, selected=True)
    shown = chosen.order_by("selected_position").values_list("publication__title", flat=True)
    assert list(shown) == [titles[1], titles[2]]


def test_a_long_list_of_papers_is_narrowed_by_words(page, kofi, sign_in):
    sign_in(page, kofi.user)
    page.goto(reverse("admin:publications_selection", args=[kofi.pk]))
    title = page.locator(".work .title").nth(2).inner_text()
    page.get_by_label("Find a paper by its title").fill(title.lower())
    expect(page.locator(".work:visible")).to_have_count(1)


def test_switches_are_seen_where_the_system_chooses_the_colours(at_home):
    at_home.emulate_media(forced_colors="active")
    switch = at_home.get_by_label("Show the e-mail address")
    assert switch.evaluate("input => getComputedStyle(input).appearance") == "auto"


def test_the_bar_with_the_buttons_hides_nothing_that_has_the_focus(at_home):
    field = at_home.locator("#id_orcid")
    at_home.locator("#id_email_public").focus()
    at_home.keyboard.press("Tab")
    expect(field).to_be_focused()
    assert field.evaluate("""field => {
      const { left, top, width, height } = field.getBoundingClientRect();
      return document.elementFromPoint(left + width / 2, top + height / 2) === field;
    }""")
