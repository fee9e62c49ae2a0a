import re
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.utils.safestring import SafeString

from tests.typeset.harmless import parse, tags
from typeset.markdown import markdownify, plain, render, render_inline

SEEDS = Path(__file__).resolve().parents[2].parent / "shared" / "seeds"
needs_seeds = pytest.mark.skipif(
    not SEEDS.is_dir(), reason="the sample pages beside the repository are not here"
)
EVERYTHING = r"""# Tides

Gauges *drift* by $x_t^2$, see [the paper](https://paper.example/a?b=1&c=2) and [below](#data).[^1]

## Data

| place | n |
|:------|--:|
| Bay   | 3 |

- [x] read
- [ ] written

Gauge
: A stick in the water.

> Quoted.

    indented code

```python
print("<b>")
```

$$
\sum_{i=1}^{n} x_i
$$

![A gauge](gauge.png "At low tide") ~~never~~

[^1]: With *care*.
"""


# What it draws


def test_everything_at_once_is_valid_html():
    _root, errors = parse(render(EVERYTHING))
    assert errors == []


def test_what_it_draws_is_marked_safe():
    assert isinstance(render("x"), SafeString)
    assert isinstance(render_inline("x"), SafeString)
    assert not isinstance(plain("x"), SafeString)


def test_the_preview_is_the_page():
    assert markdownify(EVERYTHING) == render(EVERYTHING)


@pytest.mark.parametrize("draw", [render, render_inline, plain])
def test_an_empty_text_draws_nothing(draw):
    assert draw("") == ""
    assert draw(" \n ").strip() == ""


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*a* **b** `c`", "<p><em>a</em> <strong>b</strong> <code>c</code></p>"),
        ("~~gone~~ but ~5 and ~6", "<p><s>gone</s> but ~5 and ~6</p>"),
        ('"Quotes" -- and dots...', '<p>"Quotes" -- and dots...</p>'),
        ("a & b < c &amp; d", "<p>a &amp; b &lt; c &amp; d</p>"),
        ("<b>Contact:</b> me<br>you<sup>2</sup>", "<p><b>Contact:</b> me<br>you<sup>2</sup></p>"),
        ("<p>Typed</p>", "<p>Typed</p>"),
        ("<center>Old</center>", "Old"),
        ("a <unknown>b</unknown>", "<p>a b</p>"),
        ("- [x] done", '<li class="task-list-item">☑ done</li>'),
        ("- [ ] open", '<li class="task-list-item">☐ open</li>'),
        ("T\n: D", "<dl>\n<dt>T</dt>\n<dd>D</dd>\n</dl>"),
        ("3. c\n4. d", '<ol start="3">'),
        (
            "<details><summary>More</summary>x</details>",
            "<details><summary>More</summary>x</details>",
        ),
        ("```\nlong\n```", '<pre tabindex="0"><code>long\n</code></pre>'),
    ],
)
def test_markdown_and_plain_html_are_drawn(text, html):
    assert html in render(text)


def test_tags_that_swallow_what_follows_lose_only_themselves():
    html = render("Use <title> and <textarea>, *then* go on.\n\nNext.")
    assert "<em>then</em>" in html
    assert "<p>Next.</p>" in html


def test_a_whole_html_document_keeps_its_content():
    html = render("<!DOCTYPE html><html><body><p>Hello</p></body></html>")
    assert html.strip() == "<p>Hello</p>"


# Links and pictures


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[x](https://a.example)", '<a href="https://a.example" rel="noopener">x</a>'),
        ("[x](//a.example)", '<a href="//a.example" rel="noopener">x</a>'),
        ("[x](/people/)", '<a href="/people/">x</a>'),
        ("[x](#data)", '<a href="#data">x</a>'),
        ("[x](papers/a.pdf)", '<a href="papers/a.pdf">x</a>'),
        ("[x](mailto:a@b.example)", '<a href="mailto:a@b.example">x</a>'),
        ("https://a.example/b_c_d.", '<a href="https://a.example/b_c_d" rel="noopener">'),
        ("a@b.example", '<a href="mailto:a@b.example">a@b.example</a>'),
        ("[x](ftp://a.example)", "<a>x</a>"),
        ("[x](javascript:alert(1))", "<a>x</a>"),
        ("[x](paper:1)", "<a>x</a>"),
        (
            '<a href="https://a.example" target="_blank" rel="opener">x</a>',
            '<a href="https://a.example" rel="noopener">x</a>',
        ),
    ],
)
def test_links_keep_safe_addresses_and_never_open_windows(text, html):
    assert html in render(text)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("![A](a.png)", '<img src="a.png" alt="A" loading="lazy" decoding="async">'),
        ("<img src=a.png>", '<img src="a.png" alt="" loading="lazy" decoding="async">'),
        (
            '<img src="a.png" alt="hi" class="x" style="width:3px" width="300">',
            '<img src="a.png" alt="hi" width="300" loading="lazy" decoding="async">',
        ),
        ("![A > B](data:image/png;base64,x)", "<p>A &gt; B</p>"),
        ("<img>", ""),
        ('<img src="a.png" width="100%">', '<img src="a.png" alt=""'),
    ],
)
def test_pictures_load_late_and_have_a_text(text, html):
    assert html in render(text)


# Headings and tables


def test_headings_begin_below_the_page_title_and_skip_no_level():
    html = render("### A\n\n##### B\n\n### C\n\n# D\n\n### E")
    assert re.findall(r"<(h\d) id", html) == ["h2", "h3", "h2", "h2", "h3"]
    assert re.findall(r"</(h\d)>", html) == ["h2", "h3", "h2", "h2", "h3"]


@pytest.mark.parametrize(("offset", "tag"), [(0, "h1"), (1, "h2"), (3, "h4"), (6, "h6"), (9, "h6")])
def test_the_heading_offset_is_the_level_above_the_text(offset, tag):
    assert f"<{tag} id" in render("## A", heading_offset=offset)


def test_typed_html_headings_are_headings_too():
    assert render("<h1 style='x'>A <b>B</b></h1>") == '<h2 id="a-b">A <b>B</b></h2>'


def test_heading_ids_are_readable_unique_and_never_the_pages_own():
    html = render(
        "# Main\n# Tools & *Data*\n# Tools, data\n# 연구\n# !!!\n# Data 2\n# Data\n# Data"
    )
    assert re.findall(r'id="([^"]*)"', html) == [
        *("main-2", "tools-data", "tools-data-2", "연구", "section", "data-2", "data", "data-3"),
    ]


def test_a_table_can_be_scrolled_by_keyboard():
    html = render("|a|b|\n|:-:|--:|\n|1|2|")
    assert html.startswith(
        '<div class="table" tabindex="0" role="region" aria-label="Table"><table>'
    )
    assert html.strip().endswith("</table></div>")
    assert '<th class="align-center">a</th>' in html
    assert '<td class="align-right">2</td>' in html
    assert "<div class=" in render("<table><tr><td>x</td></tr></table>")


# Footnotes


def test_footnotes_lead_there_and_back():
    html = render("A[^x] b[^x].\n\n[^x]: Note.")
    identifiers = set(re.findall(r' id="([^"]*)"', html))
    assert set(re.findall(r'href="#([^"]*)"', html)) == identifiers
    assert len(identifiers) == 3
    assert 'aria-label="Back to the text"' in html


def test_footnotes_of_two_texts_on_one_page_do_not_meet():
    first, second = (set(re.findall(r' id="([^"]*)"', render(f"{t}[^1]\n\n[^1]: x"))) for t in "ab")
    assert first & second == set()


def test_footnote_names_depend_on_the_text_alone():
    text = "A[^1]\n\n[^1]: x"
    assert f'id="fn-{zlib.crc32(text.encode()):08x}-1"' in render(text)


# One line


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "*A* [b](https://b.example)",
            '<em>A</em> <a href="https://b.example" rel="noopener">b</a>',
        ),
        ("# no heading", "# no heading"),
        ("1. no list", "1. no list"),
        ("<p>One</p><p>Two</p>", "One  Two"),
        ("<div><b>x</b></div>", "<b>x</b>"),
        ("one\n\ntwo\nthree", "one two three"),
        ("![x](a.png) after", "after"),
        ("$x$", '<math display="inline"><mrow><mi>x</mi></mrow></math>'),
        ("a<br>b", "a<br>b"),
        ("A[^1]", "A[^1]"),
        ("<script>alert(1)</script>x", "x"),
    ],
)
def test_one_line_has_no_blocks(text, html):
    assert render_inline(text) == html


# Plain text


def test_plain_text_is_words_alone():
    assert plain(EVERYTHING) == (
        "Tides Gauges drift by x_t^2, see the paper and below. Data place n Bay 3 ☑ read ☐ written "
        'Gauge A stick in the water. Quoted. indented code print("<b>") \\sum_{i=1}^{n} x_i never '
        "With care."
    )


def test_plain_text_keeps_what_looks_like_html_when_it_was_escaped():
    assert plain("a `<b>` &lt;i&gt; & c") == "a <b> <i> & c"


def test_plain_text_parts_what_stood_in_blocks_of_its_own():
    assert plain("<p>one</p><p>two</p>three<br>four") == "one two three four"


@pytest.mark.parametrize(
    ("limit", "text"),
    [
        (13, "one two three"),
        (12, "one two…"),
        (8, "one two…"),
        (7, "one…"),
        (3, "on…"),
        (1, "…"),
    ],
)
def test_plain_text_is_cut_at_a_word(limit, text):
    assert plain("one *two* three", limit) == text
    assert len(text) <= limit


def test_plain_text_is_not_cut_before_punctuation_that_hangs():
    assert plain("The bay, and the sea", 12) == "The bay…"


# Robustness


@pytest.mark.parametrize(
    "text",
    [
        "> " * 3000,
        "- " * 3000,
        "[" * 3000,
        "*a " * 3000,
        "<div>" * 3000,
        "<b>" * 3000,
        "$" * 3001,
        "\\[\na\n" * 1000,
        "{" * 3000,
        "$" + "{" * 1500 + "}" * 1500 + "$",
        "# a\n" * 1000,
        "^[a" * 1000,
        "<math>" * 1000,
        "\0",
        "\ud800".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
    ],
    ids=lambda text: ascii(text[:6]),
)
def test_text_built_to_break_the_parser_is_drawn_all_the_same(text):
    for draw in (render, render_inline, plain):
        assert isinstance(draw(text), str)


def test_many_threads_may_draw_at_once():
    texts = [f"# A{n}\n\n$x_{n}$[^1]\n\n[^1]: {n}" for n in range(40)]
    expected = [render(text) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(render, texts)) == expected


# Real pages


@needs_seeds
def test_no_word_of_a_commented_out_page_is_drawn():
    source = (SEEDS / "000_172eb440f8fd54df.txt").read_text()
    hidden = source[source.index("<!-- ") : source.rindex("-->")]
    visible = source[: source.index("<!-- ")] + source[source.rindex("-->") :]
    drawn = plain(source.split("---", 2)[2])
    words = re.findall(r"\w+", hidden)
    runs = {" ".join(words[i : i + 4]) for i in range(len(words) - 3)}
    drawn_words = " ".join(re.findall(r"\w+", drawn))
    visible_words = " ".join(re.findall(r"\w+", visible))
    assert [run for run in runs if run in drawn_words and run not in visible_words] == []
    assert drawn.endswith("distribution shift and underspecification are common.")


@needs_seeds
def test_a_hand_written_page_keeps_its_links_and_headings():
    source = (SEEDS / "001_2e7bccea379ff176.txt").read_text().split("---", 2)[2]
    html = render(source)
    assert html.count("<h2 id=") == 5
    assert html.count("<a href=") == len(re.findall(r"\]\(", source))
    assert "Wooseok Ha*" in plain(source)
    assert tags(html) <= {"a", "em", "h2", "img", "li", "p", "strong", "ul"}
