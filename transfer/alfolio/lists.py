"""What Octavo has no list of, as pages with these lists: repositories, books, further sections."""

from pathlib import PurePosixPath

from transfer.alfolio.samples import LEFT_OUT, is_sample_book, is_sample_post
from transfer.content import Item
from transfer.html_to_markdown import plain_words
from transfer.jekyll.source import JekyllSource
from transfer.jekyll.yaml_text import Value, mapping, text, texts, truth
from typeset.fold import slugify

REPOSITORIES = "_data/repositories.yml"
BOOKS = "_books"
_SAMPLES = frozenset(
    {"torvalds", "alshedivat", "alshedivat/al-folio", "twbs/bootstrap", "jekyll/jekyll",
     "jquery/jquery", "FortAwesome/Font-Awesome", "jpswalsh/academicons", "mathjax/MathJax"}
)  # fmt: skip
_HEADS = ("bullet", "label", "name", "title", "position", "language", "network", "reversed_bullet")
_HIDDEN = frozenset({"icon", "logo", "color", "colour", "image", "url", "type"})


def page(ref: str, title: str, body: str, addresses: list[str]) -> Item:
    item = Item("page", ref, title, slug=slugify(title, "page"), addresses=addresses)
    item.values = {
        "title": title, "body": body, "draft": False, "in_navigation": True, "position": 50,
    }  # fmt: skip
    return item


def read_repositories(source: JekyllSource) -> list[Item]:
    data = mapping(source.data(REPOSITORIES))
    if not data:
        return []
    lines = []
    for key in ("github_users", "github_repos"):
        for name, said in _named(data.get(key)):
            if name not in _SAMPLES or source.with_samples:
                lines.append(
                    f"- [{name}](https://github.com/{name})" + (f": {said}" if said else "")
                )
    item = page(REPOSITORIES, "Repositories", "\n".join(lines), ["/repositories/"])
    if not lines:
        item.left_out = LEFT_OUT if data.get("github_repos") else "It holds nothing."
    return [item]


def _named(value: Value) -> list[tuple[str, str]]:
    """Names with what is said of them; forks nest lists, and make maps of names."""
    found = []
    for each in value if isinstance(value, list) else []:
        if isinstance(each, list):
            found += _named(each)
        elif isinstance(each, dict):
            name = text(each.get("id") or each.get("name") or each.get("repo"))
            said = plain_words(text(each.get("recommendation") or each.get("description")))
            found.append((name.strip("/"), said))
        else:
            found.append((text(each).strip("/"), ""))
    return [(name, said) for name, said in found if name and " " not in name]


def read_books(source: JekyllSource) -> list[Item]:
    """All books on one page, as the shelf that they stood on."""
    items, parts, addresses = [], [], ["/books/"]
    for path in source.pages(BOOKS):
        document = source.document(path)
        if document is None:
            items.append(Item("page", path, left_out=source.unreadable[path]))
        elif is_sample_book(document.values) and not source.with_samples:
            title = text(document.values.get("title"))
            items.append(Item("page", path, title, left_out=LEFT_OUT))
        else:
            parts.append(_book(source, document.values, source.prose(document).text))
            addresses.append(f"/books/{PurePosixPath(path).stem}/")
    if parts:
        items.append(page(BOOKS, "Books", "\n\n".join(parts), addresses))
    return items


def _book(source: JekyllSource, values: dict[str, Value], review: str) -> str:
    title = source.line(values.get("title")) or "Book"
    link = text(values.get("buy_link")) or text(values.get("goodreads_review"))
    facts = [
        source.line(values.get("author")),
        source.line(values.get("released")),
        source.line(values.get("status")),
        f"{text(values.get('stars'))} of 5 stars" if text(values.get("stars")) else "",
    ]
    head = f"[{title}]({link})" if link.startswith("http") else title
    return "\n\n".join(filter(None, [f"## {head}", " · ".join(filter(None, facts)), review]))


def read_unknown(source: JekyllSource, folder: str) -> list[Item]:
    """A collection of somebody's own: each file a page, outside of the navigation."""
    items = []
    named = _is_named(source, folder.strip("_"))
    for path in source.pages(folder):
        document = source.document(path)
        if document is None:
            items.append(Item("page", path, left_out=source.unreadable[path]))
            continue
        prose, values, stem = source.prose(document), document.values, PurePosixPath(path).stem
        title = plain_words(text(values.get("title"))) or stem.replace("-", " ").capitalize()
        name = folder.strip("_")
        own = [text(values.get("permalink")), *texts(values.get("redirect_from"))]
        item = page(path, title, prose.text, [f"/{path}", f"/{name}/{stem}/", *filter(None, own)])
        item.slug = slugify(f"{name} {stem}", "page")
        item.problems = [*document.problems, *prose.problems]
        item.values |= {"in_navigation": False, "draft": truth(values.get("published")) is False}
        if language := source.other_language(path):
            item.left_out = (
                f"It is in another language ({language}); only {source.language} was imported."
            )
        elif source.excluded(path):
            item.left_out = "The configuration keeps it off the site."
        elif is_sample_post(values):
            item.left_out = LEFT_OUT
        elif not named:
            item.left_out = "The configuration names no such collection, so it was not on the site."
        elif not document.has_head:
            item.left_out = "It has no head, so it was no page of the site."
        elif not prose.text:
            item.left_out = "It holds no text of its own."
        items.append(item)
    return items


def _is_named(source: JekyllSource, name: str) -> bool:
    """Whether Jekyll makes anything of the collection; a configuration may name none at all."""
    collections = source.config.get("collections")
    return not collections or name in (mapping(collections) or texts(collections))


def section_text(source: JekyllSource, heading: str, entries: list[Value]) -> str:
    """A section that is known by its heading alone, as Markdown."""
    lines = [line for entry in entries for line in _lines(source, entry, 0)]
    return f"## {heading}\n\n" + "\n".join(lines) if lines else ""


def _lines(source: JekyllSource, entry: Value, depth: int) -> list[str]:
    indent = "  " * depth
    if isinstance(entry, list):
        return [line for each in entry for line in _lines(source, each, depth)]
    if not isinstance(entry, dict):
        said = source.line(entry)
        return [f"{indent}- {said}"] if said else []
    key = next((name for name in _HEADS if text(entry.get(name))), "")
    head = source.line(entry.get(key)) if key else ""
    if head and (url := text(entry.get("url"))).startswith("http") and "](" not in head:
        head = f"[{head}]({url})"
    facts = [
        source.line(value)
        for name, value in entry.items()
        if name != key and name not in _HIDDEN and isinstance(value, str) and text(value)
    ]
    said = ": ".join(filter(None, [head, ", ".join(facts)]))
    below = [value for value in entry.values() if isinstance(value, (list, dict))]
    deeper = [line for value in below for line in _lines(source, value, depth + bool(said))]
    return [*([f"{indent}- {said}"] if said else []), *deeper] if depth < 4 else []
