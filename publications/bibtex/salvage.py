"""Entries that bibtexparser gives up on, read by a more patient grammar.

It forgives what Biber or JabRef forgive: no key, no comma behind the key or between two fields,
several commas in a row, comments between fields. Where even that fails, it says why in words.
"""

import re
from dataclasses import dataclass, field

from publications.bibtex.values import Macros, MalformedError, field_name, read_value, skip_space

_HEAD = re.compile(r"\s*@\s*(\w*)\s*([{(])")
_WORD = re.compile(r"[^\s,={}%]*")
# Words with a comma behind them; a `%` in a word is a letter, before a word it is a comment.
_KEY = re.compile(r"([^\s,={}%][^\s,={}]*(?:[ \t]+[^\s,={}%][^\s,={}]*)*)[ \t]*,")
_NAME = re.compile(r"([^\s{}\"#%,=()']+)\s*=")
_LOOSE_NAME = re.compile(r"([^{}\"#%,=()\n]+?)\s*=")
# An entry that breaks off there has lost nothing but its last brace.
_BEHIND_A_VALUE = re.compile(r"[\"}\d][\s,]*$")
_FIELD_INSIDE = re.compile(r",\s*[\w-]+\s*=")
_STRAY = re.compile(r"[.;:](?=\s*(?:[,)}]|[\w-]+\s*=))")
_MERGED = {"author": " and ", "editor": " and ", "keywords": ", ", "keyword": ", "}


@dataclass(slots=True)
class RawEntry:
    """An entry as written: fields in lower case with their macros expanded, nothing interpreted."""

    kind: str
    key: str
    line: int
    source: str
    fields: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    repeated: dict[str, set[str]] = field(default_factory=dict)

    def add(self, name: str, value: str, problem: str = "") -> None:
        """Keep a field; when its name comes a second time, keep that under another name."""
        name = field_name(name)
        if problem:
            self.problems.append(f"Field “{name}”: {problem}")
        if name not in self.fields:
            self.fields[name] = value
        elif value != self.fields[name]:
            self._add_again(name, value)

    def _add_again(self, name: str, value: str) -> None:
        before = self.repeated.setdefault(name, {self.fields[name]})
        if value in before:
            return
        if len(before) == 1:
            self.problems.append(f"Field “{name}” comes more than once; nothing of it was dropped.")
        before.add(value)
        if name in _MERGED and len(before) < 10:
            self.fields[name] += _MERGED[name] + value
            return
        number = len(before)
        while f"{name}_{number}" in self.fields:
            number += 1
        self.fields[f"{name}_{number}"] = value


def read_entry(source: str, line: int, macros: Macros) -> tuple[RawEntry, int]:
    """The entry at the beginning of `source`, and where it ends. Raises MalformedError."""
    try:
        return _read_entry(source, line, macros, lenient=False)
    except MalformedError:
        if "\\" not in source:
            raise
    return _read_entry(source, line, macros, lenient=True)


def _read_entry(source: str, line: int, macros: Macros, lenient: bool) -> tuple[RawEntry, int]:
    head = _HEAD.match(source)
    if not head:
        raise MalformedError("no entry begins here")
    closing = "}" if head[2] == "{" else ")"
    entry = RawEntry(head[1].lower(), "", line, "")
    position = _read_key(source, head.end(), closing, entry)
    end = _read_fields(source, position, closing, entry, macros, lenient)
    entry.source = source[:end].strip()
    return entry, end


def read_macros(source: str, macros: Macros) -> dict[str, str]:
    """The definitions of a broken @string block, as far as they can be read."""
    head = _HEAD.match(source)
    found = RawEntry("string", "", 0, "")
    try:
        if head:
            _read_fields(source, head.end(), "}" if head[2] == "{" else ")", found, macros)
    except MalformedError:
        return found.fields
    return found.fields


def _read_key(source: str, position: int, closing: str, entry: RawEntry) -> int:
    """Read the key; where the fields begin."""
    position = skip_space(source, position)
    if whole := _KEY.match(source, position):
        entry.key = " ".join(whole[1].split())
        return whole.end()
    found = _WORD.match(source, position)
    word = found[0] if found else ""
    if closing == ")" and word.endswith(")"):
        word = word[:-1]
    after = skip_space(source, position + len(word))
    following = source[after : after + 1]
    if following == "=":
        return position
    if following in (",", closing):
        entry.key = word
        return after
    if word and _NAME.match(source, after):
        entry.key = word
        entry.problems.append("A comma is missing behind its key.")
        return after
    raise MalformedError("no key and no comma stand at its beginning")


def _read_fields(
    source: str, position: int, closing: str, entry: RawEntry, macros: Macros, lenient: bool = False
) -> int:
    """Read field after field; where the entry ends."""
    while True:
        position = skip_space(source, position)
        while source[position : position + 1] == ",":
            position = skip_space(source, position + 1)
        following = source[position : position + 1]
        if following in (closing, ")", "}"):  # JabRef takes the one for the other
            return position + 1
        if not following:
            _forgive_missing_brace(source, entry)
            return position
        found = _NAME.match(source, position) or _LOOSE_NAME.match(source, position)
        if not found:
            raise MalformedError(f"“=” is missing near “{_excerpt(source, position)}”")
        name = "-".join(found[1].split())
        try:
            value, position, problem = read_value(source, found.end(), macros, lenient)
        except MalformedError as error:
            raise MalformedError(f"field “{name}”: {error}") from None
        entry.add(name, value, problem)
        if stray := _STRAY.match(source, position):
            entry.problems.append(f"“{stray[0]}” behind field “{name}” was left out.")
            position = skip_space(source, stray.end())
        following = source[position : position + 1]
        if following not in (",", ")", "}", ""):
            if not _NAME.match(source, position):
                raise MalformedError(
                    f"field “{name}”: a comma is missing near “{_excerpt(source, position)}”"
                )
            entry.problems.append(f"A comma is missing behind field “{name}”.")


def _forgive_missing_brace(source: str, entry: RawEntry) -> None:
    """Take an entry that lacks only its last brace: no value has swallowed the fields behind it."""
    whole = entry.fields and _BEHIND_A_VALUE.search(source)
    if not whole or any(map(_FIELD_INSIDE.search, entry.fields.values())):
        raise MalformedError("its closing brace is missing")
    entry.problems.append("Its closing brace is missing.")


def _excerpt(source: str, position: int) -> str:
    return " ".join(source[position : position + 40].split())
