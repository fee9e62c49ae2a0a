"""Nothing that a person types can run, load or dress up as the page."""

import time

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.typeset.harmless import BLOCKS, complaints, outside_code, parse, tags
from tests.typeset.hostile import PIECES, TICKS, VECTORS
from typeset.comments import split_comments
from typeset.markdown import plain, render, render_inline

SECRET = "Zyzzogeton"
hostile_text = st.lists(
    st.one_of(st.sampled_from(PIECES + TICKS), st.text(max_size=4)), max_size=14
).map("".join)
without_code = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)


def serialise_again(html: str) -> str:
    """What a page becomes that reads its own innerHTML and writes it back."""
    root, _errors = parse(html)
    return html5lib.serialize(
        root, tree="etree", omit_optional_tags=False, quote_attr_values="always", sanitize=False
    )


def test_there_are_enough_vectors():
    assert len(set(VECTORS)) >= 100


@pytest.mark.parametrize("draw", [render, render_inline])
@pytest.mark.parametrize("vector", VECTORS)
def test_a_known_attack_comes_out_harmless(vector, draw):
    html = draw(vector)
    assert complaints(html) == []
    assert "<!--" not in html
    assert "secret" not in html.replace("`", "")
    assert "alert(1)</script" not in html
    assert "body{" not in html


@pytest.mark.parametrize("vector", VECTORS)
def test_a_known_attack_stays_harmless_around_other_text(vector):
    html = render(f"# Before\n\n- item {vector}\n\n> {vector}\n\nAfter {vector} it.\n\nThe end.")
    assert complaints(html) == []
    assert complaints(serialise_again(html)) == []


@pytest.mark.parametrize("vector", VECTORS)
def test_the_plain_text_of_an_attack_has_no_script_in_it(vector):
    assert "secret" not in plain(vector)
    assert not plain(vector).startswith("alert(1)")


@given(hostile_text)
@settings(max_examples=400, deadline=None)
def test_no_mixture_of_pieces_does_harm(text):
    html = render(text)
    assert complaints(html) == []
    assert "<!--" not in html
    assert complaints(serialise_again(html)) == []


@given(hostile_text)
@settings(max_examples=200, deadline=None)
def test_no_mixture_of_pieces_puts_a_block_on_a_line(text):
    html = render_inline(text)
    assert complaints(html) == []
    assert "\n" not in html
    assert tags(html) & BLOCKS == set()


@given(
    without_code, without_code, st.sampled_from(["<!--{}-->", "<!-- {} --!>", "<!--{}\n\n{}-->"])
)
@settings(max_examples=400, deadline=None)
def test_a_comment_never_shows_wherever_it_stands(before, after, comment):
    text = before + comment.format(SECRET, SECRET) + after
    kept, comments = split_comments(text)
    assert SECRET not in kept
    assert any(SECRET in found.text for found in comments)
    for draw in (render, render_inline, plain):
        assert SECRET not in draw(text)


@given(hostile_text, hostile_text)
@settings(max_examples=300, deadline=None)
def test_a_comment_shows_only_where_a_text_explains_it_as_code(before, after):
    html = render(f"{before}<!-- {SECRET} -->{after}")
    assert SECRET not in outside_code(html)


@given(hostile_text)
@settings(max_examples=100, deadline=None)
def test_all_drawing_is_repeatable(text):
    assert render(text) == render(text)
    assert isinstance(plain(text), str)


@given(hostile_text)
@settings(max_examples=100, deadline=None)
def test_headings_never_take_the_place_of_the_page_title(text):
    assert "h1" not in tags(render(text))


@pytest.mark.parametrize("piece", [":a", "a:", "http:", "mailto:", "a@", "www."])
def test_what_may_become_an_address_takes_no_longer_the_more_text_there_is(piece):
    began = time.process_time()
    render(piece * 20_000)
    assert time.process_time() - began < 5


def test_addresses_become_links_all_the_same():
    html = render("See (https://a.example/x), mailto:mina@lab.example and nohttps:no.")
    assert plain(html).startswith("See (https://a.example/x), mailto:mina@lab.example and nohttps")
    assert html.count("<a ") == 2
