"""Two venues: who may merge them, and what a venue was called before."""

from collections.abc import Iterator

from profiles.merging.rules import Rules
from profiles.models import MergeRecord
from publications.models import Venue
from publications.permissions import (
    can_merge_venues,
    mergeable_venues,
    undoable_merges_of_venues,
)

VENUES = Rules(
    Venue,
    mergeable=mergeable_venues,
    may=can_merge_venues,
    undoable=undoable_merges_of_venues,
)


def former_names() -> Iterator[tuple[str, int]]:
    """The names of venues that were merged into another, each with the venue that it is now."""
    merges = MergeRecord.objects.filter(what=Venue._meta.label, undone_at=None)
    now: dict[int, int] = {}
    for dropped, kept, name in merges.values_list("dropped", "kept", "dropped_name"):
        # The newest first: what its venue was merged into later is known by now.
        now[dropped] = now.get(kept, kept)
        yield name, now[dropped]
