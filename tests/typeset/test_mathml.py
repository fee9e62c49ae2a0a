import pytest

from tests.typeset.harmless import parse
from typeset.markdown import render, render_inline
from typeset.mathml import formula


def drawn(tex):
    return "<math" in formula(tex)


# TeX to MathML


def test_a_formula_is_mathml_of_the_kind_asked_for():
    assert formula("x^2") == (
        '<math display="inline"><mrow><msup><mi>x</mi><mn>2</mn></msup></mrow></math>'
    )
    assert formula("x", display=True).startswith('<math display="block">')


@pytest.mark.parametrize(
    "tex",
    [
        r"\ell_1", r"\frac{a}{b}", r"\mathbb{R}^n", r"\mathcal L", r"\sum_{i=1}^n x_i",
        r"\operatorname{argmax}_\theta", r"\underset{x}{\arg\min} f(x)", r"\text{if } x<y",
        r"\begin{aligned} a &= b \\ c &= d \end{aligned}", r"\begin{align*} a &= b \end{align*}",
        r"\begin{cases} 1 & x>0 \\ 0 & \text{else} \end{cases}", r"\left[1,\ldots,n\right]",
        r"\begin{equation} x \label{eq:1} \end{equation}", r"\mathop{\mathbb{E}}_{x\sim p}",
        r"\|x\|_2^2", r"\hat{\beta}", r"10^{-3}", r"\times", r"^\ddagger", r"\kappa\&\%", "x'",
    ],
)  # fmt: skip
def test_the_formulas_of_papers_are_drawn(tex):
    assert drawn(tex)
    assert parse(formula(tex))[1] == []


@pytest.mark.parametrize(
    ("tex", "letter"),
    [
        (r"\mathbb{1}", "𝟙"), (r"\mathbb R", "ℝ"), (r"\mathcal L", "ℒ"), (r"\bm{x}", "𝒙"),
        (r"\boldsymbol{\theta}", "𝜽"), (r"\mathfrak g", "𝔤"), (r"\leq", "≤"),
        (r"\unicode{x41}", "A"),
    ],
)  # fmt: skip
def test_alphabets_are_letters_since_browsers_know_no_variants(tex, letter):
    assert f">{letter}<" in formula(tex)


@pytest.mark.parametrize(
    "tex",
    [
        r"\frac{a", r"\left( x", r"\badcommand{x}", "^^", "_", "{", r"\begin{foo}", "a & b",
        r"\def\a{\a\a}\a", r"\newcommand{\a}{\a\a}\a", r"\includegraphics{x}", r"\unicode{x1}", "",
        "{" * 500 + "}" * 500, r"\sqrt" * 500, r"\frac{1}{" * 90 + "x" + "}" * 90, "x+" * 5000,
    ],
    ids=lambda tex: tex[:16],
)  # fmt: skip
def test_bad_tex_shows_its_source(tex):
    assert formula(tex).startswith('<code class="math-source">')


def test_the_source_shown_is_escaped_and_may_be_given():
    assert formula(r"\bad{<b>}") == '<code class="math-source">\\bad{&lt;b&gt;}</code>'
    assert "$\\bad$" in formula(r"\bad", source=r"$\bad$")


@pytest.mark.parametrize(
    "tex",
    [
        r"\text{<b>x</b>}", "<b>x</b>", r"\href{javascript:alert(1)}{x}", r"\style{color:red}{x}",
        r"\class{masthead}{x}", r'\textcolor{"onload=1}{x}', r"\color{red}x", r"\colorbox{red}{x}",
        r"\text{&#x3c;b&#x3e;}",
    ],
)  # fmt: skip
def test_nothing_but_mathml_comes_of_a_formula(tex):
    html = formula(tex)
    for forbidden in ("<b>", "href", "style=", "class=", "onload", "color", "script:"):
        assert forbidden not in html


# Formulas in Markdown


@pytest.mark.parametrize(
    "text",
    [
        "$x$", "a $x_1$.", "a $$R_t$$ b", r"\(a_1\)", r"\\(a_1\\)", r"\(n\)", "10$\\times$ faster",
        "$k$NN", "$n$th", "($x$)", "**$x$**", "[$x$](/a)", "$5$ gauges", "$\\$5 + x$", "$a\n+b$",
        r"see \[ x^2 = y \] there", "# On $x$", "| $x$ | b |\n|-|-|\n|1|2|", "$^\\ddagger$ student",
    ],
)  # fmt: skip
def test_a_formula_within_a_line_is_drawn(text):
    html = render(text)
    assert html.count("<math") == 1
    assert "math-source" not in html


@pytest.mark.parametrize(
    "text",
    [
        "$5 and $6", "$5-$6", "US$5 and CA$6", "5$, 6$", "$1k to $2k", "$5,$6", "a $ b $ c",
        "$HOME:$PATH", r"\$x\$", "$10 million$", "$x", "x$", "$$", "$ $", "`$x$`", "    $x$",
        "```\n$x$\n```", r"\(see below\)", r"\[1\]", r"\[[PDF](/a_b.pdf)\]", r"\(2, 3\)", "$\n\n$",
        r"`\(x\)`", '<a title="$x$">y</a>',
    ],
)  # fmt: skip
def test_money_code_and_escaped_brackets_are_no_formulas(text):
    assert "<math" not in render(text)
    assert "math-source" not in render(text)


@pytest.mark.parametrize(
    "text",
    [
        "$$x^2$$", "$$\nx^2\n$$", "a\n\n$$ x^2 $$\n\nb", "\\[ x^2 \\]", "\\[\nx^2\n\\]",
        "before\n$$\nx^2\n$$\nafter", "- item\n\n  $$\n  x^2\n  $$\n", "> $$\n> x^2\n> $$",
    ],
)  # fmt: skip
def test_a_formula_on_lines_of_its_own_is_a_block(text):
    html = render(text)
    assert (
        '<div class="math" tabindex="0" role="group" aria-label="Formula"><math display="block">'
        in html
    )
    assert "$$" not in html
    assert parse(html)[1] == []


def test_a_block_may_hold_several_lines():
    html = render("$$\n\\begin{aligned}\na &= b \\\\\nc &= d\n\\end{aligned}\n$$")
    assert html.count("<mtr>") == 2


@pytest.mark.parametrize("text", ["$$\nx\n\ny\n$$", "$$\nx", "\\[\nx", "$$x$$ and more text"])
def test_dollars_that_enclose_no_block_are_text_or_part_of_a_line(text):
    assert 'class="math"' not in render(text)


def test_bad_tex_in_a_text_shows_what_was_typed():
    assert render_inline(r"A $\badcommand{x}$ b") == (
        r'A <code class="math-source">$\badcommand{x}$</code> b'
    )
    assert "$$\n\\frac{a\n$$" in render("$$\n\\frac{a\n$$")


def test_underscores_and_stars_in_a_formula_are_no_emphasis():
    assert "<em>" not in render("$a_1 * b_2$ and $c_1 * d_2$")
