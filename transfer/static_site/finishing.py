"""The pages as they were drawn become files that lead to one another wherever the folder lies."""

import re
from html import escape
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

from django.templatetags.static import static
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _

from transfer.static_site.addresses import file_of, link
from transfer.static_site.crawl import DOORS, SEARCH, Crawled, ExportError
from transfer.static_site.drawing import Visitor
from transfer.static_site.searching import index_script
from website.markup import rewrite_css, rewrite_html

INDEX = "search/index.js"
_DOOR = re.compile(rf"<li><a href=\"(?:{'|'.join(DOORS)})[^>]*>[^<]*</a></li>\s*")
_FORM = re.compile(r"<form\b[^>]*>")
_SCRIPT = re.compile(r"<script\b[^>]*\bsrc=\"([^\"]*)\"[^>]*></script>\s*")
# Headings are chosen of lists that a server draws; the search has none.
_HEADINGS = re.compile(
    r"<label class=\"field\">(?:(?!</label>).)*<select name=\"group\">.*?</label>\s*", re.DOTALL
)
# What members of a served site load besides: nobody is a member of files.
_MEMBERS = re.compile(r" data-member=\"[^\"]*\"")
_MOVED = """<!doctype html>
<meta charset="utf-8">
<title>{title}</title>
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={address}">
<p><a href="{address}">{title}</a></p>
"""


def finish(found: Crawled, folder: Path) -> None:
    """Write every link anew, the search, and a page for each address that leads elsewhere."""
    search = _add_search(found, folder)
    if unused := found.files.pop(_asking_script(), None):
        (folder / unused).unlink()
    for address in sorted(found.pages | found.styles):
        file = folder / found.files[address]
        text = file.read_text(encoding="utf-8")
        page = _Page(found, address)
        text = page.styled(text) if address in found.styles else page.finished(text, search)
        file.write_text(text, encoding="utf-8")
    for address, target in sorted(found.moved.items()):
        _write_moved(found, folder, address, target)


class _Page:
    """One page or style sheet, and what its addresses become."""

    def __init__(self, found: Crawled, address: str) -> None:
        self.found = found
        self.address = address
        self.file = found.files[address]

    def styled(self, text: str) -> str:
        return rewrite_css(text, self.resolve)

    def finished(self, text: str, search: str) -> str:
        text = _DOOR.sub("", text)
        text = _SCRIPT.sub(self._without_asking, text)
        text = rewrite_html(text, self.resolve)
        text = _MEMBERS.sub(' data-member="data:text/javascript,"', text)
        text = _HEADINGS.sub("", text)
        text = _FORM.sub(self._form, text)
        if self.address == reverse(SEARCH):
            text = self._searching(text, search)
        return text

    def resolve(self, address: str) -> str | None:
        """The address in words that hold from disk; None for what no file answers."""
        if address.startswith("#"):
            return address
        plain, fragment = urldefrag(address)
        inside = self.found.locate(self.address, plain)
        if inside is None:
            return address
        settled = self.found.settled(inside)
        if settled not in self.found.files:
            return None if self.found.locate("/", settled) else settled
        query = urlsplit(plain).query if settled == reverse(SEARCH) else ""
        target = link(self.file, self.found.files[settled])
        return target + (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")

    def _form(self, _match: re.Match[str]) -> str:
        """Every form on public pages looks for something, which the search page's script can."""
        action = self.resolve(reverse(SEARCH)) or ""
        form = f'<form action="{escape(action)}" method="get">'
        try:
            place = resolve(urlsplit(self.address).path)
        except Resolver404:
            return form
        if place.url_name == "person_publications":
            slug = escape(place.kwargs["slug"])
            form += f'<input type="hidden" name="person" value="{slug}">'
        return form

    def _without_asking(self, match: re.Match[str]) -> str:
        return "" if match[1] == _asking_script() else match[0]

    def _searching(self, text: str, search: str) -> str:
        note = _("Searching needs JavaScript here. The lists have all there is.")
        text = text.replace(
            "</search>", f'</search>\n<noscript><p class="nothing">{note}</p></noscript>', 1
        )
        scripts = "".join(
            f'<script src="{link(self.file, file)}" defer></script>\n' for file in (INDEX, search)
        )
        return text.replace("</body>", f"{scripts}</body>", 1)


def _asking_script() -> str:
    """The script that narrows lists asks the server, and here is none."""
    return static("js/filter.js")


def _add_search(found: Crawled, folder: Path) -> str:
    """Write the index and its script; the path of the script."""
    page = _Page(found, reverse(SEARCH))
    index = index_script(page.resolve)
    (folder / INDEX).write_text(index, encoding="utf-8")
    address = static("js/offline-search.js")
    path = file_of(urlsplit(address).path)
    if Visitor().fetch(address, folder / path).status != 200:
        raise ExportError("The static files are not collected: run manage.py collectstatic first.")
    return path


def _write_moved(found: Crawled, folder: Path, address: str, target: str) -> None:
    """A page that leads on, for those who kept the old address."""
    path = file_of(address)
    settled = found.settled(target)
    if settled in found.files:
        there = link(path, found.files[settled])
    elif found.locate("/", settled):
        return
    else:
        there = settled
    file = folder / path
    if file.suffix != ".html" or file.exists():
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    title = _("This page has moved")
    file.write_text(_MOVED.format(title=title, address=escape(there)), encoding="utf-8")
