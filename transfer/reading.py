"""Any folder as a site: what made it is found out, not asked for."""

import re

from publications.listing.headings import read_heading
from transfer.alfolio.about import find_about
from transfer.alfolio.collections import read_collection
from transfer.alfolio.folders import read_folders
from transfer.alfolio.people import read_people
from transfer.alfolio.reader import is_alfolio, read_alfolio
from transfer.alfolio.samples import LEFT_OUT
from transfer.alfolio.socials import read_socials
from transfer.content import PAPERS, Item, Site
from transfer.folder import SiteFolder
from transfer.further_pages import read_further_pages
from transfer.hugo.reader import is_hugo, read_hugo
from transfer.hugo.source import HugoSource
from transfer.jekyll.author import author_of, read_author
from transfer.jekyll.owner import owner_of
from transfer.jekyll.source import JekyllSource
from transfer.jekyll.yaml_text import text
from transfer.jekyll_page import find_page, read_page, split_sections
from transfer.limits import FolderError
from transfer.paper_sections import find_lines, signs

_A_LIST = 15  # words
MAX_REF = 480  # characters by which a thing of the site is remembered
_ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", re.IGNORECASE)
_EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+")

Name = tuple[str, str]  # given and family name


def read_site(folder: SiteFolder, *, with_samples: bool = False, owner: Name = ("", "")) -> Site:
    """What the folder holds; ``with_samples`` takes what ships with the themes too.

    ``owner`` is the given and the family name of whose site it is, for one that does not say.
    Raises FolderError, with one line for people, when the folder holds no site.
    """
    if not folder.paths:
        raise FolderError(f"{folder.name} is empty.")
    source = JekyllSource(folder, with_samples=with_samples, owner=owner)
    hugo = HugoSource(folder, with_samples=with_samples)
    if not source.config_path and is_hugo(hugo):
        source, site = hugo, read_hugo(hugo)
    elif path := _headed_about(source):
        site = _plain_site(source, path)
    elif is_alfolio(source):
        site = read_alfolio(source)
    elif path := find_page(source):
        site = _plain_site(source, path)
    else:
        raise FolderError(_refusal(source))
    site.made_with = _maker(source, site)
    _close(source, site)
    return site


def _maker(source: JekyllSource, site: Site) -> str:
    if isinstance(source, HugoSource):
        return "Hugo Blox"
    plain = [item for item in site.items if item.values.get("layout") == "plain"]
    if plain:
        return "HTML" if plain[0].ref.startswith("index.htm") else "Jekyll"
    return "academicpages" if source.folder.below("_publications") else "al-folio"


def _plain_site(source: JekyllSource, path: str) -> Site:
    document = source.document(path)
    values = document.values if document else {}
    said = owner_of(source.config or values)  # a page of HTML says it itself
    page = source.prose(document).text if document else ""
    given, family = _owner(page, said, source.owner)
    site = Site(source.origin, given, family)
    if document:
        site.items = [*read_page(source, path, document, site.name), *read_socials(source)]
        site.items += _of_author(source, site.items)
        if source.config_path:  # else no Jekyll, which alone knows such folders
            site.items += [*read_folders(source), *read_people(source, site.name)]
        site.items += read_further_pages(source, path, site.items, site.name)
        site.items += _section_of_links(source, site)
    return site


def _owner(page: str, said: Name, known: Name) -> Name:
    """Given and family name of whose page it is: of those that it may be, who signs its papers.

    What a site calls itself may be no name, and an address may have the family name first.
    """
    names = [name for name in (said, known, known[::-1]) if any(name)]
    if len(set(names)) < 2:
        return names[0] if names else ("", "")
    return next((name for name in names if signs(page, " ".join(name).strip())), names[0])


def _headed_about(source: JekyllSource) -> str:
    """The about page of a theme that has nothing but this page, with papers under a heading of it;
    empty for every other site."""
    path = find_about(source)
    document = source.document(path) if path else None
    if document is None or _keeps_papers(source):
        return ""
    if text(document.values.get("layout")) == "about":
        return ""
    sections = split_sections(source.prose(document).text)[1]
    papers = [each for each in sections if read_heading(each.heading).says == "publications"]
    many = len(sections) > 1 and any(len(each.body.split()) > _A_LIST for each in papers)
    return path if many else ""


def _keeps_papers(source: JekyllSource) -> bool:
    """Whether papers or news lie in files of their own, other than those the theme came with."""
    if source.folder.below("_bibliography", ".bib"):
        return True
    kept = [*read_collection(source, "_publications"), *read_collection(source, "_news")]
    return any(not item.left_out for item in kept)


def _of_author(source: JekyllSource, items: list[Item]) -> list[Item]:
    """What the configuration says of the person: to their profile, and a photo if there is none."""
    author = author_of(source)
    profile = next((item for item in items if item.kind == "profile"), None)
    if not author or profile is None:
        return []
    profile.values |= {name: said for name, said in read_author(source).items() if said}
    avatar = text(author.get("avatar"))
    if not avatar or any(item.kind == "photo" for item in items):
        return []
    return [Item("photo", f"{source.config_path}#avatar", "avatar", files={"image": avatar})]


def _section_of_links(source: JekyllSource, site: Site) -> list[Item]:
    """Links of the configuration come at the end of a plain page."""
    if not any(item.kind == "link" and not item.left_out for item in site.items):
        return []
    position = sum(item.kind == "section" for item in site.items)
    values = {"kind": "links", "heading": "", "body": "", "position": position}
    return [Item("section", f"{source.config_path}#links", "Links", values=values)]


def _close(source: JekyllSource, site: Site) -> None:
    """Add what the files had wrong, and give each item a name of its own."""
    reported = {item.ref for item in site.items}
    for path, reason in source.unreadable.items():
        if path not in reported:
            site.items.append(Item("file", path, path, left_out=reason))
    site.problems += source.problems
    site.with_samples = source.with_samples
    _contact(site)
    for position, item in enumerate(item for item in site.items if item.kind == "link"):
        item.values["position"] = position
    seen: dict[tuple[str, str], int] = {}
    for item in site.items:
        if item.kind == PAPERS:
            find_lines(item.values["records"], source.folder.text(item.ref.rpartition("#")[0]))
        item.ref = item.ref[:MAX_REF]
        number = seen[item.kind, item.ref] = seen.get((item.kind, item.ref), 0) + 1
        if number > 1:
            item.ref = f"{item.ref}-{number}"
        if source.with_samples and item.left_out == LEFT_OUT:
            item.left_out = ""
        if item.left_out:
            item.problems = []  # of what nobody will see
    readable = [
        item for item in site.items if not item.left_out or item.ref not in source.unreadable
    ]
    if not readable and not site.bibliographies:
        raise FolderError(f"{source.folder.name}: {next(iter(source.unreadable.values()))}")


def _contact(site: Site) -> None:
    """The ORCID iD and the e-mail address among the links are the person's own."""
    profile = next((item for item in site.items if item.kind == "profile"), None)
    for item in site.items:
        if profile is None or item.kind != "link" or item.left_out:
            continue
        value = str(item.values.get("value", ""))
        if item.values.get("platform") == "orcid" and (found := _ORCID.search(value)):
            profile.values["orcid"] = found[0].upper()
        elif item.values.get("platform") == "email" and _EMAIL.fullmatch(value):
            profile.values["email"] = value


def _refusal(source: JekyllSource) -> str:
    root = source.folder.name
    if source.unreadable:
        return f"{root}: {next(iter(source.unreadable.values()))}"
    pages = source.folder.below("", ".html", ".htm")
    if pages and not source.config_path:
        return (
            f"{root} holds the pages that a site generator made, not their source. "
            "Name the folder with _config.yml in it, such as the repository's main branch."
        )
    return (
        f"{root} holds no site that can be read: there is no _pages/about.md, "
        "no index.md and no _config.yml with _news or _bibliography beside it."
    )
