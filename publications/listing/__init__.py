"""Hand-written publication lists, in Markdown, HTML or plain text, read into records.

Reading is pure and never fails: any text gives a `Listing`. What is not understood of an entry
stays in its record's `note`; what is no publication is in `skipped`, with the reason.
"""

from publications.listing.page import read_list
from publications.listing.records import (
    Author,
    Confidence,
    Link,
    Listing,
    Piece,
    Record,
    Section,
    Skipped,
    Version,
)

__all__ = [
    "Author",
    "Confidence",
    "Link",
    "Listing",
    "Piece",
    "Record",
    "Section",
    "Skipped",
    "Version",
    "read_list",
]
