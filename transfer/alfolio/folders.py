"""The collections of a Jekyll site: the folders that begin with `_`, each by its reader."""

from transfer.alfolio.collections import READERS, read_collection
from transfer.alfolio.lists import BOOKS, read_books, read_unknown
from transfer.alfolio.people import COLLECTIONS
from transfer.content import Item
from transfer.jekyll.source import JekyllSource

# Folders of Jekyll's own; every other one that begins with `_` is a collection of pages.
_NO_COLLECTIONS = frozenset(
    {"_layouts", "_includes", "_sass", "_data", "_plugins", "_bibliography", "_pages", "_scripts",
     "_config", "_site", "_sass-variables", "_data-manip"}
)  # fmt: skip


def read_folders(source: JekyllSource) -> list[Item]:
    """What lies in all of them, but for people."""
    items: list[Item] = []
    for folder in _collections(source):
        if folder.removeprefix("_") in READERS:
            items += read_collection(source, folder)
        elif folder == BOOKS:
            items += read_books(source)
        elif folder not in COLLECTIONS:
            items += read_unknown(source, folder)
    return items


def _collections(source: JekyllSource) -> list[str]:
    """Folders with pages, the known ones in the order in which they matter."""
    folders = {
        path.split("/", 1)[0]
        for path in source.folder.paths
        if path.startswith("_") and "/" in path
    }
    known = [f"_{name}" for name in READERS if f"_{name}" in folders]
    return [*known, *sorted(folders - set(known) - _NO_COLLECTIONS)]
