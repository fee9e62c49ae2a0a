"""Posts, news, talks, projects and courses of a Hugo site: one folder or file each."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import PurePosixPath

from transfer.content import Item
from transfer.html_to_markdown import plain_words
from transfer.hugo.papers import SAMPLE
from transfer.hugo.samples import is_sample
from transfer.hugo.source import HugoSource
from transfer.jekyll.dates import read_moment, split_dated_name
from transfer.jekyll.front_matter import Document
from transfer.jekyll.prose import Prose
from transfer.jekyll.yaml_text import Value, number, text, texts, truth
from transfer.lines import words_of
from typeset.fold import slugify
from typeset.markdown import plain

Reader = Callable[[HugoSource, Item, dict[str, Value], Prose], None]
_PICTURE = r"featured[\w-]*\.(?:jpe?g|png|webp|gif)"
_SUMMARY = 300
LIST = "Octavo draws this list itself."


def read_collections(source: HugoSource) -> list[Item]:
    items = []
    for name, (kind, reader) in READERS.items():
        for path, address in source.bundles(name):
            items.append(_read(source, kind, path, f"/{name}/{address}/", reader))
    return items


def _read(source: HugoSource, kind: str, path: str, address: str, reader: Reader) -> Item:
    document = source.document(path)
    item = Item(kind, path)
    if document is None:
        item.left_out = source.unreadable[path]
        return item
    prose = source.prose(document)
    values = document.values
    stem = PurePosixPath(address).name
    item.title = plain_words(text(values.get("title"))) or stem.replace("-", " ").capitalize()
    item.problems += [*document.problems, *prose.problems]
    item.problems += [f"line {each.line}: a comment was left out." for each in prose.comments]
    item.slug = slugify(split_dated_name(stem)[1], kind)
    item.addresses = [address, *_elsewhere(values)]
    item.people = texts(values.get("authors"))
    reader(source, item, values, prose)
    if is_sample(values, prose.text):
        item.left_out = SAMPLE
    elif not document.has_head:
        item.left_out = "It has no head, so it was no page of the site."
    elif _is_index(path, document) and not prose.text:
        item.left_out = LIST
    return item


def _is_index(path: str, document: Document) -> bool:
    return PurePosixPath(path).stem == "_index" and text(document.values.get("type")) != "docs"


def _elsewhere(values: dict[str, Value]) -> list[str]:
    return [*texts(values.get("aliases")), *filter(None, [text(values.get("url"))])]


def _body(source: HugoSource, item: Item, prose: Prose) -> str:
    """The text, below the picture that the theme puts above it."""
    picture = source.beside(item.ref, _PICTURE)
    shown = f"![{item.title}](/{picture})" if picture else ""
    return f"{shown}\n\n{prose.text}".strip() if prose.text else ""


def _post(source: HugoSource, item: Item, values: dict[str, Value], prose: Prose) -> None:
    summary = source.line(values.get("summary") or values.get("subtitle"))
    tags = [plain_words(each).strip(" ,") for key in ("tags", "categories") for each in
            texts(values.get(key))]  # fmt: skip
    item.values = {
        "title": item.title,
        "summary": plain(summary, _SUMMARY),
        "body": _body(source, item, prose),
        "tags": [tag for tag in dict.fromkeys(tags) if tag],
    }
    link = text(values.get("external_link"))
    if not prose.text and link:
        item.values["body"] = f"[{item.title}]({link})"
    elif not prose.text:
        item.left_out = "It holds no text."
    _date(source, item, values)


def _news(source: HugoSource, item: Item, values: dict[str, Value], prose: Prose) -> None:
    text_ = prose.text or source.line(values.get("summary"))
    inline = not prose.text
    item.values = {
        "title": "" if inline and not text_ else item.title,
        "body": _body(source, item, prose) or text_ or item.title,
        "inline": inline,
    }
    if inline:
        item.slug = ""
    _date(source, item, values)


def _date(source: HugoSource, item: Item, values: dict[str, Value]) -> None:
    """Set the day, and for one to come the moment; without a date, make the item a draft."""
    written = text(values.get("date")) or split_dated_name(PurePosixPath(item.addresses[0]).name)[0]
    moment = read_moment(written or text(values.get("publishdate")), source.zone)
    item.values["draft"] = truth(values.get("draft")) is True or moment is None
    if moment is None:
        item.tell("It has no date that can be read. It was made a draft: set its date.")
        return
    item.values |= {"date": moment.date(), "publish_at": None}
    if moment > datetime.now(UTC):
        item.values["publish_at"] = moment


def _talk(source: HugoSource, item: Item, values: dict[str, Value], prose: Prose) -> None:
    moment = read_moment(text(values.get("date")), source.zone)
    abstract = source.block(values.get("abstract") or values.get("summary")).text
    links = [text(values.get(key)) for key in ("url_slides", "url_video", "event_url")]
    links = [link for link in links if "://" in link]
    item.values = {
        "title": item.title,
        "kind": "other",
        "event": words_of(source.line(values.get("event"))),
        "place": words_of(source.line(values.get("location"))),
        "date": moment.date().isoformat() if moment else "",
        "url": next(iter(links), ""),
        "description": "\n\n".join(filter(None, [abstract, prose.text])),
    }
    item.slug = ""
    if moment is None:
        item.tell("It has no date that can be read.")


def _project(source: HugoSource, item: Item, values: dict[str, Value], prose: Prose) -> None:
    summary = source.line(values.get("summary"))
    item.values = {
        "title": item.title,
        "summary": plain(summary, _SUMMARY),
        "body": prose.text,
        "category": plain_words(next(iter(texts(values.get("categories"))), "")),
        "position": number(values.get("weight")) or 0,
        "draft": truth(values.get("draft")) is True,
    }
    if "://" in (link := text(values.get("external_link")) or text(values.get("url_code"))):
        item.values["url"] = link
    if picture := source.beside(item.ref, _PICTURE):
        item.files["image"] = f"/{picture}"


def _course(source: HugoSource, item: Item, values: dict[str, Value], prose: Prose) -> None:
    """A course's own page; the chapters below it are pages that its text leads to."""
    inside = PurePosixPath(item.addresses[0])
    if len(inside.parts) > 3:
        parent = inside.parts[2].replace("-", " ").replace("_", " ")
        item.kind = "page"
        item.values = {
            "title": item.title,
            "body": prose.text,
            "draft": truth(values.get("draft")) is True,
            "in_navigation": False,
            "position": number(values.get("weight")) or 0,
        }
        item.slug = slugify(f"{parent} {inside.name}", "page")
        item.left_out = "" if prose.text else "It holds no text."
        return
    moment = read_moment(text(values.get("date")), source.zone)
    summary = source.block(values.get("summary")).text
    item.values = {
        "title": item.title,
        "term": plain_words(text(values.get("term"))),
        "year": number(values.get("year")) or (moment.year if moment else None),
        "description": "\n\n".join(filter(None, [summary, prose.text])),
        "draft": truth(values.get("draft")) is True,
    }
    item.slug = ""


READERS: dict[str, tuple[str, Reader]] = {
    "news": ("news", _news),
    "post": ("post", _post),
    "posts": ("post", _post),
    "blog": ("post", _post),
    "event": ("talk", _talk),
    "events": ("talk", _talk),
    "talk": ("talk", _talk),
    "talks": ("talk", _talk),
    "project": ("project", _project),
    "projects": ("project", _project),
    "course": ("course", _course),
    "courses": ("course", _course),
    "teaching": ("course", _course),
}
