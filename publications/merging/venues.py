"""Two venues; all that merging them needs is who may."""

from profiles.merging.rules import Rules
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
