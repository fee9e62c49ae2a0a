from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.typeset.hostile import PIECES, TICKS
from typeset.comments import Comment, split_comments

SEEDS = Path(__file__).resolve().parents[2].parent / "shared" / "seeds"


def kept(text):
    return split_comments(text)[0]


def hidden(text):
    return [comment.text for comment in split_comments(text)[1]]


def test_a_text_without_comments_is_returned_as_it_is():
    text = "# A\r\n\r\n`code` -->  \n"
    assert split_comments(text) == (text, [])


def test_each_comment_comes_with_its_line():
    text = "a\n<!-- one -->\nb <!-- two\nlines --> c\n\n<!-- three -->"
    assert split_comments(text) == (
        "a\nb  c\n\n",
        [Comment("one", 2), Comment("two\nlines", 3), Comment("three", 6)],
    )


@pytest.mark.parametrize(
    ("text", "left", "comments"),
    [
        ("a <!-- x --> b", "a  b", ["x"]),
        ("a<!-- x -->b", "ab", ["x"]),
        ("<!-- x -->\ntext", "text", ["x"]),
        ("a\n\n<!-- x\n\ny -->\n\nb", "a\n\n\nb", ["x\n\ny"]),
        ("end  <!-- x -->\nnext", "end\nnext", ["x"]),
        ("<!-- x -->    indented", "indented", ["x"]),
        ("a\r\n<!-- x -->\r\nb", "a\r\nb", ["x"]),
        ("a <!-- never closed\n\nb", "a", ["never closed\n\nb"]),
        ("a <!-- <!-- x --> y --> b", "a  b", ["<!-- x --> y"]),
        ("a <!-- <!-- x --> b", "a  b", ["<!-- x"]),
        ("<!--> a", "a", [""]),
        ("<!---> a <!-- b -->", "a", ["", "b"]),
        ("<!----> a", "a", [""]),
        ("<!-- x --!> a", "a", ["x"]),
        ("<!--[if IE]> x <![endif]--> a", "a", ["[if IE]> x <![endif]"]),
        ("<![CDATA[ x > y ]]> a", "a", ["x > y"]),
        ("<![cdata[ x", "", ["x"]),
        ("{% comment %} x {% endcomment %}a", "a", ["x"]),
        ("{%- comment -%} x {%- endcomment -%}a", "a", ["x"]),
        ("{::comment}\nx\n{:/comment}\na", "a", ["x"]),
        ("{::comment} x {:/} a", "a", ["x"]),
        ('[a](/b "<!-- x -->")', '[a](/b "")', ["x"]),
        ("A --> B <!-- x --> C", "A --> B  C", ["x"]),
        ("<!<!-- x -->-- y -->", "<! -- y -->", ["x"]),
        (r"\<!-- x -->", "\\", ["x"]),
    ],
)
def test_comments_are_cut_out(text, left, comments):
    assert kept(text) == left
    assert hidden(text) == comments


@pytest.mark.parametrize(
    "text",
    [
        "`<!-- x -->`",
        "`` ` <!-- x --> ``",
        "```\n<!-- x -->\n```",
        "~~~ html\n<!-- x -->\n~~~",
        "- a\n\n  ```\n  <!-- x -->\n  ```",
        "1. a\n   ```\n   <!-- x -->\n   ```",
        "> ```\n> <!-- x -->\n> ```",
        "```\r\n<!-- x -->\r\n```\r\n",
        "`{% comment %}`",
    ],
)
def test_code_keeps_its_comments(text):
    assert split_comments(text) == (text, [])


@pytest.mark.parametrize(
    "text",
    [
        "p\n    ```\n<!-- secret -->\n    ```",
        "```\n<!-- secret",
        "`not closed\n\n<!-- secret --> `",
        "\\`<!-- secret -->`",
        "` <!-- x\n\ny --> ` <!-- secret --> `",
        "<p title='`'><!-- secret --></p>`",
        "<div>\n`<!-- secret -->`\n</div>",
        "    <!-- secret -->",
    ],
)
def test_where_code_is_in_doubt_a_comment_is_a_comment(text):
    assert "secret" not in kept(text)


def test_code_beside_a_comment_stays():
    assert kept("`<!--` <!-- x --> `-->`") == "`<!--`  `-->`"


@given(st.lists(st.sampled_from(PIECES + TICKS), max_size=12).map("".join))
@settings(max_examples=300, deadline=None)
def test_what_is_kept_is_never_more_than_there_was(text):
    left, comments = split_comments(text)
    assert len(left) <= len(text) + len(comments)
    lines = [comment.line for comment in comments]
    assert lines == sorted(lines)
    assert all(1 <= line <= text.count("\n") + 1 for line in lines)


@pytest.mark.skipif(
    not SEEDS.is_dir(), reason="the sample pages beside the repository are not here"
)
def test_a_page_commented_out_within_a_page_comes_out_whole():
    source = (SEEDS / "000_172eb440f8fd54df.txt").read_text()
    left, comments = split_comments(source)
    assert len(comments) == 1
    assert comments[0].text.startswith("layout: page\ntitle: About")
    assert comments[0].text.endswith("alignment objectives.")
    assert comments[0].line == source[: source.index("<!--")].count("\n") + 1
    assert left == source[: source.index("<!--")]
