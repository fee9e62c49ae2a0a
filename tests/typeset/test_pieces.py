"""Parts of pages, on real templates."""

from datetime import date

import pytest
from django.urls import clear_script_prefix, set_script_prefix

from typeset import pieces
from typeset.pieces import piece

ROW = {"pk": 1, "date": date(2026, 3, 1), "pinned": False, "title": "", "url": "", "people": ()}


@pytest.fixture
def drawings(monkeypatch):
    """The templates that were drawn, in turn."""
    found = []
    get_template = pieces.get_template
    monkeypatch.setattr(
        pieces, "get_template", lambda name: found.append(name) or get_template(name)
    )
    return found


def row(**values):
    return piece("news/includes/row.html", **{**ROW, **values})


def test_what_has_the_same_values_is_drawn_once(drawings):
    first, second = row(body="A seal came by."), row(body="A seal came by.")
    assert first == second
    assert drawings == ["news/includes/row.html"]


@pytest.mark.parametrize(
    "values",
    [
        {"body": "Two seals came by."},
        {"pk": 2},
        {"date": date(2026, 3, 2)},
        {"pinned": True},
        {"title": "Seals", "url": "/news/seals/"},
        {"people": ({"name": "Mina", "url": "/people/mina/"},)},
    ],
)
def test_any_other_value_makes_another_piece(values):
    assert row(**{"body": "A seal.", **values}) != row(body="A seal.")


def test_a_template_cannot_be_told_something_by_what_another_was():
    assert row(body="'}, {'pinned': True") != row(body="", pinned="'}, {'")


def test_what_somebody_typed_is_escaped():
    drawn = row(body="", title="<script>alert(1)</script>", url='/news/"><script>/')
    assert "<script>" not in drawn
    assert "&lt;script&gt;" in drawn


def test_a_piece_of_a_preview_is_on_no_public_page():
    values = {"name": "Tidewater", "lists": (), "address": "", "email": "", "phone": ""}
    set_script_prefix("/preview/secret/")
    try:
        assert "/preview/secret/search/" in piece("includes/colophon.html", **values)
    finally:
        clear_script_prefix()
    public = piece("includes/colophon.html", **values)
    assert "secret" not in public
    assert 'href="/search/"' in public
