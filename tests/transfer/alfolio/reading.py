"""Small al-folio sites, read: what the tests of the reader share."""

from tests.transfer.sites import lay_alfolio
from transfer.content import Item, Site
from transfer.folder import SiteFolder
from transfer.reading import read_site


def read(root, files=None) -> Site:
    return read_site(SiteFolder(lay_alfolio(root, files)))


def of(site: Site, kind: str) -> list[Item]:
    return [item for item in site.items if item.kind == kind]


def profile(site: Site) -> Item:
    return of(site, "profile")[0]


def about(head: str, body: str = "Words.") -> dict[str, str]:
    return {"_pages/about.md": f"---\nlayout: about\npermalink: /\n{head}\n---\n{body}\n"}


def config(more: str) -> dict[str, str]:
    return {"_config.yml": f"first_name: Mina\nlast_name: Sørensen\n{more}\n"}


def news(head: str, body: str = "Our paper was accepted.") -> dict[str, str]:
    return {"_news/a.md": f"---\nlayout: post\n{head}\n---\n\n{body}\n"}
