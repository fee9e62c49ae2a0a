"""What a bibliography holds, as plain dataclasses: no database, no HTML."""

from dataclasses import dataclass, field
from typing import NamedTuple

from publications.names import Name

CO_FIRST, CO_LAST, CORRESPONDING = "co_first", "co_last", "corresponding"


@dataclass(slots=True)
class Author:
    """One name of a byline; `marks` are signs beside it that nothing in the entry explains."""

    name: Name
    co_first: bool = False
    co_last: bool = False
    corresponding: bool = False
    marks: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A flag that some text of the entry speaks for.

    With `authors` (indexes) the text says whose it is, and the flag is set on them. Without, or
    without a `flag` (a mark that nothing explains), it is a question to a person.
    """

    flag: str
    authors: tuple[int, ...]
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """An address of the work; a `relative` one is the name of a file of the old site."""

    kind: str
    label: str
    url: str
    relative: bool = False


class Version(NamedTuple):
    """A further appearance of a work: its preprint, its conference version."""

    kind: str
    venue: str = ""
    year: int | None = None
    doi: str = ""
    arxiv_id: str = ""
    url: str = ""


@dataclass(slots=True)
class Entry:
    """One work: what its fields mean, and the fields themselves.

    `fields` are the entry's own, name in lower case, macros expanded, LaTeX untouched; `inherited`
    came by `crossref` and `xdata` from the entries with the keys `parents`. `extra` are those that
    no attribute here speaks for. To write an entry that never was BibTeX, leave them empty and set
    the attributes.
    """

    key: str
    type: str = "misc"
    raw_type: str = ""
    line: int = 0
    fields: dict[str, str] = field(default_factory=dict)
    inherited: dict[str, str] = field(default_factory=dict)
    parents: list[str] = field(default_factory=list)
    title: str = ""
    authors: list[Author] = field(default_factory=list)
    others: bool = False
    editors: list[Author] = field(default_factory=list)
    editor_others: bool = False
    year: int | None = None
    month: int | None = None
    day: int | None = None
    status: str = "published"
    venue: str = ""
    volume: str = ""
    number: str = ""
    pages: str = ""
    publisher: str = ""
    abstract: str = ""
    doi: str = ""
    arxiv_id: str = ""
    identifiers: dict[str, str] = field(default_factory=dict)
    note: str = ""
    award: str = ""
    award_name: str = ""
    links: list[Link] = field(default_factory=list)
    preview: str = ""
    abbr: str = ""
    selected: bool = False
    topics: list[str] = field(default_factory=list)
    extra: dict[str, str] = field(default_factory=dict)
    offers: list[Offer] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    source: str = ""

    @property
    def is_work(self) -> bool:
        """False for entries that only hold data or settings for others (@xdata, @set)."""
        return self.raw_type not in _NO_WORKS

    @property
    def all_fields(self) -> dict[str, str]:
        """Own and inherited fields together: what the entry is without its parents."""
        if not self.inherited:
            return self.fields
        flat = {**self.inherited, **self.fields}
        return {name: value for name, value in flat.items() if name not in ("crossref", "xdata")}


_NO_WORKS = frozenset(("xdata", "set", "control", "ieeetranbstctl", "bibnote"))


@dataclass(frozen=True, slots=True)
class Rejection:
    """An entry that could not be read."""

    key: str
    line: int
    reason: str
    source: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about the file, rather than about one of its entries."""

    line: int
    text: str


@dataclass(slots=True)
class Bibliography:
    """A file, read: every entry of it is in `entries` or in `rejected`."""

    entries: list[Entry] = field(default_factory=list)
    rejected: list[Rejection] = field(default_factory=list)
    strings: dict[str, str] = field(default_factory=dict)
    preambles: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    encoding: str = "utf-8"
