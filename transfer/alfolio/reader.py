"""An al-folio or academicpages folder, of any age and fork. Pure: files in, a Site out.

Each file is looked at on its own, since forks mix the generations of the theme; what is not
imported yet is an item too, with the reason.
"""

import re
from fnmatch import fnmatch
from pathlib import PurePosixPath

from transfer.alfolio.about import find_about, read_about
from transfer.alfolio.coauthors import is_coauthors, read_coauthors
from transfer.alfolio.collections import read_collection
from transfer.alfolio.cv import is_cv, read_cv, read_section_files, section_files
from transfer.alfolio.folders import read_folders
from transfer.alfolio.lists import REPOSITORIES, read_repositories
from transfer.alfolio.page_lists import read_page_lists
from transfer.alfolio.pages import NAVIGATION, read_pages
from transfer.alfolio.people import read_people
from transfer.alfolio.samples import LEFT_OUT, is_sample_page
from transfer.alfolio.socials import DATA as SOCIALS
from transfer.alfolio.socials import read_socials
from transfer.content import Item, Site
from transfer.jekyll.comments import is_page, pages_in
from transfer.jekyll.owner import is_sample_name, owner_of, scholar_names, site_title
from transfer.jekyll.source import JekyllSource
from transfer.jekyll.yaml_text import mapping, text, texts

VENUES = "_data/venues.yml"
_OF_THEMES = frozenset({"ui-text.yml", "featured_plugins.yml"})
_PUBLICATION_PAGES = frozenset(
    {"publications", "papers", "preprints", "research", "about", "index"}
)
_OTHER_FILE = re.compile(r"\{%-?\s*bibliography\b[^%]*?(?:-f|--file)\s+([\w./'\"-]+)")
_LISTED = re.compile(r"\{%-?\s*bibliography\b(?![^%]*--cited)")
_NOT_YET = "This is not imported yet. Add by hand what you want to keep of it."


def is_alfolio(source: JekyllSource) -> bool:
    if find_about(source):
        return True
    folders = {path.split("/", 1)[0] for path in source.folder.paths if "/" in path}
    return bool(source.config_path) and bool({"_bibliography", "_news", "_publications"} & folders)


def read_alfolio(source: JekyllSource) -> Site:
    said = owner_of(source.config)
    given, family = said if any(said) else source.owner
    site = Site(source.origin, given, family)
    about = find_about(source)
    site.items += _about(source, about, site) if about else []
    site.items += _names(source)
    site.items += read_socials(source)
    site.items += read_folders(source)
    site.items += read_people(source, site.name)
    site.bibliographies, others = _bibliographies(source)
    pages, data = read_pages(source, about, {site.name}), read_data(source)
    site.items += read_page_lists(source, site, pages, data)
    site.items += [*data, *_venues(source), *read_coauthors(source), *_other_data(source), *others]
    if not about:
        site.problems.append("No about page was found: no page has “layout: about”.")
    return site


def read_data(source: JekyllSource) -> list[Item]:
    """What data files say of the person."""
    return [*read_cv(source), *read_section_files(source), *read_repositories(source)]


def _about(source: JekyllSource, path: str, site: Site) -> list[Item]:
    document = source.document(path)
    if document is None:
        return [Item("profile", path, left_out=source.unreadable[path])]
    prose = source.prose(document)
    items = read_about(source, path, document, prose)
    items[0].problems += [
        f"line {comment.line}: a comment was left out."
        for comment in prose.comments
        if not is_page(comment)
    ]
    if not site.given_name and (title := site_title(source.config)) and title != site.family_name:
        items[0].values["display_name"] = title  # a lab, of which the name is an acronym
    known = {site.name, text(document.values.get("title"))}
    drafts = pages_in(source, path, prose.comments, known)
    for draft in drafts:
        if is_sample_page(draft.values["body"]):
            draft.left_out = LEFT_OUT
    return [*items, *drafts]


def _names(source: JekyllSource) -> list[Item]:
    items = []
    for name in scholar_names(source.config):
        item = Item("name", f"{source.config_path}#{name}", name)
        item.values = {"name": name, "private": True}
        if is_sample_name(name):
            item.left_out = LEFT_OUT
        items.append(item)
    return items


def _other_data(source: JekyllSource) -> list[Item]:
    """Data files that are not read elsewhere."""
    read_elsewhere = {*SOCIALS, NAVIGATION, REPOSITORIES, VENUES, *section_files(source)}
    return [
        Item("data", path, PurePosixPath(path).name, left_out=_reason(path))
        for path in source.folder.below("_data", ".yml", ".yaml", ".json", ".csv")
        if path not in read_elsewhere and not is_cv(path) and not is_coauthors(path)
    ]


def _venues(source: JekyllSource) -> list[Item]:
    """Short names of venues with their colours and addresses."""
    items = []
    for short, entry in mapping(source.data(VENUES)).items():
        item = Item("venue", f"{VENUES}#{short}", short)
        item.values = {
            "short_name": short,
            "url": text(mapping(entry).get("url")),
            "colour": text(mapping(entry).get("color") or mapping(entry).get("colour")),
        }
        items.append(item)
    return items


def _reason(path: str) -> str:
    if PurePosixPath(path).name in _OF_THEMES:
        return "It holds words of the theme, not of the site."
    if path.startswith("_data/comments/"):
        return "Comments of visitors are not imported."
    if PurePosixPath(path).stem == "citations":
        return "It holds counts of citations, which grow old."
    return _NOT_YET


def _bibliographies(source: JekyllSource) -> tuple[list[str], list[Item]]:
    """The `.bib` files that are shown as publications, and those that are not, with the reason."""
    scholar = mapping(source.config.get("scholar"))
    folder = text(scholar.get("source")).strip("./") or "_bibliography"
    present = source.folder.below(folder, ".bib")
    named = texts(scholar.get("bibliography")) or ["*"]
    shown = [*_matching(present, folder, named)]
    elsewhere: dict[str, str] = {}
    for path in source.pages("_pages"):
        document = source.document(path)
        names = _OTHER_FILE.findall(document.body) if document else []
        found = _matching(present, folder, [name.strip("'\"") for name in names])
        if PurePosixPath(path).stem in _PUBLICATION_PAGES:
            shown += found
        else:
            elsewhere |= dict.fromkeys(found, path)
    shown = list(dict.fromkeys(shown))
    if _lists_files(source):
        shown = []
    return shown, [_not_shown(path, elsewhere) for path in present if path not in shown]


def _lists_files(source: JekyllSource) -> bool:
    """Whether the site's papers have files of their own, and no page lists a bibliography."""
    papers = read_collection(source, "_publications")
    if all(item.left_out for item in papers):
        return False
    documents = map(source.document, [*source.pages(""), *source.pages("_pages")])
    return not any(_LISTED.search(document.body) for document in documents if document)


def _matching(present: list[str], folder: str, names: list[str]) -> list[str]:
    patterns = [
        f"{folder}/{name}" if name.endswith(".bib") else f"{folder}/{name}.bib" for name in names
    ]
    return [path for pattern in patterns for path in present if fnmatch(path, pattern)]


def _not_shown(path: str, elsewhere: dict[str, str]) -> Item:
    where = (
        f"It is listed on {elsewhere[path]}" if path in elsewhere else "The site lists it nowhere"
    )
    reason = f"{where}, not among the publications. import_bibtex takes it, if it belongs to them."
    return Item("bibliography", path, PurePosixPath(path).name, left_out=reason)
