"""Which stretch of an entry is its title, and which its authors.

Neither is certain alone: a title may look like names and a venue like a title. So every likely
byline is weighed together with every likely title, and the best pair wins.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from publications.listing.byline import Acquaintance, Byline, read_byline, stops_of
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
from publications.listing.words import FUNCTION, venue_evidence

__all__ = ["Habit", "Headline", "Title", "read_headline"]

Label = tuple[int, int, str]
_TITLE_LABELS = frozenset(("title", "paper", "publication", "name", "paper title", "标题", "题目", "タイトル", "論文名"))
TITLE_FIRST, AUTHORS_FIRST = "title first", "authors first"


@dataclass(frozen=True, slots=True)
class Title:
    start: int
    end: int
    score: float
    how: str  # "heading", "quoted", "linked", "bold", "italic", "underlined", "line", "place"


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


_BOUNDARY = re.compile(
    rf"^|[{HARD}{BLOCK}{SOFT}]|{HOLE}+|[.?!:;,)\]”\"’»。，：」』》][)\]”\"’»]*\s+|[，、。：」』》]"
    r"|\s[-–—|/·•]+\s|\(|\[|\bby\s+(?=[^\W\d_a-z])|\bwith\s+(?=[^\W\d_a-z])"
)
_LEAD = re.compile(
    rf"(?:[\s{HOLE}.,;:|·•–—-]|\()*"
    r"(?:(?:(?:joint(?:ly)?|joint work|co-?authored|in collaboration|collaboration)\s+)?(with|by)"
    r"|authors?|co-?authors?|写作|作者|著者|저자)?(?(1)\s*:?\s+|\s*[:：]?\s*)",
    re.IGNORECASE,
)
_LED_BY = re.compile(
    r"\b((?:(?:joint(?:ly)?|joint work|co-?authored|in collaboration|collaboration)\s+)?(?:with|by)"
    r"|(?:co-?)?authors?|作者|著者|저자)\s*[:：]?\s*$",
    re.IGNORECASE,
)
_YEARS = (
    r"(?:\(\s*(?:[^()\f\n]{0,25}(?:19|20)\d\d[a-z]?[^()\f\n]{0,25}|in press|forthcoming|to appear|accepted"
    r"|submitted|under review|n\.d\.|in prep\w*\.?|in preparation|under revision|preprint)\s*\)"
    r"|[,.]\s*(?:19|20)\d\d[a-z]?(?=\s*[.,:]))"
)
_GAP = re.compile(
    rf"(?:{_YEARS}|[\s{HOLE}.,;:：。，、|/·•–—()\[\]*†‡§-]|\b(?:by|with|authors?|joint work|eds?)\b)*",
    re.IGNORECASE,
)
_EDITED = r"(?i:\(\s*eds?\b\.?\s*\)|,?\s*eds?\.)"
_AFTER_BYLINE = re.compile(rf"(?:\s*{_EDITED})?[\s.,;:：。，、{HOLE})\]]*{_YEARS}?[\s.,;:：。，{HOLE}|–—\])-]*")
_ABBREVIATED = re.compile(
    r"(?:\b(?:ann|bull|comm|commun|chem|biol|mech|eng|acad|soc|amer|symp|geophys|probab|vs|e\.g|i\.e|cf|etc|al|no|vol|dr|prof|st|mr|mrs|ms|fig|eq|resp|approx|ca|proc|conf|trans"
    r"|int|j|u\.s|ph\.d|ed|eds|pp|sci|lett|rev|phys|math|stat|appl|comput|res|sp|spp|var|ver)|\b[A-Z])$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"([.?!]|。|．)[)\]”\"’»]*(?=\s+[^\W_a-z]|\s+[(\[“\"*]|\s*[\x00\n\f\v]|\s*$|(?<=[。．]))"
)
_VENUE_AHEAD = re.compile(
    r"[,.;:\s–—|(\[{\x00-]*(?:(?:in|at|on|to appear|appear\w*|published|accepted|submitted|presented|under"
    r"|forthcoming|manuscript|working paper|technical report|master|ph\.?d|diploma|bachelor|doctoral"
    r"|vol\b|pp?\.|doi|arxiv|available|proc|also|journal)\b|[’'\[(]?(?:19|20)\d\d\b|\d+\s*[(:,]|$"
    r"|(?-i:[A-Z])[^,.()]{2,70}(?:\.[^,.()]{1,30}){0,4}\s\d{1,4}\s*(?:\((?:19|20)|:|,\s*\d))",
    re.IGNORECASE,
)
_PARTING = re.compile(r",\s+|\s+[-–—|]\s+|\s+\(|;\s+|\s+[Ii]n:?\s+(?=[A-Z])|\v")
_VOLUME_AHEAD = re.compile(
    r",\s+(?:in\s+)?[A-Z][^,.()]{2,70}(?:\.[^,.()]{1,30}){0,4}\s\d{1,4}\s*(?:\((?:19|20)|:|,\s*\d)"
)
_NO_TITLE = re.compile(
    r"\W*(?:(?:to appear|accepted|submitted|under (?:review|revision|submission)|in (?:press|preparation"
    r"|revision|submission|prep)|published|forthcoming|best \w+|preprint|oral|spotlight|poster|abstract"
    r"|invited|working paper|technical report|draft|keywords?|note|award|selected|et al|(?:pp?|vol|no)\."
    r"|(?:\w+ )?(?:19|20)\d\d|ph\.?d\.? (?:thesis|dissertation)|master'?s? thesis|doi|url|isbn"
    r"|equal contribution|see also|tl;?dr|cited by|\[?(?:code|pdf|link)s?\]?)\b)",
    re.IGNORECASE,
)
_STATE_INSIDE = re.compile(
    r"[,.]\s+(?:to appear|submitted|accepted|in press|forthcoming|under review|in preparation)\b", re.IGNORECASE
)
_NUMBERS = re.compile(r"\d\s*\(\d+\)|(?:19|20)\d\d[.,]?$|\d\s*[-–]\s*\d+\s*(?:[,.;]|$)|\b\d+:\d")
_EDITORS_BEHIND = re.compile(r"\s*,?\s*\(?\s*(?:eds?|editors?|hrsg)\b", re.IGNORECASE)
_WORDS = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_STRONG_VENUE = re.compile(
    r"\b(?:proceedings of|proc\.|conference on|journal of|transactions on|workshop on|symposium on"
    r"|lecture notes in|advances in neural|annals of|letters\b.*\d|arxiv|biorxiv|vol\.|pp\.|IEEE|ACM"
    r"|university press|phd thesis|submitted to|to appear in|under review)\b",
    re.IGNORECASE,
)
_STYLES = (
    (HEADED, "heading", 2.6), (QUOTED, "quoted", 1.4), (LINKED, "linked", 1.0), (BOLD, "bold", 0.95),
    (ITALIC, "italic", 0.45), (UNDERLINE, "underlined", 0.4),
)  # fmt: skip
_LONGEST_START = 6000


def read_headline(
    strip: Strip, acquaintance: Acquaintance, habit: Habit, labels: Sequence[Label] = ()
) -> Headline:
    """The likeliest title and byline of an entry.

    `labels` are stretches of which the page says what they are, as (start, end, word).
    """
    return _Chooser(strip, acquaintance, habit, labels).best()


class _Chooser:
    def __init__(
        self, strip: Strip, acquaintance: Acquaintance, habit: Habit, labels: Sequence[Label]
    ) -> None:
        self.labels = labels
        self.strip = strip
        self.text = strip.free()
        self.acquaintance = acquaintance
        self.habit = habit
        self.first = _skip_trivia(self.text, 0)
        styles = (HEADED, QUOTED, LINKED, BOLD, ITALIC)
        self.styled = [run for style in styles for run in strip.runs(style)]
        self.set_off = [run for style in styles for run in strip.runs(style)]
        self.parted: set[int] = set()  # commas behind which a venue with its volume stands
        self.contents: dict[tuple[int, int], float] = {}
        self.bylines = self._bylines()

    def best(self) -> Headline:
        free = list(self._free_titles())
        found: list[Headline] = []
        for byline in [*self.bylines, None]:
            titles = free if byline is None else free[:]
            if byline is not None:
                titles += self._titles_beside(byline)
            found += [self._pair(title, byline) for title in titles]
            if byline is not None:
                found.append(self._pair(None, byline))
        if not found:
            return Headline()
        found.sort(key=lambda one: -one.score)
        best = found[0]
        rivals = [
            one.score
            for one in found
            if one.title and best.title and not _overlap(one.title, best.title)
        ]
        best.margin = best.score - max(rivals, default=best.score - 9.0)
        if best.byline:
            self._read_lead(best, best.byline.start)
        return best

    # Bylines

    def _bylines(self) -> list[Byline]:
        stops = stops_of(self.strip, self.text)
        found: list[Byline] = []
        behind = {self._lead(end) for _, end in self.strip.runs(LINKED | QUOTED)}
        reached = -1
        for start in self._starts():
            if (start < reached and start not in behind) or start >= len(self.text):
                continue
            if not self._may_start(start):
                continue
            byline = read_byline(self.strip, self.text, start, stops, self.acquaintance)
            if byline is None or self._in_a_title(byline):
                continue
            found.append(byline)
            if byline.score >= 0.9 and len(byline.people) > 1:
                reached = byline.end
        found.sort(key=lambda one: -one.score)
        return found[:8]

    def _in_a_title(self, byline: Byline) -> bool:
        """Whether it is only a part of a styled stretch: "[Slow Down and Break Things](…)"."""
        for start, end in self.styled:
            if start <= byline.start < end and end - start < 0.8 * len(self.text):
                before = _WORDS.findall(self.text[start : byline.start])
                after = _WORDS.findall(self.text[byline.end : end])
                if len(before) > 1 or len(after) > 1 or (before and after):
                    return True
        return False

    def _may_start(self, start: int) -> bool:
        char = self.text[start]
        return char.isalpha() or char in "*∗†‡§¶⋆★"

    def _starts(self) -> list[int]:
        limit = min(len(self.text), _LONGEST_START)
        starts = {self._lead(found.end()) for found in _BOUNDARY.finditer(self.text, 0, limit)}
        for style in (QUOTED, BOLD, ITALIC, LINKED, UNDERLINE):
            for start, end in self.strip.runs(style, 0, limit):
                starts.update((self._lead(start), self._lead(end)))
        return sorted(starts)

    def _lead(self, position: int) -> int:
        found = _LEAD.match(self.text, position)
        return found.end() if found else position

    def _read_lead(self, headline: Headline, start: int) -> None:
        first = max(0, start - 60)
        if found := _LED_BY.search(self.text[first:start]):
            headline.led_by = "with" if found[1].lower().endswith("with") else "by"
            headline.led_from = first + found.start()

    # Titles

    def _free_titles(self) -> Iterator[Title]:
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
        for found in re.finditer(rf"[^{HARD}{BLOCK}{SOFT}{HOLE}]+", self.text[:_LONGEST_START]):
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
        for first, last in self.set_off:
            if first - 2 <= start <= first + 2 and start < end < last - 3:
                return 0.5  # only a part of what is set off
            if start - 2 <= first <= start + 2 and last < end - 3:
                if self.strip.styles[first] & ITALIC and self.text[last - 1 : last + 1].isalnum():
                    continue  # the name of a species, say
                return 0.7 if len(_WORDS.findall(self.text[last:end])) > 1 else 0.0
        return 0.0

    def _titles_beside(self, byline: Byline) -> list[Title]:
        seen: dict[tuple[int, int], Title] = {}
        found = _AFTER_BYLINE.match(self.text, byline.end)
        start = found.end() if found else byline.end
        if start < len(self.text):
            for end in self._ends(start):
                self._offer(seen, start, end, 0.1 + self._ending(end), "place")
        led = _LED_BY.search(self.text[: byline.start])
        before = led.start() if led else byline.start
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
        limit = min(stop.start() if stop else len(self.text), start + 500)
        ends.append(limit)
        ends += self._sentence_ends(start, limit)
        for style in (ITALIC, BOLD, QUOTED, LINKED, UNDERLINE):
            if run := next(self.strip.runs(style, start, limit), None):
                ends.append(run[1] if run[0] <= start + 1 else run[0])
        ends += self._parting_ends(start, limit)
        return sorted({end for end in ends if end > start})

    def _sentence_ends(self, start: int, limit: int) -> Iterator[int]:
        sentences = 0
        for found in _SENTENCE.finditer(self.text, start, limit):
            if found[1] == "." and _ABBREVIATED.search(self.text[start : found.start()]):
                continue
            quoted = found[0][-1:] in "”»" and "“" in self.text[start : found.start()]
            yield found.end() if found[1] in "?!" or quoted else found.start()
            sentences += found[1] not in "?!"
            if sentences == 2:
                return

    def _parting_ends(self, start: int, limit: int) -> Iterator[int]:
        """Commas, dashes and the like, where a venue seems to follow."""
        for count, found in enumerate(_PARTING.finditer(self.text, start, limit)):
            position = found.start()
            ahead = self.text[position : position + 120]
            evident = venue_evidence(ahead[:70].split(".")[0]) >= 0.8
            if evident or (_VENUE_AHEAD.match(ahead) and "in" not in found[0].lower()):
                yield position
                if _VOLUME_AHEAD.match(ahead):
                    self.parted.add(position)
            if count > 40:
                return

    def _ending(self, end: int) -> float:
        """How natural it is that a title ends here, from what follows."""
        rest = self.text[end : end + 160]
        stripped = rest.lstrip(' .,;:–—|)"”’-\v')
        if not stripped or stripped[0] in (HOLE, HARD, BLOCK):
            return 0.35
        score = 0.0
        if _VENUE_AHEAD.match(rest):
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
        return start, end

    def _content(self, start: int, end: int) -> float:
        """How much the words read like a title's."""
        text = self.text[start:end]
        words = _WORDS.findall(text)
        count = len(words) + len(_CJK.findall(text)) // 2
        if not words:
            return -9.0
        score = {1: -0.6, 2: -0.15, 3: 0.2}.get(count, 0.4)
        if count > 28:
            score = 0.0 if count <= 40 else -1.0 if count <= 60 else -4.0
        if _NO_TITLE.match(text):
            score -= 1.0 if count > 6 else 2.0
        evidence = venue_evidence(text)
        strong = bool(_STRONG_VENUE.search(text))
        if evidence:
            score -= (0.9 if strong else 0.45) * evidence
        if any(word in FUNCTION for word in words[1:]):
            score += 0.25
        if text[0].islower() and not re.match(r"[a-z]+[A-Z\d-]|[a-z]-", text):
            score -= 0.35
        if re.match(r"(?:in|and|with|by|at|joint|the \d+th)\s", text, re.IGNORECASE) and count < 8:
            score -= 0.3
        if _NUMBERS.search(text):
            score -= 0.5
        if _STATE_INSIDE.search(text):
            score -= 0.8
        if re.search(r"[.]\s+\S", re.sub(r"\b(?:vs|e\.g|i\.e|al|[A-Z])\.", "", text)):
            score -= 0.5
        score -= 1.2 * self._share_of_names(start, end)
        if all(self.strip.styles[i] & CODE for i in range(start, end) if text[i - start].isalnum()):
            score -= 1.0
        return score

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

    # Pairs

    def _pair(self, title: Title | None, byline: Byline | None) -> Headline:
        headline = Headline(title, byline)
        if title is None:
            headline.score = 0.8 * (byline.score if byline else 0.0) - 0.4
            return headline
        score = title.score
        if title.start <= self.first:
            score += 0.45
        if byline is not None:
            if title.start < byline.end and byline.start < title.end:
                headline.score = -99.0
                return headline
            score += 0.8 * min(byline.score, 1.9)
            if byline.start > self.first + 3 and _EDITORS_BEHIND.match(self.text, byline.end):
                score -= 1.2
            low, high = sorted(((title.start, title.end), (byline.start, byline.end)))
            gap = _GAP.match(self.text, low[1], high[0])
            score += 0.7 if gap and gap.end() == high[0] else -0.5
            if low[0] <= self.first + 1:
                score += 0.2
            score += self.habit.favour(headline)
        headline.score = score
        return headline


def _skip_trivia(text: str, start: int) -> int:
    while start < len(text) and not (text[start].isalnum() or text[start] in "“\"‘`'«$「『《¿¡"):
        start += 1
    return start


def _overlap(one: Title, other: Title) -> bool:
    return one.start < other.end and other.start < one.end
