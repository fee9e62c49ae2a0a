"""Blocks → the sections of a page, each with its entries."""

import re
from collections.abc import Callable, Iterator, Sequence

from publications.listing.blocks import Block, Kind
from publications.listing.entries import Entry, Grouper, Look, Region
from publications.listing.headings import Meaning, read_heading
from publications.listing.legend import is_legend
from publications.listing.prose import ABSTRACT, plain
from publications.listing.records import Section
from typeset.fold import fold

__all__ = ["read_regions"]

_BOLD_LINE = re.compile(
    r"(?:\*\*|__)[^*_]{2,80}(?:\*\*|__)\s*:?|\*[^*]{2,80}\*\s*:?|_[^_]{2,80}_\s*:?"
    r"|<(?P<tag>b|strong|u|font|span)\b[^<>]*>[^<>]{2,80}</(?P=tag)>\s*:?",
    re.IGNORECASE,
)
_ONLY_YEAR = re.compile(r"\W*(?:19|20)\d\d\W*")
_OF_PAPERS = re.compile(r"(?:\w+ ){0,2}(?:publications|papers|preprints|articles|manuscripts)\b")
_HIDDEN = 7  # the level of a heading that is not marked as one


def read_regions(
    blocks: Sequence[Block], title: str, look: Callable[[Entry], Look]
) -> list[Region]:
    """The page's sections. `look` says what a group of lines looks like."""
    return _Reader(title, look).read(blocks)


class _Reader:
    def __init__(self, title: str, look: Callable[[Entry], Look]) -> None:
        self.look = look
        meaning = read_heading(title) if title else Meaning()
        first = Section(1, title, 0, meaning.says, meaning.year, meaning.type, meaning.status)
        first.selected = bool(meaning.selected)
        self.path = [first]
        self.regions = [Region(first)]
        self.pending: list[Block] = []

    def read(self, blocks: Sequence[Block]) -> list[Region]:
        titles = _heading_titles(blocks, self.look)
        for block in _unnested(blocks):
            if block.kind is Kind.HEADING and block.number not in titles:
                self._section(block, block.level, plain(block.text))
            elif heading := self._hidden_heading(block):
                self._section(block, _HIDDEN, heading)
            else:
                self.pending.append(block)
        self._flush()
        return self.regions

    def _hidden_heading(self, block: Block) -> str:
        """The text of a line that is a heading though it is not marked as one."""
        if block.kind not in (Kind.PARAGRAPH, Kind.ITEM) or len(block.parts) != 1:
            return ""
        text = block.parts[0].text.strip()
        if len(text) > 90 or block.marker[-1:].isdigit() or is_legend(text):
            return ""
        words = plain(text).strip(" :.").strip()
        meaning = read_heading(words)
        only_year = meaning.year is not None and bool(_ONLY_YEAR.fullmatch(words))
        if not (meaning.says or only_year):
            return ""
        short = len(words.split()) <= 5
        bold = short and _BOLD_LINE.fullmatch(text) is not None
        if bold or only_year:
            return words
        return words if block.kind is Kind.PARAGRAPH and self._stands_out(text, words) else ""

    def _stands_out(self, text: str, words: str) -> bool:
        """Whether a plain line looks like a heading: by a colon, capitals, or being so short."""
        count = len(words.split())
        if count <= 5 and (text.endswith((":", "：")) or (text == text.upper() and len(text) > 3)):
            return True
        at_the_top = len(self.regions) == 1 and not self.pending and len(text) < 70
        return count <= (8 if at_the_top else 3) and "." not in text and "](" not in text

    def _section(self, block: Block, level: int, heading: str) -> None:
        self._flush()
        while len(self.path) > 1 and self.path[-1].level >= level:
            self.path.pop()
        section = _under(self.path[-1], block.number, heading, level)
        self.path.append(section)
        self.regions.append(Region(section))

    def _flush(self) -> None:
        grouper = Grouper(self.regions[-1], self.look)
        self.regions[-1].entries += grouper.group(self.pending)
        self.pending = []


def _under(parent: Section, line: int, heading: str, level: int) -> Section:
    """A section with what its heading does not say taken from the one that it is in."""
    meaning = read_heading(heading)
    says = meaning.says or parent.says
    if says == "unclear" and parent.says != "publications":
        says = ""
    if not meaning.says and parent.says == "other" and not parent.level:
        says = ""  # a page about a person may have any section
    keeps_type = not meaning.status or parent.type != "preprint"
    return Section(
        line,
        heading,
        level,
        says,
        meaning.year or parent.year,
        meaning.type or (parent.type if keeps_type else ""),
        meaning.status or (parent.status if not meaning.type else ""),
        selected=parent.selected if meaning.selected is None else meaning.selected,
        venue=meaning.venue if says == "publications" else "",
    )


def _unnested(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, where an item that is only a year or a kind gives up the items nested in it."""
    for block in blocks:
        nested = [part for part in block.parts[1:] if part.bullet]
        if block.kind is not Kind.ITEM or not nested or not _is_label(block.parts[0].text):
            yield block
            continue
        yield Block(Kind.ITEM, block.number, [block.parts[0]], block.level, block.marker)
        base = min(part.depth for part in nested)
        current: Block | None = None
        for part in block.parts[1:]:
            if part.bullet and part.depth <= base + 1:
                if current:
                    yield current
                current = Block(Kind.ITEM, part.number, [part], part.depth, part.bullet)
            elif current:
                current.parts.append(part)
        if current:
            yield current


def _is_label(text: str) -> bool:
    words = plain(text).strip(" :.")
    meaning = read_heading(words)
    return bool(meaning.says or meaning.year) and len(words.split()) <= 5


def _heading_titles(blocks: Sequence[Block], look: Callable[[Entry], Look]) -> frozenset[int]:
    """The lines of those headings that are titles of works, not of sections."""
    found = set()
    for index, block in enumerate(blocks):
        if block.kind is Kind.HEADING and _is_title(block, _body(blocks, index), look):
            found.add(block.number)
    return frozenset(found)


def _is_title(heading: Block, body: Block | None, look: Callable[[Entry], Look]) -> bool:
    text = plain(heading.text)
    meaning = read_heading(text)
    words = len(fold(text).split())
    told = (
        (meaning.says and words <= 5)
        or (meaning.year and words <= 3)
        or (meaning.says == "publications" and _OF_PAPERS.match(fold(text)))
    )
    if body is None or words < 2 or told:
        return False
    if words >= 4 and ABSTRACT.match(body.text):
        return True
    first = Entry(body.number, [part for part in body.parts if not part.fold][:6])
    seen = look(first)
    listed = body.kind in (Kind.ITEM, Kind.ROW)
    if seen.prose or ((listed or words <= 5) and seen.title and seen.authors):
        return False
    if listed and words <= 3 and not seen.authors:
        return False
    together = look(Entry(heading.number, [*heading.parts, *first.parts], heading=1))
    return together.title and (together.authors or (together.places and words >= 4))


def _body(blocks: Sequence[Block], index: int) -> Block | None:
    """The first block under a heading."""
    for block in blocks[index + 1 : index + 8]:
        if block.kind is not Kind.RULE:
            return None if block.kind is Kind.HEADING else block
    return None
