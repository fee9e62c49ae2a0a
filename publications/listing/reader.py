"""One entry → its record."""

import re

from publications.listing.awards import claim_awards
from publications.listing.buttons import link_elsewhere
from publications.listing.details import Date, claim_dates, claim_loose_numbers, claim_numbers
from publications.listing.draft import Draft
from publications.listing.emphasis import ICON
from publications.listing.headline import Headline
from publications.listing.judge import decide_status, decide_type, decide_year
from publications.listing.looks import Page
from publications.listing.naming import name_authors, name_title
from publications.listing.records import Confidence, Piece, Record, Section
from publications.listing.remarks import claim_editors, claim_status, claim_versions
from publications.listing.strip import spaced, tidy
from publications.listing.venue import Venue, claim_venue
from publications.listing.venue_names import short_name
from publications.listing.venue_words import venue_evidence
from publications.listing.words import CONNECTORS
from typeset.fold import fold

__all__ = ["record_of"]

_WORD = re.compile(r"\w+")
_RESOLVER = re.compile(
    r"https?://(?:dx\.)?doi\.org/|https?://(?:www\.)?arxiv\.org/(?:abs|pdf)/", re.IGNORECASE
)
_AT_THE_VENUE = re.compile(r"(?:\b(?:at|in|of)|,)\s+(?:the\s+)?([^;]+)$")


def record_of(draft: Draft, headline: Headline, section: Section, page: Page) -> Record:
    """Claim the draft's strip field by field, and put what was claimed into a record."""
    return _Reader(draft, headline, section, page).read()


class _Reader:
    def __init__(self, draft: Draft, headline: Headline, section: Section, page: Page) -> None:
        self.draft = draft
        self.strip = draft.strip
        self.headline = headline
        self.section = section
        self.page = page
        self.references = draft.references
        self.record = Record(
            draft.entry.line, draft.entry.text, section.heading, selected=section.selected
        )
        self.sure = self.record.confidence

    def read(self) -> Record:
        """The order matters: what is easiest to tell is claimed first."""
        record, strip = self.record, self.strip
        name_title(record, self.draft, self.headline)
        name_authors(record, self.draft, self.headline, self.page)
        said = self._remarks()
        numbers, dates = claim_numbers(strip)
        imprint = [Date(year, start=start) for year, start in self.draft.asides.years]
        dates = [*self.draft.dates, *dates, *imprint, *claim_dates(strip)]
        venue = claim_venue(strip, numbers, self._end_of_headline())
        claim_loose_numbers(strip, numbers)
        record.volume, record.number, record.pages = numbers.volume, numbers.number, numbers.pages
        self._venue(venue)
        self._links()
        self._identifiers()
        self._note()
        self._decide(said, venue, dates)
        record.abstract, record.bibtex = self.draft.abstract, self.draft.bibtex
        record.image = self.draft.image
        record.problems += self.references.problems
        record.pieces = self._pieces()
        return record

    def _end_of_headline(self) -> int:
        return max(
            (one.end for one in (self.headline.title, self.headline.byline) if one), default=0
        )

    def _remarks(self) -> str:
        """What is said of the work in words; returns the status that is said first."""
        record = self.record
        editors = claim_editors(self.strip, self.page.acquaintance)
        record.editors = record.editors or editors
        record.versions = tuple(claim_versions(self.strip))
        record.award = "; ".join(dict.fromkeys(claim_awards(self.strip)))
        if record.award:
            self.sure["award"] = Confidence(0.9, "The entry speaks of an award.")
        statuses = claim_status(self.strip)
        return statuses[0].value if statuses else ""

    def _venue(self, venue: Venue) -> None:
        record, tag = self.record, self.draft.tag
        record.venue = venue.text.lstrip("@ ") or tag  # "A. Holt, B. Reed @ FLOW 2024"
        record.venue_short = venue.short or tag
        asides = self.draft.asides
        if asides.publisher and self.section.type in ("book", "collection"):
            self._subtitle(venue)
        record.place = asides.place or venue.place
        record.publisher = asides.publisher or venue.publisher
        record.series = asides.series or venue.series
        if not record.venue and self.section.venue:
            self._venue_from_heading()
        if not record.venue:
            self._venue_from_version()
        if not record.venue:
            self._venue_from_award()
        if not record.venue or "venue" in self.sure:
            return
        value = round(min(0.95, 0.45 + 0.3 * venue.score), 2) if venue.text else 0.8
        plain = "It reads as a venue." if value > 0.6 else "It stands where a venue would."
        self.sure["venue"] = Confidence(value, plain)

    def _subtitle(self, venue: Venue) -> None:
        """What stands between the title of a book and its publisher is no venue: it goes on."""
        title = self.headline.title
        if title is None or not venue.text or self.record.venue_short:
            return
        start = self.strip.text.find(venue.text, title.end)
        between = self.strip.text[title.end : max(start, title.end)]
        if start >= 0 and re.fullmatch(r"[.:]\s", between):
            self.record.title += f"{between}{self.record.venue}"
            self.strip.claim(start, start + len(venue.text), "title")
            self.record.venue = ""

    def _venue_from_heading(self) -> None:
        record, heading = self.record, self.section.heading
        record.venue = heading
        record.venue_short = record.venue_short or self.section.venue
        self.sure["venue"] = Confidence(0.9, f"The heading “{heading}” says so.")

    def _venue_from_version(self) -> None:
        """A work of which only a preprint is named is that preprint."""
        only = self.record.versions
        if len(only) == 1 and only[0].kind == "preprint" and only[0].venue:
            self.record.venue = only[0].venue
            self.record.versions = ()

    def _venue_from_award(self) -> None:
        """ "Best paper award at FLOW 2024" says where the paper was."""
        found = _AT_THE_VENUE.search(self.record.award)
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
                if not _RESOLVER.match(link.url):
                    links.insert(0, link_elsewhere(self.strip, link, "title"))
            else:
                role = next(iter(roles - {""}), "note")
                links.append(link_elsewhere(self.strip, link, role))
        self.record.links = tuple(dict.fromkeys(links))

    def _identifiers(self) -> None:
        record, references = self.record, self.references
        references.settle()
        record.doi, record.arxiv_id = references.doi, references.arxiv_id
        record.identifiers = dict(references.identifiers)
        record.versions = tuple(dict.fromkeys((*record.versions, *references.versions)))
        for name, value in (("doi", record.doi), ("arxiv_id", record.arxiv_id)):
            if value and references.spells(value):
                self.sure[name] = Confidence(0.98, "The entry spells it out.")
            elif value:
                self.sure[name] = Confidence(0.9, "It was read from the address of a link.")

    def _note(self) -> None:
        """Whatever has words in it and was claimed by nothing."""
        notes = list(self.draft.asides.notes)
        for start, end in self.strip.unclaimed():
            text = spaced(self.strip.text[start:end].replace(ICON, ""))
            words = _WORD.findall(text)
            if all(word.lower() in CONNECTORS for word in words):
                self.strip.claim(start, end, "connector")
            elif self._is_all_links(start, end):
                self.strip.claim(start, end, "link")  # buttons of the page's own kinds
            elif len(words) > 2 and fold(text) == fold(self.record.title):
                self.strip.claim(start, end, "title")  # said twice
            else:
                notes.append(tidy(text, " ,;:|•·–—-/."))
        if self.draft.rest:
            notes.append(spaced(self.draft.rest))
            self.record.problems.append("The entry is so long that its end was not read.")
        self.record.note = "; ".join(dict.fromkeys(note for note in notes if note))

    def _is_all_links(self, start: int, end: int) -> bool:
        """Whether a stretch has no word beside the labels of links, which are kept as links."""
        left = list(self.strip.text[start:end])
        links = [(link.start, link.end) for link in self.strip.links]
        for link_start, link_end in (*links, *self.strip.hollow):
            first, last = max(start, link_start), min(end, link_end)
            left[first - start : max(first, last) - start] = " " * max(0, last - first)
        return not _WORD.search("".join(left))

    def _decide(self, said: str, venue: Venue, dates: list[Date]) -> None:
        record, byline = self.record, self.headline.byline
        record.status, self.sure["status"] = decide_status(record, said, self.section)
        if venue.year:
            dates = [*dates, Date(venue.year, start=venue.end)]
        behind = byline.end if byline else self._end_of_headline() - 1
        date, self.sure["year"] = decide_year(record, dates, behind, self.section)
        record.year, record.month, record.day = date.year, date.month, date.day
        record.type, self.sure["type"] = decide_type(record, self.section, italic=venue.italic)
        self._patent()

    def _patent(self) -> None:
        """A work with the number of a patent is that patent, unless it appeared elsewhere."""
        record, patent = self.record, self.draft.patent
        if patent is None:
            return
        if record.venue and self.section.type != "patent" and patent.number:
            record.identifiers["patent"] = patent.number
            return
        record.number = patent.number
        record.type = "patent"
        record.note = "; ".join(filter(None, [record.note, *patent.said]))
        self.sure["type"] = Confidence(0.95, "It names a patent.")

    def _pieces(self) -> tuple[Piece, ...]:
        draft = self.draft
        apart = (("note", draft.rest), ("abstract", draft.abstract), ("bibtex", draft.bibtex))
        return (*self.strip.pieces(), *(Piece(role, text) for role, text in apart if text))
