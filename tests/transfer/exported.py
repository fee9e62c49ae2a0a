"""A folder of exported pages, read as a browser would read it from disk."""

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

ADDRESSES = ("href", "src", "action", "poster", "data")


class Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value for name, value in attrs if value}
        if "id" in values:
            self.ids.add(values["id"])
        if values.get("rel") == "canonical":
            return
        self.links += [values[name] for name in ADDRESSES if name in values]
        for each in values.get("srcset", "").split(","):
            self.links += each.split()[:1]


def broken_links(folder: Path) -> list[str]:
    """Every link of a page that leads to no file in the folder, or to no place on its page."""
    folder = folder.resolve()
    pages = {file: Page(file.read_text(encoding="utf-8")) for file in folder.rglob("*.html")}
    assert pages
    return [
        f"{file.relative_to(folder)}: {address}"
        for file, page in pages.items()
        for address in page.links
        if not _leads_somewhere(folder, file, address, pages)
    ]


def _leads_somewhere(folder: Path, file: Path, address: str, pages: dict[Path, Page]) -> bool:
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return bool(parts.scheme)
    target = (file.parent / unquote(parts.path)).resolve() if parts.path else file
    if not target.is_file() or folder not in target.parents:
        return False
    return not parts.fragment or target not in pages or unquote(parts.fragment) in pages[target].ids
