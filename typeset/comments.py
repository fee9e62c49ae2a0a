"""Comments in Markdown source: what the author took off the page, and nobody else may read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from typeset.parser import markdown_parser

if TYPE_CHECKING:
    from markdown_it.token import Token

# HTML's comments and CDATA, Liquid's comments and Kramdown's: all hide text from a page.
_COMMENT = r"<!--|<!\[CDATA\[|\{%-?\s*comment\s*-?%\}|\{::comment\}"
_OPENING = re.compile(_COMMENT, re.IGNORECASE)
_CLOSINGS = {
    "<!--": re.compile(r"--!?>"),
    "<![": re.compile(r"\]\]>"),
    "{%": re.compile(r"\{%-?\s*endcomment\s*-?%\}", re.IGNORECASE),
    "{:": re.compile(r"\{:/(?:comment)?\}", re.IGNORECASE),
}
_HTML_MARK = re.compile(r"<!---?>|<!--|--!?>")
_EMPTY = re.compile(r"<!---?>")
_CONTAINERS = r"^[ \t>]*+(?:(?:[-*+]|\d{1,9}[.)])[ \t>]++)*+"
_MARK = re.compile(
    rf"{_CONTAINERS}(?P<fence>`{{3,}}(?=[^`\n]*$)|~{{3,}})|(?P<comment>{_COMMENT})|(?P<ticks>`+)",
    re.MULTILINE | re.IGNORECASE,
)
_GAP = re.compile(r"[ \t]*(\r?\n|\Z)?")
_CODE = frozenset({"code_inline", "code_block", "fence"})
# Where a comment is cut out, these could meet and begin something new.
_SEAM = frozenset("<!-[`~{%:$\\&*_")


@dataclass(frozen=True)
class Comment:
    text: str
    line: int  # of the source, counted from 1


def split_comments(text: str) -> tuple[str, list[Comment]]:
    """The text without its comments, and the comments.

    One that is never closed goes to the end of the text; one inside another belongs to it. What
    stands in fenced or inline code stays; where it is in doubt whether something is code, it is
    taken for a comment, since hiding too much can be mended and showing too much cannot.
    """
    if not _OPENING.search(text):
        return text, []
    kept, comments = _Splitter(text, spare_code=True).split()
    if _OPENING.search(kept) and any(_OPENING.search(seen) for seen in _outside_code(kept)):
        kept, comments = _Splitter(text, spare_code=False).split()
    return kept, comments


class _Splitter:
    """One pass over the text, from mark to mark."""

    def __init__(self, text: str, *, spare_code: bool) -> None:
        self.text = text
        self.mark = _MARK if spare_code else re.compile(f"(?P<comment>{_COMMENT})", re.IGNORECASE)
        self.ends = _nested_ends(text)
        self.kept: list[str] = []
        self.line_begins = True  # nothing but space is kept of the line so far
        self.comments: list[Comment] = []
        self.open_fences: dict[str, int] = {}  # the shortest of each kind that has no end

    def split(self) -> tuple[str, list[Comment]]:
        position, line, counted = 0, 1, 0
        while match := self.mark.search(self.text, position):
            if match["comment"]:
                start = match.start()
                line += self.text.count("\n", counted, start)
                counted = start
                self._keep(self.text[position:start])
                inner, position = self._comment(match)
                self.comments.append(Comment(inner.strip(), line))
                position = self._close_gap(position)
            else:
                end = self._code_end(match)
                self._keep(self.text[position:end])
                position = end
        self._keep(self.text[position:])
        return "".join(self.kept), self.comments

    def _keep(self, piece: str) -> None:
        if piece:
            self.kept.append(piece)
            _head, newline, tail = piece.rpartition("\n")
            self.line_begins = (bool(newline) or self.line_begins) and not tail.strip(" \t")

    def _comment(self, match: re.Match[str]) -> tuple[str, int]:
        """What the comment holds, and where the text goes on behind it."""
        start = match.start()
        if empty := _EMPTY.match(self.text, start):
            return "", empty.end()
        if start in self.ends:
            end, after = self.ends[start]
            return self.text[match.end() : end], after
        closing = next(found for key, found in _CLOSINGS.items() if match[0].startswith(key))
        closed = closing.search(self.text, match.end())
        if closed is None:
            return self.text[match.end() :], len(self.text)
        return self.text[match.end() : closed.start()], closed.end()

    def _close_gap(self, position: int) -> int:
        """Take a line that held nothing else away with its comment; part what must not meet."""
        gap = _GAP.match(self.text, position)
        if gap and gap[1] is not None:  # nothing follows on the line
            if self.kept:
                self.kept[-1] = self.kept[-1].rstrip(" \t")
            return gap.end() if self.line_begins else gap.start(1)
        if gap and self.line_begins:
            return gap.end()
        if self.kept and self.kept[-1][-1:] in _SEAM:
            self._keep(" ")
        return position

    def _code_end(self, match: re.Match[str]) -> int:
        if ticks := match["ticks"]:
            size = len(ticks)
            closing = re.compile(rf"(?<!`)`{{{size}}}(?!`)|(?P<paragraph>\n[ \t\r>]*\n)")
            found = closing.search(self.text, match.end())
            return found.end() if found and not found["paragraph"] else match.end()
        fence = match["fence"]
        character, size = fence[0], len(fence)
        if size >= self.open_fences.get(character, size + 1):
            return match.end()
        closing = re.compile(rf"^[ \t>]*{character}{{{size},}}[ \t\r]*$", re.MULTILINE)
        found = closing.search(self.text, match.end())
        if found is None:
            self.open_fences[character] = size
            return match.end()
        return found.end()


def _nested_ends(text: str) -> dict[int, tuple[int, int]]:
    """For each `<!--` that has an end of its own: where that begins, and where it is over."""
    ends: dict[int, tuple[int, int]] = {}
    opened: list[int] = []
    for mark in _HTML_MARK.finditer(text):
        if mark[0] == "<!--":
            opened.append(mark.start())
        elif mark[0].startswith("-") and opened:
            ends[opened.pop()] = mark.span()
    return ends


def _outside_code(text: str) -> Iterator[str]:
    """All that the parser sees in the text and would not print as code."""
    env: dict[str, object] = {}
    pending: list[Token] = _PARSER.parse(text, env)
    while pending:
        token = pending.pop()
        yield from (value for value in token.attrs.values() if isinstance(value, str))
        if token.type not in _CODE and token.type != "inline":
            yield token.content
        pending.extend(token.children or ())
    yield str(env.get("references", ""))


_PARSER = markdown_parser()
