"""A list of names at a given place of an entry, and how likely it is one."""

import re
from dataclasses import dataclass

from publications.listing.items import Items, read_items
from publications.listing.legend import meaning_of
from publications.listing.people import Acquaintance, Person
from publications.listing.strip import BOLD, ITALIC, LINKED, QUOTED, UNDERLINE, Strip
from publications.listing.venue_words import venue_evidence
from publications.listing.weighing import Weigher
from publications.listing.words import FUNCTION, is_topical
from publications.names import PARTICLES
from typeset.fold import fold

__all__ = ["Byline", "read_byline", "stops_of"]

_LETTERS = re.compile(r"[^\W\d_]+")
_ET_AL = re.compile(r"(?:\s*[,&]?\s*(?:and\s+)?(?:et\s*\.?\s*al\b\.?|…|\.\.\.|others\b))")
_NUMBER = re.compile(r"[\s,.]{1,3}\d{1,4}(?!\d)")  # of a volume, behind "_J. Tidal Phys._"
_CLEAN = frozenset(("dot", "break", "end", "colon", "bracket", "quote", "style", "hole", "sign"))
_FAMILY_FIRST = re.compile(r"[^\W\d_][\w'’-]+(?:\s[^\W\d_][\w'’-]+)?,?\s+(?:[^\W\d_]\.[ -]?)+")
_WORD_FOLLOWS = re.compile(r"\s+(?!and\b|et\b|und\b|jr\b)[^\W\d_]", re.IGNORECASE)
_REMARK = re.compile(r"\(([^()]{3,40})\)\s*$")
_LEAST = 0.35


@dataclass(slots=True)
class Byline:
    start: int
    end: int
    people: list[Person]
    others: bool
    score: float
    stopped: str
    has_owner: bool = False

    @property
    def sure(self) -> bool:
        return self.score >= 1.0 and len(self.people) > 1


def stops_of(strip: Strip, text: str) -> list[int]:
    """Where a styled stretch begins that is no name, and so ends any list of names.

    Also where one ends that is a whole name, when a word follows: "**Holt, M.** A title".
    """
    stops = [
        end
        for style in (BOLD, UNDERLINE, LINKED, ITALIC)
        for start, end in strip.runs(style)
        if _FAMILY_FIRST.fullmatch(text[start:end]) and _WORD_FOLLOWS.match(text, end)
    ]
    for style in (QUOTED, ITALIC, BOLD, LINKED):
        for start, end in strip.runs(style):
            journal = style == ITALIC and _NUMBER.match(text, end)
            if journal or not _may_be_names(text[start:end], quoted=style == QUOTED):
                stops.append(start)
    return stops


def _may_be_names(text: str, *, quoted: bool) -> bool:
    text = text.partition(" @ ")[0]  # "A. Holt, B. Reed @ FLOW 2024"
    if (remark := _REMARK.search(text)) and meaning_of(remark[1]):
        text = text[: remark.start()]  # "**M. Holt (co-first author)**"
    words = _LETTERS.findall(text)
    if quoted:
        return len(words) <= 1
    pieces = [piece for piece in re.split(r",|;|&|\band\b", text) if piece.strip()]
    if len(pieces) == 1 and (len(words) > 5 or venue_evidence(text) >= 0.8):
        return False
    bad = sum(
        1 for word in words if word[0].islower() and len(word) > 1 and word not in PARTICLES
        and word not in ("and", "et", "al", "und")
    )  # fmt: skip
    topical = sum(1 for word in words if is_topical(fold(word)) and len(word) > 1)
    return bad <= len(words) * 0.15 and topical <= max(1, len(words) // 4) - (len(words) < 5)


def read_byline(
    strip: Strip,
    text: str,
    start: int,
    stops: list[int],
    acquaintance: Acquaintance,
    looked_at: list[int] | None = None,
) -> Byline | None:
    """The list of names that begins at `start`, or None when none does.

    `looked_at` receives how many names it looked at, whatever came of it.
    """
    read = read_items(strip, text, start, stops)
    if looked_at is not None:
        looked_at.append(len(read.items) + sum(len(item.words) for item in read.items))
    if not read.items:
        return None
    weigher = Weigher(read.items, text, acquaintance)
    people, taken = weigher.best()
    if not people:
        return None
    if _begins_in_a_title(people):
        return None
    end = people[-1].end
    stopped, others = _ending(read, taken, end)
    if others and (tail := _ET_AL.match(text, end, end + 30)):
        end = tail.end()
    clean = stopped in _CLEAN
    cut_short = stopped in ("word", "digit", "odd") or (stopped == "name" and not weigher.inverted)
    score = _score(people, joined_by_and=read.items[taken - 1].before == "and")
    score += 0.15 if clean else -0.1 if cut_short else 0.0
    if score < _LEAST:
        return None
    has_owner = any(acquaintance.is_owner(person.name) for person in people)
    return Byline(people[0].start, end, people, others, score, stopped, has_owner)


def _begins_in_a_title(people: list[Person]) -> bool:
    """Whether only the first is no likely name: "… with Tidal Learning, A. Holt, B. Reed"."""
    others = people[1:]
    words = _LETTERS.findall(people[0].text)
    topical = sum(1 for word in words if is_topical(fold(word)) and fold(word) not in FUNCTION)
    return (
        len(others) > 0
        and topical * 2 >= len(words)
        and people[0].score < 0.3
        and sum(person.score for person in others) > 0.7 * len(others)
    )


def _ending(read: Items, taken: int, end: int) -> tuple[str, bool]:
    """What ended the names that were taken, and whether "et al." stood among them."""
    if taken < len(read.items):
        others = read.others and any(item.before == "others" for item in read.items[: taken + 1])
        return "name" if read.stopped != "start" else read.stopped, others
    if end < read.items[taken - 1].words[-1].start:
        return "dot", read.others  # the last item had the beginning of the title in it
    return read.stopped, read.others


def _score(people: list[Person], *, joined_by_and: bool) -> float:
    score = sum(person.score for person in people) / len(people)
    score += 0.12 * min(len(people) - 1, 5)
    if any(person.marks for person in people):
        score += 0.2
    if len(people) == 1:
        return score - (0.25 if people[0].score < 1.1 else 0.0)
    return score + (0.25 if joined_by_and else 0.0)
