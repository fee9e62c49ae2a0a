"""The publication lists of a headed page: what is sure of them as records, the rest as text."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from publications.bibtex.entry_types import TYPES
from publications.listing import Listing, Record, Skipped, read_list
from publications.names import Match, Name, matches, split_name
from typeset.fold import fold

SURE = 0.6  # confidence in title and authors from which on an entry becomes a record
_LEGEND = "explains the page's signs"
_SHORT = 10  # words
_BEGINNING = 4  # words of a title that stand on one line of a file
_NICKNAME = 3  # letters
_SPELLINGS = 3
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
    body: str,
    stretches: Sequence[Stretch],
    owner: str,
    title: str = "",
    is_doubtful: Callable[[Record], bool] = lambda _record: False,
) -> dict[int, PaperSection]:
    """The stretches that are lists of papers, by their first line; ``title`` is the page's.

    What ``is_doubtful`` stays text, like what was not read for sure.
    """
    listing = read_list(body, owner, title)
    further = further_names(listing.records, owner)
    if further:  # who signs is who is looked for
        listing = read_list(body, further[0], title)
    names = [split_name(owner), *map(split_name, further)]
    found: dict[int, PaperSection] = {}
    for stretch in stretches:
        records = [each for each in listing.records if stretch.first <= each.line < stretch.end]
        sure = [each for each in records if _is_sure(each, names) and not is_doubtful(each)]
        if sure:
            left = [each for each in records if each not in sure]
            found[stretch.first] = PaperSection(sure, _rest(stretch, listing, sure, left))
    chosen = [each for each in found.values() if all(record.selected for record in each.records)]
    if len(chosen) == 1:  # several would all list the same
        chosen[0].selected = True
    _share_types([each for each in found.values() if not each.selected])
    return found


def signs(body: str, name: str) -> bool:
    """Whether a work that the page lists has somebody of that name among its authors."""
    sought = split_name(name)
    listed = read_list(body, name).records
    return any(
        matches(sought, author.name) is not Match.NONE
        for record in listed
        for author in record.authors
    )


def find_lines(records: Sequence[Record], source: str) -> None:
    """Let the records name their lines in the file, from which the page that was read was made."""
    lines = [fold(line) for line in source.split("\n")]
    at = 0
    for record in records:
        words = " ".join(fold(record.title).split()[:_BEGINNING])
        places = (*range(at, len(lines)), *range(at))  # most stand in their order
        found = next((place for place in places if words in lines[place]), None)
        record.line = 0 if found is None else found + 1
        at = at if found is None else found


def further_names(records: Sequence[Record], owner: str) -> list[str]:
    """Spellings in the bylines that are the owner's in full, family name first.

    “Jon” may sign as “Jonathan”, whom no rule about initials takes for the same.
    """
    name = split_name(owner)
    given = fold(name.given).split()[:1]
    if not given or len(given[0]) < _NICKNAME:
        return []
    authors = [author.name for record in records for author in record.authors]
    if sum(matches(name, each) is not Match.NONE for each in authors) * 2 > len(records):
        return []  # they sign as they are called
    found = Counter(
        each.inverted()
        for each in authors
        if fold(each.family) == fold(name.family)
        and matches(name, each) is Match.NONE
        and _is_short_for(given[0], fold(each.given).split()[:1])
    )
    return [written for written, _number in found.most_common(_SPELLINGS)]


def _is_short_for(called: str, signed: list[str]) -> bool:
    return bool(signed) and (signed[0].startswith(called) or called.startswith(signed[0]))


def _is_sure(record: Record, names: Sequence[Name]) -> bool:
    """Whether nobody need look, and the paper will stand on its owner's page."""
    ours = any(
        matches(name, author.name) is not Match.NONE for author in record.authors for name in names
    )
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
    return re.sub(r"\n{3,}", "\n\n", "\n".join(rest)).strip()


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
