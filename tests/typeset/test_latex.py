import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from typeset.latex import escape, is_balanced, to_unicode


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"{\'E}lise N\'emeth", "Élise Németh"),
        (r"S{\o}ren, \o re, \O{}re, {\L}uk\'{a}{\v s}", "Søren, øre, Øre, Łukáš"),
        (r"na\"\i ve, \'{\i}, \u{\i}, \^\i{}", "naïve, í, ĭ, î"),
        (r"\'{\"{u}} and {\'{\=a}}", "ǘ and ā́"),
        (r"\v Cern\'a, \c cedilla, Erd\H{o}s, \k{e}, \r{a}", "Černá, çedilla, Erdős, ę, å"),
        (r"\d{s}, \b{d}, \.z, \=a, \textcommabelow{t}", "ṣ, ḏ, ż, ā, ț"),
        (r"Fa{\ss}, \ae sop, \OE uvre, \aa r, \dh, \th, \dj", "Faß, æsop, Œuvre, år, ð, þ, đ"),
        (r"\.I, \.{\i}, \.i", "İ, i, i"),
        (r"``Tides'' --- or `currents' 1--2", "“Tides” — or `currents' 1–2"),
        (r"Tides~and\ winds\, of\\ 2024", "Tides and winds of 2024"),
        (
            r"\textit{Tides \emph{and \textbf{winds}}} {\it at} {\bfseries sea}",
            "Tides and winds at sea",
        ),
        (r"10\textsuperscript{th} CO\textsubscript{2} m\textsuperscript{-2}", "10th CO₂ m⁻²"),
        (r"A \& B \% \# \_ \{x\} \textbackslash", "A & B % # _ {x} \\"),
        (r"Sea &amp; sky \&amp; land", "Sea & sky & land"),
        (r"{{Open} {T}ides} of {the {N}orth}", "Open Tides of the North"),
        (r"\href{https://example.org}{the sea}, \textcolor{blue}{deep}", "the sea, deep"),
        (r"\enquote{salt} \mkbibquote{foam}", "“salt” “foam”"),
        (r"{\LaTeX} and \TeX\ of \alpha decay", "LaTeX and TeX of α decay"),
        (r"{\noopsort{a}}Salt", "Salt"),
        ("two\n   lines\t here ", "two lines here"),
        ("plain text, untouched", "plain text, untouched"),
        ("", ""),
    ],
)
def test_latex_becomes_the_text_that_it_prints(tex, text):
    assert to_unicode(tex) == text


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"Drift of $k_{1}$", r"Drift of $k_{1}$"),
        (r"29th $\{$TIDE$\}$ Symposium", "29th TIDE Symposium"),
        (r"29th \$\{\$TIDE\$\}\$ Symposium", "29th TIDE Symposium"),
        (r"Vu\ifmmode \check{c}\else \v{c}\fi{}ko", "Vučko"),
        (r"Holt\char39s gauge", "Holt's gauge"),
        (r"Drift of \(k^2\)", r"Drift of $k^2$"),
        (r"Drift of $$k^2$$", r"Drift of $k^2$"),
        (r"{Drift of {$\mathcal{O}(n)$}}", r"Drift of $\mathcal{O}(n)$"),
        (r"$\alpha$-tides for \$5", r"$\alpha$-tides for \$5"),
        (r"It costs \$5", "It costs $5"),
        (r"It costs \$5 or $k$", r"It costs \$5 or $k$"),
        (r"It costs \$5 or \$6", r"It costs \$5 or \$6"),
        (r"A lone $ sign", "A lone $ sign"),
    ],
)
def test_formulas_stay_between_dollars_and_other_dollars_are_told_from_them(tex, text):
    assert to_unicode(tex) == text
    assert to_unicode(text) == text


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"\input{/etc/passwd}", r"\input{/etc/passwd}"),
        (r"\include{a}\write{rm}", r"\include{a}\write{rm}"),
        (r"\tide{a {b} c}", r"\tide{a b c}"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ],
)
def test_unknown_commands_stay_readable_and_are_never_run(tex, text):
    assert to_unicode(tex) == text


@pytest.mark.parametrize("tex", ["{", "}", "\\", "\\'", "$", "a } b { c", "\\textit{", "{{{", "$x"])
def test_broken_latex_is_still_text(tex):
    assert isinstance(to_unicode(tex), str)


@settings(deadline=None)
@given(st.text(max_size=60) | st.text("\\{}$&%_#~^'`-\"a (){}[]é\n", max_size=40))
def test_any_text_can_be_read(tex):
    text = to_unicode(tex)
    assert "\n" not in text
    assert text == text.strip(" ")


@settings(deadline=None)
@given(st.text(max_size=60) | st.text("\\{}$&%_#~^'`-!?a é;mp", max_size=40))
def test_what_is_escaped_is_balanced_and_is_read_back(tex):
    text = to_unicode(tex)
    assert is_balanced(escape(text))
    assert to_unicode(escape(text)) == text


def test_no_title_can_break_out_of_its_field():
    assert escape("a}, author = {x") == r"a\textbraceright{}, author = \textbraceleft{}x"
    assert is_balanced(escape("$a}{b$"))


@pytest.mark.parametrize(
    "tex",
    ["{" * 200_000, "{" * 100_000 + "}" * 100_000, r"\(" * 100_000, "$" * 200_000]
    + ["$" + r"\$" * 100_000, r"\'" * 100_000, r"\textit" * 30_000, r"\'\textit{" * 20_000],
    ids=["open", "nested", "math", "dollars", "escaped", "accents", "commands", "mixed"],
)
def test_hostile_text_takes_no_longer_than_its_length_allows(tex):
    start = time.process_time()
    to_unicode(tex)
    assert time.process_time() - start < 5
