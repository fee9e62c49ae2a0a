"""Where the things of an old site are now: its pages, and the files that its texts show."""

from typing import Any
from urllib.parse import urlsplit

from django.urls import reverse

from profiles.models import Researcher
from profiles.slugs import unique_slug
from transfer.addresses import on_old_site, page_path, rewrite
from transfer.attachments import AttachmentError, Attachments
from transfer.content import Item, Site
from transfer.folder import PathEscapeError
from transfer.kinds import KINDS
from transfer.links import settled

# Where the theme looks for files that are only named.
PICTURE_FOLDERS = ("assets/img", "assets/images", "images", "img")
DOCUMENT_FOLDERS = ("assets/pdf", "assets", "files", "pdf", "assets/img", "assets/html")


class Places:
    """Turns addresses of the old site into new ones, in the texts of its items."""

    def __init__(self, site: Site, researcher: Researcher, attachments: Attachments) -> None:
        self.site = site
        self.researcher = researcher
        self.attachments = attachments
        self.pages = _pages_of(researcher)
        self.slugs: dict[int, str] = {}

    def settle_slug(self, item: Item, slug: str) -> None:
        """Give an item that has a page the address that it will have."""
        kind = KINDS[item.kind]
        if not slug:
            wished = f"my-{item.slug}" if item.slug in kind.reserved else item.slug
            queryset = kind.rows(self.researcher) if item.kind == "page" else kind.model.objects
            slug = unique_slug(queryset, wished, item.kind, frozenset(self.slugs.values()))
        self.slugs[id(item)] = slug
        values = {"inline": False} if item.kind == "news" else {}
        row = kind.model(slug=slug, **values, **kind.owners(self.researcher))
        for address in item.addresses:
            if address:
                self.pages[page_path(address)] = row.get_absolute_url()

    def slug_of(self, item: Item) -> str:
        return self.slugs.get(id(item), "")

    def settle_line(self, item: Item) -> None:
        """An item without a page of its own stands in a list."""
        name = {"news": "person_news", "course": "teaching", "talk": "cv"}.get(item.kind)
        if name:
            for address in item.addresses:
                if address:
                    self.pages.setdefault(
                        page_path(address), reverse(name, args=[self.researcher.slug])
                    )

    def settle_paper(self, item: Item) -> None:
        """A paper that had a page of its own is found in the person's list, by its key."""
        there = reverse("person_publications", args=[self.researcher.slug])
        for address in item.addresses:
            if address:
                self.pages.setdefault(page_path(address), f"{there}#{item.values['entry'].key}")

    def settle_list(self, item: Item) -> None:
        """A page that only drew a list is where that list is now, at all of its addresses."""
        paths = [page_path(address) for address in item.addresses if address]
        if there := next((self.pages[path] for path in paths if path in self.pages), None):
            for path in paths:
                self.pages.setdefault(path, there)

    def text(self, markdown: str, item: Item) -> str:
        """The text with its addresses as they are now; what leads nowhere is reported."""
        pages = [known for known in item.addresses if known and not known.startswith("/_")]
        # A line of the news is read on the home page.
        page = "/" if item.values.get("inline") or not pages else pages[-1]
        return rewrite(
            markdown, lambda address, picture: self.address(address, item, page, picture)
        )

    def address(self, address: str, item: Item, page: str = "/", picture: bool = False) -> str:
        """Where an address leads now; empty when there is nothing to lead to."""
        path = on_old_site(address, self.site.origin, page)
        if path is None:
            return address.strip()
        parts = urlsplit(path)
        if not picture and (known := self.pages.get(page_path(path))):
            return known + (f"#{parts.fragment}" if parts.fragment and "#" not in known else "")
        file = self.file(address, path)
        if file:
            try:
                return self.attachments.address(file)
            except AttachmentError as error:
                item.tell(str(error))
        elif not address.startswith(("http://", "https://")):
            item.tell(f"“{address}” is not in the folder.")
        return f"{self.site.origin}{path}" if self.site.origin else ""

    def file(self, address: str, path: str) -> str | None:
        """The file that an address means; ``path`` is where it leads on the old site."""
        find = self.attachments.folder.find
        try:
            for folder in self.site.static:
                if found := find(f"/{folder}{path}"):
                    return found
            return find(path) or find(urlsplit(address).path, *PICTURE_FOLDERS, *DOCUMENT_FOLDERS)
        except PathEscapeError:
            return None  # the old site ended at its top, as this one does


def _pages_of(researcher: Researcher) -> dict[str, str]:
    """The pages that every site of the theme has."""
    slug = researcher.slug
    person = {
        "/": "about", "/publications": "person_publications", "/papers": "person_publications",
        "/news": "person_news", "/teaching": "teaching", "/cv": "cv", "/talks": "cv",
        "/feed.xml": "person_feed",
    }  # fmt: skip
    pages = {path: reverse(name, args=[slug]) for path, name in person.items()}
    return pages | {"/blog": reverse("blog"), "/projects": reverse("projects")}


def values_with_places(places: Places, item: Item, markdown: tuple[str, ...]) -> dict[str, Any]:
    """The item's values with all addresses in them as they are now."""
    values = dict(item.values)
    for name in markdown:
        if isinstance(values.get(name), str):
            values[name] = places.text(values[name], item)
    for name in ("url", "value"):
        written = values.get(name)
        if isinstance(written, str) and written.startswith(("/", ".", "assets/")):
            values[name] = places.address(written, item)
    return settled(values) if item.kind == "link" else values
