"""Lines → blocks: headings, list items with what hangs on them, paragraphs, table rows, rules."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum

from publications.listing.lines import CELL_BREAK, Line, Mark

__all__ = ["Block", "Kind", "Part", "read_blocks"]


class Kind(Enum):
    HEADING = "heading"
    ITEM = "item"
    PARAGRAPH = "paragraph"
    ROW = "row"
    RULE = "rule"


@dataclass(slots=True)
class Part:
    """One line of a block. `breaks` is what parts it from the line before: "" (same line in
    print), "soft" (a newline that is not printed), "hard" (a printed one), "block" (a paragraph,
    a sub-item, a table cell)."""

    number: int
    text: str
    breaks: str = "block"
    depth: int = 0
    fold: str = ""
    verbatim: bool = False
    bullet: str = ""


@dataclass(slots=True)
class Block:
    kind: Kind
    number: int
    parts: list[Part] = field(default_factory=list)
    level: int = 0
    marker: str = ""  # the bullet or number before an item
    boxed: bool = False  # opens a box or follows a rule: certainly not part of what came before
    header: tuple[str, ...] = ()  # of the table that a row is in

    @property
    def text(self) -> str:
        return "\n".join(part.text for part in self.parts)


# A number may be a bare one, or a label such as [J12], C3., (4).
_BULLET = re.compile(r"([-*+•‣◦▪●○■□★☆➤►▶–—·∙⁃])(?:[ \t\u3000]+(?!\1[ \t])|$)")
_NUMBER = re.compile(
    r"((?:\*\*|__)\[[A-Za-z]{0,5}[-. ]?\d{1,3}[a-z]?\](?:\*\*|__)"
    r"|\[[A-Za-z]{0,5}[-. ]?\d{1,3}[a-z]?\](?!\()|\([A-Za-z]{0,3}-?\d{1,3}\)|\d{1,3}\\?[.)]"
    r"|[A-Z]{1,2}-?\d{1,3}[.):]|[①-⑳]|\d{1,3}[．、])(?:[ \t\u3000]+|$|(?<=[①-⑳．、]))"
)
_TIGHT = re.compile(r"(\d{1,2}[.)])(?=[^\W\d_]{2}|\[|\*\*|[\"“])")
_ATX = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|(?=[^\s#\d]))(.*?)[ \t]*#*[ \t]*$")
_SETEXT = re.compile(r" {0,3}(={3,}|-{3,})[ \t]*$")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|(?:=){5,})$")
_TABLE_RULE = re.compile(r"\s*(?:\|\s*)?(?::-*:?|-+:?)\s*(?:\|\s*(?::-*:?|-+:?)\s*)*\|?\s*$")
_QUOTE = re.compile(r" {0,3}(?:>[ \t]?)+")
_CELL = re.compile(r"(?<!\\)\|")


def read_blocks(lines: Iterable[Line]) -> list[Block]:
    reader = _Reader()
    for line in lines:
        reader.feed(line)
    return [block for block in reader.blocks if block.kind is Kind.RULE or block.text.strip()]


def _indent(text: str) -> int:
    expanded = text.expandtabs(4)
    return len(expanded) - len(expanded.lstrip(" \u3000\u00a0"))


def _inner(row: str) -> str:
    """A table row without the bars at its ends."""
    row = row.removeprefix("|")
    return row[:-1] if row.endswith("|") and not row.endswith("\\|") else row


class _Reader:
    """Feeds on lines; the last of `blocks` is the one that is still open."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.blank = True  # a blank line came last
        self.hard = False  # the line before ended in a printed break
        self.boxed = False
        self.header: tuple[str, ...] = ()
        self.table = 0
        self.content = 0  # how far the open item's text is indented

    def feed(self, line: Line) -> None:
        text = line.text
        if line.mark is Mark.RULE:
            self._rule(line)
        elif line.mark is Mark.HEADING:
            self._open(Block(Kind.HEADING, line.number, level=line.level), line, text)
        elif line.mark is Mark.ITEM:
            self._item(line, "•", text, indent=2 * (line.level - 1))
        elif not text.strip():
            if not (line.hard or line.verbatim):
                self.blank, self.table = True, 0
        elif line.verbatim:
            self._continue(line, text, "block")
        else:
            if line.mark is Mark.ROW:
                self.blank = self.boxed = True
            self._plain(line, text)
        self.hard = line.hard

    @property
    def last(self) -> Block | None:
        return self.blocks[-1] if self.blocks else None

    def _plain(self, line: Line, text: str) -> None:
        if found := _QUOTE.match(text):
            quoted = text[found.end() :]
            if quoted.strip():
                self._continue(line, quoted, "block" if self.blank else "soft")
            return
        if (found := _ATX.match(text)) and found[2].strip():
            self._open(Block(Kind.HEADING, line.number, level=len(found[1])), line, found[2])
        elif self._underlines(text):
            pass
        elif _RULE.match(text):
            self._rule(line)
        elif self._table_row(line, text):
            pass
        elif found := self._marker(text.lstrip(" \t\u3000\u00a0")):
            body = text.lstrip(" \t\u3000\u00a0")
            inside = 4 + (self.last.level if line.inside and self.last else -4)
            self._item(line, found[1], body[found.end() :], indent=max(inside, _indent(text)))
        else:
            self._continue_or_open(line, text)

    def _marker(self, text: str) -> re.Match[str] | None:
        found = _BULLET.match(text) or _NUMBER.match(text)
        if found:
            return found
        return _TIGHT.match(text) if self.blank or self._in_list() else None

    def _in_list(self) -> bool:
        return bool(self.last and self.last.kind is Kind.ITEM)

    def _rule(self, line: Line) -> None:
        self.blocks.append(Block(Kind.RULE, line.number))
        self.blank = self.boxed = True

    def _underlines(self, text: str) -> bool:
        """A line of = or - under one short line makes a heading of it; else it is a rule."""
        found = _SETEXT.match(text)
        last = self.last
        if not found or self.blank or not last or last.kind is not Kind.PARAGRAPH:
            return False
        if len(last.parts) > 1 or len(last.text) > 150:
            return False
        last.kind, last.level = Kind.HEADING, 1 if found[1][0] == "=" else 2
        self.blank = True
        return True

    def _table_row(self, line: Line, text: str) -> bool:
        stripped = text.strip()
        if _TABLE_RULE.match(text) and "|" in text:
            last = self.last
            if last and last.kind is Kind.ROW and not self.blank:
                self.header = tuple(part.text for part in last.parts)
                self.blocks.pop()
            self.table = line.number
            return True
        if not stripped.startswith("|") and not self.table:
            return False
        cells = [cell.replace("\\|", "|").strip() for cell in _CELL.split(_inner(stripped))]
        if len(cells) < 2:
            return False
        if not self.table:
            self.header = ()
        self.blocks.append(
            Block(
                Kind.ROW,
                line.number,
                [
                    Part(line.number, piece.strip(), "hard" if index else "block")
                    for cell in cells
                    for index, piece in enumerate(cell.split(CELL_BREAK))
                ],
                header=self.header,
                boxed=True,
            )
        )
        self.blank = False
        return True

    def _item(self, line: Line, marker: str, text: str, indent: int) -> None:
        last = self.last
        inside = last is not None and last.kind is Kind.ITEM and indent > last.level + 1
        deep = last is not None and last.kind is not Kind.ITEM and indent >= 4
        if (inside and last is not None and not self.boxed) or (
            deep and last is not None and last.kind is Kind.PARAGRAPH and not self.blank
        ):
            last.parts.append(self._part(line, text, "block", depth=indent, bullet=marker))
        else:
            block = Block(Kind.ITEM, line.number, level=indent, marker=marker)
            self._open(block, line, text)
            return
        self.blank = False

    def _open(self, block: Block, line: Line, text: str) -> None:
        block.boxed, self.boxed = self.boxed, False
        block.parts.append(self._part(line, text, "block"))
        self.blocks.append(block)
        self.blank = block.kind is Kind.HEADING
        self.table = 0

    def _part(self, line: Line, text: str, breaks: str, depth: int = 0, bullet: str = "") -> Part:
        return Part(line.number, text.strip(), breaks, depth, line.fold, line.verbatim, bullet)

    def _continue(self, line: Line, text: str, breaks: str) -> None:
        """Add the line to the open block, which a heading cannot be."""
        last = self.last
        if last is None or last.kind in (Kind.HEADING, Kind.RULE) or self.boxed:
            self._open(Block(Kind.PARAGRAPH, line.number), line, text)
            return
        last.parts.append(self._part(line, text, breaks))
        self.blank = False

    def _continue_or_open(self, line: Line, text: str) -> None:
        last = self.last
        if last is None or last.kind in (Kind.HEADING, Kind.RULE) or self.boxed:
            self._open(Block(Kind.PARAGRAPH, line.number), line, text)
        elif line.fold and last.kind in (Kind.ITEM, Kind.PARAGRAPH, Kind.ROW):
            self._continue(line, text, "block" if self.blank else "soft")
        elif not self.blank:
            breaks = "block" if line.cell else "hard" if self.hard else "soft"
            last.parts.append(self._part(line, text, breaks))
            self.blank = False
        elif line.inside and last.kind in (Kind.ITEM, Kind.ROW, Kind.PARAGRAPH):
            self._continue(line, text, "block")
        elif last.kind is Kind.ITEM and _indent(text) > last.level + 1:
            last.parts.append(self._part(line, text, "block", depth=_indent(text)))
            self.blank = False
        else:
            self._open(Block(Kind.PARAGRAPH, line.number), line, text)
