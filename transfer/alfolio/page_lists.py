"""Lists that people keep by hand on the pages of a theme, beside or instead of its own files."""

from collections.abc import Callable, Iterable

from publications.bibtex import BibtexError, Entry, read
from publications.listing import Record
from transfer.content import Item, Site
from transfer.folder import BIB_BYTES, FileError, SiteFolder
from transfer.further_pages import lists_of_pages
from transfer.jekyll.source import JekyllSource
from typeset.fold import fold

_NEAR = 0.7  # of the words of both titles together, so many must be in both


def read_page_lists(
    source: JekyllSource, site: Site, pages: list[Item], data: list[Item]
) -> list[Item]:
    """The pages, and records for what they list; a paper that may stand in a file of the site
    under other words stays on its page, and so does all on a page that Octavo wrote."""
    known, doubts = [*site.items, *data], _doubts(source.folder, site)
    items: list[Item] = []
    for page in pages:
        document = source.document(page.ref) if page.ref in source.folder else None
        own = document is not None and document.is_own
        items += [page] if own else lists_of_pages([page], known, site.name, doubts)
    return items


def _doubts(folder: SiteFolder, site: Site) -> Callable[[Record], bool]:
    known: list[list[Entry]] = []

    def is_doubtful(record: Record) -> bool:
        if not known:  # most sites have no such list, and need not be compared
            known.append([*site.entries, *_entries(folder, site.bibliographies)])
        return _is_doubtful(record, known[0])

    return is_doubtful


def _entries(folder: SiteFolder, paths: Iterable[str]) -> Iterable[Entry]:
    for path in paths:
        try:
            yield from read(folder.read(path, BIB_BYTES)).entries
        except (FileError, BibtexError):
            continue  # the importer says so


def _is_doubtful(record: Record, entries: Iterable[Entry]) -> bool:
    """Whether it is like a paper of the files, and not surely the same.

    What is surely the same, the importer finds, and puts together.
    """
    title = fold(record.title)
    words, like = set(title.split()), False
    for entry in entries:
        other = fold(entry.title)
        identified = bool(
            (record.doi and record.doi.lower() == entry.doi.lower())
            or (record.arxiv_id and record.arxiv_id == entry.arxiv_id)
        )
        if title == other and (identified or record.year == entry.year):
            return False
        both = words & set(other.split())
        near = len(both) >= _NEAR * len(words | set(other.split()))
        like = like or identified or near
    return like
