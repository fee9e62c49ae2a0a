"""Items → people: of all ways to take the items of a list together, the likeliest.

"Holt, Mira, Joost Reed" may be two people or three.
"""

import re
from dataclasses import dataclass, replace

from publications.listing.name_parts import MYSELF
from publications.listing.people import Acquaintance, Person
from publications.listing.shapes import (
    begins_in_initials,
    ends_in_initials,
    group_at,
    initials_head,
    is_bare_group,
    is_paired,
    joined,
    prefix_at,
    reversed_head,
    shape,
    split_pair,
    spread,
    topical,
)
from publications.listing.strip import spaced
from publications.listing.tokens import Item, Word
from publications.listing.venue_words import CONFERENCES
from publications.listing.words import is_topical
from publications.names import PARTICLES, Name, split_name
from typeset.fold import fold

__all__ = ["Weigher"]

_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|ph\.?d|m\.?d)\.?", re.IGNORECASE)
_CALLED = frozenset(name for name in CONFERENCES if len(name) > 3)  # "CHI" may be a person
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af々ー]+")
_CJK_PHRASE = re.compile(r"[のをにはがとでへもや]")


@dataclass(frozen=True, slots=True)
class _Step:
    """One way to take the next items: how many, as which person, for what score."""

    taken: int
    person: Person
    score: float
    last: bool = False


class Weigher:
    """Finds the best way to cut the items into people, from the last item back to the first."""

    def __init__(self, items: list[Item], text: str, acquaintance: Acquaintance) -> None:
        self.items = items
        self.text = text
        self.acquaintance = acquaintance
        initials = [item for item in items if item.words and item.words[0].is_initial]
        alone = sum(1 for item in initials if all(word.is_initial for word in item.words))
        alone += bool(alone and items[-1] in initials)  # "…, Holt, M. A title"
        self.inverted = alone >= 1 and alone * 4 >= len(items)
        self.reversed = 2 * sum(1 for item in items if ends_in_initials(item)) > len(items) - 1
        self.initials_first = len(items) > 2 and all(map(begins_in_initials, items[:-1]))
        self.paired = is_paired(items)
        self.semicolons = any(item.before == ";" for item in items)
        self.ands = [index for index, item in enumerate(items) if item.before == "and"]

    def best(self) -> tuple[list[Person], int]:
        """The people, and how many items they took."""
        count = len(self.items)
        value = [0.0] * (count + 1)
        choice: list[_Step | None] = [None] * count
        for index in range(count - 1, -1, -1):
            for step in self._steps(index):
                total = step.score + (0.0 if step.last else value[index + step.taken])
                if total > value[index]:  # to stop here is worth nothing
                    value[index], choice[index] = total, step
        people: list[Person] = []
        index = 0
        while index < count and (chosen := choice[index]) is not None:
            people.append(chosen.person)
            index += chosen.taken
            if chosen.last:
                break
        return people, index

    def _steps(self, index: int) -> list[_Step]:
        item = self.items[index]
        toll = self._toll(index)
        steps = []
        if cut := reversed_head(item) if (self.reversed and index) or item.broken else []:
            name, score = self._direct_name(cut)
            if name is not None:
                person = self._person(item, name, score, cut[-1].end)
                steps.append(_Step(1, person, score + toll, last=True))
        if index == len(self.items) - 1 and self.initials_first and (cut := initials_head(item)):
            name, score = self._direct_name(cut)
            if name is not None:
                person = self._person(item, name, score, cut[-1].end)
                steps.append(_Step(1, person, score + toll, last=True))
        if item.broken:
            return steps
        if step := self._direct(item, toll):
            steps.append(step)
        if index + 1 < len(self.items) and self.items[index + 1].before == ",":
            steps += self._pairs(index, toll)
        return steps

    def _toll(self, index: int) -> float:
        """What going on costs: after "and B. Reed", a comma rarely leads to a further name."""
        item = self.items[index]
        if index == 0 or item.before in ("and", "others", ";"):
            return 0.0
        after_and = self.items[index - 1].before == "and" or (
            index > 1 and self.items[index - 2].before == "and" and self.inverted
        )
        later = any(place >= index for place in self.ands)
        return -0.75 if after_and and not later else 0.0

    def _direct(self, item: Item, toll: float) -> _Step | None:
        name, score = self._direct_name(item.words)
        if name is None:
            return None
        if self.reversed and reversed_head(item):
            score -= 0.5  # "Ames K. Salt": the title has begun
        score += toll
        return _Step(1, self._person(item, name, score, item.end), score)

    def _direct_name(self, words: list[Word]) -> tuple[Name | None, float]:
        """The name that words in reading order make, and how likely they are one."""
        text = joined(words)
        if len(words) > 7:
            return None, 0.0
        if text.lower() == MYSELF:
            return split_name(text), 0.7
        if self.acquaintance.is_shorthand(text):
            return self.acquaintance.owner, 1.0
        if any(word.text.isupper() and fold(word.text) in _CALLED for word in words):
            return None, 0.0
        if _CJK.fullmatch(text.replace(" ", "")):
            short = 2 <= len(text.replace(" ", "")) <= 5
            return split_name(text), 0.9 if short and not _CJK_PHRASE.search(text) else -0.6
        full = [word for word in words if not word.is_initial]
        if not full:
            return split_name(text), -0.6
        if len(words) > 2 and _SUFFIX.fullmatch(words[-1].text) and self._is_reversed(words[:-1]):
            name, score = self._direct_name(words[:-1])  # "Holt AB Jr"
            return replace(name, suffix=words[-1].text) if name else None, score
        if len(words) > 1 and self._is_reversed(words):
            family = [word for word in words if not (word.is_initial or word.is_capital_group)]
            given = " ".join(spread(word) for word in words if word not in family)
            name = split_name(f"{joined(family)}, {given}")
            return name, self._known(name, 0.95 - 0.6 * topical(family))
        prefix = prefix_at(words)
        name = split_name(f"{joined(words[prefix:])}, {joined(words[:prefix])}" if prefix else text)
        return name, self._known(name, shape(words, full))

    def _is_reversed(self, words: list[Word]) -> bool:
        """ "Holt AB", "Holt A.B.": the initials stand behind."""
        tail = words[-1]
        if not (tail.is_initial or tail.is_capital_group):
            return False
        head = words[0]
        if head.is_initial or head.is_capital_group:
            return False
        if tail.dotted or len(tail.text) == 1 or "-" in tail.text:
            return True
        if len(tail.text) < 3 and is_bare_group(tail) and len(head.text) > 3:
            return True  # "Holt TM", whatever the others do
        heads = [item.words[: group_at(item) + 1] for item in self.items if group_at(item)]
        bare = any(is_bare_group(head[-1]) for head in heads)  # "HA" may be a name in capitals
        return bare and len(heads) * 2 > len([item for item in self.items if not item.broken])

    def _known(self, name: Name, score: float) -> float:
        if self.acquaintance.is_owner(name) and name.syllables:
            return max(score, 0.0) + 0.6
        if name.syllables and self.acquaintance.knows(name):
            return max(score, 0.0) + 0.35
        return score

    def _pairs(self, index: int, toll: float) -> list[_Step]:
        """Ways to take an item and the next one, a comma between them, for one person."""
        item, following = self.items[index], self.items[index + 1]
        words, given = item.words, following.words
        if len(given) == 1 and len(words) > 1 and _SUFFIX.fullmatch(given[0].text):
            name = split_name(f"{joined(words)}, {given[0].text}")
            score = shape(words, [word for word in words if not word.is_initial]) + toll
            return [_Step(2, self._two(index, name, score), score + 0.3)]
        if any(word.is_initial for word in words) or len(words) > 4:
            return []
        steps = self._with_initials(index, toll)
        if following.broken:
            return steps
        if self._merges(item, following):
            person = self._two(index, split_name(f"{joined(words)} {joined(given)}"), 0.6 + toll)
            person.merged = True
            steps.append(_Step(2, person, 0.75 + toll))
        elif self._may_be_given(index, words, given):
            name = split_pair(words, given)
            score = self._inverted_score(item, given, 0.7) + toll
            person = self._two(index, name, self._known(name, score))
            steps.append(_Step(2, person, score * (1.5 if self.semicolons else 1.1)))
        return steps

    def _with_initials(self, index: int, toll: float) -> list[_Step]:
        """ "Holt, M. K.", also at the head of "Holt, M. K. A title"."""
        item, following = self.items[index], self.items[index + 1]
        if all(word.is_initial for word in following.words) and not following.broken:
            score = self._inverted_score(item, following.words, 1.0) + toll
            name = split_name(f"{joined(item.words)}, {joined(following.words)}")
            person = self._two(index, name, self._known(name, score))
            return [_Step(2, person, score * 1.6)]
        cut = self._leading_initials(following)
        suffix = following.words[-1].text
        if 0 < len(cut) == len(following.words) - 1 and _SUFFIX.fullmatch(suffix):
            name = split_name(f"{joined(item.words)}, {suffix}, {joined(cut)}")  # "Holt, M. E. III"
            score = self._inverted_score(item, cut, 1.0) + toll
            return [_Step(2, self._two(index, name, score), score * 1.6)]
        if not cut or not (self.inverted or index == 0):
            return []
        name = split_name(f"{joined(item.words)}, {joined(cut)}")
        score = self._inverted_score(item, cut, 0.85) + toll
        person = self._person(item, name, score, cut[-1].end + cut[-1].dotted)
        worth = 0.1 if self._merges(item, following) else score * 1.3
        return [_Step(2, person, worth, last=True)]

    def _leading_initials(self, item: Item) -> list[Word]:
        """The initials that an item begins with, when words follow that are not theirs."""
        count = 0
        while count < len(item.words) and item.words[count].is_initial:
            count += 1
        if not item.words[0].dotted or not count:
            return []
        if count > 1 and item.words[count - 1].text == "A" and not item.words[count - 1].dotted:
            count -= 1  # "Holt, M. A title": the article
        return item.words[:count] if count < len(item.words) or item.broken else []

    def _merges(self, item: Item, following: Item) -> bool:
        """ "Michael, W. Mahoney": a comma slipped in between two given names."""
        given = following.words
        return (
            not self.inverted
            and not self.semicolons
            and len(item.words) == 1
            and len(given) == 2
            and given[0].is_initial
            and not given[1].is_initial
            and not is_topical(fold(item.words[0].text))
        )

    def _inverted_score(self, item: Item, given: list[Word], base: float) -> float:
        return base - 0.5 * topical(item.words) - 0.3 * max(0, len(given) - 3)

    def _may_be_given(self, index: int, words: list[Word], given: list[Word]) -> bool:
        """Whether two items are "Holt" and "Mira Anne": only the first name, or all of them."""
        if len(words) > 3 or len(given) > 3 or given[0].is_initial:
            return False
        plain = [word for word in words if word.text.lower() not in PARTICLES]
        if len(plain) > 2:
            return False
        if self.semicolons or self.paired:
            return True
        if len(plain) == 2:
            return False
        return index == 0 or all(len(item.words) <= 3 for item in self.items[index : index + 2])

    def _two(self, index: int, name: Name, score: float) -> Person:
        item, following = self.items[index], self.items[index + 1]
        person = self._person(item, name, score, following.end)
        person.marks += following.marks
        person.remarks += following.remarks
        return person

    def _person(self, item: Item, name: Name, score: float, end: int) -> Person:
        first = item.words[0].start
        start = min(first, item.start) if item.marks else first
        text = spaced(self.text[first:end])
        return Person(name, text, item.marks, start, end, score, remarks=list(item.remarks))
