"""Where the old site's pages are now, so that its addresses lead there on the person's own domain.

A request on that domain is answered as one beneath the person's page; so the old addresses are kept
beneath it too, and cannot touch anybody else's.
"""

import posixpath
import re
from urllib.parse import unquote, urlsplit

from django.db.models import Model
from django.urls import reverse

from profiles.models import Researcher
from profiles.old_addresses import remember, remember_address
from transfer.content import Item


class Redirects:
    def __init__(self, researcher: Researcher) -> None:
        self.base = researcher.get_absolute_url().rstrip("/")
        self.lists = {
            "talk": reverse("cv", args=[researcher.slug]),
            "session": reverse("teaching", args=[researcher.slug]),
        }
        self.kept = 0

    def keep(self, item: Item, row: Model) -> None:
        """Let the item's old addresses lead to its row, or to the list in which it stands."""
        for path in paths_of(item.addresses):
            address = self.base + path
            if address == getattr(row, "get_absolute_url", str)().partition("#")[0]:
                continue
            if hasattr(row, "get_absolute_url"):
                self.kept += remember(address, row) is not None
            elif there := self.lists.get(item.kind):
                self.kept += remember_address(address, there) is not None

    def keep_list(self, item: Item, there: str) -> None:
        """Let a page that only drew a list lead to where that list is here."""
        for path in paths_of(item.addresses):
            if self.base + path != there:
                self.kept += remember_address(self.base + path, there) is not None


def paths_of(addresses: list[str]) -> list[str]:
    """The addresses as paths of pages; source files, other hosts and the top are none."""
    found: dict[str, None] = {}
    for address in addresses:
        parts = urlsplit(address.strip())
        path = posixpath.normpath("/" + unquote(parts.path).strip("/"))
        if (
            parts.netloc
            or path in ("/", ".")
            or re.search(r"^/_|\.(?:md|markdown)$|[\0-\x1f]", path)
        ):
            continue
        if path.endswith(".html"):
            found[path] = None
        else:
            found |= {path: None, f"{path}/": None}
    return [path for path in found if len(path) <= 300]
