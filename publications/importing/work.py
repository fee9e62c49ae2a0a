"""A work as a source offers it, and the plain form in which works are compared and remembered.

A *state* is a dict of JSON values in which nothing empty stands: the scalar fields by name,
``identifiers.<kind>`` and ``extra.<field>`` each on its own, ``authors``, ``links``, ``versions``
and ``topics`` as lists, and ``selected`` for the person who imports.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from json import JSONEncoder
from typing import Any, NamedTuple

from publications.names import Name

State = dict[str, Any]

APPEARANCE = (
    "type", "status", "venue_text", "venue_short", "year", "month", "day", "volume", "number",
    "pages", "publisher",
)  # fmt: skip
SCALARS = (*APPEARANCE, "title", "abstract", "doi", "arxiv_id", "note", "award")
MAPPINGS = ("identifiers", "extra")
LISTS = ("links", "versions", "topics")

# The longest value that each column takes; what is longer is kept whole among the further fields.
LIMITS = {
    "venue_text": 500, "venue_short": 50, "volume": 50, "number": 50, "pages": 100,
    "publisher": 300, "doi": 255, "arxiv_id": 50, "award": 300,
}  # fmt: skip
NAME_LIMITS = {"given": 200, "particle": 50, "family": 200, "suffix": 50, "literal": 500}


class Author(NamedTuple):
    name: Name
    co_first: bool = False
    co_last: bool = False
    corresponding: bool = False
    orcid: str = ""

    def state(self) -> list[str]:
        name, letters = self.name, ""
        if self.co_first or self.co_last or self.corresponding:
            flags = (self.co_first, self.co_last, self.corresponding)
            letters = "".join(letter for letter, on in zip("flc", flags, strict=True) if on)
        return [name.given, name.particle, name.family, name.suffix, name.literal, letters]


class Button(NamedTuple):
    """A link: to an address, or to a file that already lies in the storage under this name."""

    kind: str
    url: str = ""
    label: str = ""
    file: str = ""


class Appearance(NamedTuple):
    """A further version of a work."""

    kind: str
    venue_text: str = ""
    year: int | None = None
    doi: str = ""
    arxiv_id: str = ""
    url: str = ""


@dataclass(slots=True)
class Work:
    """``key`` is the work's name in its source; the rest is named as in the database.

    ``raw_type`` and ``fields`` are the entry as it was written, so that it can be written again;
    ``version_entries`` are those of its versions, each with its key, type and fields. ``image`` is
    the picture that a page shows beside it, for whoever has the page's files.
    """

    key: str
    title: str
    type: str = "misc"
    status: str = "published"
    year: int | None = None
    month: int | None = None
    day: int | None = None
    venue_text: str = ""
    venue_short: str = ""
    volume: str = ""
    number: str = ""
    pages: str = ""
    publisher: str = ""
    abstract: str = ""
    doi: str = ""
    arxiv_id: str = ""
    note: str = ""
    award: str = ""
    identifiers: dict[str, str] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)
    authors: tuple[Author, ...] = ()
    links: tuple[Button, ...] = ()
    versions: tuple[Appearance, ...] = ()
    topics: tuple[str, ...] = ()
    selected: bool = False
    raw_type: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    version_entries: list[tuple[str, str, list[tuple[str, str]]]] = field(default_factory=list)
    line: int = 0
    image: str = ""
    problems: list[str] = field(default_factory=list)
    doubts: dict[str, str] = field(default_factory=dict)  # fields to be checked, and why

    def state(self) -> State:
        state: State = {
            name: value for name in SCALARS if (value := getattr(self, name)) not in ("", None)
        }
        for mapping in MAPPINGS:
            values = getattr(self, mapping)
            state.update((f"{mapping}.{key}", value) for key, value in values.items() if value)
        if self.authors:
            state["authors"] = [author.state() for author in self.authors]
        for name in LISTS:
            if values := getattr(self, name):
                state[name] = [list(value) if name != "topics" else value for value in values]
        if self.selected:
            state["selected"] = True
        return state


def asked(name: str, why: str) -> str:
    """The sentence that asks a person to look at a field."""
    return f"Please check the {name}. {why}"


def fitted(work: Work) -> Work:
    """The work with every value short enough for its column, the whole of it among ``extra``."""
    long = {name: getattr(work, name) for name in LIMITS if len(getattr(work, name)) > LIMITS[name]}
    authors = tuple(_fitted_author(author) for author in work.authors)
    if not long and authors == work.authors:
        return work
    problems = [
        f"{name.replace('_', ' ')} has {len(value)} characters; {LIMITS[name]} are shown, "
        "and the whole is kept among the further fields."
        for name, value in long.items()
    ]
    if authors != work.authors:
        problems.append("An author's name is longer than a name can be, and was cut.")
    # An identifier that was cut would be another one.
    cut: dict[str, Any] = {
        name: "" if name in ("doi", "arxiv_id") else value[: LIMITS[name] - 1] + "…"
        for name, value in long.items()
    }
    return replace(
        work,
        **cut,
        authors=authors,
        extra={**work.extra, **long},
        problems=[*work.problems, *problems],
    )


def _fitted_author(author: Author) -> Author:
    name = author.name
    if len(name.given) + len(name.particle) + len(name.family) + len(name.suffix) < 50 and (
        not name.literal
    ):
        return author
    long = {
        part: getattr(name, part)[: limit - 1] + "…"
        for part, limit in NAME_LIMITS.items()
        if len(getattr(name, part)) > limit
    }
    return author._replace(name=replace(name, **long)) if long else author


_encode = JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def encoded(value: State) -> str:
    """The value as JSON, the same for equal values, whatever the order of their fields."""
    return _encode(value)


def digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def name_of(author: Sequence[str]) -> Name:
    return Name(*author[:5])


def author_keys(authors: Iterable[list[str]]) -> list[str]:
    """A key for each author of a byline, by which the same person is found in another one."""
    seen: dict[str, int] = {}
    keys = []
    for author in authors:
        key = name_of(author).key()
        seen[key] = seen.get(key, 0) + 1
        keys.append(key if seen[key] == 1 else f"{key} {seen[key]}")
    return keys
