"""Which works are one: by DOI or arXiv id where the titles agree, else by title, author and year.

Real files paste one DOI on two papers, and people write two papers of one title; whatever is not
certain is *unsure* and left to a person, never merged.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from publications.importing.merge import PREPRINT, is_preprint_doi, stage
from publications.importing.work import State, name_of
from typeset.fold import fold

_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.", re.IGNORECASE)
_VERSION = re.compile(r"v\d+$")
_NUMERAL = re.compile(r"\d+|[ivx]+|[a-d]|one|two|three|four|five")
_PART = re.compile(r"\d+|[ivx]+|part|volume|number")
# One family of types can be one work; a paper and the program of the same name are two.
_THINGS = {"dataset": "data", "software": "software", "patent": "patent"}
_VOLUMES = frozenset(("proceedings", "mvproceedings", "collection", "mvcollection", "periodical"))
_NEAR = 0.8  # of the words of both titles together, so many must be in both
_CROWD = 20  # more works than this behind one beginning of a title are a series


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What a work is recognised by. ``ref`` is whatever the caller knows it by."""

    ref: Any
    title: str
    author: str = ""
    byline: Sequence[Sequence[str]] = ()
    year: int | None = None
    dois: frozenset[str] = frozenset()
    arxiv: frozenset[str] = frozenset()
    thing: str = ""
    stage: int = 3
    venue: str = ""
    place: tuple[str, str] = ("", "")
    label: str = ""

    @property
    def authors(self) -> frozenset[str]:
        return frozenset(name_of(author).index_key for author in self.byline)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The work that it is (``same``) or may be (``suspect``); neither: the work is new.

    The ``reason`` of a suspicion has the place ``{other}`` for the other work's name.
    """

    same: Fingerprint | None = None
    suspect: Fingerprint | None = None
    reason: str = ""


NEW = Verdict()


def fingerprint(ref: Any, state: State, label: str = "") -> Fingerprint:
    versions = state.get("versions", ())
    dois = {state.get("doi", ""), *(version[3] for version in versions)}
    arxiv = {state.get("arxiv_id", ""), *(version[4] for version in versions)}
    byline = state.get("authors", ())
    return Fingerprint(
        ref=ref,
        title=fold(state["title"]),
        author=name_of(byline[0]).index_key if byline else "",
        byline=byline,
        year=state.get("year"),
        dois=frozenset(doi.lower() for doi in dois if doi and not _ARXIV_DOI.match(doi)),
        arxiv=frozenset(
            _VERSION.sub("", value)
            for value in (
                *arxiv,
                *(_ARXIV_DOI.sub("", doi) for doi in dois if _ARXIV_DOI.match(doi)),
            )
            if value
        ),
        thing=thing(state.get("type", "")),
        stage=stage(state),
        venue=fold(state.get("venue_text", "")),
        place=(state.get("volume", ""), _first_number(state.get("pages", ""))),
        label=label,
    )


def _first_number(pages: str) -> str:
    found = re.search(r"\w*\d+", pages)
    return found[0] if found else ""


def thing(kind: str) -> str:
    return "volume" if kind in _VOLUMES else _THINGS.get(kind, "")


class Index:
    """Works that are known, in the ways in which they are looked for."""

    def __init__(self, known: Iterable[Fingerprint] = ()) -> None:
        self.by_identifier: dict[str, list[Fingerprint]] = defaultdict(list)
        self.by_title: dict[str, list[Fingerprint]] = defaultdict(list)
        self.by_part: dict[tuple[str, ...], list[Fingerprint]] = defaultdict(list)
        for print_ in known:
            self.add(print_)

    def add(self, known: Fingerprint) -> None:
        for identifier in known.dois | known.arxiv:
            self.by_identifier[identifier].append(known)
        if known.title:
            self.by_title[known.title].append(known)
        for part in _parts(known):
            self.by_part[part].append(known)

    def find(self, work: Fingerprint) -> Verdict:
        """The work that this one is, or that it may be."""
        suspicion = NEW
        for verdict in self.verdicts(work):
            if verdict.same is not None:
                return verdict
            if suspicion is NEW:
                suspicion = verdict
        return suspicion

    def verdicts(self, work: Fingerprint) -> Iterator[Verdict]:
        """What is to be said of every known work that is like this one, the surest ways first."""
        for judge, others in (
            (_by_identifier, self._with_identifier_of(work)),
            (_by_title, self.by_title.get(work.title, ()) if work.title else ()),
            (_by_likeness, self._alike(work)),
        ):
            for other in others:
                yield judge(work, other)

    def _with_identifier_of(self, work: Fingerprint) -> list[Fingerprint]:
        return [
            other
            for identifier in sorted(work.dois | work.arxiv)
            for other in self.by_identifier.get(identifier, ())
        ]

    def _alike(self, work: Fingerprint) -> list[Fingerprint]:
        found = [self.by_part.get(part, ()) for part in _parts(work)]
        return [other for others in found if len(others) <= _CROWD for other in others]


def titles_agree(one: str, other: str) -> bool:
    """Equal, or one is the other with its subtitle, or they differ in a letter or a word."""
    return bool(one) and (one == other or _alike(one, other))


def _parts(known: Fingerprint) -> list[tuple[str, ...]]:
    """The first author with the beginning, and with the end, of the title: one typing error, or a
    subtitle, leaves at least one of them as it is."""
    words = known.title.split()
    if len(words) < 4:
        return []
    return [(known.author, "<", *words[:3]), (known.author, ">", *words[-3:])]


def _unsure(other: Fingerprint, same: str, different: str) -> Verdict:
    return Verdict(suspect=other, reason=f"has {same} as {{other}}, but {different}")


def _by_identifier(work: Fingerprint, other: Fingerprint) -> Verdict:
    if not titles_agree(work.title, other.title):
        return _unsure(other, "the same DOI or arXiv id", "another title")
    if work.thing != other.thing:
        return _unsure(other, "the same DOI or arXiv id", "another type")
    return Verdict(same=other)


def _by_title(work: Fingerprint, other: Fingerprint) -> Verdict:
    if not _same_first_author(work, other):
        if len(work.title.split()) < 3 and not work.authors & other.authors:
            return NEW  # many things are called "Introduction"
        return _unsure(other, "the same title", "another first author")
    if work.thing != other.thing:
        return _unsure(other, "the same title and author", "another type")
    if not work.byline and work.title in (fold(work.label), fold(other.label)):
        return NEW  # the key stands for a title that is missing
    if not work.byline and not (work.year and work.year == other.year):
        return _unsure(other, "the same title", "neither names an author")
    if work.year and other.year and abs(work.year - other.year) > 1:
        return _unsure(other, "the same title and author", "years lie between them")
    if conflict := _conflict(work, other):
        return _unsure(other, "the same title and author", conflict)
    return Verdict(same=other)


def _by_likeness(work: Fingerprint, other: Fingerprint) -> Verdict:
    if work.thing != other.thing or not _same_first_author(work, other):
        return NEW
    if work.year and other.year and abs(work.year - other.year) > 1:
        return NEW
    if work.title == other.title or not _alike(work.title, other.title):
        return NEW
    return _unsure(other, "the same first author", "a title that is only nearly the same")


def _same_first_author(work: Fingerprint, other: Fingerprint) -> bool:
    return work.author == other.author


def _conflict(work: Fingerprint, other: Fingerprint) -> str:
    """Why two works of one title and author can still be two."""
    ours, theirs = ({doi for doi in one.dois if not is_preprint_doi(doi)} for one in (work, other))
    if ours and theirs and not ours & theirs:
        return "another DOI"
    if work.arxiv and other.arxiv and not work.arxiv & other.arxiv:
        return "another arXiv id"
    if min(work.stage, other.stage) <= PREPRINT:
        return ""
    if work.venue and other.venue and work.venue != other.venue and work.year != other.year:
        return "another venue and year"
    if any(a and b and a != b for a, b in zip(work.place, other.place, strict=True)):
        return "" if ours & theirs else "another volume or other pages"
    return ""


def _alike(one: str, other: str) -> bool:
    ours, theirs = one.split(), other.split()
    shorter, longer = sorted((ours, theirs), key=len)
    if 2 < len(shorter) < len(longer) and longer[: len(shorter)] == shorter:
        return not _PART.fullmatch(longer[len(shorter)])
    mine, yours = set(ours), set(theirs)
    different = mine ^ yours
    if len(shorter) < 4 or (different and all(map(_NUMERAL.fullmatch, different))):
        return False  # "Part I" and "Part II" are two works
    if len(different) == 2 and len(mine - yours) == 1 and _one_letter_apart(*different):
        return True
    return len(mine & yours) / len(mine | yours) >= _NEAR


def _one_letter_apart(one: str, other: str) -> bool:
    """Whether one typing error makes one word of the other: a letter more, less or wrong."""
    if abs(len(one) - len(other)) > 1 or min(len(one), len(other)) < 4:
        return False
    start = next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
    rest = (one[start:], other[start:])
    return rest[0][1:] == rest[1][1:] or rest[0][1:] == rest[1] or rest[0] == rest[1][1:]
