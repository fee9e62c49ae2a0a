"""Pages of a Hugo site, and the widgets and blocks of which its home page is made."""

from pathlib import PurePosixPath

from transfer.content import Item
from transfer.html_to_markdown import plain_words
from transfer.hugo.collections import LIST, READERS
from transfer.hugo.papers import SAMPLE
from transfer.hugo.people import entries_of
from transfer.hugo.samples import is_sample
from transfer.hugo.source import HugoSource
from transfer.jekyll.yaml_text import Value, mapping, number, text, truth
from typeset.fold import fold, slugify

# Widgets and blocks → what their entries are, and the name of the list that holds them.
_ENTRIES = {
    "experience": "experience", "resume-experience": "experience", "accomplishments": "award",
    "resume-awards": "award", "education": "education",
}  # fmt: skip
_LISTS = ("experience", "item", "items", "courses", "work", "awards")
_KNOWN = frozenset({"publication", "publications", "authors", "author", *READERS})
_MENUS = ("home",)


def read_pages(source: HugoSource) -> list[Item]:
    """Pages with a text of their own, and what the blocks of landing pages say."""
    items: list[Item] = []
    for path in source.folder.below(source.root, ".md", ".markdown", ".html"):
        inside = PurePosixPath(path.removeprefix(f"{source.root}/"))
        section = inside.parts[0] if len(inside.parts) > 1 else ""
        if section in _KNOWN and not (inside.stem == "_index" and len(inside.parts) == 2):
            continue
        if section == "slides":
            items.append(Item("page", path, left_out="Slides are not imported. Upload a PDF."))
        else:
            items += _read(source, path, inside)
    return items


def _read(source: HugoSource, path: str, inside: PurePosixPath) -> list[Item]:
    document = source.document(path)
    if document is None:
        return [Item("page", path, left_out=source.unreadable[path])]
    values, prose = document.values, source.prose(document)
    if "widget" in values or (text(values.get("headless")) and inside.stem != "index"):
        return _widget(source, path, {**values, "text": prose.text, "problems": [*prose.problems]})
    sections = values.get("sections")
    found: list[Item] = []
    for place, each in enumerate(sections if isinstance(sections, list) else []):
        found += _block(source, f"{path}#{place + 1}", mapping(each))
    parent = (
        str(inside.parent) if inside.stem in ("index", "_index") else str(inside.with_suffix(""))
    )
    if parent in (".", *_MENUS):
        return found
    title = plain_words(text(values.get("title"))) or parent.replace("-", " ").capitalize()
    item = _page(path, title, prose.text, problems=[*document.problems, *prose.problems])
    item.values["draft"] = truth(values.get("draft")) is True
    item.values["in_navigation"] = "/" not in parent
    item.addresses = [f"/{parent}/"]
    item.slug = slugify(PurePosixPath(parent).name, "page")
    if is_sample(values, prose.text):
        item.left_out = SAMPLE
    elif not document.has_head:
        item.left_out = "It has no head, so it was no page of the site."
    elif not prose.text:
        item.left_out = LIST if PurePosixPath(parent).name in _KNOWN else "It holds no text."
    return [*found, item]


def _page(path: str, title: str, body: str, *, problems: list[str]) -> Item:
    item = Item("page", path, title, problems=problems)
    item.values = {
        "title": title, "body": body, "draft": False, "in_navigation": True, "position": 0,
    }  # fmt: skip
    return item


def _block(source: HugoSource, ref: str, section: dict[str, Value]) -> list[Item]:
    content = mapping(section.get("content"))
    name = text(section.get("block") or section.get("widget"))
    body = source.block(content.get("text")) if "<" in text(content.get("text")) else None
    values: dict[str, Value] = {**content, "widget": name}
    values["text"] = body.text if body else text(content.get("text"))
    values["problems"] = [*body.problems] if body else []
    return _widget(source, ref, values)


def _widget(source: HugoSource, ref: str, values: dict[str, Value]) -> list[Item]:
    name = text(values.get("widget"))
    title = plain_words(text(values.get("title")))
    if truth(values.get("active")) is False:
        return [Item("page", ref, title or name, left_out="It is switched off there.")]
    if kind := _ENTRIES.get(name):
        entries = next((values[key] for key in _LISTS if isinstance(values.get(key), list)), None)
        if entries:
            return entries_of(source, ref, kind, entries)
    if name in ("skills", "featurette"):
        return _skills(source, ref, title or "Skills", values)
    written = text(values.get("text"))
    said = values.get("problems")
    if not written or name in ("about", "about.biography", "contact"):
        reason = "" if not written else "What it says is read elsewhere, or is not for a page."
        return [Item("page", ref, title or name, left_out=reason or LIST)]
    item = _page(ref, title or name.capitalize(), written, problems=list(map(str, said or [])))
    item.slug = slugify(item.title, "page")
    item.values["position"] = number(values.get("weight")) or 0
    if name in ("hero", "demo") or is_sample({"title": title}, written):
        item.left_out = SAMPLE if "hugo" in fold(written) else "It is a banner of the home page."
    return [item]


def _skills(source: HugoSource, ref: str, title: str, values: dict[str, Value]) -> list[Item]:
    """What somebody is good at, as a list on a page."""
    lines = []
    for key in ("feature", "items", "skills"):
        entries = values.get(key)
        for each in entries if isinstance(entries, list) else []:
            name, more = source.line(mapping(each).get("name")), mapping(each).get("description")
            line = ": ".join(filter(None, [name, source.line(more)]))
            lines.append(f"- {line}" if line else "")
    body = "\n".join(filter(None, [text(values.get("text")), *lines]))
    item = _page(ref, title, body, problems=[])
    item.slug = slugify(title, "skills")
    item.left_out = "" if body else LIST
    return [item]
