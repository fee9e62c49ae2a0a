"""The text of one entry as a reader sees it, with its styles and links, and who claims what of it.

Every character is claimed for one role at most; what nothing claims is the entry's note, so that
nothing can be lost on the way from the text to the fields.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property

from publications.listing.records import Piece

BOLD, ITALIC, UNDERLINE, QUOTED, CODE, RAISED, LINKED, HEADED = (1 << i for i in range(8))
SOFT, HARD, BLOCK = "\v", "\n", "\f"  # the breaks in the text: unprinted, printed, of blocks
HOLE = "\x00"  # stands for a claimed character where only what is free is looked at

ROLES = (
    "", "title", "authors", "venue", "date", "status", "version", "identifier", "link", "award",
    "editors", "detail", "legend", "connector", "tag", "note",
)  # fmt: skip
_CODE = {role: index for index, role in enumerate(ROLES)}
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class LinkSpan:
    start: int
    end: int
    url: str


@dataclass(slots=True)
class Strip:
    text: str = ""
    styles: bytearray = field(default_factory=bytearray)
    links: list[LinkSpan] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    hollow: list[tuple[int, int]] = field(default_factory=list)  # links that lead nowhere
    roles: bytearray = field(default_factory=bytearray)
    hints: list[tuple[int, int, str]] = field(default_factory=list)  # of table columns

    def seal(self) -> None:
        """Make ready for claims, after the last text was added."""
        self.roles = bytearray(len(self.text))

    def claim(self, start: int, end: int, role: str) -> None:
        self.roles[start:end] = bytes((_CODE[role],)) * (end - start)

    def claim_rest(self, start: int, end: int, role: str) -> None:
        """Claim of the stretch what nothing else has claimed."""
        for index in range(start, end):
            self.roles[index] = self.roles[index] or _CODE[role]

    def role_at(self, position: int) -> str:
        return ROLES[self.roles[position]]

    def free(self) -> str:
        """The text with a hole for every claimed character, so that positions stay."""
        pieces, last = [], 0
        for found in _CLAIMED.finditer(self.roles):
            pieces += [self.text[last : found.start()], HOLE * (found.end() - found.start())]
            last = found.end()
        return "".join((*pieces, self.text[last:])) if pieces else self.text

    def runs(self, style: int, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
        """The stretches that have one of the bits of `style`, spaces at their ends left off."""
        end = len(self.text) if end is None else end
        for found in _stretches(style).finditer(self.styles, start, end):
            yield from self._trimmed(*found.span())

    def _trimmed(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        if end > start:
            yield start, end

    def has_style(self, start: int, end: int, style: int) -> bool:
        """Whether all letters of the stretch have the style."""
        letters = [i for i in range(start, end) if self.text[i].isalnum()]
        return bool(letters) and all(self.styles[i] & style for i in letters)

    def link_over(self, start: int, end: int) -> LinkSpan | None:
        """The first link that shares a character with the stretch."""
        return next((link for link in self.links if link.start < end and start < link.end), None)

    def unclaimed(self) -> list[tuple[int, int]]:
        """The stretches with a word in them that nothing claimed; a hard break parts them."""
        stretches: list[tuple[int, int]] = []
        start = None
        for index in range(len(self.text) + 1):
            ends = index == len(self.text) or self.roles[index] or self.text[index] in (HARD, BLOCK)
            if ends and start is not None:
                if _WORD.search(self.text, start, index):
                    stretches.append((start, index))
                start = None
            elif not ends and start is None:
                start = index
        return stretches

    def pieces(self) -> tuple[Piece, ...]:
        """The whole entry in order, each stretch under the role that claimed it."""
        pieces = []
        start = 0
        for index in range(1, len(self.roles) + 1):
            if index == len(self.roles) or self.roles[index] != self.roles[start]:
                role = ROLES[self.roles[start]]
                text = spaced(self.text[start:index])
                if text:
                    pieces.append(Piece(role or ("note" if _WORD.search(text) else ""), text))
                start = index
        return tuple(pieces)


_CLAIMED = re.compile(rb"[^\x00]+")


@cache
def _stretches(style: int) -> re.Pattern[bytes]:
    """A pattern for runs of bytes that have a bit of `style`."""
    members = b"".join(b"\\x%02x" % byte for byte in range(256) if byte & style)
    return re.compile(b"[" + members + b"]+")


def spaced(text: str) -> str:
    return _SPACE.sub(" ", text).strip()


_PAIRS = {")": "(", "]": "[", "}": "{", "】": "【", "）": "（"}


def tidy(text: str, signs: str = " ,;:|•·–—-/.*") -> str:
    """The text without signs at its ends, and without brackets that only one end has, or both."""
    text = spaced(text)
    while text:
        shorter = text.strip(signs)
        first, last = shorter[:1], shorter[-1:]
        if _PAIRS.get(last) == first and first and _encloses(shorter):
            shorter = shorter[1:-1]
        elif (
            last in _PAIRS and shorter.count(last) > shorter.count(_PAIRS[last])
        ) or last in _PAIRS.values():
            shorter = shorter[:-1]
        elif (
            first in _PAIRS.values()
            and shorter.count(first)
            > sum(shorter.count(close) for close, opening in _PAIRS.items() if opening == first)
        ) or first in _PAIRS:
            shorter = shorter[1:]
        if shorter == text:
            break
        text = shorter
    return text


def _encloses(text: str) -> bool:
    """Whether the bracket that opens the text is closed by its last character."""
    depth = 0
    for index, char in enumerate(text):
        depth += (char == text[0]) - (char == text[-1])
        if depth == 0:
            return index == len(text) - 1
    return False


class Builder:
    """Puts a strip together."""

    def __init__(self) -> None:
        self.strip = Strip()
        self._parts: list[str] = []
        self._styles: list[bytes] = []
        self.length = 0

    def add(self, text: str, style: int = 0) -> None:
        if text:
            self._parts.append(text)
            self._styles.append(bytes((style,)) * len(text))
            self.length += len(text)

    def link(self, start: int, url: str) -> None:
        if url and self.length > start:
            self.strip.links.append(LinkSpan(start, self.length, url))

    @cached_property
    def done(self) -> Strip:
        self.strip.text = "".join(self._parts)
        self.strip.styles = bytearray(b"".join(self._styles))
        self.strip.seal()
        return self.strip
