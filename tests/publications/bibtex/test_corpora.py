"""Real files: no entry of them is lost, and what was read is what is written."""

import json
import random
from pathlib import Path

import pytest

from publications.bibtex import BibtexError, account, read, write
from tests.publications.bibtex.roundtrip import data

CORPORA = Path(__file__).resolve().parents[3] / "../shared/corpora"
pytestmark = pytest.mark.skipif(not CORPORA.is_dir(), reason="the shared corpora are not here")


def known_files():
    """Path and number of entries of every file, counted without a BibTeX library."""
    if not CORPORA.is_dir():
        return []
    truth = json.loads((CORPORA / "truth.json").read_text())
    groups = [(f"bib/{name}", group["files"]) for name, group in truth["bib"].items()]
    groups += [(f"sites/{name}", site["bib"]) for name, site in truth["sites"].items()]
    return [
        pytest.param(
            CORPORA / folder / name,
            # Where a comment's brace is never closed, the entries behind it are read nonetheless.
            facts.get("entries_if_comment_blocks_not_skipped", facts["entries"]),
            id=f"{folder}/{name}",
        )
        for folder, files in groups
        for name, facts in files.items()
    ]


# Neither Biber nor JabRef takes these: a field has no equals sign.
REJECTED = {"invalid_incorrect_syntax.bib": ["conigliocorbalan"]}


@pytest.mark.parametrize(("path", "entries"), known_files())
def test_every_entry_of_a_real_file_is_accounted_for(path, entries):
    found = account(path)
    assert found.read + len(found.rejected) == entries
    assert [each.key for each in found.rejected] == REJECTED.get(path.name, [])
    assert all(each.line and each.reason and each.source for each in found.rejected)


@pytest.mark.parametrize(("path", "entries"), known_files())
def test_a_real_file_is_written_as_it_was_read(path, entries):
    first = read(path.read_bytes()).entries
    text = write(first, include_private=True)
    second = read(text)
    assert not second.rejected
    assert [data(entry) for entry in second.entries] == [data(entry) for entry in first]
    assert write(second.entries, include_private=True) == text


@pytest.mark.parametrize(("path", "entries"), known_files())
def test_no_sign_stays_in_a_name_of_a_real_file(path, entries):
    for entry in read(path.read_bytes()).entries:
        for person in (*entry.authors, *entry.editors):
            assert not set("*∗†‡§{}\\") & set(person.name.display()), (entry.key, person)


_BITS = (
    b"{", b"}", b'"', b",", b"=", b"#", b"@", b"@article{", b"%", b"\\", b"$", b"(", b")", b"\n",
    b"\x00", b"\xff", b"\r", b" and ", b"*", "†".encode(), b"@string{a = a # a}", b"crossref = {a}",
    b"author+an", b"~", "é".encode(), b"$^*$", b";", b"@comment{", b"\xed\xa0\x80", b"year=",
    b"note = {* equal contribution},",
)  # fmt: skip


def mutated(rng, files):
    found = bytearray(rng.choice(files))
    for _ in range(rng.randint(1, 12)):
        place, way = rng.randrange(len(found) + 1), rng.random()
        if way < 0.4:
            found[place:place] = rng.choice(_BITS)
        elif way < 0.7:
            del found[place : place + rng.choice([1, 1, 5, 50, 400])]
        else:
            other = rng.randrange(len(found) + 1)
            found[place:place] = found[other : other + rng.randint(1, 200)]
    return bytes(found)


def survives(raw):
    """Read what was broken at random: nothing is raised, and what is read can be written."""
    try:
        first = read(raw)
    except BibtexError:
        return
    second = read(write(first.entries, include_private=True))
    assert not second.rejected
    assert [entry.key for entry in second.entries] == [entry.key for entry in first.entries]
    for entry, back in zip(first.entries, second.entries, strict=True):
        assert (entry.title, entry.authors, entry.year) == (back.title, back.authors, back.year)


def small_files():
    paths = sorted(path for path in CORPORA.rglob("*.bib") if 20 < path.stat().st_size < 30_000)
    return [path.read_bytes() for path in paths]


def test_files_broken_at_random_are_read_without_an_error():
    rng, files = random.Random(1), small_files()
    for _ in range(150):
        survives(mutated(rng, files))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
def test_many_files_broken_at_random_are_read_without_an_error(seed):
    rng, files = random.Random(seed), small_files()
    for _ in range(1000):
        survives(mutated(rng, files))


def test_a_broken_entry_between_two_real_files_costs_none_of_their_entries():
    files = [path.read_bytes() for path in sorted((CORPORA / "sites").rglob("*.bib"))]
    broken = b"\n@article{broken, title = {never closed,\n  year = 2024\n}\n"
    for first, second in zip(files, files[1:], strict=False):
        whole = len(read(first).entries) + len(read(second).entries)
        found = read(first + broken + second)
        assert len(found.entries) == whole
        assert [each.key for each in found.rejected] == ["broken"]
