"""Which venue a work's own words name.

``venue_text`` always holds the writer's own words. A venue here is linked when its name or its
short name says the same (folded), the name going first; a new one is made only when a short name
(``abbr``, the badge) is given together with a name.
"""

import re

from publications.merging.venues import former_names
from publications.models import Venue
from typeset.fold import fold

_ORDINAL = r"(?:\d{1,3}(?:st|nd|rd|th)|(?:19|20)\d\d)"
_MEETING = re.compile(
    rf"^{_ORDINAL}\s+|(?<=\bof the )(?:{_ORDINAL}\s+)+|\s*\([^()]*\)$"
    r"|[\s,]+[’'‘]?(?:(?:19|20)\d\d|(?<=[’'‘])\d\d)$"
)


def series_name(text: str) -> str:
    """The name under which all meetings of a series go: no number, no year, no brackets."""
    name = before = text
    while name and (name := _MEETING.sub("", before).strip()) != before:
        before = name
    return name or text


class Venues:
    """The venues here, read once and looked up without a query."""

    def __init__(self) -> None:
        self.by_name: dict[str, Venue] = {}
        self.by_short: dict[str, Venue] = {}
        rows = {venue.pk: venue for venue in Venue.objects.order_by("-pk")}
        for venue in rows.values():
            self._add(venue)
        for name, pk in former_names():
            if pk in rows:
                self.by_name.setdefault(fold(name), rows[pk])

    def find(self, text: str, short: str) -> Venue | None:
        name, badge = fold(text), fold(short)
        series = series_name(text)
        found = (
            self.by_name.get(name)
            or self.by_short.get(badge or name)
            or self.by_name.get(fold(series))
        )
        if found and badge and not found.short_name:
            found.short_name = short
            found.save(update_fields=["short_name", "folded"])
            self._add(found)
        if found or not (name and badge):
            return found
        made = Venue.objects.create(name=series[:300], short_name=short)
        self._add(made)
        return made

    def _add(self, venue: Venue) -> None:
        self.by_name[fold(venue.name)] = venue
        if venue.short_name:
            self.by_short[fold(venue.short_name)] = venue
