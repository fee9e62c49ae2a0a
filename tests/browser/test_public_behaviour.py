"""What public pages do when somebody scrolls, clicks or presses a key."""

import re

import pytest
from playwright.sync_api import expect

from news.models import Post
from profiles.models import Lab, Researcher
from publications.models import Publication
from tests.browser.addresses import AGREEMENT

MINA = "/people/mina-sorensen/"
WIDTHS = [1280, 768, 390, 320]


def news_of(page):
    return page.get_by_role("region", name=re.compile("news|announcements", re.IGNORECASE))


@pytest.mark.parametrize("width", WIDTHS)
def test_announcements_that_do_not_fit_scroll_at_every_width(open_page, width):
    page = open_page(width)
    page.goto(MINA)
    inside, shown = news_of(page).evaluate("box => [box.scrollHeight, box.clientHeight]")
    assert inside > shown + 40
    assert 180 < shown < 400


@pytest.mark.parametrize("width", WIDTHS)
def test_announcements_are_reached_and_read_by_keyboard(open_page, width):
    page = open_page(width)
    page.goto(MINA)
    box = news_of(page)
    for _ in range(60):
        page.keyboard.press("Tab")
        if box.evaluate("box => box === document.activeElement"):
            break
    expect(box).to_be_focused()
    oldest = box.locator("li").last
    expect(oldest).not_to_be_in_viewport()
    page.keyboard.press("End")
    expect(oldest).to_be_in_viewport()


def test_announcements_without_a_box_make_the_page_longer(page):
    page.goto("/people/jun-ho-baek/")
    assert news_of(page).count() == 0
    assert page.get_by_role("heading", name="News").count() == 1


def test_all_news_is_one_link_away(page):
    page.goto(MINA)
    page.get_by_role("link", name=re.compile("All news")).click()
    assert page.url.endswith("/people/mina-sorensen/news/")
    assert page.locator("main li").count() >= 12


def background(page) -> str:
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


def test_the_switch_turns_the_page_dark_and_is_remembered(page):
    page.goto("/")
    light = background(page)
    switch = page.get_by_role("button", name="Dark theme")
    expect(switch).to_have_attribute("aria-pressed", "false")
    switch.click()
    dark = background(page)
    assert dark != light
    expect(switch).to_have_attribute("aria-pressed", "true")
    page.goto("/publications/")
    assert background(page) == dark
    page.get_by_role("button", name="Dark theme").click()
    assert background(page) == light


def test_the_page_follows_the_system_until_somebody_chooses(dark):
    dark.goto("/")
    shown = background(dark)
    dark.emulate_media(color_scheme="light")
    assert background(dark) != shown
    dark.get_by_role("button", name="Dark theme").click()
    assert background(dark) == shown


def test_the_remembered_theme_is_there_before_the_page_is_drawn(page):
    page.goto("/")
    page.get_by_role("button", name="Dark theme").click()
    page.add_init_script(
        "new MutationObserver(() => {"
        " if (document.body && !window.first) window.first = document.documentElement.dataset.theme"
        "}).observe(document, {childList: true, subtree: true})"
    )
    page.goto("/people/")
    assert page.evaluate("window.first") == "dark"


def test_the_switch_is_not_offered_where_it_could_not_work(scriptless):
    scriptless.goto("/")
    assert scriptless.get_by_role("button", name="Dark theme").count() == 0


@pytest.mark.parametrize(("chance", "shown"), [("0", "fjord"), ("0.5", "dusk"), ("0.99", "beach")])
def test_one_of_several_photos_is_shown_by_chance(page, chance, shown):
    page.add_init_script(f"Math.random = () => {chance}")
    page.goto(MINA)
    photo = page.locator("main figure img")
    expect(photo).to_have_attribute("alt", re.compile(shown))
    assert photo.evaluate("image => image.decode().then(() => image.naturalWidth)") > 100


def test_without_script_the_first_photo_is_shown(scriptless):
    scriptless.goto(MINA)
    expect(scriptless.locator("main figure img")).to_have_attribute("alt", re.compile("fjord"))


def test_a_heading_beside_a_link_keeps_its_words_whole_on_the_smallest_phone(narrow):
    narrow.goto(MINA)
    heading = narrow.get_by_role("heading", name="Selected publications")
    lines = heading.evaluate("""heading => {
      const range = document.createRange();
      range.selectNodeContents(heading);
      return new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size;
    }""")
    assert lines == 2


def test_a_lab_with_a_long_word_in_its_name_fits_beneath_its_logo(narrow, site):
    lab = Lab.objects.get()
    lab.name = "Interdisciplinary Measurement"
    lab.save()
    narrow.goto("/")
    heading = narrow.get_by_role("heading", name=lab.name)
    logo = narrow.locator(".lab-heading img").bounding_box()
    assert logo["y"] + logo["height"] <= heading.bounding_box()["y"]
    assert narrow.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_no_line_of_code_is_cut_off_on_paper(narrow, site):
    post = Post.objects.get(slug="wrong-in-nine-places")
    post.body = f"```\n{'argument, ' * 60}\n```"
    post.save()
    narrow.goto("/blog/wrong-in-nine-places/")
    narrow.emulate_media(media="print")
    code = narrow.locator("main pre")
    assert code.evaluate("pre => pre.scrollWidth <= pre.clientWidth")


def test_a_formula_wider_than_a_phone_scrolls_within_its_sentence(narrow, site):
    row = " & ".join("abcdefghijklmnop")
    text = rf"We show $\begin{{pmatrix}} {row} \end{{pmatrix}}$ and go on."
    work = Publication.objects.get(slug=AGREEMENT.strip("/").rpartition("/")[2])
    work.abstract = text
    work.save()
    narrow.goto(AGREEMENT)
    formula = narrow.locator("main .prose math")
    assert formula.evaluate("math => math.getBoundingClientRect().width > innerWidth")
    assert narrow.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_long_byline_unfolds_without_script(scriptless):
    scriptless.goto("/publications/?q=Havnesund+sea+level+record")
    last = scriptless.get_by_text("The Long Record Collaboration").first
    expect(last).not_to_be_visible()
    scriptless.get_by_text(re.compile(r"and \d+ more")).first.click()
    expect(last).to_be_visible()


def test_a_folded_byline_never_hides_the_pages_owner(page):
    page.goto("/people/adaeze-okonkwo/publications/")
    record = page.locator("li", has_text="The Havnesund sea level record").last
    expect(record.get_by_text("Adaeze Okonkwo").first).to_be_visible()
    expect(record.get_by_text("Kåre Strand").first).not_to_be_visible()


def test_abstract_and_bibtex_unfold_without_script(scriptless):
    scriptless.goto("/people/kofi-mensah/publications/")
    item = scriptless.locator("li", has_text="Neighbourhood watch").last
    item.get_by_text("Abstract", exact=True).click()
    abstract = item.get_by_role("paragraph").filter(has_text="Cheap sensors can correct")
    expect(abstract).to_be_visible()
    item.get_by_text("BibTeX", exact=True).click()
    expect(item.get_by_text("mensah2025neighbours").first).to_be_visible()


def test_a_change_is_seen_at_the_next_visit(page, site):
    page.goto("/people/tomasz-wilk/")
    tomasz = Researcher.objects.get(slug="tomasz-wilk")
    tomasz.bio = "I have taken up the piano."
    tomasz.save()
    page.reload()
    expect(page.get_by_text("I have taken up the piano.")).to_be_visible()


def test_another_tests_changes_are_gone(page):
    page.goto("/people/tomasz-wilk/")
    expect(page.get_by_text("I have taken up the piano.")).to_have_count(0)


def test_a_list_narrows_while_one_types_and_keeps_its_address(page):
    page.goto("/publications/")
    everything = page.locator(".works > li").count()
    page.get_by_label("Title or author").press_sequentially("barnacle")
    expect(page.get_by_role("status")).to_contain_text("found")
    assert 0 < page.locator(".works > li").count() < everything
    assert page.url.endswith("/publications/?q=barnacle")
    page.get_by_label("Title or author").fill("")
    expect(page.locator(".works > li")).to_have_count(everything)
    assert page.url.endswith("/publications/")
