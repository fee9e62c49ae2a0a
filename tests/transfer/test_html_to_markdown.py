import time

import pytest

from transfer.html_to_markdown import (
    html_to_markdown,
    markdown_without_html,
    plain_words,
)
from typeset.markdown import render


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<b>Contact:</b> mina [dot] s [at] lab", "**Contact:** mina [dot] s [at] lab"),
        ("<p>Room 4</p>\nat <a href='https://lab.example/en'>the Lab</a>\n",
         "Room 4\n\nat [the Lab](https://lab.example/en)"),
        ("<p>a<br>b</p><p>c</p>", "a  \nb\n\nc"),
        ("a<br/><br />b", "a\n\nb"),
        ("<h4>Office</h4>hours", "#### Office\n\nhours"),
        ("<ul><li>a<li>b <i>c</i></ul>", "- a\n- b *c*"),
        ("<ol><li>a</li><li>b<ul><li>c</li></ul></li></ol>", "1. a\n2. b\n   - c"),
        ("<b>Room:</b>4", "**Room**:4"),
        ("<b><strong>x</strong></b><i class='fas fa-map'></i>", "**x**"),
        ("<a href='mailto://m@lab.example'>Mail</a>", "[Mail](mailto:m@lab.example)"),
        ("<a href='javascript:alert(1)'>x</a> <a href='#'>y</a>", "x y"),
        ("<a href='/a (b'>x</a>", "[x](</a%20(b>)"),
        ("<img src='a b.jpg' alt='A  pier'>", "![A pier](a%20b.jpg)"),
        ("<span style='color: red'>x</span><font>y</font>", "xy"),
        ("H<sub>2</sub>O<sup class='x'>3</sup>", "H<sub>2</sub>O<sup>3</sup>"),
        ("R&amp;D &lt;x&gt; &nbsp;y", "R&D \\<x>  y"),
        ("2 < 3 * 4_5 `x` [a](b)", "2 < 3 \\* 4\\_5 \\`x\\` \\[a](b)"),
        ("1. x", "1\\. x"),
        ("# x", "\\# x"),
        ("<blockquote>a<p>b</p></blockquote>", "> a\n> \n> b"),
        ("<pre>a\n  b &lt;</pre>", "```\na\n  b <\n```"),
        ("<table class='x'><tr>\n\n<td width=1><a href='/x'>y</a></td></tr></table>",
         '<table><tr>\n<td><a href="/x">y</a></td></tr></table>'),
        ("visible <!-- secret --> words", "visible words"),
        ("", ""),
    ],
)  # fmt: skip
def test_html_becomes_markdown(html, markdown):
    assert html_to_markdown(html).text == markdown


@pytest.mark.parametrize(
    ("html", "markdown", "problem"),
    [
        ("a<script>alert(1)</script>", "a", "<script> was left out with all that is in it."),
        ("<style>p {}</style>b", "b", "<style> was left out with all that is in it."),
        ("<iframe src='https://v.example/1' title='Talk'></iframe>", "[Talk](https://v.example/1)",
         "An embedded <iframe> became a link."),
        ("<video><source src='/a.mp4'></video>", "[/a.mp4](/a.mp4)",
         "An embedded <video> became a link."),
        ("a <script> never closed", "a ", "<script> was left out with all that is in it."),
    ],
)  # fmt: skip
def test_what_no_page_may_hold_is_told(html, markdown, problem):
    converted = html_to_markdown(html)
    assert converted.text == markdown.rstrip()
    assert [said for _line, said in converted.problems] == [problem]


def test_words_are_words_on_one_line():
    assert plain_words("<p>a *</p><h1>b<sub>2</sub></h1>&amp;") == "a * b2 &"


def test_markdown_keeps_its_own_signs_code_and_formulas():
    source = (
        "# *Drift* & $a<b$ in `<b>` <https://lab.example>\n\n"
        "* item\n  - nested\n\n```html\n<div>\n  <b>x</b>\n</div>\n```\n\n$$\na<b>c\n$$\n"
    )
    assert markdown_without_html(f"{source}<b>x</b>").text == f"{source}**x**"


def test_markdown_loses_the_boxes_around_its_words():
    source = '<div class="row">\n  <div>\n    Words.\n  </div>\n</div>\n\nMore <a href="/x">x</a>.'
    assert markdown_without_html(source).text == "Words.\n\nMore [x](/x)."


def test_a_sign_that_begins_no_tag_stays():
    assert markdown_without_html("a < b, <unknown>, <b\nand <b>c</b>").text == (
        "a < b, <unknown>, <b\nand **c**"
    )


def test_lines_of_problems_count_code_too():
    source = "```\n<b>\n```\nx\n<script>\n</script>\n\n<style></style>"
    assert [line for line, _said in markdown_without_html(source).problems] == [5, 8]


@pytest.mark.parametrize(
    "piece",
    [
        "<a ",
        "<b>",
        "<script>",
        "<p>",
        "</b>",
        "`",
        "$$",
        "```\n",
        "<ul><li>",
        "<b>x",
        "<!--",
        "&",
        "<",
    ],
)
def test_hostile_html_takes_no_time(piece):
    started = time.process_time()
    markdown_without_html(piece * 5_000)
    html_to_markdown(piece * 5_000)
    assert time.process_time() - started < 10


def test_what_comes_out_is_drawn_without_scripts():
    hostile = "<img src=x onerror=alert(1)><a href='jav&#x09;ascript:alert(1)'>x</a><svg onload=x>"
    drawn = render(html_to_markdown(hostile).text)
    assert "onerror" not in drawn
    assert "script" not in drawn
