"""The other pages: texts come in as pages, lists that Octavo draws itself do not."""

import re
from pathlib import PurePosixPath

from transfer.addresses import page_path
from transfer.alfolio.people import ON_PAGES
from transfer.alfolio.samples import LEFT_OUT, is_sample_page
from transfer.content import Item
from transfer.html_to_markdown import plain_words
from transfer.jekyll.comments import is_page, pages_in
from transfer.jekyll.front_matter import Document
from transfer.jekyll.prose import Prose
from transfer.jekyll.source import JekyllSource
from transfer.jekyll.yaml_text import mapping, number, text, texts, truth
from typeset.fold import slugify

# Pages on which the theme lists what lies elsewhere; Octavo has pages of its own for these.
_DRAWN = frozenset(
    {"publications", "papers", "projects", "teaching", "blog", "news", "cv", "repositories",
     "people", "404", "books", "bookshelf", "allnews", "category-archive", "collection-archive",
     "tag-archive", "year-archive", "page-archive", "archive-layout-with-content", "categories",
     "tags", "talks", "portfolio", "terms"}
)  # fmt: skip
_DRAWN_LAYOUTS = frozenset(
    {"cv", "profiles", "book-shelf", "bib", "archive", "teaching", "awards", "members"}
)
# Pages that are nothing but a list, however long their file is.
_PROGRAMS = frozenset({"404", "sitemap", "talkmap"})
_NO_PAGES = (
    "README",
    "LICENSE",
    "CONTRIBUTING",
    "CUSTOMIZE",
    "INSTALL",
    "FAQ",
    "CHANGELOG",
    "SECURITY",
)
NAVIGATION = "_data/navigation.yml"
_HTML = (".html", ".htm")
_FOLDER_PAGE = re.compile(
    r"[^/]+/index\.(?:md|markdown)|(?:publications?|papers?|pubs|research|teaching|cv|news|talks?"
    r"|projects?|software|service|students?|group|contact|bio)/index\.html"
)
_ENTRY = re.compile(r"^[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+\S", re.MULTILINE)
_HEADING = re.compile(r"^#+ .*$|^\s+|^---$", re.MULTILINE)
_SHORT = 200  # characters around a list that are no text of their own


def read_pages(
    source: JekyllSource, about: str, known: set[str], *, plain: bool = False
) -> list[Item]:
    """The pages but ``about``. ``plain`` says that no theme draws anything on them."""
    included = _contents_of_profiles(source)
    navigation = _navigation(source)
    items: list[Item] = []
    for path in _paths(source, plain=plain):
        if path == about:
            continue
        document = source.document(path)
        if document is None:
            items.append(Item("page", path, left_out=source.unreadable[path]))
            continue
        prose = source.prose(document)
        items.append(_page(source, path, document, prose))
        items[-1].left_out = _reason(source, path, document, prose, included, plain=plain)
        _place(items[-1], navigation)
        items += pages_in(source, path, prose.comments, {*known, items[-1].title})
    return items


def _paths(source: JekyllSource, *, plain: bool) -> list[str]:
    """Those in `_pages` and at the top; of a plain site the folders that hold a page alone too."""
    top = [
        path
        for path in source.pages("")
        if ("/" not in path or (plain and _FOLDER_PAGE.fullmatch(path)))
        and not PurePosixPath(path).stem.startswith(_NO_PAGES)
    ]
    return [
        *source.pages("_pages"),
        *(path for path in top if not path.endswith(_HTML) or (plain and not _twin(source, path))),
    ]


def _twin(source: JekyllSource, path: str) -> bool:
    """Whether an HTML file is what was made of a page that is here too."""
    stem = path.rsplit(".", 1)[0]
    return f"{stem}.md" in source.folder or f"{stem}.markdown" in source.folder


def _contents_of_profiles(source: JekyllSource) -> set[str]:
    """Texts about people, which the page of profiles puts together."""
    names: set[str] = set()
    for path in source.pages("_pages"):
        document = source.document(path)
        if document and text(document.values.get("layout")) == "profiles":
            for value in document.values.values():
                for entry in value if isinstance(value, list) else []:
                    names.update(texts(mapping(entry).get("content")))
    return names


def _navigation(source: JekyllSource) -> dict[str, int]:
    """The addresses of a navigation that stands in a file of its own, with their places."""
    entries = mapping(source.data(NAVIGATION)).get("main")
    found = (
        [text(mapping(each).get("url")) for each in entries] if isinstance(entries, list) else []
    )
    return {page_path(url): place for place, url in enumerate(found) if url.startswith("/")}


def _place(item: Item, navigation: dict[str, int]) -> None:
    """Where the page stands in that navigation; the page's own word counts without one."""
    if not navigation or not item.values:
        return
    places = [navigation[path] for at in item.addresses if (path := page_path(at)) in navigation]
    item.values |= {"in_navigation": bool(places), "position": min(places, default=0)}


def _page(source: JekyllSource, path: str, document: Document, prose: Prose) -> Item:
    values = document.values
    stem = _stem(path)
    title = plain_words(text(values.get("title"))) or stem.replace("_", " ").replace("-", " ")
    permalink = text(values.get("permalink"))
    item = Item("page", path, title[:1].upper() + title[1:])
    item.problems += [*document.problems, *prose.problems]
    item.problems += [
        f"line {comment.line}: a comment was left out."
        for comment in prose.comments
        if not is_page(comment)
    ]
    item.values = {
        "title": item.title,
        "body": _with_description(source, values.get("description"), prose.text),
        "draft": truth(values.get("published")) is False,
        "in_navigation": truth(values.get("nav")) is not False,
        "position": number(values.get("nav_order") or values.get("order")) or 0,
    }
    item.slug = slugify(
        permalink.strip("/").rsplit("/", 1)[-1].removesuffix(".html") or stem, "page"
    )
    item.addresses = [f"/{path}", permalink or f"/{stem}/", *texts(values.get("redirect_from"))]
    return item


def _stem(path: str) -> str:
    """What the page is called: `research` for `research.md` and for `research/index.md`."""
    file = PurePosixPath(path)
    folder = file.parent.name
    return folder if file.stem == "index" and folder and not folder.startswith("_") else file.stem


def _reason(
    source: JekyllSource,
    path: str,
    document: Document,
    prose: Prose,
    included: set[str],
    *,
    plain: bool,
) -> str:
    """Why the page is not imported; empty when it is."""
    layout = text(document.values.get("layout"))
    language = source.other_language(path)
    reasons = {
        f"It is in another language ({language}); only {source.language} was imported.": language,
        LEFT_OUT: is_sample_page(prose.text)
        or is_sample_page(text(document.values.get("description"))),
        ON_PAGES: (PurePosixPath(path).name in included or layout == "profiles"),
        "The configuration keeps it off the site.": source.excluded(path),
        "It has no head, so it was no page of the site.": (
            not document.has_head and (not plain or path.endswith(_HTML))
        ),
    }
    stated = next((reason for reason, holds in reasons.items() if holds), "")
    return stated or _emptiness(path, document, prose, plain=plain)


def _emptiness(path: str, document: Document, prose: Prose, *, plain: bool) -> str:
    """Why there is nothing on the page to import; empty when there is something."""
    values = document.values
    place = text(values.get("permalink")).strip("/").removesuffix(".html")
    drawn = {place, PurePosixPath(path).stem} & _DRAWN or text(
        values.get("layout")
    ) in _DRAWN_LAYOUTS
    # A page of an export of our own is one, and so is a short list that somebody wrote there.
    plain_text = "{%" not in document.body
    own = plain_text and (document.is_own or bool(_ENTRY.search(prose.text)))
    short = len(_HEADING.sub("", prose.text)) < _SHORT and not own
    if truth(values.get("dropdown")) is True or "children" in values:
        return "It only is a menu; Octavo makes its own."
    if (drawn and short and not plain) or PurePosixPath(path).stem in _PROGRAMS:
        return "Octavo draws this list itself."
    if not prose.text:
        return "It holds no text of its own."
    if short and prose.problems and "{%" in document.body:
        return "It only lists what lies elsewhere, by a program that is not run."
    if short and text(values.get("redirect")):
        return f"It only leads to {text(values['redirect'])}."
    return ""


def _with_description(source: JekyllSource, value: object, body: str) -> str:
    described = source.block(value if isinstance(value, str) else None).text
    return f"{described}\n\n{body}".strip() if re.search(r"\w", described) else body
