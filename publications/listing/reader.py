"""One entry → its record."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from publications.listing.buttons import link_elsewhere
from publications.listing.byline import Byline
from publications.listing.details import (
    Date,
    claim_dates,
    claim_loose_numbers,
    claim_numbers,
)
from publications.listing.draft import Draft, draft_of
from publications.listing.emphasis import ICON
from publications.listing.entries import Entry, Look
from publications.listing.flags import authors_of
from publications.listing.headline import Habit, Headline, read_headline
from publications.listing.judge import decide_status, decide_type, decide_year
from publications.listing.people import Acquaintance
from publications.listing.prose import is_prose
from publications.listing.records import (
    Author,
    Confidence,
    Link,
    Piece,
    Record,
    Section,
)
from publications.listing.remarks import claim_awards, claim_editors, claim_status, claim_versions
from publications.listing.strip import HOLE, Strip, spaced, tidy
from publications.listing.venue import Venue, claim_venue, short_name
from publications.listing.words import venue_evidence
from typeset.fold import fold

__all__ = ["Page", "draft", "headline_of", "look_at", "record_of"]

_CONNECTORS = frozenset(
    [
        "in",
        "at",
        "on",
        "by",
        "with",
        "and",
        "the",
        "to",
        "of",
        "for",
        "from",
        "see",
        "also",
        "joint",
        "work",
        "as",
        "an",
        "a",
        "or",
        "via",
        "available",
        "published",
        "edited",
        "eds",
        "ed",
        "authors",
        "author",
        "p",
        "pp",
    ]
)


_EDITORS = re.compile(r"\s*,?\s*\(?\s*(?:eds?\b\.?|editors?\b|hrsg\.)\s*\)?", re.IGNORECASE)


@dataclass(slots=True)
class Page:
    """What is known of the whole page while its entries are read."""

    references: Mapping[str, str] = field(default_factory=dict)
    acquaintance: Acquaintance = field(default_factory=Acquaintance)
    habit: Habit = field(default_factory=Habit)
    legend: dict[str, str] = field(default_factory=dict)


def draft(entry: Entry, page: Page) -> Draft:
    return draft_of(entry, page.references)


def headline_of(draft: Draft, page: Page) -> Headline:
    return read_headline(draft.strip, page.acquaintance, page.habit, draft.labels)


def look_at(entry: Entry, page: Page) -> Look:
    """A first look, from which entries are put together."""
    found = draft(entry, page)
    headline = headline_of(found, page)
    text = found.strip.free()
    byline = headline.byline
    sure = byline is not None and (
        (len(byline.people) > 1 and byline.score >= 0.75)
        or (len(byline.people) == 1 and byline.score >= 0.8)
        or byline.has_owner
        or (len(byline.people) == 1 and byline.score >= 0.5 and byline.stopped in ("break", "end"))
    )
    title = headline.title is not None and (
        headline.title.score > 0.45 or (sure and headline.score > 1.8)
    )
    rest = text
    if headline.title:
        rest = rest[: headline.title.start] + " " + rest[headline.title.end :]
    refs = found.references
    places = bool(
        refs.found or found.tag
        or any(link.kind in ("pdf", "preprint", "code", "html") for link in refs.links)
        or re.search(r"\b(?:19|20)\d\d\b", rest)
        or venue_evidence(rest[:400]) >= 0.8
    )  # fmt: skip
    return Look(title, sure, places, not sure and is_prose(text))


def record_of(draft: Draft, headline: Headline, section: Section, page: Page) -> Record:
    return _Reader(draft, headline, section, page).read()


class _Reader:
    def __init__(self, draft: Draft, headline: Headline, section: Section, page: Page) -> None:
        self.draft = draft
        self.strip: Strip = draft.strip
        self.headline = headline
        self.section = section
        self.page = page
        self.references = draft.references
        self.record = Record(draft.entry.line, draft.entry.text, section.heading)
        self.sure = self.record.confidence

    def read(self) -> Record:
        record = self.record
        self._title()
        self._authors()
        self._around()
        numbers, dates = claim_numbers(self.strip)
        dates = [*self.draft.dates, *dates, *claim_dates(self.strip)]
        after = self._headline_end()
        venue = claim_venue(self.strip, numbers, after, hinted=False)
        claim_loose_numbers(self.strip, numbers)
        record.volume, record.number, record.pages = numbers.volume, numbers.number, numbers.pages
        self._venue(venue)
        self._links()
        self._identifiers()
        self._note()
        self._decide(venue, dates)
        record.abstract, record.bibtex = self.draft.abstract, self.draft.bibtex
        record.image = self.draft.image
        record.problems += self.references.problems
        record.pieces = self._pieces()
        return record

    def _headline_end(self) -> int:
        ends = [0]
        if self.headline.title:
            ends.append(self.headline.title.end)
        if self.headline.byline:
            ends.append(self.headline.byline.end)
        return max(ends)

    def _title(self) -> None:
        title = self.headline.title
        if title is None:
            self.sure["title"] = Confidence(0.0, "No title was found.")
            self.record.problems.append("No title was found in this entry.")
            return
        text = self.strip.text[title.start : title.end]
        self.strip.claim(title.start, title.end, "title")
        self.record.title = _clean_title(text)
        how = {
            "heading": (0.97, "It is the heading of the entry."),
            "quoted": (0.97, "It stands between quotation marks."),
            "linked": (0.95, "It is what the entry links to."),
            "bold": (0.93, "It is printed in bold."),
            "italic": (0.85, "It is printed in italics."),
            "underlined": (0.85, "It is underlined."),
            "line": (0.88, "It has a line of its own."),
            "place": (0.8, "It stands where the page's titles stand."),
        }[title.how]
        value = how[0] - (
            0.35 if self.headline.margin < 0.25 else 0.15 if self.headline.margin < 0.6 else 0.0
        )
        if self.headline.byline is None:
            value -= 0.2
        self.sure["title"] = Confidence(round(max(0.1, value), 2), how[1])

    def _authors(self) -> None:
        byline = self.headline.byline
        if byline is None:
            self._without_authors()
            return
        self._claim_lead(byline)
        legends = [self.draft.legend, self.draft.entry.legend, self.page.legend]
        authors, flags = authors_of(byline.people, self.strip.text, legends)
        authors = tuple(
            replace(author, url=link.url) if (link := self._link_of(byline, index)) else author
            for index, author in enumerate(authors)
        )
        for start, end in _without_holes(self.strip, byline.start, byline.end):
            self.strip.claim(start, end, "authors")
        self.record.authors, self.record.others = authors, byline.others
        if found := _EDITORS.match(self.strip.text, byline.end):
            self.strip.claim(byline.end, found.end(), "editors")
            self.record.editors = tuple(person.name for person in byline.people)
        value = min(0.97, 0.45 + 0.3 * byline.score)
        reason = "The list reads as names." if value > 0.7 else "This may not be a list of names."
        for person in byline.people:
            if person.merged:
                value = min(value, 0.6)
                reason = f"A comma inside “{person.text}” was taken for a slip."
        if self.headline.led_by == "with":
            self._add_owner()
            value, reason = (
                min(value, 0.5),
                "The entry names only the co-authors; their order is open.",
            )
        self.sure["authors"] = Confidence(round(value, 2), reason)
        if flags:
            self.sure["marks"] = flags

    def _without_authors(self) -> None:
        if owner := self.page.acquaintance.owner:
            self.record.authors = (Author(owner, ""),)
            reason = "The entry names no authors; the page is this person's."
            self.sure["authors"] = Confidence(0.3, reason)
            return
        self.sure["authors"] = Confidence(0.0, "No list of authors was found.")
        self.record.problems.append("No authors were found in this entry.")

    def _link_of(self, byline: Byline, index: int):  # type: ignore[no-untyped-def]
        person = byline.people[index]
        return self.strip.link_over(person.start, person.end)

    def _claim_lead(self, byline: Byline) -> None:
        if self.headline.led_by:
            for start, end in _without_holes(self.strip, self.headline.led_from, byline.start):
                self.strip.claim(start, end, "connector")

    def _add_owner(self) -> None:
        owner = self.page.acquaintance.owner
        if owner and not any(
            self.page.acquaintance.is_owner(author.name) for author in self.record.authors
        ):
            self.record.authors = (Author(owner, ""), *self.record.authors)

    def _around(self) -> None:
        """What is said of the work in words."""
        editors = claim_editors(self.strip, self.page.acquaintance)
        self.record.editors = self.record.editors or editors
        self.record.versions = tuple(claim_versions(self.strip))
        self.record.award = "; ".join(dict.fromkeys(claim_awards(self.strip)))
        statuses = claim_status(self.strip)
        self.said = statuses[0].value if statuses else ""
        if self.record.award:
            self.sure["award"] = Confidence(0.9, "The entry speaks of an award.")

    def _venue(self, venue: Venue) -> None:
        record = self.record
        record.venue, record.venue_short = venue.text, venue.short
        record.place, record.publisher, record.series = venue.place, venue.publisher, venue.series
        if self.draft.tag:
            record.venue = record.venue or self.draft.tag
            record.venue_short = record.venue_short or self.draft.tag
        if not record.venue:
            self._venue_from_version()
        if not record.venue:
            self._venue_from_award()
        if record.venue and "venue" not in self.sure:
            value = min(0.95, 0.45 + 0.3 * venue.score) if venue.text else 0.8
            self.sure["venue"] = Confidence(
                round(value, 2),
                "It reads as a venue." if value > 0.6 else "It stands where a venue would.",
            )

    def _venue_from_version(self) -> None:
        """A work of which only a preprint is named is that preprint."""
        only = self.record.versions
        if len(only) == 1 and only[0].kind == "preprint" and only[0].venue:
            self.record.venue = only[0].venue
            self.record.versions = ()

    def _venue_from_award(self) -> None:
        """ "Best paper award at FLOW 2024" says where the paper was."""
        found = re.search(r"(?:\b(?:at|in|of)|,)\s+(?:the\s+)?([^;]+)$", self.record.award)
        if found and venue_evidence(found[1]) >= 0.8:
            self.record.venue = found[1].strip(" .,")
            self.record.venue_short = short_name(self.record.venue)
            self.sure["venue"] = Confidence(0.5, "Only the award names it.")

    def _links(self) -> None:
        links = list(self.references.links)
        title = self.headline.title
        for link in self.strip.links:
            roles = {self.strip.role_at(i) for i in range(link.start, link.end)}
            if roles & {"link", "identifier", "authors", "version"}:
                continue
            if title and link.start < title.end and title.start < link.end:
                self.references.add_title(link.url)
                if not re.match(
                    r"https?://(?:dx\.)?doi\.org/|https?://(?:www\.)?arxiv\.org/(?:abs|pdf)/",
                    link.url,
                ):
                    links.insert(
                        0, Link(link_elsewhere(self.strip, link, "title").kind, "", link.url)
                    )
                continue
            role = next(iter(roles - {""}), "note")
            links.append(link_elsewhere(self.strip, link, role))
        self.record.links = tuple(dict.fromkeys(links))

    def _identifiers(self) -> None:
        record, references = self.record, self.references
        references.settle()
        record.doi, record.arxiv_id = references.doi, references.arxiv_id
        record.identifiers = dict(references.identifiers)
        record.versions = (
            *record.versions,
            *(v for v in references.versions if v not in record.versions),
        )
        for name, value in (("doi", record.doi), ("arxiv_id", record.arxiv_id)):
            if value:
                spelled = references.spells(value)
                self.sure[name] = Confidence(
                    0.98 if spelled else 0.9,
                    "The entry spells it out."
                    if spelled
                    else "It was read from the address of a link.",
                )

    def _note(self) -> None:
        notes = []
        for start, end in self.strip.unclaimed():
            text = spaced(self.strip.text[start:end].replace(ICON, ""))
            words = re.findall(r"\w+", text)
            if all(word.lower() in _CONNECTORS for word in words):
                self.strip.claim(start, end, "connector")
                continue
            if len(words) > 2 and fold(text) == fold(self.record.title):
                self.strip.claim(start, end, "title")  # said twice
                continue
            notes.append(tidy(text, " ,;:|•·–—-/."))
        self.record.note = "; ".join(dict.fromkeys(note for note in notes if note))

    def _decide(self, venue: Venue, dates: list[Date]) -> None:
        record = self.record
        record.status, self.sure["status"] = decide_status(record, self.said, self.section)
        byline = self.headline.byline
        if venue.year:
            dates = [*dates, Date(venue.year, start=venue.end)]
        date, self.sure["year"] = decide_year(
            record, dates, byline.end if byline else -1, self.section
        )
        record.year, record.month, record.day = date.year, date.month, date.day
        record.type, self.sure["type"] = decide_type(record, self.section, italic=venue.italic)

    def _pieces(self) -> tuple[Piece, ...]:
        pieces = list(self.strip.pieces())
        for role, text in (("abstract", self.draft.abstract), ("bibtex", self.draft.bibtex)):
            if text:
                pieces.append(Piece(role, text))
        return tuple(pieces)


def _without_holes(strip: Strip, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches of a byline that nothing else claimed, such as a legend inside it."""
    stretches, first = [], start
    for index in range(start, end + 1):
        if index == end or strip.roles[index]:
            if index > first:
                stretches.append((first, index))
            first = index + 1
    return stretches


def _clean_title(text: str) -> str:
    text = spaced(text.replace(HOLE, " ").replace(ICON, "")).strip(" ,;:|–—")
    if found := re.fullmatch(r"(?:''|``)\s*(.+?)[,.]?\s*(?:''|”|\"|'')[,.]?", text):
        text = found[1]
    while len(text) > 2 and text[0] in '“"„«「『《`' and text[-1] in "”\"»」』》'“":
        text = text[1:-1].strip(" ,;:`'").strip()
    text = re.sub(r"[.,](?=”$)", "", text)
    if "$" not in text and text.count("{") == text.count("}"):
        text = text.replace("{", "").replace("}", "")  # BibTeX's protection of capitals
    text = re.sub(r"(?<!\.[A-Z])\.$", "", text).strip(" ,;:")
    return text
