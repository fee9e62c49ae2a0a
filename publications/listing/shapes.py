"""What the words of an item look like: a name in reading order, initials behind it, a topic."""

import re
from collections.abc import Sequence

from publications.listing.tokens import Item, Word
from publications.listing.words import FUNCTION, is_topical
from publications.names import PARTICLES, Name, split_name
from typeset.fold import fold

__all__ = [
    "begins_in_initials", "ends_in_initials", "group_at", "initials_head", "is_bare_group",
    "is_paired", "joined", "prefix_at", "reversed_head", "shape", "split_pair", "spread", "topical",
]  # fmt: skip

_CAPITALS = re.compile(r"[^\W\d_]+")


def is_paired(items: Sequence[Item]) -> bool:
    """Whether "and" parts pairs: "Holt Ames, Mira and Reed, Joost"."""
    sizes = [0]
    for item in items:
        if item.before == "and":
            sizes.append(0)
        sizes[-1] += 1
    return len(sizes) > 1 and all(size == 2 for size in sizes)


def split_pair(words: Sequence[Word], given: Sequence[Word]) -> Name:
    """ "Holt, Mira", but "Mira, HOLT" when only the second is in capitals."""
    first, second = words, given
    shouted = all(word.text.isupper() and len(word.text) > 2 for word in given)
    if shouted and not any(word.text.isupper() for word in words):
        first, second = given, words
    return split_name(f"{joined(first)}, {joined(second)}")


def ends_in_initials(item: Item) -> bool:
    words = item.words
    if len(words) > 2 and words[-1].text.lower() in ("jr", "sr", "ii", "iii"):
        words = words[:-1]
    return (
        1 < len(words) < 5
        and (words[-1].is_initial or words[-1].is_capital_group)
        and not (words[0].is_initial or words[0].is_capital_group)
    )


def reversed_head(item: Item) -> list[Word]:
    """The name at the head of "Holt AB. A title": what stands before the end of its initials."""
    for index, word in enumerate(item.words[:5]):
        if index and (word.is_initial or word.is_capital_group):
            more = index + 1 < len(item.words) or item.broken
            return item.words[: index + 1] if more else []
    return []


def begins_in_initials(item: Item) -> bool:
    """ "M Holt", "A M Reed": bare initials before one family name."""
    words = item.words
    return 1 < len(words) < 5 and all(word.is_initial for word in words[:-1])


def initials_head(item: Item) -> list[Word]:
    """The name at the head of "M Holt Measuring fog"; none when nothing follows the name."""
    count = 0
    while count < len(item.words) and item.words[count].is_initial:
        count += 1
    rest = item.words[count + 1 :]
    more = bool(topical(rest)) or (item.broken and count < len(item.words))
    return item.words[: count + 1] if count and more else []


def group_at(item: Item) -> int:
    """Where in an item its initials stand behind a family name; 0 when they do not."""
    for index, word in enumerate(item.words[:4]):
        if index and (word.is_capital_group or word.is_initial):
            return index
    return 0


def is_bare_group(word: Word) -> bool:
    return len(word.text) == 1 or not re.search("[AEIOUY]", word.text)


def prefix_at(words: Sequence[Word]) -> int:
    """Where "De Kauwe" begins in "M. G. De Kauwe": behind initials alone; 0 when nowhere."""
    for index, word in enumerate(words[:-1]):
        if not word.is_initial:
            return index if word.text.lower() in PARTICLES else 0
    return 0


def joined(words: Sequence[Word]) -> str:
    return " ".join(word.text + ("." if word.dotted else "") for word in words)


def spread(word: Word) -> str:
    """ "AB" as "A. B."."""
    letters = _CAPITALS.findall(word.text)
    if word.dotted and not (len(word.text) > 1 and word.text.isupper()):
        return word.text + "."
    return " ".join(f"{letter}." for part in letters for letter in part)


def topical(words: Sequence[Word]) -> int:
    return sum(
        1
        for word in words
        if len(word.text) > 1 and word.text.lower() not in PARTICLES and is_topical(fold(word.text))
    )


def shape(words: list[Word], full: Sequence[Word]) -> float:
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
    score -= 0.55 * topical([w for w in full if fold(w.text) not in FUNCTION])
    if fold(words[0].text) in ("in", "at", "on", "for", "from") and words[1].is_initial:
        score -= 1.0  # "In K. Ames and J. Reed (eds.)"
    if initials and words[-1].is_initial and not words[0].is_initial:
        score -= 0.3
    if all(w.text.islower() for w in full):
        score -= 1.0
    return score
