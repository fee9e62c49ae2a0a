"""Colours and addresses of venues, for those that the papers of a site name."""

from django.core.exceptions import ValidationError

from publications.models import Venue
from publications.report import Item as Line
from transfer.content import Site
from typeset.fold import fold

UNNAMED = "No paper names this venue, so there is nothing to colour."


def colour_venues(site: Site) -> list[Line]:
    """Fill what a venue has not; what somebody chose here stays. A venue is everybody's."""
    wanted = [item for item in site.items if item.kind == "venue" and not item.left_out]
    if not wanted:
        return []
    venues = {fold(venue.short_name): venue for venue in Venue.objects.exclude(short_name="")}
    lines = []
    for item in wanted:
        venue = venues.get(fold(item.values["short_name"]))
        if venue is None:
            lines.append(Line("venue", item.ref, "rejected", item.title, [UNNAMED]))
            continue
        changed = [
            name for name in ("url", "colour") if item.values[name] and not getattr(venue, name)
        ]
        for name in changed:
            setattr(venue, name, item.values[name])
        try:
            venue.full_clean(exclude={"name"})
        except ValidationError as error:
            lines.append(Line("venue", item.ref, "rejected", item.title, error.messages))
            continue
        if changed:
            venue.save()
        lines.append(Line("venue", item.ref, "updated" if changed else "unchanged", item.title))
    return lines
