"""Further people of a site: on pages of profiles, and in collections of members."""

import re
from pathlib import PurePosixPath

from publications.names import split_name
from transfer.alfolio.samples import LEFT_OUT, is_sample_page
from transfer.content import Item
from transfer.html_to_markdown import plain_words
from transfer.jekyll.author import link_items
from transfer.jekyll.owner import is_sample_name, without_title
from transfer.jekyll.source import JekyllSource
from transfer.jekyll.yaml_text import Value, mapping, text
from typeset.fold import fold, slugify

COLLECTIONS = frozenset({"_members", "_people", "_team", "_authors", "_students", "_alumni"})
ON_PAGES = "The people on it were read as people, each with a page of their own."
_HEADING = re.compile(r"\A#+[ \t]+(.+?)[ \t#]*(?:\n+|\Z)")


def read_people(source: JekyllSource, owner: str) -> list[Item]:
    """``owner`` is the name of whose site it is, who is not a further one."""
    items = _on_pages(source)
    for folder in sorted(COLLECTIONS):
        for path in source.pages(folder):
            items.append(_member(source, path))
    seen: set[str] = set()
    for item in items:
        if not item.left_out and fold(item.title) == fold(owner):
            item.left_out = "It is the site's owner."
        elif not item.left_out and item.slug in seen:
            item.left_out = "The person stands on the site twice."
        seen.add(item.slug)
    return items


def _on_pages(source: JekyllSource) -> list[Item]:
    items = []
    for path in source.pages("_pages"):
        document = source.document(path)
        if document is None or text(document.values.get("layout")) != "profiles":
            continue
        if source.other_language(path):
            continue
        for key, entries in document.values.items():
            for place, entry in enumerate(entries if isinstance(entries, list) else []):
                item = _profile(source, f"{path}#{key}-{place + 1}", key, mapping(entry))
                items += [item] if item else []
    return items


def _profile(source: JekyllSource, ref: str, key: str, entry: dict[str, Value]) -> Item | None:
    """One entry of a page of profiles; its text lies in a file beside it, often with the name."""
    written = text(entry.get("content"))
    folder = str(PurePosixPath(ref.split("#")[0]).parent)
    path = source.find(written, folder, "_pages") if written else None
    document = source.document(path) if path else None
    prose = source.prose(document) if document else None
    body = prose.text if prose else ""
    heading = _HEADING.match(body)
    name = plain_words(text(entry.get("name"))) or (plain_words(heading[1]) if heading else "")
    if not name and path:
        name = PurePosixPath(path).stem.replace("_", " ").title()
    if not name:
        return None
    bio = body[heading.end() :].strip() if heading else body
    item = _person(source, ref, name, entry, bio or source.block(entry.get("description")).text)
    item.problems += prose.problems if prose else []
    item.values["groups"] = [] if key == "profiles" else [key.replace("_", " ")]
    if is_sample_page(body) or _is_sample(name):
        item.left_out = LEFT_OUT
    return item


def _member(source: JekyllSource, path: str) -> Item:
    document = source.document(path)
    if document is None:
        return Item("person", path, left_out=source.unreadable[path])
    values, prose = document.values, source.prose(document)
    own = {**values, **mapping(values.get("profile"))}
    name = plain_words(text(own.get("name")) or text(values.get("title")))
    name = name or PurePosixPath(path).stem.replace("_", " ").replace("-", " ").title()
    item = _person(source, path, name, own, prose.text)
    item.problems += [*document.problems, *prose.problems]
    said = [plain_words(text(own.get(key))) for key in ("category", "group")]
    item.values["groups"] = [*filter(None, said), *PurePosixPath(path).parts[1:-1]]
    folder = PurePosixPath(path).parts[0].removeprefix("_")
    stem = PurePosixPath(path).stem
    item.addresses = [f"/{folder}/{stem}/", text(values.get("permalink"))]
    if language := source.other_language(path):
        item.left_out = (
            f"It is in another language ({language}); only {source.language} was imported."
        )
    elif _is_sample(name) or is_sample_page(prose.text):
        item.left_out = LEFT_OUT
    return item


def _person(source: JekyllSource, ref: str, name: str, values: dict[str, Value], bio: str) -> Item:
    found = split_name(without_title(name))
    shown = found.display()
    role = next(
        (source.line(values[key]) for key in ("position", "role", "title_") if values.get(key)), ""
    )
    notes = [source.block(values.get(key)).text for key in ("address", "more_info", "advisor")]
    item = Item("person", ref, shown, slug=slugify(shown, "person"))
    item.values = {
        "given_name": found.given,
        "family_name": f"{found.particle} {found.family or found.literal}".strip(),
        "title": plain_words(role)[:200],
        "bio": bio,
        "more_info": "\n\n".join(filter(None, notes)),
    }
    image = text(values.get("image")) or text(values.get("img")) or text(values.get("avatar"))
    if image:
        file = PurePosixPath(image).name
        item.parts.append(Item("photo", f"{ref}#{file}", file, files={"image": image}))
    item.parts += [part for part in link_items(ref, values) if not part.left_out]
    return item


def _is_sample(name: str) -> bool:
    words = fold(name).split()
    return "einstein" in words or (len(words) > 1 and is_sample_name(f"{words[-1]} {words[0]}"))
