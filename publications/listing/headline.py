"""Which stretch of an entry is its title, and which its authors.

Neither is certain alone: a title may look like names and a venue like a title. So every likely
byline is weighed together with every likely title, and the best pair wins.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from publications.listing.byline import Byline
from publications.listing.bylines import find_bylines, lead_of
from publications.listing.people import Acquaintance
from publications.listing.strip import HOLE, Strip
from publications.listing.titles import BRACKETED_YEAR, Label, Title, Titles

__all__ = ["Habit", "Headline", "read_headline"]

TITLE_FIRST, AUTHORS_FIRST = "title first", "authors first"


@dataclass(slots=True)
class Headline:
    title: Title | None = None
    byline: Byline | None = None
    score: float = 0.0
    margin: float = 9.0  # by how much the best title beat the next one
    led_by: str = ""  # "by" or "with" before the byline
    led_from: int = -1  # where that begins

    @property
    def order(self) -> str:
        if not (self.title and self.byline):
            return ""
        return TITLE_FIRST if self.title.start < self.byline.start else AUTHORS_FIRST


@dataclass(slots=True)
class Habit:
    """How the page mostly writes its entries, for those that can be read in two ways."""

    orders: dict[str, int] = field(default_factory=dict)
    styles: dict[str, int] = field(default_factory=dict)

    def learn(self, headline: Headline) -> None:
        if headline.order:
            self.orders[headline.order] = self.orders.get(headline.order, 0) + 1
        if headline.title:
            self.styles[headline.title.how] = self.styles.get(headline.title.how, 0) + 1

    def favour(self, headline: Headline) -> float:
        return 0.5 * _share(self.orders, headline.order) + 0.5 * (
            _share(self.styles, headline.title.how) if headline.title else 0.0
        )


def _share(counts: dict[str, int], key: str) -> float:
    total = sum(counts.values())
    return counts.get(key, 0) / total if total > 1 else 0.0


_BRACKETED = r"\((?:[^()\n\f]|\([^()\n\f]*\)){1,90}\)"  # a venue, a remark on the order
_GAP = re.compile(
    rf"(?:{BRACKETED_YEAR}|{_BRACKETED}|[\s{HOLE}.,;:：。，、|/·•–—()\[\]*†‡§-]"
    r"|\b(?:by|with|authors?|joint work|eds?)\b)*",
    re.IGNORECASE,
)
_EDITORS_BEHIND = re.compile(r"\s*,?\s*\(?\s*(?:eds?|editors?|hrsg)\b", re.IGNORECASE)


def read_headline(
    strip: Strip, acquaintance: Acquaintance, habit: Habit, labels: Sequence[Label] = ()
) -> Headline:
    """The likeliest title and byline of an entry.

    `labels` are stretches of which the page says what they are, as (start, end, word).
    """
    text = strip.free()
    bylines = find_bylines(strip, text, acquaintance)
    titles = Titles(strip, text, bylines, labels)
    free = list(titles.free())
    pairs = [_pair(titles, title, None, habit) for title in free]
    for byline in bylines:
        pairs.append(_pair(titles, None, byline, habit))
        pairs += [_pair(titles, title, byline, habit) for title in free]
        pairs += [_pair(titles, title, byline, habit) for title in titles.beside(byline)]
    if not pairs:
        return Headline()
    best = max(pairs, key=lambda one: one.score)
    best.margin = best.score - max(_rivals(best, pairs), default=best.score - 9.0)
    if best.byline:
        best.led_by, best.led_from = lead_of(text, best.byline.start)
    return best


def _rivals(best: Headline, pairs: list[Headline]) -> list[float]:
    """The scores of those pairs that take another stretch for the title."""
    title = best.title
    return [
        pair.score
        for pair in pairs
        if title and pair.title and not _overlap(title.start, title.end, pair.title)
    ]


def _pair(titles: Titles, title: Title | None, byline: Byline | None, habit: Habit) -> Headline:
    headline = Headline(title, byline)
    if title is None:
        headline.score = 0.8 * (byline.score if byline else 0.0) - 0.4
        return headline
    headline.score = title.score + (0.45 if title.start <= titles.first else 0.0)
    if byline is not None:
        if _overlap(byline.start, byline.end, title):
            headline.score = -99.0
        else:
            headline.score += _fit(titles, title, byline) + habit.favour(headline)
    return headline


def _fit(titles: Titles, title: Title, byline: Byline) -> float:
    """How well a title and a byline go together."""
    score = 0.8 * min(byline.score, 1.9)
    if byline.start > titles.first + 3 and _EDITORS_BEHIND.match(titles.text, byline.end):
        score -= 1.2
    low, high = sorted(((title.start, title.end), (byline.start, byline.end)))
    gap = _GAP.match(titles.text, low[1], high[0])
    score += 0.7 if gap and gap.end() == high[0] else -0.5
    return score + (0.2 if low[0] <= titles.first + 1 else 0.0)


def _overlap(start: int, end: int, title: Title) -> bool:
    return start < title.end and title.start < end
