"""Every public address, found by following the links from the home page and the sitemap."""

import re
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

from django.urls import reverse

from transfer.static_site.addresses import UnsafeAddressError, file_of, normal
from transfer.static_site.drawing import Visitor
from website.markup import addresses_in_css, addresses_in_html

# Doors to what no static file can be: they are not asked, and links to them are taken away.
DOORS = ("/admin/", "/accounts/", "/healthz", "/readyz", "/-/", "/internal/", "/preview/")
SEARCH = "search"  # the name of the page whose query is answered by a script
_LOCATION = re.compile(r"<loc>([^<]+)</loc>")
_HTML, _CSS = "text/html", "text/css"


class ExportError(Exception):
    """The site cannot be exported whole; the message says why, for people."""


@dataclass
class Crawled:
    """What lies in the folder now, by address in normal form."""

    origin: str
    files: dict[str, str] = field(default_factory=dict)
    pages: set[str] = field(default_factory=set)  # those that are HTML
    styles: set[str] = field(default_factory=set)
    moved: dict[str, str] = field(default_factory=dict)  # address → where it redirects to
    missing: dict[str, str] = field(default_factory=dict)  # address → the page that leads to it

    def locate(self, page: str, address: str) -> str | None:
        """The address in normal form; None when it is none of this site's."""
        return on_site(self.origin, page, address)

    def settled(self, address: str) -> str:
        """Where an address leads in the end: behind redirects."""
        for _ in range(5):
            if address not in self.moved:
                break
            address = self.moved[address]
        return address


def crawl(folder: Path) -> Crawled:
    """Draw all that is public into the folder, as the views give it; links still as they were."""
    visitor = Visitor()
    found = Crawled(visitor.origin)
    home = ["/", *map(reverse, ("sitemap", "robots", SEARCH, "feed", "publication_feed"))]
    home += [reverse("publications_file", args=[kind]) for kind in ("bib", "ris", "json")]
    waiting = deque((address, "/") for address in home)
    seen = set(home)
    while waiting:
        address, page = waiting.popleft()
        for further in _visit(visitor, found, folder, address, page):
            if further not in seen:
                seen.add(further)
                waiting.append((further, address))
    return found


def on_site(origin: str, page: str, address: str) -> str | None:
    whole = urljoin(f"{origin}{page}", address)
    if urlsplit(whole).scheme not in ("http", "https") or not whole.startswith(f"{origin}/"):
        return None
    path = whole.removeprefix(origin)
    if path.startswith(reverse(SEARCH)):
        return reverse(SEARCH)
    return normal(path)


def _visit(visitor: Visitor, found: Crawled, folder: Path, address: str, page: str) -> list[str]:
    """Draw one address; those that it leads to."""
    try:
        path = file_of(address)
    except UnsafeAddressError:
        found.missing[address] = page
        return []
    answer = visitor.fetch(address, folder / path)
    if answer.status == 200:
        found.files[address] = path
        return _leads_to(found, folder / path, address, answer.content_type)
    if answer.location and 300 <= answer.status < 400:
        inside = found.locate(address, answer.location)
        found.moved[address] = inside or answer.location
        return [inside] if inside else []
    if answer.status in (400, 403, 404, 410) and address != "/":
        found.missing[address] = page
        return []
    raise ExportError(_reason(address, answer.status, visitor.host))


def _leads_to(found: Crawled, file: Path, address: str, content_type: str) -> list[str]:
    if content_type == _HTML:
        found.pages.add(address)
        addresses = addresses_in_html(file.read_text(encoding="utf-8"))
    elif content_type == _CSS:
        found.styles.add(address)
        addresses = addresses_in_css(file.read_text(encoding="utf-8"))
    elif address.startswith("/sitemap"):  # it may be an index of several
        addresses = _LOCATION.findall(file.read_text(encoding="utf-8"))
    else:
        return []
    inside = (found.locate(address, urldefrag(each).url) for each in addresses)
    return [each for each in inside if each and not each.startswith(DOORS)]


def _reason(address: str, status: int, host: str) -> str:
    if status == 400:
        return (
            f"The site does not answer at {host}. "
            "OCTAVO_HOSTS must name the host of OCTAVO_BASE_URL."
        )
    return f"{address} could not be drawn (status {status}). The server's log says why."
