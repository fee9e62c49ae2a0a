"""A whole page → its records, sections and what was left out."""

import re
from dataclasses import dataclass

from publications.listing.blocks import read_blocks
from publications.listing.draft import Draft
from publications.listing.entries import Entry, Look, Region
from publications.listing.headline import Habit, Headline
from publications.listing.legend import read_legend
from publications.listing.looks import Page, headline_of, look_at, read_entry
from publications.listing.people import Acquaintance
from publications.listing.prose import is_talk, plain
from publications.listing.reader import record_of
from publications.listing.records import Listing, Record, Skipped
from publications.listing.regions import read_regions
from publications.listing.source import read_source
from publications.names import Name, split_name

__all__ = ["read_list"]

_REMARK = "It reads as a remark to the reader."
_UNSTATED = "It stands under no heading about publications and does not look like one."
_FEW = 3  # words that no title has alone
_OF_WORKS = ("pdf", "preprint", "html", "code", "website")


@dataclass(slots=True)
class _Read:
    region: Region
    entry: Entry
    draft: Draft
    headline: Headline


def read_list(text: str, owner: str | Name | None = None, title: str = "") -> Listing:
    """The publications of a page. `owner` is whose page it is; the name helps to find bylines.

    `title` is the page's, where the text does not have it.
    """
    source = read_source(text)
    name = split_name(owner) if isinstance(owner, str) and owner.strip() else owner
    page = Page(source.references, Acquaintance(name if isinstance(name, Name) else None))

    def look(entry: Entry) -> Look:
        return look_at(entry, page)

    regions = read_regions(read_blocks(source.lines), source.title or title, look)
    _assume(regions)
    if source.is_html:
        regions[0].section.says = ""
    listing = Listing(problems=list(source.problems))
    _read_legends(regions, page)
    reads = [
        _Read(region, entry, *read_entry(entry, page))
        for region in regions
        if region.section.says != "other"
        for entry in region.entries
    ]
    _acquaint(reads, page)
    for read in reads:
        if not _settled(read.headline):
            read.headline = headline_of(read.draft, page)
    _fill(listing, regions, reads, page)
    return listing


def _assume(regions: list[Region]) -> None:
    """A text without headings, or with years alone, is a list of publications and no more."""
    if all(not region.section.says and _is_bare(region) for region in regions):
        for region in regions:
            region.section.says = "publications"


def _is_bare(region: Region) -> bool:
    section = region.section
    return not section.heading or (section.year is not None and len(section.heading.split()) <= 2)


def _read_legends(regions: list[Region], page: Page) -> None:
    """What the signs mean, from all text that is no entry."""
    for region in regions:
        for text in (region.section.heading, *(text for _, text in region.remarks)):
            for sign, meaning in read_legend(plain_signs(text)).items():
                page.legend.setdefault(sign, meaning)
        for entry in region.entries:
            seen = entry.text
            if len(seen) < 1200 and _explains(seen) and (found := read_legend(plain_signs(seen))):
                for sign, meaning in found.items():
                    page.legend.setdefault(sign, meaning)


def plain_signs(text: str) -> str:
    """The text without markup, its stars kept."""
    text = re.sub(r"\\([*_])", r"\1", text)
    text = re.sub(
        r"</?(?:sup|b|i|em|strong|u|small|span|p)\b[^<>]*>", "", text, flags=re.IGNORECASE
    )
    text = re.sub(r"&dagger;", "†", text)
    text = re.sub(r"&Dagger;", "‡", text)
    return re.sub(r"\*\*([^*]+)\*\*", r"\1", text)


_EXPLAINS = re.compile(
    r"denote|indicat|mark|mean|equal(?:ly)? contribut|contributed equally|co-?first|stands? for",
    re.IGNORECASE,
)


def _explains(text: str) -> bool:
    """Whether a text that is no bare legend may explain signs, as an introduction does."""
    return text.count("](") < 3 and bool(_EXPLAINS.search(text))


def _settled(headline: Headline) -> bool:
    """Whether a second look, with the page's names and habits known, could change nothing."""
    byline = headline.byline
    return byline is not None and byline.sure and headline.margin > 1.2 and headline.score > 2.5


def _acquaint(reads: list[_Read], page: Page) -> None:
    """Learn from sure entries: who writes here, and in what order title and authors come."""
    page.habit = Habit()
    for read in reads:
        headline = read.headline
        if headline.byline and headline.byline.sure:
            for person in headline.byline.people:
                if person.score > 0.6:
                    page.acquaintance.meet(person.name)
        if headline.score > 1.5 and headline.margin > 0.6:
            page.habit.learn(headline)


def _fill(listing: Listing, regions: list[Region], reads: list[_Read], page: Page) -> None:
    for region in regions:
        section = region.section
        mine = [read for read in reads if read.region is region]
        for line, text in region.remarks:
            reason = _REMARK if is_talk(plain(text)) else "This line explains the page's signs."
            listing.skipped.append(Skipped(line, text, reason))
        if section.says == "other":
            if region.entries:
                text = "\n".join(entry.text for entry in region.entries)
                reason = f"The heading “{section.heading}” is not about publications."
                listing.skipped.append(Skipped(section.line, text, reason))
            _note_section(listing, region)
            continue
        accepted: list[Record] = []
        records = [record_of(read.draft, read.headline, section, page) for read in mine]
        stated = section.says == "publications" or _mostly_works(mine, records)
        for read, record in zip(mine, records, strict=True):
            usual = _is_usual(read, record, page) and (
                section.says == "unclear" or (stated and _is_long(read, record))
            )
            reason = "" if usual else _refusal(read, record, stated=stated)
            if reason:
                listing.skipped.append(Skipped(read.entry.line, read.entry.text, reason))
            else:
                accepted.append(record)
        section.counted = bool(accepted)
        section.records = len(accepted)
        listing.records += accepted
        _note_section(listing, region)


def _note_section(listing: Listing, region: Region) -> None:
    if region.section.heading or region.entries:
        listing.sections.append(region.section)


def _is_usual(read: _Read, record: Record, page: Page) -> bool:
    """Whether an entry of a mixed section is written as the page's publications are."""
    title = read.headline.title
    styles = page.habit.styles
    return (
        title is not None
        and title.how in ("bold", "linked", "quoted", "heading")
        and title.how == max(styles, key=lambda how: styles[how], default="")
        and bool(record.venue or record.year or record.links or record.authors)
    )


def _is_long(read: _Read, record: Record) -> bool:
    """Whether the title is no link's label, and the entry no remark to the reader."""
    stated = record.status in ("submitted", "accepted", "in preparation")
    placed = record.venue or record.year or record.authors or stated
    return bool(placed) and len(record.title.split()) > _FEW and not is_talk(plain(read.entry.text))


def _mostly_works(reads: list[_Read], records: list[Record]) -> bool:
    """Whether most entries of a section look like publications, though its heading is silent."""
    works = sum(
        not _refusal(read, record, stated=False)
        for read, record in zip(reads, records, strict=True)
    )
    return works >= 3 and works * 2 > len(reads)


def _refusal(read: _Read, record: Record, *, stated: bool) -> str:
    """Why an entry is not taken for a publication; "" when it is."""
    if not record.title:
        return "It has no title."
    byline = read.headline.byline
    sure = byline is not None and (byline.score >= 0.75 or byline.has_owner)
    if not stated:
        return "" if sure and _is_plain_work(read, record) else _UNSTATED
    if sure:
        return ""
    if is_talk(plain(read.entry.text)):
        return _REMARK
    words = len(record.title.split())
    if read.entry.listed or read.entry.heading:
        known = record.year or record.venue or record.authors or record.doi or record.arxiv_id
        if words < _FEW and not known:
            return "It is only a link."
        if not known and _leads_nowhere(read):
            return "It is only a link."
        placed = record.year or record.venue or _leads_to_a_work(record) or record.authors
        return "" if placed or words >= 4 else "It has neither authors nor a place or year."
    named = record.venue or record.year or record.doi or record.arxiv_id
    if named and words >= 3 and record.confidence["title"].value >= 0.4:
        return ""
    return "It has no authors and does not look like a publication."


def _leads_nowhere(read: _Read) -> bool:
    """Whether all of the title is a link within the page: a table of contents."""
    title = read.headline.title
    return title is not None and any(
        start <= title.start and title.end <= end for start, end in read.draft.strip.hollow
    )


def _is_plain_work(read: _Read, record: Record) -> bool:
    """Whether an entry is a publication beyond doubt, with no heading to say so."""
    byline = read.headline.byline
    return (
        byline is not None
        and (len(byline.people) > 1 or byline.has_owner or read.headline.led_by == "with")
        and bool(record.venue or record.year or _leads_to_a_work(record))
        and len(record.title.split()) >= 3
        and record.confidence["title"].value >= 0.6
    )


def _leads_to_a_work(record: Record) -> bool:
    return bool(
        record.doi
        or record.arxiv_id
        or record.identifiers
        or any(link.kind in _OF_WORKS for link in record.links)
    )
