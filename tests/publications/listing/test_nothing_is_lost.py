"""Whatever a list says is in a record or among what was left out, and no text breaks the reader."""

import random
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publications.listing import Listing, Record, read_list
from tests.publications.listing.test_shapes import lists

WORD = re.compile(r"\w+")
TAG = re.compile(
    r"<(?:nav|footer)>.*?</(?:nav|footer)>|</?[a-z][^<>]*>|&[a-z]+;|^---$.*?^---$",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)
NUMBER = re.compile(r"^\W*\w?\d+\W*(?=\s)", re.MULTILINE)  # before an entry
MARKUP = frozenset(("markdown", "btn", "ddagger", "dagger"))  # what a reader never sees
COLUMNS = frozenset(("year", "title", "authors", "venue", "links"))  # of the table
PIECES = [
    "- ", "* ", "1. ", "## ", "\n", "\n\n", "  \n", " \\\n", "\\\\\n", "**", "*", "_", "\\*",
    "<sup>", "</sup>", "<li>", "</li>", "<b>", "</b>", "<br>", "<details>", "<summary>",
    "</summary>", "<!--", "-->", "[", "](", ")", "]", "[pdf](https://a.example/b.pdf)", "(", "\"",
    "“", "”", "|", "| --- |", "$x^2$", "$", "{%", "%}", "{{", "}}", "```", "Mira Holt", "J. Reed",
    "Ames, K.", " and ", ", ", ". ", ": ", "; ", "et al.", "Publications", "Teaching", "2024",
    "arXiv:2401.01234", "doi:10.1000/x.1", "Journal of Tides", "In Proc. of FLOW", "pp. 1-9",
    "vol. 3", "Submitted", "Accepted at", "Best paper", '\x00', '\ufeff', "é", "海霧", '\u202e',
    "&amp;", "@article{a,", "}", "---", "† equal contribution",
]  # fmt: skip


def words(text: str) -> set[str]:
    return {word.lower() for word in WORD.findall(text)}


def kept(listing: Listing) -> set[str]:
    """Every word that the reading holds: entries as written, headings, what was left out."""
    texts = [record.original for record in listing.records]
    texts += [section.heading for section in listing.sections]
    texts += [skipped.text for skipped in listing.skipped]
    texts += listing.problems
    return words(" ".join(texts))


def held(record: Record) -> set[str]:
    """Every word in a field of the record, its note among them."""
    texts = [
        record.title, record.venue, record.venue_short, record.volume, record.number, record.pages,
        record.publisher, record.series, record.place, record.doi, record.arxiv_id, record.award,
        record.note, record.abstract, record.bibtex, str(record.year), str(record.month),
        *(author.text for author in record.authors), *(name.display() for name in record.editors),
        *record.identifiers.values(),
        *(f"{link.label} {link.url}" for link in record.links),
        *(f"{v.venue} {v.year} {v.doi} {v.arxiv_id} {v.url}" for v in record.versions),
    ]  # fmt: skip
    return words(" ".join(texts))


@pytest.mark.parametrize("path", lists(), ids=lambda path: path.stem)
def test_every_word_of_a_list_is_kept(path: Path):
    text = path.read_text(encoding="utf-8")
    said = words(NUMBER.sub(" ", TAG.sub(" ", text)))
    assert said - kept(read_list(text)) <= MARKUP | COLUMNS


@pytest.mark.parametrize("path", lists(), ids=lambda path: path.stem)
def test_every_word_of_an_entry_is_in_a_field_or_the_note(path: Path):
    for record in read_list(path.read_text(encoding="utf-8")).records:
        for piece in record.pieces:
            if piece.role in ("title", "venue", "award", "note", "version"):
                assert words(piece.text) <= held(record) | MARKUP | LEADING, piece
            elif piece.role == "authors":
                names = words(piece.text) - {"and", "et", "al", "y", "und"}
                assert names <= held(record) | MARKUP, piece


# "Journal version …", "In: …": they say of what kind the words behind them are.
LEADING = frozenset("the in at of journal short version proceedings to appear".split())  # noqa: SIM905


def test_words_that_nothing_understands_are_the_note():
    (record,) = read_list(
        "- Tides that agree. Mira Holt, Joost Reed. _Journal of Tides_, 2024. Lead article of the "
        "issue, with a comment by the editor.\n"
    ).records
    assert record.note == "Lead article of the issue, with a comment by the editor"


@given(st.lists(st.sampled_from(PIECES), max_size=40))
@settings(max_examples=150, deadline=None)
def test_no_text_breaks_the_reader(pieces):
    check("".join(pieces))


@given(st.text(max_size=300))
@settings(max_examples=50, deadline=None)
def test_no_characters_break_the_reader(text):
    check(text)


def test_lists_broken_at_random_are_read():
    broken(random.Random(7), 60)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
def test_many_lists_broken_at_random_are_read(seed):
    broken(random.Random(seed), 500)


def broken(rng: random.Random, times: int) -> None:
    texts = [path.read_text(encoding="utf-8") for path in lists()]
    for _ in range(times):
        text = rng.choice(texts)
        for _ in range(rng.randint(1, 8)):
            at = rng.randrange(len(text))
            cut = rng.randrange(20)
            text = text[:at] + rng.choice([*PIECES, ""]) + text[at + cut :]
        check(text)


def check(text: str) -> None:
    listing = read_list(text, "Mira Holt")
    for record in listing.records:
        assert record.title
        for sure in record.confidence.values():
            assert 0 <= sure.value <= 1
        for piece in record.pieces:
            if piece.role == "note":
                assert words(piece.text) <= held(record) | words(str(record.problems)) | {"and"}


def test_a_page_of_many_entries_is_read_in_reasonable_time():
    entry = "- Tides that agree, part {}. Mira Holt, Joost Reed, Kay Ames. _Tides_, 2024.\n"
    text = "".join(entry.format(number) for number in range(300))
    started = time.process_time()
    assert len(read_list(text).records) == 300
    assert time.process_time() - started < 20


@pytest.mark.parametrize("text", ["(" * 5000, "[" * 5000, "*" * 5000, "a " * 20_000, "<b>" * 3000])
def test_hostile_repetition_costs_little(text):
    read_list(text)


def test_comments_and_scripts_are_not_read():
    text = "- Tides. Mira Holt, Joost Reed. _Sea_, 2020. <!-- secret --><script>evil()</script>\n"
    listing = read_list(text)
    assert "secret" not in kept(listing)
    assert "evil" not in kept(listing)


def test_an_address_that_is_none_breaks_nothing():
    (record,) = read_list(
        "- Tides that agree. Mira Holt, Joost Reed. _Sea_, 2020. [x](https://[pdf]a)"
    ).records
    assert record.title == "Tides that agree"


@pytest.mark.parametrize("piece", ["U.S. ", "in A. Bc, ", ", Aa: Bb ", "US Patent 10 "])
def test_names_that_never_end_cost_no_more_than_their_number(piece):
    start = time.process_time()
    read_list("# Publications\n- " + piece * 500)
    assert time.process_time() - start < 10  # not the square of it
