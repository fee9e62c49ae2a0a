"""What a hand-written publication list holds, as plain dataclasses."""

from dataclasses import dataclass, field

from publications.names import Name


@dataclass(frozen=True, slots=True)
class Confidence:
    """How sure a field is, from 0 to 1, and a plain sentence that says why."""

    value: float
    reason: str


@dataclass(frozen=True, slots=True)
class Author:
    """One name of a byline. `marks` are all signs beside it, `url` the page it was linked to."""

    name: Name
    text: str
    co_first: bool = False
    co_last: bool = False
    corresponding: bool = False
    marks: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    kind: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Version:
    """A further appearance of the work that the entry names."""

    kind: str
    venue: str = ""
    year: int | None = None
    url: str = ""
    doi: str = ""
    arxiv_id: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the entry as it was written, and what it was taken for."""

    role: str
    text: str


@dataclass(slots=True)
class Record:
    """One work of the list.

    `pieces` are the whole entry in its order: nothing of it is outside them. What no field took
    is in `note`.
    """

    line: int
    original: str
    section: str = ""
    title: str = ""
    authors: tuple[Author, ...] = ()
    others: bool = False
    editors: tuple[Name, ...] = ()
    year: int | None = None
    month: int | None = None
    day: int | None = None
    type: str = "misc"
    status: str = "published"
    venue: str = ""
    venue_short: str = ""
    volume: str = ""
    number: str = ""
    pages: str = ""
    publisher: str = ""
    series: str = ""
    place: str = ""
    doi: str = ""
    arxiv_id: str = ""
    identifiers: dict[str, str] = field(default_factory=dict)
    versions: tuple[Version, ...] = ()
    links: tuple[Link, ...] = ()
    image: str = ""
    abstract: str = ""
    bibtex: str = ""
    award: str = ""
    note: str = ""
    selected: bool = False
    pieces: tuple[Piece, ...] = ()
    confidence: dict[str, Confidence] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Section:
    """A stretch of the page under one heading.

    `says` is "publications", "other" (teaching, talks …), "unclear" ("Miscellaneous" among
    publications), or "" when the heading tells nothing. `selected`: a few that somebody chose.
    """

    line: int
    heading: str
    level: int = 0
    says: str = ""
    year: int | None = None
    type: str = ""
    status: str = ""
    counted: bool = False
    selected: bool = False
    venue: str = ""
    records: int = 0


@dataclass(frozen=True, slots=True)
class Skipped:
    """A stretch of the page that was not taken for a publication."""

    line: int
    text: str
    reason: str


@dataclass(slots=True)
class Listing:
    records: list[Record] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
