"""The ids by which a page's list leads to its papers: their keys in BibTeX.

Sites made by al-folio have them as ``/publications/#key``. What stands behind the ``#`` never
reaches a server, so the page itself must have that id.
"""

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING
from urllib.parse import quote

from publications.models import ImportedEntry, Publication

if TYPE_CHECKING:
    from publications.presentation.drawing import Drawn

FILES = "bibtex"  # the source of an entry that stood in a file
OF_PAGE = frozenset({"main"})  # what the page around the list has
_BLANK = re.compile(r"[\t\n\f\r ]")
_AS_IT_IS = "!#$%&'()*+,-./:;=?@[\\]^_{|}~"
_ID = re.compile(r'\sid="([^"]*)"')


class Anchors:
    """Gives each work of a page its ids; no id twice."""

    def __init__(self, works: Sequence["Drawn"], owner: int | None) -> None:
        """On the page of ``owner`` the keys of their own files go before those of the works."""
        self._ids: dict[int, list[str]] = {}
        taken = set(OF_PAGE)
        for each in works:
            acts = each.parts["acts"]  # an abstract may have headings
            if ' id="' in acts:
                taken.update(_ID.findall(acts))
        source = f"{FILES}:{owner}"
        given: list[tuple[int, str]] = [
            (each.pk, key)
            for each in works
            for origin, key in each.parts["keys"]
            if origin == source
        ]
        given += [(each.pk, each.parts["key"]) for each in works]
        for pk, key in given:
            if (name := identifier(key)) and name not in taken:
                taken.add(name)
                self._ids.setdefault(pk, []).append(name)

    def take(self, pk: int) -> list[str]:
        """The work's ids; nothing when it stands on the page for the second time."""
        return self._ids.pop(pk, [])


def identifier(key: str) -> str:
    """The key as an id.

    An id has no blanks. Browsers look for what an address says before they decode it; so a key
    with blanks is found as it stands in an address.
    """
    return fragment(key) if _BLANK.search(key) else key


def fragment(key: str) -> str:
    """The key as a browser writes it behind the ``#`` of an address."""
    return quote(key, safe=_AS_IT_IS)


def known_as(key: str, owner: int | None) -> Iterable[int]:
    """The works that have this key, those of the owner's own files first."""
    said = ImportedEntry.objects.filter(key=key, origin=f"{FILES}:{owner}")
    works = Publication.objects.filter(key=key)
    return [*said.values_list("publication_id", flat=True), *works.values_list("pk", flat=True)]
