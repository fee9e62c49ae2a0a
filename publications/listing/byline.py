"""Items → people: which reading of a list of names is the likeliest, and how likely it is one.

"Holt, Mira, Joost Reed" may be two people or three; every way of taking the items together is
weighed, and the best one kept.
"""

import re
from dataclasses import dataclass, field

from publications.listing.items import Item, Word, read_items
from publications.listing.strip import BOLD, ITALIC, LINKED, QUOTED, Strip, spaced
from publications.listing.words import FUNCTION, is_topical, venue_evidence
from publications.names import PARTICLES, Match, Name, matches, split_name
from typeset.fold import fold

__all__ = ["Acquaintance", "Byline", "Person", "read_byline", "stops_of"]

_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|ph\.?d|m\.?d)\.?", re.IGNORECASE)
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af々ー]+")
_CAPITALS = re.compile(r"[^\W\d_]+")


@dataclass(slots=True)
class Acquaintance:
    """The names that the page is known to have: its owner's, and those of sure bylines."""

    owner: Name | None = None
    known: dict[tuple[str, str], int] = field(default_factory=dict)

    def meet(self, name: Name) -> None:
        key = _short(name)
        self.known[key] = self.known.get(key, 0) + 1

    def knows(self, name: Name) -> bool:
        return self.known.get(_short(name), 0) > 0

    def is_owner(self, name: Name) -> bool:
        return self.owner is not None and matches(self.owner, name) is not Match.NONE


def _short(name: Name) -> tuple[str, str]:
    syllables = name.syllables
    return name.folded_family, syllables[0][:1] if syllables else ""


@dataclass(slots=True)
class Person:
    name: Name
    text: str
    marks: str
    start: int
    end: int
    score: float
    merged: bool = False  # a comma inside the name was taken for a slip
    remarks: list[tuple[int, int]] = field(default_factory=list)


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


@dataclass(frozen=True, slots=True)
class _Step:
    """One way to take the next items: how many, as which person, for what score."""

    taken: int
    person: Person | None
    score: float
    last: bool = False


def stops_of(strip: Strip, text: str) -> list[int]:
    """Where a styled stretch begins that is no name, and so ends any list of names."""
    stops = []
    for style in (QUOTED, ITALIC, BOLD, LINKED):
        for start, end in strip.runs(style):
            if not _may_be_names(text[start:end], quoted=style == QUOTED):
                stops.append(start)
    return stops


def _may_be_names(text: str, *, quoted: bool) -> bool:
    words = _CAPITALS.findall(text)
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
    strip: Strip, text: str, start: int, stops: list[int], acquaintance: Acquaintance
) -> Byline | None:
    """The list of names that begins at `start`, or None when none does."""
    items, stopped, others, position = read_items(strip, text, start, stops)
    if not items:
        return None
    weigher = _Weigher(items, text, acquaintance, stopped)
    people, taken = weigher.best()
    if not people:
        return None
    if taken < len(items):
        stopped = "name" if stopped != "start" else stopped
        end = people[-1].end
        others = others and any(item.before == "others" for item in items[:taken])
    else:
        end = people[-1].end
        if end < items[taken - 1].words[-1].start:
            stopped = "dot"  # the last item had the beginning of the title in it
        tail = re.match(
            r"(?:\s*[,&]?\s*(?:and\s+)?(?:et\s*\.?\s*al\b\.?|…|\.\.\.|others\b))",
            text[end : end + 30],
        )
        if others and tail:
            end += tail.end()
    score = _score(people, items[:taken], stopped, weigher)
    if score < 0.35:
        return None
    has_owner = any(acquaintance.is_owner(person.name) for person in people)
    return Byline(people[0].start, end, people, others, score, stopped, has_owner)


def _score(people: list[Person], items: list[Item], stopped: str, weigher: "_Weigher") -> float:
    mean = sum(person.score for person in people) / len(people)
    score = mean + 0.12 * min(len(people) - 1, 5)
    if len(people) > 1 and items[-1].before == "and":
        score += 0.25
    if any(person.marks for person in people):
        score += 0.2
    if stopped in ("dot", "break", "end", "colon", "bracket", "quote", "style", "hole", "sign"):
        score += 0.15
    if stopped in ("word", "digit", "odd") or (stopped == "name" and not weigher.inverted):
        score -= 0.1
    if len(people) == 1:
        score -= 0.25 if people[0].score < 1.1 else 0.0
    return score


class _Weigher:
    """Finds the best way to cut the items into people, from the last item back to the first."""

    def __init__(
        self, items: list[Item], text: str, acquaintance: Acquaintance, stopped: str
    ) -> None:
        self.items = items
        self.text = text
        self.acquaintance = acquaintance
        self.stopped = stopped
        initials = [item for item in items if item.words and item.words[0].is_initial]
        alone = sum(1 for item in initials if all(word.is_initial for word in item.words))
        self.inverted = alone >= 1 and alone * 4 >= len(items)
        self.reversed = 2 * sum(1 for item in items if _ends_in_initials(item)) > len(items) - 1
        self.paired = _is_paired(items)
        self.semicolons = any(item.before in (";", "；") for item in items)
        self.ands = [index for index, item in enumerate(items) if item.before == "and"]

    def best(self) -> tuple[list[Person], int]:
        """The people, and how many items they took."""
        count = len(self.items)
        value = [0.0] * (count + 1)
        choice: list[_Step | None] = [None] * (count + 1)
        for index in range(count - 1, -1, -1):
            options = [_Step(0, None, 0.0, last=True), *self._steps(index)]
            totals = [
                step.score + (0.0 if step.last else value[index + step.taken]) for step in options
            ]
            top = max(range(len(options)), key=totals.__getitem__)
            value[index], choice[index] = totals[top], options[top]
        people: list[Person] = []
        index = 0
        while index < count:
            step = choice[index]
            if step is None or step.person is None:
                break
            people.append(step.person)
            index += step.taken
            if step.last:
                break
        return people, index

    def _steps(self, index: int) -> list[_Step]:
        item = self.items[index]
        following = self.items[index + 1] if index + 1 < len(self.items) else None
        toll = self._toll(index)
        steps = []
        cut = _reversed_head(item) if (self.reversed and index) or item.broken else []
        if cut:
            name, score = self._direct_name(cut)
            if name is not None:
                person = self._person(item, name, score, cut[0].start, cut[-1].end)
                steps.append(_Step(1, person, score + toll, last=True))
        if not item.broken:
            steps.append(_Step(1, *self._direct(item, toll)))
        if following and following.before in (",", "，") and not item.broken:
            steps += self._pairs(index, item, following, toll)
        return [step for step in steps if step.person is not None]

    def _toll(self, index: int) -> float:
        """What going on costs: after "and B. Reed", a comma rarely leads to a further name."""
        item = self.items[index]
        if index == 0 or item.before in ("and", "others", ";", "；"):
            return 0.0
        after_and = self.items[index - 1].before == "and" or (
            index > 1 and self.items[index - 2].before == "and" and self.inverted
        )
        later = any(place >= index for place in self.ands)
        return -0.75 if after_and and not later else 0.0

    def _direct(self, item: Item, toll: float) -> tuple[Person | None, float]:
        words = item.words
        name, score = self._direct_name(words)
        if name is None:
            return None, 0.0
        if self.reversed and _reversed_head(item):
            score -= 0.5  # "Ames K. Salt": the title has begun
        return self._person(item, name, score + toll, words[0].start, item.end), score + toll

    def _direct_name(self, words: list[Word]) -> tuple[Name | None, float]:
        text = _joined(words)
        if len(words) > 7:
            return None, 0.0
        if _CJK.fullmatch(text.replace(" ", "")):
            if re.search(r"[のをにはがとでへもや]", text):  # a phrase, not a name
                return split_name(text), -0.8
            length = len(text.replace(" ", ""))
            return split_name(text), 0.9 if 2 <= length <= 5 else -0.5
        full = [word for word in words if not word.is_initial]
        if not full:
            return split_name(text), -0.6
        if len(words) > 1 and self._is_reversed(words):
            family = [word for word in words if not (word.is_initial or word.is_capital_group)]
            given = " ".join(_spread(word) for word in words[len(family) :])
            name = split_name(f"{_joined(family)}, {given}")
            return name, self._known(name, 0.95 - 0.6 * _topical(family))
        name = split_name(text)
        return name, self._known(name, _shape(words, full))

    def _is_reversed(self, words: list[Word]) -> bool:
        """ "Holt AB", "Holt A.B.": the initials stand behind."""
        tail = words[-1]
        if not (tail.is_initial or (tail.is_capital_group and len(tail.text) < 4)):
            return False
        head = words[0]
        if head.is_initial or head.is_capital_group:
            return False
        if tail.dotted or len(tail.text) == 1:
            return True
        heads = [item.words[: _group_at(item) + 1] for item in self.items if _group_at(item)]
        bare = any(_is_bare_group(head[-1]) for head in heads)  # "HA" may be a name in capitals
        return bare and len(heads) * 2 > len([item for item in self.items if not item.broken])

    def _known(self, name: Name, score: float) -> float:
        if self.acquaintance.is_owner(name) and name.syllables:
            return max(score, 0.0) + 0.6
        if name.syllables and self.acquaintance.knows(name):
            return max(score, 0.0) + 0.35
        return score

    def _pairs(self, index: int, item: Item, following: Item, toll: float) -> list[_Step]:
        steps = []
        words, given = item.words, following.words
        family_like = all(not word.is_initial for word in words) and len(words) <= 4
        if len(given) == 1 and _SUFFIX.fullmatch(given[0].text) and len(words) > 1:
            name = split_name(f"{_joined(words)}, {given[0].text}")
            score = _shape(words, [word for word in words if not word.is_initial]) + toll
            return [_Step(2, self._two(item, following, name, score), score + 0.3)]
        if family_like and all(word.is_initial for word in given):
            score = self._inverted_score(item, given, 1.0) + toll
            name = split_name(f"{_joined(words)}, {_joined(given)}")
            steps.append(
                _Step(2, self._two(item, following, name, self._known(name, score)), score * 1.6)
            )
        elif (
            family_like
            and (cut := self._leading_initials(following))
            and (self.inverted or index == 0)
        ):
            name = split_name(f"{_joined(words)}, {_joined(cut)}")
            score = self._inverted_score(item, cut, 0.85) + toll
            person = self._person(item, name, score, words[0].start, cut[-1].end + cut[-1].dotted)
            steps.append(_Step(2, person, score * 1.3 if not self._merges(item, following) else 0.1,
                               last=True))  # fmt: skip
        if family_like and not following.broken and self._merges(item, following):
            name = split_name(f"{_joined(words)} {_joined(given)}")
            person = self._two(item, following, name, 0.6 + toll)
            person.merged = True
            steps.append(_Step(2, person, 0.75 + toll))
        elif family_like and not following.broken and self._may_be_given(index, words, given):
            name = _split_pair(words, given)
            score = self._inverted_score(item, given, 0.7) + toll
            steps.append(_Step(2, self._two(item, following, name, self._known(name, score)),
                               score * (1.5 if self.semicolons else 1.1)))  # fmt: skip
        return steps

    def _leading_initials(self, item: Item) -> list[Word]:
        """The initials that an item begins with, when words follow that are not theirs."""
        count = 0
        while count < len(item.words) and item.words[count].is_initial:
            count += 1
        if not item.words[0].dotted or not count:
            return []
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
        return base - 0.5 * _topical(item.words) - 0.3 * max(0, len(given) - 3)

    def _may_be_given(self, index: int, words: list[Word], given: list[Word]) -> bool:
        """Whether two items are "Holt" and "Mira Anne": only the first name, or all of them."""
        if len(words) > 3 or len(given) > 3 or given[0].is_initial:
            return False
        plain = [word for word in words if word.text.lower() not in PARTICLES]
        if len(plain) > 2:
            return False
        if self.semicolons:
            return True
        if self.paired:
            return True
        if len(plain) == 2:
            return False
        return index == 0 or all(len(item.words) <= 3 for item in self.items[index : index + 2])

    def _two(self, item: Item, following: Item, name: Name, score: float) -> Person:
        person = self._person(item, name, score, item.words[0].start, following.end)
        person.marks += following.marks
        person.remarks += following.remarks
        return person

    def _person(self, item: Item, name: Name, score: float, start: int, end: int) -> Person:
        start = min(start, item.start) if item.marks else start
        text = spaced(self.text[item.words[0].start : end])
        return Person(name, text, item.marks, start, end, score, remarks=list(item.remarks))


def _is_paired(items: list[Item]) -> bool:
    """Whether "and" parts pairs: "Holt Ames, Mira and Reed, Joost"."""
    sizes = [0]
    for item in items:
        if item.before == "and":
            sizes.append(0)
        sizes[-1] += 1
    return len(sizes) > 1 and all(size == 2 for size in sizes)


def _split_pair(words: list[Word], given: list[Word]) -> Name:
    """ "Holt, Mira", but "Mira, HOLT" when only the second is in capitals."""
    shouted = all(word.text.isupper() and len(word.text) > 2 for word in given)
    if shouted and not any(word.text.isupper() for word in words):
        words, given = given, words
    return split_name(f"{_joined(words)}, {_joined(given)}")


def _ends_in_initials(item: Item) -> bool:
    words = item.words
    return (
        1 < len(words) < 5
        and (words[-1].is_initial or words[-1].is_capital_group)
        and not (words[0].is_initial or words[0].is_capital_group)
    )


def _reversed_head(item: Item) -> list[Word]:
    """The name at the head of "Holt AB. A title": what stands before the end of its initials."""
    for index, word in enumerate(item.words[:5]):
        if index and (word.is_initial or word.is_capital_group):
            more = index + 1 < len(item.words) or item.broken
            return item.words[: index + 1] if more else []
    return []


def _group_at(item: Item) -> int:
    """Where in an item its initials stand behind a family name; 0 when they do not."""
    for index, word in enumerate(item.words[:4]):
        if index and (word.is_capital_group or word.is_initial):
            return index
    return 0


def _is_bare_group(word: Word) -> bool:
    return len(word.text) == 1 or not re.search("[AEIOUY]", word.text)


def _joined(words: list[Word]) -> str:
    return " ".join(word.text + ("." if word.dotted else "") for word in words)


def _spread(word: Word) -> str:
    """ "AB" as "A. B."."""
    letters = _CAPITALS.findall(word.text)
    if word.dotted:
        return word.text + "."
    return " ".join(f"{letter}." for part in letters for letter in part)


def _topical(words: list[Word]) -> int:
    return sum(
        1
        for word in words
        if len(word.text) > 1
        and word.text.lower() not in PARTICLES
        and is_topical(fold(word.text))
    )


def _shape(words: list[Word], full: list[Word]) -> float:
    """How much a name in reading order looks like one."""
    if len(words) == 1:
        return -0.5
    initials = len(words) - len(full)
    score = 1.0 if initials else 0.75
    small = [w for w in full if w.text[0].islower() and w.text.lower() not in PARTICLES]
    particles = [w for w in full if w.text.lower() in PARTICLES and w.text[0].islower()]
    plain = len(full) - len(particles)
    if plain > 4:
        score -= 0.4 * (plain - 4)
    elif plain == 4:
        score -= 0.15
    score -= 0.35 * len(small)
    score -= 0.55 * sum(1 for w in full if fold(w.text) in FUNCTION and w not in particles)
    score -= 0.55 * _topical([w for w in full if fold(w.text) not in FUNCTION])
    if fold(words[0].text) in ("in", "at", "on", "for", "from") and words[1].is_initial:
        score -= 1.0  # "In K. Ames and J. Reed (eds.)"
    if initials and words[-1].is_initial and not words[0].is_initial:
        score -= 0.3
    if all(w.text.islower() for w in full):
        score -= 1.0
    return score
