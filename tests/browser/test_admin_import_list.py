"""A hand-written list in a real browser: each line beside what was read of it, what to check."""

import pytest
from playwright.sync_api import expect

from profiles.models import Researcher
from publications.models import Publication

START = "/admin/publications/publication/import/"
LIST = """\
## Publications
- The height of a sea that never rests. {name}\\*, Jun-ho Baek\\*, Li Chen. _Journal of Tides_, \
12(3), 201-215, 2024. [Code](https://code.example/tide) **Best paper award**
- On doubt, and on what to do about it. Li Chen, {name}. _Letters on Wear_. \
[arXiv:1801.00001](https://arxiv.org/abs/1801.00001)

## Teaching
- MEAS101: Introduction to Measurement (Fall 2020)
"""


@pytest.mark.parametrize(
    ("width", "dark"), [(1280, False), (1280, True), (320, False)], ids=["wide", "dark", "narrow"]
)
def test_each_line_stands_beside_what_was_read(open_page, sign_in, axe, site, width, dark):
    kofi = Researcher.objects.get(user__email="kofi@tidewater.example")
    page = open_page(width, dark=dark)
    sign_in(page, kofi.user)
    page.goto(START)
    page.get_by_label("Or pasted text").fill(LIST.format(name=kofi.name))
    page.get_by_role("button", name="Show the plan").click()
    expect(page.get_by_role("heading", name="New 2")).to_be_visible()
    expect(page.get_by_role("blockquote").first).to_contain_text("The height of a sea")
    expect(page.get_by_text("Please check", exact=True)).to_have_count(1)
    expect(page.get_by_text("It is the year of the arXiv id")).to_be_visible()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_text("Imported: 2 new")).to_be_visible()
    work = Publication.objects.get(title="The height of a sea that never rests")
    assert work.authorships.filter(co_first=True).count() == 2
