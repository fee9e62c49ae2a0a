"""Entries made ready, and the first look from which the lines of a page are put together."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from publications.listing.byline import Byline
from publications.listing.draft import Draft, draft_of
from publications.listing.entries import Entry, Look
from publications.listing.headline import Habit, Headline, read_headline
from publications.listing.people import Acquaintance
from publications.listing.prose import is_prose
from publications.listing.venue_words import venue_evidence

__all__ = ["Page", "headline_of", "look_at", "read_entry"]

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(slots=True)
class Page:
    """What is known of the whole page while its entries are read."""

    references: Mapping[str, str] = field(default_factory=dict)
    acquaintance: Acquaintance = field(default_factory=Acquaintance)
    habit: Habit = field(default_factory=Habit)
    legend: dict[str, str] = field(default_factory=dict)
    looked_at: dict[object, tuple[Draft, Headline]] = field(default_factory=dict)


def read_entry(entry: Entry, page: Page) -> tuple[Draft, Headline]:
    """An entry made ready, with its headline; what was read at a first look is not read again."""
    lines = tuple((part.number, part.text, part.breaks, part.fold) for part in entry.parts)
    key = (lines, entry.heading, entry.header)
    if key not in page.looked_at:
        draft = draft_of(entry, page.references)
        page.looked_at[key] = draft, headline_of(draft, page)
    draft, headline = page.looked_at[key]
    draft.entry = entry
    return draft, headline


def headline_of(draft: Draft, page: Page) -> Headline:
    return read_headline(draft.strip, page.acquaintance, page.habit, draft.labels)


def look_at(entry: Entry, page: Page) -> Look:
    """What an entry, or a part of one, seems to have."""
    found, headline = read_entry(entry, page)
    text = found.strip.free()
    authors = _are_authors(headline.byline)
    title = headline.title is not None and (
        headline.title.score > 0.45 or (authors and headline.score > 1.8)
    )
    rest = text
    if headline.title:
        rest = f"{rest[: headline.title.start]} {rest[headline.title.end :]}"
    return Look(title, authors, _is_placed(found, rest), not authors and is_prose(text))


def _are_authors(byline: Byline | None) -> bool:
    if byline is None:
        return False
    if byline.has_owner:
        return True
    if len(byline.people) > 1:
        return byline.score >= 0.75
    return byline.score >= 0.8 or (byline.score >= 0.5 and byline.stopped in ("break", "end"))


def _is_placed(draft: Draft, rest: str) -> bool:
    """Whether something says where or when the work appeared; `rest` is all but the title."""
    references = draft.references
    return bool(
        references.found
        or draft.tag
        or any(link.kind in ("pdf", "preprint", "code", "html") for link in references.links)
        or _YEAR.search(rest)
        or venue_evidence(rest[:400]) >= 0.8
    )
