"""Which lines of a section together are about one work."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from publications.listing.blocks import Block, Kind, Part
from publications.listing.legend import is_legend
from publications.listing.prose import hangs_on, is_talk, plain
from publications.listing.records import Section

__all__ = ["Entry", "Grouper", "Look", "Region"]


# "Tides and Remote Control, 2016, pp. 29--31"
_PLACE = re.compile(r"[^.\n]{3,120}, (?:19|20)\d\d(?:,\s+pp?\.\s*[\d–-]+)?\.?")


@dataclass(slots=True)
class Look:
    """What an entry has, as far as a first look tells."""

    title: bool = False
    authors: bool = False
    places: bool = False  # a venue, a year, an identifier, a link to a paper
    prose: bool = False


@dataclass(slots=True)
class Entry:
    """The lines of what may be one work. The first `heading` of the parts are a heading."""

    line: int
    parts: list[Part] = field(default_factory=list)
    heading: int = 0
    marker: str = ""
    header: tuple[str, ...] = ()
    listed: bool = False  # an item of a list or a row of a table
    legend: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return "\n".join(part.text for part in self.parts)


@dataclass(slots=True)
class Region:
    """A section and the entries in it."""

    section: Section
    entries: list[Entry] = field(default_factory=list)
    remarks: list[tuple[int, str]] = field(default_factory=list)  # what is no entry


class Grouper:
    """Puts the blocks of one section together to entries."""

    def __init__(self, region: Region, look: Callable[[Entry], Look]) -> None:
        self.region = region
        self.look = look
        self.entries: list[Entry] = []
        self.standing: Look | None = Look()  # what the open entry has; None when not looked yet
        self.closed = True

    def group(self, blocks: Sequence[Block]) -> list[Entry]:
        for block in _split_paragraphs(blocks, self.look):
            if block.kind is Kind.RULE:
                self.closed = True
            elif block.kind is Kind.HEADING:
                self._start(block, heading=1)
                self.standing = Look(title=True)
            elif is_legend(_with_marker(block)) and len(block.parts) <= 2:
                self.region.remarks.append((block.number, _with_marker(block)))
            elif block.kind in (Kind.ITEM, Kind.ROW):
                self._listed(block)
            elif block.kind is Kind.PARAGRAPH and self._is_remark(block):
                self.region.remarks.append((block.number, block.text))
            else:
                self._paragraph(block)
        return self.entries

    def _is_remark(self, block: Block) -> bool:
        if not self.entries and self.region.section.says == "other":
            return False
        if not is_talk(plain(block.text)) or _hangs_on(block):
            return False
        seen = self.look(Entry(block.number, list(block.parts)))
        return not (seen.title and seen.authors and seen.places)

    def _start(self, block: Block, heading: int = 0) -> None:
        entry = Entry(block.number, list(block.parts), heading, block.marker, block.header)
        entry.listed = block.kind in (Kind.ITEM, Kind.ROW)
        self.entries.append(entry)
        self.closed = False

    def _listed(self, block: Block) -> None:
        may_join = bool(self.entries) and not self.closed and block.kind is Kind.ITEM
        if may_join and (self.entries[-1].heading or self._is_detail(block)):
            self._join(block)
        else:
            self._start(block)
            self.standing = None

    def _is_detail(self, block: Block) -> bool:
        """Whether an item tells of the paragraph before it rather than of a work of its own."""
        last = self.entries[-1]
        if last.listed or self._stands().prose:
            return False
        seen = self.look(Entry(block.number, list(block.parts)))
        standing = self._stands()
        return not (seen.title and (seen.authors or (standing.authors and seen.places)))

    def _join(self, block: Block) -> None:
        self.entries[-1].parts += [
            _as_block(part, first=part is block.parts[0]) for part in block.parts
        ]

    def _paragraph(self, block: Block) -> None:
        entry = Entry(block.number, list(block.parts), marker=block.marker)
        if not self.entries or self.closed or block.boxed:
            seen = self.look(entry)
            self._start(block)
            self.standing = seen
            return
        if self.entries[-1].heading or _hangs_on(block):
            self._join(block)
            return
        seen = self.look(entry)
        if self._goes_on(seen) or self._places(block, seen):
            self._join(block)
            standing = self._stands()
            standing.title = standing.title or seen.title
            standing.authors = standing.authors or seen.authors
            standing.places = standing.places or seen.places
        else:
            self._start(block)
            self.standing = seen

    def _places(self, block: Block, seen: Look) -> bool:
        """Whether a paragraph is the venue, year and pages of the work above it."""
        standing = self._stands()
        above = standing.title and standing.authors and not self.entries[-1].listed
        return above and not seen.authors and bool(_PLACE.fullmatch(block.text.strip()))

    def _stands(self) -> Look:
        if self.standing is None:
            self.standing = self.look(self.entries[-1])
        return self.standing

    def _goes_on(self, seen: Look) -> bool:
        standing = self._stands()
        if seen.title and seen.authors:
            return False
        if standing.prose or seen.prose:
            return seen.prose and not standing.prose and self.entries[-1].listed
        if seen.authors:
            return not standing.authors and standing.title
        if seen.title:
            return not standing.title
        return True


def _with_marker(block: Block) -> str:
    """The text of a block, the star of a legend given back that was read as a bullet."""
    text = block.text
    return (
        f"{block.marker} {text}"
        if block.marker in ("*", "+", "•", "-") and block.kind is Kind.ITEM
        else text
    )


def _as_block(part: Part, *, first: bool) -> Part:
    if first:
        part.breaks = "block"
    return part


def _hangs_on(block: Block) -> bool:
    """Whether a paragraph is nothing by itself, but about the entry before it."""
    if all(part.fold for part in block.parts) or all(part.verbatim for part in block.parts):
        return True
    return hangs_on(block.text.strip())


def _split_paragraphs(blocks: Sequence[Block], look: Callable[[Entry], Look]) -> Iterator[Block]:
    """The blocks, where a paragraph of which every line is a whole entry becomes several."""
    for block in blocks:
        if not _may_be_several(block):
            yield block
            continue
        looks = [look(Entry(part.number, [part])) for part in block.parts]
        whole = sum(1 for one in looks if one.title and one.authors and one.places)
        ended = all(re.search(r"[.)\]\d>]\s*$", part.text) for part in block.parts[:-1])
        if whole < 2 or whole < len(looks) * (0.5 if ended else 0.8):
            yield block
            continue
        for part, one in zip(block.parts, looks, strict=True):
            part.breaks = "block"
            apart = ended or (one.title and one.authors)
            yield Block(Kind.PARAGRAPH, part.number, [part], boxed=apart)


def _may_be_several(block: Block) -> bool:
    """A quick look: every line of such a paragraph is long and has a year or pages in it."""
    if block.kind is not Kind.PARAGRAPH or not 2 <= len(block.parts) <= 400:
        return False
    return all(len(part.text) > 50 and re.search(r"\d\d", part.text) for part in block.parts)
