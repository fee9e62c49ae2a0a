"""A whole file in: its blocks, what its entries inherit, and what their fields mean."""

import time
from dataclasses import dataclass
from pathlib import Path

from publications.bibtex.blocks import Blocks, read_blocks
from publications.bibtex.crossrefs import inherit
from publications.bibtex.entry_dates import date_of
from publications.bibtex.fields import interpret
from publications.bibtex.journals import commands_in
from publications.bibtex.records import Bibliography, Entry, Problem, Rejection
from publications.bibtex.salvage import RawEntry
from publications.bibtex.source import read_source
from publications.names import split_author_list, split_name
from typeset.fold import fold
from typeset.latex import to_unicode


def read(data: bytes | str) -> Bibliography:
    """Read a whole file. Raises BibtexError where nothing of it can be read."""
    source = read_source(data)
    blocks = read_blocks(source.text)
    entries = _entries(blocks)
    inherit(entries, blocks.macros)
    commands = commands_in(blocks.preambles)
    for entry in entries:
        interpret(entry, commands)
    problems = [Problem(1, source.problem)] if source.problem else []
    return Bibliography(
        entries=entries,
        rejected=blocks.rejected,
        strings=blocks.macros.own,
        preambles=blocks.preambles,
        comments=blocks.comments,
        problems=problems + blocks.problems,
        encoding=source.encoding,
    )


def _entries(blocks: Blocks) -> list[Entry]:
    """Entries with a key each: made up where there is none, a new one where it is taken."""
    free = _FreeKeys({raw.key for raw in blocks.entries})
    seen: set[str] = set()
    entries = []
    for raw in blocks.entries:
        key = raw.key
        if not key:
            key = free.like(_made_key(raw))
            raw.problems.append(f"It has no key; it was given “{key}”.")
        elif key in seen:
            key = free.like(key)
            raw.problems.append(
                f"Its key “{raw.key}” is taken by an entry above; it was given “{key}”."
            )
        seen.add(key)
        entries.append(
            Entry(
                key=key,
                raw_type=raw.kind,
                line=raw.line,
                fields=raw.fields,
                problems=raw.problems,
                source=raw.source,
            )
        )
    return entries


class _FreeKeys:
    def __init__(self, taken: set[str]) -> None:
        self.taken = taken
        self.numbers: dict[str, int] = {}

    def like(self, key: str) -> str:
        """`key`, or `key` with the next number that makes it free."""
        free = key
        while free in self.taken:
            self.numbers[key] = self.numbers.get(key, 1) + 1
            free = f"{key}-{self.numbers[key]}"
        self.taken.add(free)
        return free


def _made_key(raw: RawEntry) -> str:
    """ "holt2024drift" for a work of Holt's of 2024 that begins "The drift of …"."""
    names = split_author_list(raw.fields.get("author", "")).names
    family = fold(split_name(names[0]).family).replace(" ", "") if names else ""
    words = [
        word for word in fold(to_unicode(raw.fields.get("title", ""))).split() if len(word) > 3
    ]
    year = date_of(raw.fields)[0]
    key = f"{family}{year or ''}{words[0] if words else ''}"
    return key if any(char.isalpha() for char in key) else f"{raw.kind or 'entry'}{year or ''}"


@dataclass(frozen=True, slots=True)
class Account:
    """How a file was read, for reports and benchmarks."""

    path: Path
    encoding: str
    read: int
    rejected: tuple[Rejection, ...]
    problems: int
    seconds: float


def account(path: Path) -> Account:
    start = time.perf_counter()
    found = read(path.read_bytes())
    return Account(
        path=path,
        encoding=found.encoding,
        read=len(found.entries),
        rejected=tuple(found.rejected),
        problems=len(found.problems) + sum(len(entry.problems) for entry in found.entries),
        seconds=time.perf_counter() - start,
    )
