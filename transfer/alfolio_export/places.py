"""Addresses of this site as they are on the exported one: its pages, and the uploads."""

from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve

from news.models import NewsItem, Post
from profiles.models import Page, Project, Researcher
from publications.models import Publication
from transfer.addresses import rewrite
from transfer.alfolio_export.files import Files

# The pages of the person that the theme has too.
_PAGES = {
    "about": "/", "person_publications": "/publications/", "person_news": "/news/",
    "teaching": "/teaching/", "cv": "/cv/", "person_feed": "/feed.xml", "projects": "/projects/",
    "blog": "/blog/", "person_file": "/publications/",
}  # fmt: skip


class Places:
    """Turns addresses in the texts of one person into those of the exported site."""

    def __init__(self, researcher: Researcher, files: Files) -> None:
        self.researcher = researcher
        self.files = files
        self.pages: dict[str, str] = {}

    def add(self, row: NewsItem | Post | Project | Page | Publication, address: str) -> None:
        """The page of a row, which will be at this address."""
        self.pages[row.get_absolute_url()] = address

    def text(self, markdown: str) -> str:
        return rewrite(markdown, lambda address, _picture: self.address(address))

    def address(self, address: str) -> str:
        address = address.strip()
        inside = self._inside(address)
        if inside is None:
            return address
        path = urlsplit(inside).path
        fragment = urlsplit(inside).fragment
        if path.startswith(settings.MEDIA_URL):
            stored = self.files.place(unquote(path.removeprefix(settings.MEDIA_URL)), own=False)
            return f"/{stored}" if stored else address
        if found := self.pages.get(path) or self._page(path):
            return f"{found}#{fragment}" if fragment and "#" not in found else found
        return f"{settings.BASE_URL}{inside}"

    def _inside(self, address: str) -> str | None:
        """The address as a path of this site; None when it leads elsewhere."""
        if settings.BASE_URL and address.startswith(f"{settings.BASE_URL}/"):
            return address.removeprefix(settings.BASE_URL)
        return address if address.startswith("/") and not address.startswith("//") else None

    def _page(self, path: str) -> str:
        try:
            found = resolve(path)
        except Resolver404:
            return ""
        if found.kwargs.get("slug", self.researcher.slug) != self.researcher.slug:
            return ""
        return _PAGES.get(found.url_name or "", "")
