"""Blocks → sections and their entries: which lines together are about one work."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from publications.listing.blocks import Block, Kind, Part
from publications.listing.headings import Meaning, read_heading
from publications.listing.identifiers import in_text
from publications.listing.legend import is_legend
from publications.listing.links import is_button
from publications.listing.records import Section
from typeset.fold import fold

__all__ = ["Entry", "Look", "Region", "is_talk", "plain", "read_regions"]


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


_MARKUP = re.compile(r"[*_`#]|</?[a-z][^<>]*>|\[|\]\([^()]*\)|\]", re.IGNORECASE)
_BOLD_LINE = re.compile(
    r"(?:\*\*|__)(?P<a>[^*_]{2,80})(?:\*\*|__)\s*:?|<(?P<tag>b|strong|u|font"
    r"|span)\b[^<>]*>(?P<c>[^<>]{2,80})</(?P=tag)>\s*:?"
    r"|\*(?P<d>[^*]{2,80})\*\s*:?|_(?P<e>[^_]{2,80})_\s*:?",
    re.IGNORECASE,
)
_ABSTRACT = re.compile(
    r"[*_\s>]*(?:abstract|summary|tl;?dr|zusammenfassung|résumé|摘要|概要)\s*[*_]*\s*[:：.]?[*_]*(?=\s"
    r"|$)",
    re.IGNORECASE,
)
_BIBTEX = re.compile(r"@[a-z]+\s*\{", re.IGNORECASE)
_LINKS_ONLY = re.compile(
    r"[\s\[\]()|/,;·•–—-]*(?:!?\[[^\]]*\](?:\([^()]*"
    r"(?:\([^()]*\)[^()]*)*\))?[\s\[\]()|/,;:·•–—-]*)+",
    re.IGNORECASE,
)


_TALK = re.compile(
    r"^\W*(?:see|for (?:a|the|more)|you can|please|here|my\b|i\b|i'|we\b|our\b|full (?:list"
    r"|publication)|a (?:full|complete|list)|the (?:full|complete"
    r"|publications? (?:are|is)|following|list)|below|this (?:page|section|list)|these"
    r"|last updated?|updated|also (?:see|on|available)|view|back to"
    r"|google scholar|orcid|dblp|click|download|most of|all (?:papers|publications)"
    r"|more (?:details|publications|information)|note\b|authors? (?:are|marked)"
    r"|under construction|coming soon|nothing|to be|an? (?:up-to-date|academic)|find|check"
    r"|selected publications|in (?:computer|most) |author names)\b"
    r"|google scholar|(?:full|complete) list|curriculum vitae|author_profile|coming soon",
    re.IGNORECASE,
)


def is_talk(text: str) -> bool:
    return bool(_TALK.search(text)) and len(text) < 900


def plain(text: str) -> str:
    return " ".join(_MARKUP.sub(" ", text).split())


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
        self.path = [first]
        self.regions = [Region(first)]
        self.pending: list[Block] = []
        self.titles: frozenset[int] = frozenset()

    def read(self, blocks: Sequence[Block]) -> list[Region]:
        self.titles = _heading_titles(blocks, self.look)
        for block in _unnested(blocks):
            if block.kind is Kind.HEADING and block.number not in self.titles:
                self._section(block, block.level, plain(block.text))
            elif heading := self._hidden_heading(block):
                self._section(block, 7, heading)
            else:
                self.pending.append(block)
        self._flush()
        return self.regions

    def _hidden_heading(self, block: Block) -> str:
        """The text of a line that is a heading though it is not marked as one."""
        if (
            block.kind not in (Kind.PARAGRAPH, Kind.ITEM)
            or len(block.parts) != 1
            or block.marker[-1:].isdigit()
        ):
            return ""
        text = block.parts[0].text.strip()
        if len(text) > 90 or is_legend(text):
            return ""
        words = plain(text).strip(" :.").strip()
        meaning = read_heading(words)
        bold = _BOLD_LINE.fullmatch(text)
        only_year = meaning.year is not None and bool(re.fullmatch(r"\W*(?:19|20)\d\d\W*", words))
        if not (meaning.says or only_year):
            return ""
        short = len(words.split()) <= 5
        if bold and short:
            return words
        if block.kind is Kind.PARAGRAPH and (only_year or (short and text.endswith((":", "："))) or (
            short and text == text.upper() and len(words) > 3) or (
            len(words.split()) <= (8 if self._at_the_top(block) else 3) and meaning.says and "." not in text and "](" not in text
        )):  # fmt: skip
            return words
        return (
            words if block.kind is Kind.ITEM and (only_year or (bold is not None and short)) else ""
        )

    def _at_the_top(self, block: Block) -> bool:
        return len(self.regions) == 1 and not self.pending and len(block.text) < 70

    def _section(self, block: Block, level: int, heading: str) -> None:
        self._flush()
        meaning = read_heading(heading)
        if level == 7 and self.path[-1].level == 7:
            self.path.pop()
        while len(self.path) > 1 and self.path[-1].level >= level:
            self.path.pop()
        parent = self.path[-1]
        says = meaning.says or parent.says
        if says == "unclear" and parent.says != "publications":
            says = ""
        if not meaning.says and parent.says == "other" and not parent.level:
            says = ""  # a page about a person may have any section
        section = Section(
            block.number,
            heading,
            level,
            says,
            meaning.year or parent.year,
            meaning.type
            or (parent.type if not meaning.status or parent.type != "preprint" else ""),
            meaning.status or (parent.status if not meaning.type else ""),
        )
        self.path.append(section)
        self.regions.append(Region(section))

    def _flush(self) -> None:
        grouper = _Grouper(self.regions[-1], self.look)
        self.regions[-1].entries += grouper.group(self.pending)
        self.pending = []


def _unnested(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, where an item that is only a year or a kind gives up the items nested in it."""
    for block in blocks:
        head = block.parts[0].text if block.parts else ""
        words = plain(head).strip(" :.")
        nested = [part for part in block.parts[1:] if part.bullet]
        meaning = read_heading(words) if block.kind is Kind.ITEM and nested else Meaning()
        if not (nested and (meaning.says or meaning.year) and len(words.split()) <= 5):
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


def _heading_titles(blocks: Sequence[Block], look: Callable[[Entry], Look]) -> frozenset[int]:
    """The lines of those headings that are titles of works, not of sections."""
    found: dict[int, list[int]] = {}
    rivals: dict[int, int] = {}
    for index, block in enumerate(blocks):
        if block.kind is not Kind.HEADING:
            continue
        text = plain(block.text)
        meaning = read_heading(text)
        words = len(fold(text).split())
        body = _body(blocks, index)
        if words < 2 or (meaning.says and words <= 5) or (meaning.year and words <= 3) or not body:
            rivals[block.level] = rivals.get(block.level, 0) + 1
            continue
        first = Entry(body[0].number, [part for part in body[0].parts if not part.fold][:6])
        seen = look(first)
        listed = body[0].kind in (Kind.ITEM, Kind.ROW)
        if (listed or words <= 5) and seen.title and seen.authors:
            rivals[block.level] = rivals.get(block.level, 0) + 1
            continue
        whole = Entry(block.number, [*block.parts, *first.parts], heading=1)
        together = look(whole)
        if (
            together.title
            and (together.authors or (together.places and words >= 4))
            and not seen.prose
        ):
            found.setdefault(block.level, []).append(block.number)
    return frozenset(number for numbers in found.values() for number in numbers)


def _body(blocks: Sequence[Block], index: int) -> list[Block]:
    body = []
    for block in blocks[index + 1 : index + 8]:
        if block.kind is Kind.HEADING:
            break
        if block.kind is not Kind.RULE:
            body.append(block)
    return body


class _Grouper:
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
            elif is_talk(plain(block.text)) and self.entries and not _hangs_on(block):
                self.region.remarks.append((block.number, block.text))
            else:
                self._paragraph(block)
        return self.entries

    def _start(self, block: Block, heading: int = 0) -> None:
        entry = Entry(block.number, list(block.parts), heading, block.marker, block.header)
        entry.listed = block.kind in (Kind.ITEM, Kind.ROW)
        self.entries.append(entry)
        self.closed = False

    def _listed(self, block: Block) -> None:
        under_title = bool(self.entries and self.entries[-1].heading and not self.closed)
        if under_title and block.kind is Kind.ITEM:
            self._join(block)
            return
        if self.entries and not self.closed and block.kind is Kind.ITEM and self._is_detail(block):
            self._join(block)
            return
        self._start(block)
        self.standing = None

    def _is_detail(self, block: Block) -> bool:
        """Whether an item tells of the paragraph before it rather than of a work of its own."""
        last = self.entries[-1]
        if last.listed:
            return False
        seen = self.look(Entry(block.number, list(block.parts)))
        return not (seen.title and (seen.authors or (self.standing.authors and seen.places)))

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
        if self._goes_on(seen):
            self._join(block)
            standing = self._stands()
            standing.title = standing.title or seen.title
            standing.authors = standing.authors or seen.authors
            standing.places = standing.places or seen.places
        else:
            self._start(block)
            self.standing = seen

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
    """Whether a paragraph is nothing by itself: links, an abstract, a folded part, BibTeX, an image."""
    if all(part.fold for part in block.parts) or all(part.verbatim for part in block.parts):
        return True
    text = block.text.strip()
    return bool(
        re.match(r"[,;&]|and\s", text)
        or _ABSTRACT.match(text)
        or _BIBTEX.match(text)
        or _is_buttons(text)
        or re.fullmatch(r"(?:<img\b[^<>]*>|!\[[^\]]*\]\([^()]*\)|\s)+", text)
    )


def _is_buttons(text: str) -> bool:
    """Whether a paragraph is a row of links that name kinds of things: "[PDF](…) [Code](…)"."""
    if not _LINKS_ONLY.fullmatch(text):
        return False
    labels = [label.strip("[]* _") for label in re.findall(r"\[([^\[\]]*)\]", text)]
    return all(is_button(label) or in_text(label) for label in labels if label)


def _split_paragraphs(blocks: Sequence[Block], look: Callable[[Entry], Look]) -> Iterator[Block]:
    """The blocks, where a paragraph of which every line is a whole entry becomes several."""
    for block in blocks:
        if block.kind is not Kind.PARAGRAPH or not 2 <= len(block.parts) <= 400:
            yield block
            continue
        if not all(len(part.text) > 50 and re.search(r"\d\d", part.text) for part in block.parts):
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
            yield Block(
                Kind.PARAGRAPH, part.number, [part], boxed=ended or (one.title and one.authors)
            )
