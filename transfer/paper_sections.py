"""The publication lists of a headed page: what is sure of them as records, the rest as text."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from publications.bibtex.entry_types import TYPES
from publications.listing import Listing, Record, Skipped, read_list
from publications.names import Match, matches, split_name

SURE = 0.6  # confidence in title and authors from which on an entry becomes a record
_LEGEND = "explains the page's signs"
_SHORT = 10  # words
_ALL = sorted(set(TYPES.values()))


@dataclass
class Stretch:
    """A section of the page: its lines, counted from 1, the end not among them."""

    first: int
    end: int
    text: str


@dataclass
class PaperSection:
    """What becomes of a section: its records, the text that is left, the types that it lists.

    A ``selected`` one lists what the person selected, of whatever type.
    """

    records: list[Record] = field(default_factory=list)
    rest: str = ""
    types: list[str] = field(default_factory=list)
    selected: bool = False


def read_paper_sections(
    body: str, stretches: Sequence[Stretch], owner: str, title: str = ""
) -> dict[int, PaperSection]:
    """The stretches that are lists of papers, by their first line; ``title`` is the page's."""
    listing = read_list(body, owner, title)
    found: dict[int, PaperSection] = {}
    for stretch in stretches:
        records = [each for each in listing.records if stretch.first <= each.line < stretch.end]
        sure = [each for each in records if _is_sure(each, owner)]
        if sure:
            left = [each for each in records if each not in sure]
            found[stretch.first] = PaperSection(sure, _rest(stretch, listing, sure, left))
    chosen = [each for each in found.values() if all(record.selected for record in each.records)]
    if len(chosen) == 1:  # several would all list the same
        chosen[0].selected = True
    _share_types([each for each in found.values() if not each.selected])
    return found


def _is_sure(record: Record, owner: str) -> bool:
    """Whether nobody need look, and the paper will stand on its owner's page."""
    name = split_name(owner)
    ours = any(matches(name, author.name) is not Match.NONE for author in record.authors)
    return ours and all(
        (sure := record.confidence.get(field)) is not None and sure.value >= SURE
        for field in ("title", "authors")
    )


def _rest(
    stretch: Stretch, listing: Listing, sure: Sequence[Record], left: Sequence[Record]
) -> str:
    """The lines that belong to no record: what stands before the list, and what is not sure."""
    lines = stretch.text.split("\n")
    gone = {each.line for each in sure}
    gone |= {each.line for each in listing.skipped if _is_bare_legend(each)}
    kept = {each.line for each in left} | {each.line for each in listing.skipped}
    kept -= gone
    rest, keeping = [], True
    for number, line in enumerate(lines, start=stretch.first):
        if number in gone or number in kept:
            keeping = number in kept
        elif not line.strip():
            rest.append("")
            continue
        if keeping:
            rest.append(line)
    return "\n".join(rest).strip()


def _is_bare_legend(skipped: Skipped) -> bool:
    """Whether it only says what a star means, as the page drawn from records does by itself."""
    return _LEGEND in skipped.reason and len(skipped.text.split()) <= _SHORT


def _share_types(sections: Sequence[PaperSection]) -> None:
    """Let each section list its own types; what is new later stands in the longest of them."""
    if len(sections) < 2:
        return
    counted = Counter[tuple[str, int]]()
    for place, section in enumerate(sections):
        counted.update((record.type, place) for record in section.records)
    homes: dict[str, int] = {}
    for (kind, place), _number in counted.most_common():
        homes.setdefault(kind, place)
    longest = max(range(len(sections)), key=lambda place: len(sections[place].records))
    for place, section in enumerate(sections):
        section.types = [kind for kind in _ALL if homes.get(kind, longest) == place]
