import pytest
from django.template import Context, Template, TemplateSyntaxError

from typeset.icons import icon


def draw(source, **context):
    return Template("{% load typeset %}" + source).render(Context(context))


def test_markdown_in_a_template_is_not_escaped_twice():
    assert draw("{{ t|markdown }}", t="**a** & <b>b</b>") == (
        "<p><strong>a</strong> &amp; <b>b</b></p>\n"
    )


def test_markdown_takes_the_level_of_the_heading_above():
    assert draw("{{ t|markdown:2 }}", t="# A").startswith("<h3")


def test_one_line_of_markdown_has_no_paragraph():
    assert draw("{{ t|markdown_inline }}", t="*a*") == "<em>a</em>"


def test_plain_words_are_escaped_by_the_template():
    assert draw("{{ t|markdown_plain:20 }}", t="**a** `<b>`") == "a &lt;b&gt;"


@pytest.mark.parametrize("name", ["markdown", "markdown_inline", "markdown_plain", "partial_date"])
def test_nothing_is_drawn_for_nothing(name):
    assert draw("{{ t|" + name + " }}", t=None).strip() in {"", "None"}
    assert draw("{{ t|" + name + " }}", t="") == ""


def test_dates_are_written_for_readers():
    assert draw("{{ d|partial_date }}", d="2014-04") == "Apr 2014"
    assert draw("{% date_range a b %}", a="2014", b="2018") == "2014–2018"
    assert draw("{% date_range a b %}", a="2014", b="") == "2014–present"
    assert draw("{% date_range a since=True %}", a="2014") == "since 2014"


def test_what_is_no_date_stands_as_typed_and_escaped():
    assert draw("{{ d|partial_date }}", d="<soon>") == "&lt;soon&gt;"
    assert draw("{% date_range a b %}", a="<soon>", b="") == "&lt;soon&gt;"


def test_an_icon_is_drawn_by_name_or_variable():
    assert draw('{% icon "orcid" %}') == icon("orcid")
    assert draw("{% icon platform %}", platform="github") == icon("github")
    assert draw("{% icon platform %}", platform="<script>") == icon("link")


@pytest.mark.parametrize("source", ["{% icon %}", '{% icon "a" "b" %}'])
def test_the_icon_tag_says_what_it_takes(source):
    with pytest.raises(TemplateSyntaxError, match="takes one name"):
        draw(source)
