import time

import pytest

from transfer.jekyll.kramdown import without_kramdown


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ('[x](y){:target="_blank"} z', "[x](y) z"),
        ("*b*{: .lead}", "*b*"),
        ("A line.\n{: .center}\nB", "A line.\n\nB"),
        ("# Title {#anchor}", "# Title"),
        ("#Title", "# Title"),
        ("* TOC\n{:toc}\n\nB", "\n\nB"),
        ("{::nomarkdown}x{:/nomarkdown}{::options a=1 /}", "x"),
        ("`{: .kept}` and $$x_{:1}$$", "`{: .kept}` and $$x_{:1}$$"),
        ("a set {:a} of", "a set {:a} of"),
        ("```\n{: .kept}\n```", "```\n{: .kept}\n```"),
        (":tada: :sparkles: :smile:", "🎉 ✨ 😄"),
        (":not_an_emoji: at 12:30:00 `:tada:`", ":not_an_emoji: at 12:30:00 `:tada:`"),
    ],
)
def test_what_only_kramdown_knows_is_gone(source, text):
    assert without_kramdown(source) == text


@pytest.mark.parametrize("piece", ["{:", "* a\n", "# a {:", " " * 50 + "{", ":a", "`", "```\n"])
def test_hostile_text_takes_no_time(piece):
    started = time.process_time()
    without_kramdown(piece * 20_000)
    assert time.process_time() - started < 5
