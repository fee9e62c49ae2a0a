"""The value of a field: braces, quotes, numbers and macros, put together with `#`."""

import re
from collections.abc import Callable
from functools import lru_cache

from publications.bibtex.source import BibtexError
from typeset.latex import is_balanced

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH_TEXTS = {month: month for month in MONTHS}
_BARE = re.compile(r"[^\s{}\"#%,=()]+")
_SPACE = re.compile(r"(?:\s+|%[^\n]*)*")
_BRACE = re.compile(r"[{}]")
_BRACE_OR_ESCAPE = re.compile(r"\\.|[{}]", re.DOTALL)
_BRACE_OR_QUOTE = re.compile(r"[{}\"]")
_ESCAPED_BRACE = re.compile(r"\\([{}])")
_GROWTH = 100_000_000


_IN_NAME = re.compile(r"[\s,{}()=%#\"'\\@]+")


class MalformedError(ValueError):
    """A value or an entry that breaks BibTeX's grammar; the text says how."""


class Macros:
    """The macros of a file as far as it has been read, with the months every file knows.

    What they expand to is bounded, lest one macro double another forty times over.
    """

    def __init__(self) -> None:
        self.values = dict(MONTH_TEXTS)
        self.later: dict[str, str] = {}
        self.grown = 0

    def define(self, name: str, value: str) -> None:
        self.values[name.lower()] = value

    @property
    def own(self) -> dict[str, str]:
        """The macros that the file defines itself."""
        return {name: text for name, text in self.values.items() if MONTH_TEXTS.get(name) != text}

    def find(self, name: str) -> str | None:
        """The value of a macro; one that is only defined further down is forgiven."""
        name = name.lower()
        value = self.values.get(name)
        return self.later.get(name) if value is None else value

    def count(self, length: int) -> None:
        self.grown += length
        if self.grown > _GROWTH:
            raise BibtexError(
                "The macros and cross-references of the file grow beyond "
                f"{_GROWTH // 1_000_000} million letters. Remove those that repeat one another."
            )


@lru_cache(maxsize=4096)
def field_name(text: str) -> str:
    """The name of a field as every reader accepts it, in lower case."""
    return _IN_NAME.sub("_", text.strip().lower()) or "field"


def expand(source: str, macros: Macros) -> tuple[str, str]:
    """The text of a value, and what was odd about it. Raises MalformedError."""
    first, last = source[:1], source[-1:]
    if first == "{" and last == "}" and _is_one_group(source):
        return source[1:-1], ""
    if first == '"' and last == '"' and len(source) > 1 and not _BRACE.search(source):
        if source.find('"', 1) == len(source) - 1:
            return source[1:-1], ""
    elif not source or source.isdecimal():
        return source, ""
    if first == "{" and not is_balanced(source):
        raise MalformedError("a brace is escaped, and was not counted")
    text, end, problem = read_value(source, 0, macros)
    if end < len(source):
        raise MalformedError("text follows where the value has ended")
    return text, problem


def _is_one_group(source: str) -> bool:
    """Whether the first brace of `source` is closed by its last letter, and not before."""
    braces = _BRACE.findall(source)
    depth = 0
    for brace in braces[:-1]:
        depth += 1 if brace == "{" else -1
        if depth <= 0:
            return False
    return depth == 1


def read_value(
    text: str, start: int, macros: Macros, lenient: bool = False
) -> tuple[str, int, str]:
    """Read one value from `start`; its text, where it and the space behind it end, a problem.

    BibTeX counts every brace and quotation mark. With `lenient`, those behind a backslash are taken
    for text, as people mean them; without, they are only where counting them leads nowhere.
    """
    pieces: list[str] = []
    problem = ""
    position = skip_space(text, start)
    while True:
        piece, position, trouble = _read_piece(text, position, macros, lenient)
        pieces.append(piece)
        problem = problem or trouble
        position = skip_space(text, position)
        if text[position : position + 1] != "#":
            break
        position = skip_space(text, position + 1)
    if len(pieces) == 1:
        return pieces[0], position, problem
    macros.count(sum(map(len, pieces)))
    return "".join(pieces), position, problem


def skip_space(text: str, position: int) -> int:
    """Past white space and `%` comments."""
    found = _SPACE.match(text, position)
    return found.end() if found else position


def _read_piece(text: str, position: int, macros: Macros, lenient: bool) -> tuple[str, int, str]:
    opening = text[position : position + 1]
    if opening in ("{", '"'):
        find = closing_brace if opening == "{" else _closing_quote
        end = _closing(text, position, find, lenient)
        return _balanced(text[position + 1 : end], end + 1)
    found = _BARE.match(text, position)
    if not found:
        raise MalformedError("a value is missing")
    name = found[0]
    if name.isdecimal():
        return name, found.end(), ""
    value = macros.find(name)
    if value is None and name.lower() in ("true", "false", "yes", "no"):
        return name, found.end(), ""
    if value is None:
        return name, found.end(), f"The macro “{name}” is not defined; its name was kept."
    return value, found.end(), ""


def _closing(text: str, position: int, find: Callable[[str, int, bool], int], lenient: bool) -> int:
    """The end of a delimited piece: the first try that is followed by what may follow."""
    end = find(text, position, lenient)
    if _ends_a_piece(text, end):
        return end
    other = find(text, position, not lenient)
    if _ends_a_piece(text, other) or end < 0:
        end = other
    if end < 0:
        raise MalformedError("a brace or a quotation mark is never closed")
    return end


def _ends_a_piece(text: str, end: int) -> bool:
    following = skip_space(text, end + 1)
    return end >= 0 and text[following : following + 1] in ("", ",", "#", "}", ")")


def closing_brace(text: str, position: int, escapes: bool) -> int:
    """Where the brace that opens at `position` is closed, -1 when it never is."""
    depth = 0
    for found in (_BRACE_OR_ESCAPE if escapes else _BRACE).finditer(text, position):
        if found[0] == "{":
            depth += 1
        elif found[0] == "}":
            depth -= 1
            if depth == 0:
                return found.start()
    return -1


def _closing_quote(text: str, position: int, escapes: bool) -> int:
    """The next quotation mark outside braces; with `escapes`, `\\"` is an umlaut."""
    depth = 0
    for found in _BRACE_OR_QUOTE.finditer(text, position + 1):
        if found[0] == "{":
            depth += 1
        elif found[0] == "}":
            depth -= 1
        elif depth <= 0 and not (escapes and text[found.start() - 1] == "\\"):
            return found.start()
    return -1


def _balanced(text: str, end: int) -> tuple[str, int, str]:
    """The text with braces that pair, so that it can be written again."""
    if is_balanced(text):
        return text, end, ""
    fixed = _ESCAPED_BRACE.sub(_spelled_brace, text)
    if is_balanced(fixed):
        return fixed, end, "An escaped brace was spelled out, so that all braces pair."
    return _BRACE.sub("", text), end, "Its braces do not pair; they were left out."


def _spelled_brace(found: re.Match[str]) -> str:
    return r"\textbraceleft{}" if found[1] == "{" else r"\textbraceright{}"
