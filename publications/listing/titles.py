"""The stretches of an entry that may be its title, each with what speaks for it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from publications.listing.byline import Byline
from publications.listing.bylines import lead_of
from publications.listing.strip import (
    BLOCK,
    BOLD,
    CODE,
    HARD,
    HEADED,
    HOLE,
    ITALIC,
    LINKED,
    QUOTED,
    SOFT,
    UNDERLINE,
    Strip,
)
from publications.listing.title_ends import VENUE_AHEAD, parting_ends, sentence_ends
from publications.listing.venue_words import venue_evidence
from publications.listing.wording import WORDS, likeness

__all__ = ["BRACKETED_YEAR", "Label", "Title", "Titles"]

Label = tuple[int, int, str]
_TITLE_LABELS = frozenset(
    ("title", "paper", "publication", "name", "paper title", "标题", "题目", "タイトル", "論文名")
)


@dataclass(frozen=True, slots=True)
class Title:
    start: int
    end: int
    score: float
    how: str  # "heading", "quoted", "linked", "bold", "italic", "underlined", "line", "place"


BRACKETED_YEAR = (
    r"(?:\(\s*(?:[^()\f\n]{0,25}(?:19|20)\d[\dxX][a-z]?[^()\f\n]{0,25}|in press|forthcoming"
    r"|to appear|accepted"
    r"|submitted|under review|n\.d\.|in prep\w*\.?|in preparation|under revision|preprint)\s*\)"
    r"|[,.]\s*(?:19|20)\d\d[a-z]?(?=\s*[.,:]))"
)
_EDITED = r"(?i:\(\s*eds?\b\.?\s*\)|,?\s*eds?\.)"
_PLAIN_YEAR = r"\b(?:19|20)\d\d[a-z]?(?=[.:]\s)"  # "Holt M, Reed J. 2021. A title"
_AFTER_BYLINE = re.compile(
    rf"(?:\s*{_EDITED})?(?:[\s.,;:：。，、{HOLE})\]]*?(?:{BRACKETED_YEAR}|{_PLAIN_YEAR}))?[\s.,;:：。，{HOLE}|–—\])-]*"
)
_STYLES = (
    (HEADED, "heading", 2.6), (QUOTED, "quoted", 1.4), (LINKED, "linked", 1.0),
    (BOLD, "bold", 0.95), (ITALIC, "italic", 0.45), (UNDERLINE, "underlined", 0.4),
)  # fmt: skip
_ASIDE = re.compile(r"\([^()\d\n\f]{1,25}\)[,.:;]\s")  # "(alphabetical order), " before a title
_FURTHEST = 6000  # how far into an entry a title is looked for
_LONGEST = 500


class Titles:
    """The candidates for one entry. `bylines` are what else its text may be."""

    def __init__(
        self, strip: Strip, text: str, bylines: Sequence[Byline], labels: Sequence[Label]
    ) -> None:
        self.strip = strip
        self.text = text
        self.bylines = bylines
        self.labels = labels
        self.first = _skip_trivia(text, 0)
        styles = (HEADED, QUOTED, LINKED, BOLD, ITALIC)
        self.set_off = [run for style in styles for run in strip.runs(style)]
        self.parted: set[int] = set()  # commas behind which a venue with its volume stands
        self.contents: dict[tuple[int, int], float] = {}

    def free(self) -> Iterator[Title]:
        """Titles that need no byline beside them: styled stretches, lines, the first sentence."""
        seen: dict[tuple[int, int], Title] = {}
        for style, how, bonus in _STYLES:
            for start, end in self.strip.runs(style):
                inside = self._inside_a_sentence(start)
                for piece in self._unclaimed_in(start, end):
                    self._offer(seen, *piece, bonus - 1.0 if inside else bonus, how)
        for start, end in self._lines():
            self._offer(seen, start, end, 0.35, "line")
        for start in self._openings():
            for end in self._ends(start):
                self._offer(seen, start, end, 0.1, "place")
        yield from seen.values()

    def _openings(self) -> list[int]:
        """Where the first words of an entry may begin: at its start, or behind a tag."""
        openings = [self.first]
        for style in (BOLD, ITALIC, CODE, UNDERLINE):
            run = next(self.strip.runs(style), None)
            if run and run[0] <= self.first + 1 and run[1] - run[0] < 60:
                openings.append(_skip_trivia(self.text, run[1]))
        return [place for place in dict.fromkeys(openings) if place < len(self.text)]

    def _inside_a_sentence(self, start: int) -> bool:
        """Whether words lead up to a styled stretch: "lessons from the “Fog paradox”"."""
        before = self.text[max(0, start - 3) : start].rstrip(" \v")
        if not before or not before[-1].isalnum() or before[-1].isdigit():
            return False
        return not re.search(
            r"\b(?:by|in|and|authors?|titled|entitled|paper)$",
            self.text[:start].rstrip(),
            re.IGNORECASE,
        )

    def _unclaimed_in(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        for found in re.finditer(rf"[^{HOLE}{BLOCK}]+", self.text[start:end]):
            yield start + found.start(), start + found.end()

    def _lines(self) -> Iterator[tuple[int, int]]:
        for found in re.finditer(rf"[^{HARD}{BLOCK}{SOFT}{HOLE}]+", self.text[:_FURTHEST]):
            yield found.start(), found.end()

    def _offer(
        self, seen: dict[tuple[int, int], Title], start: int, end: int, bonus: float, how: str
    ) -> None:
        start, end = self._trim(start, end)
        if end - start < 2:
            return
        content = self.contents.get((start, end))
        if content is None:
            content = self.contents[start, end] = self._content(start, end)
        score = bonus + content + self._label(start, end) - self._mixture(start, end)
        standing = seen.get((start, end))
        if standing is None:
            seen[start, end] = Title(start, end, score, how)
        elif how in ("linked", "bold", "italic") and standing.how != how:
            seen[start, end] = Title(start, end, standing.score + 0.2, standing.how)
        elif standing.score < score:
            seen[start, end] = Title(start, end, score, how)

    def _label(self, start: int, end: int) -> float:
        """What the page itself says of a stretch: "Title: …", the column of a table."""
        for first, last, label in self.labels:
            if first <= start < last:
                whole = end - start > 0.7 * (last - first)
                return (1.6 if whole else 0.8) if label in _TITLE_LABELS else -1.6
        return 0.0

    def _mixture(self, start: int, end: int) -> float:
        """What speaks against a stretch of which only the beginning is set off by a style."""
        if any(start < position < end for position in self.parted):
            return 0.5
        if any(mark in self.text[start:end] for mark in (HARD, BLOCK)):
            return 0.5
        if self.text[start - 1 : start] == "(" and self.text[end : end + 1] == ")":
            return 0.8  # a venue or a remark
        for first, last in self.set_off:
            if first - 2 <= start <= first + 2 and start < end < last - 3:
                return 0.5  # only a part of what is set off
            if start - 2 <= first <= start + 2 and last < end - 3:
                if self.strip.styles[first] & ITALIC and self.text[last - 1 : last + 1].isalnum():
                    continue  # the name of a species, say
                if self.text[last] in "—–":
                    continue  # "“A fog”—measuring it"
                return 0.7 if len(WORDS.findall(self.text[last:end])) > 1 else 0.0
        if self.strip.styles[start] & QUOTED and re.match(
            r"[”\"]?[—–]\w", self.text[end : end + 3]
        ):
            return 1.2  # "“A fog”—measuring it": the title goes on
        return 0.6 if any(self._reaches_into(start, end, *run) for run in self.set_off) else 0.0

    def _reaches_into(self, start: int, end: int, first: int, last: int) -> bool:
        """Whether it ends within a styled stretch, or with one that a comma parts from it."""
        if not start < first < end:
            return False
        return end < last - 3 or (end <= last + 2 and self.text[:first].rstrip()[-1:] in (",", "."))

    def beside(self, byline: Byline) -> list[Title]:
        seen: dict[tuple[int, int], Title] = {}
        found = _AFTER_BYLINE.match(self.text, byline.end)
        start = found.end() if found else byline.end
        if start < len(self.text):
            for end in self._ends(start):
                self._offer(seen, start, end, 0.1 + self._ending(end), "place")
        led_by, led_from = lead_of(self.text, byline.start)
        before = led_from if led_by else byline.start
        if before > self.first:
            self._offer(seen, self.first, before, 0.15, "place")
            line = max(self.text.rfind(mark, 0, before - 1) for mark in (HARD, BLOCK, HOLE))
            if line >= self.first:
                self._offer(seen, line + 1, before, 0.1, "place")
        return list(seen.values())

    def _ends(self, start: int) -> list[int]:
        """Where a title that begins at `start` may end."""
        ends: list[int] = []
        stop = re.compile(rf"[{HARD}{BLOCK}{HOLE}]").search(self.text, start)
        limit = min(stop.start() if stop else len(self.text), start + _LONGEST)
        ends.append(limit)
        ends += sentence_ends(self.text, start, limit)
        for style in (ITALIC, BOLD, QUOTED, LINKED, UNDERLINE):
            if run := next(self.strip.runs(style, start, limit), None):
                ends.append(run[1] if run[0] <= start + 1 else run[0])
        for end, volume in parting_ends(self.text, start, limit):
            ends.append(end)
            if volume:
                self.parted.add(end)
        return sorted({end for end in ends if end > start})

    def _ending(self, end: int) -> float:
        """How natural it is that a title ends here, from what follows."""
        rest = self.text[end : end + 160]
        stripped = rest.lstrip(' .,;:–—|)"”’-\v')
        if not stripped or stripped[0] in (HOLE, HARD, BLOCK):
            return 0.35
        score = 0.0
        if VENUE_AHEAD.match(rest):
            score += 0.3
        following = re.split(r"(?<=\w\w)\.\s|[\n\f\x00,]", stripped, maxsplit=1)[0]
        score += min(0.4, 0.4 * venue_evidence(following))
        if end < len(self.text) and any(
            begin - end < 8 and begin >= end
            for begin, _ in self.strip.runs(
                ITALIC | BOLD | UNDERLINE, end, min(len(self.text), end + 40)
            )
        ):
            score += 0.3
        if rest[:1] in ".。":
            score += 0.25
        elif rest[:1] == ",":
            score -= 0.1
        elif rest[:1] not in "?!":
            before = self.text[end - 1 : end]
            score += 0.15 if before in "?!" and score > 0.25 else -0.15
        return score

    def _trim(self, start: int, end: int) -> tuple[int, int]:
        text = self.text
        while start < end and (text[start].isspace() or text[start] in f"{HOLE}.,;:–—|·•-*_"):
            start += 1
        while end > start and (text[end - 1].isspace() or text[end - 1] in f"{HOLE},;:–—|·•-("):
            end -= 1
        if aside := _ASIDE.match(text, start, end):
            return self._trim(aside.end(), end)
        return start, end

    def _content(self, start: int, end: int) -> float:
        """How much the words read like a title's, and not like names."""
        score = likeness(self.text[start:end]) - 1.2 * self._share_of_names(start, end)
        return score - 1.0 if self.strip.has_style(start, end, CODE) else score

    def _share_of_names(self, start: int, end: int) -> float:
        covered = 0.0
        for byline in self.bylines:
            low, high = max(start, byline.start), min(end, byline.end)
            if high > low and byline.score >= 0.6:
                weight = 1.0 if len(byline.people) > 1 else min(1.0, byline.score - 0.25)
                if self._stands_out(start, end) and not self._stands_out(byline.start, byline.end):
                    weight *= 0.3  # the first of what looks like names is linked: the title
                covered = max(covered, weight * (high - low))
        return covered / (end - start)

    def _stands_out(self, start: int, end: int) -> bool:
        return self.strip.has_style(start, end, LINKED) or self.strip.has_style(start, end, QUOTED)


def _skip_trivia(text: str, start: int) -> int:
    while start < len(text) and not (text[start].isalnum() or text[start] in "“\"‘`'«$「『《¿¡"):
        start += 1
    return start
