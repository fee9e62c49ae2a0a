from itertools import product

import pytest
from django.template.loader import get_template
from django.utils.safestring import mark_safe

from publications.presentation.byline import Byline, Part
from publications.presentation.drawing import MOST_BIBTEX
from publications.presentation.frames import byline_html, item_html
from publications.presentation.lists import ListItem

EVIL = "</a><script>alert('1')</script>\"&\0"
PARTS = (
    Part(mark_safe("Jun Baek, <b>Li</b>")),
    Part(mark_safe("Mina"), "/people/mina/"),
    Part(mark_safe("Mina"), me=True),
    Part(mark_safe("Åse"), f"/{EVIL}"),
    Part(mark_safe("")),
)


def by_template(name: str, **context) -> str:
    return get_template(f"publications/includes/{name}.html").render(context)


def listed(**values) -> ListItem:
    names = Byline([PARTS[0], PARTS[2]])
    return ListItem(**{
        "pk": 1, "year": 2026, "type": "article", "heading": "2026", "url": "/publications/one/",
        "margin": mark_safe("<div class='margin'></div>"), "title": mark_safe("<a>One</a>"),
        "where": mark_safe(""), "notes": mark_safe("<p>Note</p>"), "acts": mark_safe("<a>PDF</a>"),
        "byline": names, "marks": "", "bibtex": "@article{one,\n  title = {One},\n}", **values,
    })  # fmt: skip


@pytest.mark.parametrize("length", range(4))
def test_a_byline_is_the_same_as_by_its_template(length):
    for shown in product(PARTS, repeat=length):
        for others in (False, True):
            byline = Byline(shown, others=others)
            assert byline_html(byline, "/one/") == by_template("byline", byline=byline, url="/one/")


@pytest.mark.parametrize("kept", [(), PARTS[1:3]])
@pytest.mark.parametrize("folded", [(), PARTS[:4]])
@pytest.mark.parametrize("more", [1, 1_234])
@pytest.mark.parametrize("others", [False, True])
def test_so_is_one_that_folds(kept, folded, more, others):
    for url in ("/one/", EVIL):
        byline = Byline(PARTS[:3], kept, folded, more, others)
        assert byline_html(byline, url) == by_template("byline", byline=byline, url=url)


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"ids": ["one"]},
        {"ids": ["one", "two", EVIL]},
        {"url": EVIL},
        {"title": EVIL, "margin": "", "where": EVIL},
        {"bibtex": EVIL},
        {"bibtex": "\0" + "0\0" * 9},
        {"bibtex": "", "notes": "", "acts": ""},
        {"bibtex": "x" * (MOST_BIBTEX + 1), "url": EVIL},
    ],
)
def test_an_item_is_the_same_as_by_its_template(values):
    item = listed(**values)
    assert item_html(item) == by_template("item", item=item)


def test_what_differs_between_two_items_stays_with_each():
    first, second = listed(), listed(title=mark_safe("<a>Two</a>"), bibtex="@book{two}")
    assert "One" in first.html
    assert "Two" in second.html
    assert "Two" not in first.html
    assert "@book{two}" in second.html
