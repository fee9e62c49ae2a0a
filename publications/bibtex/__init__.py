"""BibTeX and BibLaTeX, both ways: the public face of the modules that do the work.

`read` accounts for every entry of a file, in `entries` or in `rejected`, and raises nothing but
BibtexError, for a file that is too large or no text. `write` gives back what came in.
"""

from publications.bibtex.blocks import MAX_ENTRIES
from publications.bibtex.reader import Account, account, read
from publications.bibtex.records import (
    Author,
    Bibliography,
    Entry,
    Link,
    Offer,
    Problem,
    Rejection,
)
from publications.bibtex.source import MAX_BYTES, BibtexError
from publications.bibtex.writer import write

__all__ = [
    "MAX_BYTES",
    "MAX_ENTRIES",
    "Account",
    "Author",
    "Bibliography",
    "BibtexError",
    "Entry",
    "Link",
    "Offer",
    "Problem",
    "Rejection",
    "account",
    "read",
    "write",
]
