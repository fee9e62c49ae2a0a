"""The papers of a Hugo Blox site: a folder each, with a head, and often the BibTeX beside it."""

import re
from pathlib import PurePosixPath

from publications.bibtex import Author, Entry, Link
from publications.names import Name, split_name
from transfer.content import Item
from transfer.html_to_markdown import plain_words
from transfer.hugo.samples import is_sample
from transfer.hugo.source import HugoSource
from transfer.jekyll.front_matter import Document
from transfer.jekyll.papers import (
    date_of,
    first_entry,
    identifiers,
    in_paragraphs,
    is_byline,
    people,
    status_of,
    type_of,
)
from transfer.jekyll.prose import Prose
from transfer.jekyll.yaml_text import Value, mapping, text, texts, truth
from transfer.lines import words_of
from typeset.fold import fold

SAMPLE = "This is sample content that ships with the theme; it was left out."
_NUMBERED = ("misc", "inproceedings", "article", "preprint", "report", "book", "incollection",
             "thesis", "patent")  # fmt: skip
_TYPES = {
    "paper-conference": "inproceedings", "conference-paper": "inproceedings",
    "article-journal": "article", "journal-article": "article", "article": "preprint",
    "preprint": "preprint", "manuscript": "preprint", "report": "report", "book": "book",
    "chapter": "incollection", "book-section": "incollection", "thesis": "thesis",
    "patent": "patent", "dataset": "dataset", "software": "software",
}  # fmt: skip
_LINKS = {
    "url_pdf": "pdf", "url_preprint": "preprint", "url_code": "code", "url_dataset": "data",
    "url_poster": "poster", "url_project": "website", "url_slides": "slides",
    "url_source": "html", "url_video": "video", "external_link": "html",
}  # fmt: skip
_KINDS = (
    ("pdf", "pdf"), ("code", "code"), ("github", "code"), ("data", "data"), ("poster", "poster"),
    ("slides", "slides"), ("video", "video"), ("youtube", "video"), ("project", "website"),
    ("website", "website"), ("blog", "blog"), ("preprint", "preprint"), ("arxiv", "preprint"),
    ("appendix", "supplement"), ("supplement", "supplement"), ("press", "press"),
)  # fmt: skip
_YEAR_BEHIND = re.compile(r"[\s,'’]*(?:(?:19|20)?\d\d)$")
_PICTURE = r"featured[\w-]*\.(?:jpe?g|png|webp|gif)"
MAX_BADGE = 20


def read_papers(source: HugoSource, names: dict[str, str]) -> list[Item]:
    """``names`` are those for which the authors' folders stand."""
    items = []
    for path, address in source.bundles("publication", "publications"):
        document = source.document(path)
        item = Item("publication", path)
        if document is None:
            item.left_out = source.unreadable[path]
        elif PurePosixPath(path).stem == "_index":
            item.title = text(document.values.get("title"))
            item.left_out = "Octavo draws this list itself."
        else:
            _read(source, item, document, address, names)
        items.append(item)
    return items


def _read(
    source: HugoSource, item: Item, document: Document, address: str, names: dict[str, str]
) -> None:
    values, prose = document.values, source.prose(document)
    item.title = plain_words(text(values.get("title")))
    item.problems += [*document.problems, *prose.problems]
    entry = _bibtex(source, item) or Entry(address)
    key = entry.key
    entry.key = key if entry.fields else address.replace("/", "-")
    entry.title = item.title or entry.title
    entry.authors = _authors(values, names) or entry.authors
    date_of(entry, text(values.get("date")), values)
    _venue(source, entry, values)
    _fill(source, entry, values, prose)
    entry.links = [*entry.links, *_links(source, item, values, entry.links)]
    identifiers(entry, {**values, **mapping(mapping(values.get("hugoblox")).get("ids"))})
    entry.preview = entry.preview or _picture(source, item, values)
    entry.problems += item.problems
    item.addresses = [f"/publication/{address}/", f"/publications/{address}/",
                      *texts(values.get("aliases"))]  # fmt: skip
    item.values = {"entry": entry}
    if is_sample(values, prose.text):
        item.left_out = SAMPLE
    elif truth(values.get("draft")) is True:
        item.left_out = "It is a draft there. Publish it there, or add it by hand."
    elif not entry.title:
        item.left_out = "It has no title."


def _picture(source: HugoSource, item: Item, values: dict[str, Value]) -> str:
    """The picture beside the paper, or the one that older versions of the theme name."""
    named = [text(values.get("image_preview")), text(mapping(values.get("header")).get("image"))]
    folders = [f"{root}/img".lstrip("/") for root in source.static]
    for address in filter(None, named):
        if "://" not in address and (found := source.find(address, *folders, *source.static)):
            return f"/{found}"
    picture = source.beside(item.ref, _PICTURE)
    return f"/{picture}" if picture else ""


def _bibtex(source: HugoSource, item: Item) -> Entry | None:
    path = source.beside(item.ref, r"(?:cite|citation)\.bib") or source.beside(item.ref, r".*\.bib")
    return first_entry(source.read(path) or "", item) if path else None


def _authors(values: dict[str, Value], names: dict[str, str]) -> list[Author]:
    written = values.get("authors")
    listed = written if isinstance(written, list) else texts(written)
    notes = [fold(each) for each in texts(values.get("author_notes"))]
    found = []
    if len(listed) == 1 and is_byline(text(listed[0])):
        return people(text(listed[0]))
    for place, each in enumerate(listed):
        words = text(each) or text(mapping(each).get("name"))
        name = names.get(fold(words), "")
        author = Author(_name(name)) if name else next(iter(people([words])), None)
        if author is None:
            continue
        note = notes[place] if place < len(notes) else ""
        author.co_first = author.co_first or "equal" in note or "joint first" in note
        author.corresponding = "corresponding" in note
        found.append(author)
    return found


def _name(written: str) -> Name:
    return split_name(written)


def _venue(source: HugoSource, entry: Entry, values: dict[str, Value]) -> None:
    written = words_of(source.line(values.get("publication")))
    name = re.sub(r"^In:? +", "", written).strip(" .,;")
    short = words_of(source.line(values.get("publication_short")))
    short = _YEAR_BEHIND.sub("", re.sub(r"^In:? +", "", short).strip(" .,;()"))
    entry.venue = entry.venue or name or short
    if short and len(short) <= MAX_BADGE and not entry.abbr:
        entry.abbr = short
    if not entry.fields or entry.type == "misc":
        entry.type = _type(values, entry.venue)
    status_of(entry, written)


def _type(values: dict[str, Value], venue: str) -> str:
    code = next(iter(texts(values.get("publication_types"))), "").lower().replace(" ", "-")
    if code.isdigit() and int(code) < len(_NUMBERED):
        kind = _NUMBERED[int(code)]
        if kind == "preprint":  # by the numbers of older versions a paper of a conference
            kind = type_of(venue, kind)
    else:
        kind = _TYPES.get(code, "misc")
    return type_of(venue, "") if kind == "misc" else kind


def _fill(source: HugoSource, entry: Entry, values: dict[str, Value], prose: Prose) -> None:
    abstract = source.block(values.get("abstract")).text
    entry.abstract = abstract or entry.abstract
    if prose.text and not is_sample({"title": "Example Page"}, prose.text):
        entry.abstract = f"{entry.abstract}\n\n{prose.text}".strip()
    entry.abstract = in_paragraphs(entry.abstract)
    entry.selected = entry.selected or truth(values.get("featured")) is True
    tags = [plain_words(each).strip(" ,") for each in texts(values.get("tags"))]
    known = {fold(topic) for topic in entry.topics}
    entry.topics = [*entry.topics, *(tag for tag in tags if tag and fold(tag) not in known)]
    entry.award = entry.award or words_of(source.line(values.get("award")))


def _links(
    source: HugoSource, item: Item, values: dict[str, Value], known: list[Link]
) -> list[Link]:
    wanted = [(kind, "", text(values.get(key))) for key, kind in _LINKS.items()]
    listed = values.get("links")
    for each in listed if isinstance(listed, list) else []:
        entry = mapping(each)
        label = plain_words(text(entry.get("name") or entry.get("label")))
        kind = _kind(f"{text(entry.get('type'))} {label} {text(entry.get('icon'))}")
        wanted.append((kind, label if kind == "other" else "", text(entry.get("url"))))
    if own := source.beside(item.ref, re.escape(PurePosixPath(item.ref).parent.name) + r"\.pdf"):
        wanted.append(("pdf", "", f"/{own}"))
    seen = {link.url for link in known}
    found = []
    for kind, label, url in wanted:
        link = _resolved(source, item, kind, label, url) if url and url != "#" else None
        if link and link.url not in seen:
            seen.add(link.url)
            found.append(link)
    return found


def _kind(words: str) -> str:
    lowered = words.lower()
    return next((kind for word, kind in _KINDS if word in lowered), "other")


def _resolved(source: HugoSource, item: Item, kind: str, label: str, url: str) -> Link | None:
    """The link; to the file of the folder, where the address means one."""
    if "://" in url or url.startswith("mailto:"):
        return Link(kind, label, url)
    folder = str(PurePosixPath(item.ref).parent)
    path = source.find(url.lstrip("/"), *source.static, folder) or source.find(url)
    if path:
        return Link(kind, label, f"/{path}", relative=True)
    if not source.origin:
        item.tell(f"“{url}” is not in the folder.")
        return None
    return Link(kind, label, f"{source.origin}/{url.lstrip('/')}")
