"""The about page: who somebody is, and which blocks their home page shows."""

from pathlib import PurePosixPath

from transfer.alfolio.samples import is_sample_page
from transfer.content import Item
from transfer.jekyll.author import author_of, read_author
from transfer.jekyll.front_matter import Document
from transfer.jekyll.prose import Prose
from transfer.jekyll.source import JekyllSource
from transfer.jekyll.yaml_text import Value, mapping, number, text, texts, truth

Option = bool | int | str | None

PICTURES = ("assets/img", "img", "assets/images", "images")
_CANDIDATES = ("_pages/about.md", "about.md", "_pages/index.md", "index.md")
# What an export of our own keeps of a plain page, which the theme does not know.
PLAIN = "plain_page"
# Settings that say how the theme draws a page, and have no counterpart or need none.
_KNOWN = frozenset(
    {"layout", "title", "permalink", "nav", "nav_order", "order", "subtitle", "description",
     "profile", "news", "social", "selected_papers", "announcements", "latest_posts", "lang",
     "page_id", "news_limit", "cv", "author_profile", "redirect_from", "excerpt", "toc",
     "toc_sticky", "classes", "header", "modified", "last_modified_at", PLAIN}
)  # fmt: skip
_KNOWN_OF_PROFILE = frozenset(
    {"align", "image", "image_circular", "image_random", "more_info", "address"}
)


def find_about(source: JekyllSource) -> str:
    """The path of the about page; empty when the site has none."""
    paths = [*source.pages("_pages"), *(path for path in source.pages("") if "/" not in path)]
    ordered = sorted(paths, key=lambda path: (path not in _CANDIDATES, path))
    by_layout, by_address = [], []
    for path in ordered:
        document = source.document(path)
        if document is None or source.other_language(path) or is_sample_page(document.body):
            continue
        if text(document.values.get("layout")) == "about":
            by_layout.append(path)
        elif text(document.values.get("permalink")) == "/" and _has_owner(source, document):
            by_address.append(path)
    return next(iter([*by_layout, *by_address]), "")


def _has_owner(source: JekyllSource, document: Document) -> bool:
    """Whether somebody stands beside the text: of the page itself, or of the configuration."""
    if "profile" in document.values:
        return True
    return truth(document.values.get("author_profile")) is True and bool(author_of(source))


def read_about(source: JekyllSource, path: str, document: Document, prose: Prose) -> list[Item]:
    """The profile, and the photo that it names."""
    values = document.values
    profile = mapping(values.get("profile"))
    subtitle = text(values.get("subtitle")) or text(values.get("description"))
    note = text(profile.get("more_info")) or text(profile.get("address"))
    note_text = source.block(note)
    beside = read_author(source) if truth(values.get("author_profile")) else {}
    about = Item(
        "profile",
        path,
        values={
            **beside,
            **({} if beside else {"subtitle": source.line(subtitle), "more_info": note_text.text}),
            "bio": prose.text,
            **_options(profile, values, source.config),
        },
        addresses=["/", *texts(values.get("redirect_from"))],
        problems=[*document.problems, *prose.problems, *note_text.problems],
    )
    unknown = sorted(values.keys() - _KNOWN) + [
        f"profile.{name}" for name in sorted(profile.keys() - _KNOWN_OF_PROFILE)
    ]
    if unknown:
        about.problems.append(f"These settings have no counterpart here: {', '.join(unknown)}.")
    image = text(author_of(source).get("avatar")) if beside else text(profile.get("image"))
    if document.is_own and (plain := mapping(values.get(PLAIN))):
        about.values |= {"layout": "plain", "bio": _as_written(plain.get("bio"))}
        return [about, *_photo(path, image), *_sections(path, plain.get("sections"))]
    return [about, *_photo(path, image)]


def _sections(path: str, written: Value) -> list[Item]:
    """The sections of a plain page, as our own export has them."""
    items = []
    for position, each in enumerate(written if isinstance(written, list) else []):
        said = mapping(each)
        values = {
            "kind": text(said.get("kind")),
            "heading": text(said.get("heading")),
            "body": _as_written(said.get("body")),
            "types": texts(said.get("types")),
            "visible": truth(said.get("visible")) is not False,
            "position": position,
        }
        ref = f"{path}#section-{position + 1}"
        title = text(said.get("heading")) or text(said.get("kind"))
        items.append(Item("section", ref, title, values=values))
    return items


def _as_written(value: Value) -> str:
    return value if isinstance(value, str) else ""


def _options(
    profile: dict[str, Value], values: dict[str, Value], config: dict[str, Value]
) -> dict[str, Option]:
    """The switches of the page; older sites keep some of them in the configuration."""
    options: dict[str, Option] = {"layout": "profile"}
    if text(profile.get("align")):
        options["photo_align"] = "left" if text(profile["align"]) == "left" else "right"
    for name, field in (("image_circular", "photo_circular"), ("image_random", "photo_random")):
        if name in profile:
            options[field] = truth(profile[name]) is True
    for name in ("selected_papers", "social"):
        shown = truth(values.get(name))
        options[name] = shown is True or (shown is None and "author_profile" in values)
    older = {"enabled": values.get("news"), "limit": config.get("news_limit"),
             "scrollable": config.get("news_scrollable")}  # fmt: skip
    options |= _block("announcements", values, config, older)
    options |= _block("latest_posts", values, config, {"enabled": values.get("latest_posts")})
    return options


def _block(
    name: str, values: dict[str, Value], config: dict[str, Value], older: dict[str, Value]
) -> dict[str, Option]:
    """A block's switches: the page's own before the configuration's before the older ones."""
    own, shared = mapping(values.get(name)), mapping(config.get(name))
    said = {**older, **shared, **own}
    on = truth(own.get("enabled"))
    if on is None:  # what the configuration shares is not yet what a page shows
        on = truth(older["enabled"])
    found: dict[str, Option] = {f"{name}_enabled": on is True}
    if (scrollable := truth(said.get("scrollable"))) is not None:
        found[f"{name}_scrollable"] = scrollable
    if "limit" in said:
        found[f"{name}_limit"] = number(said["limit"]) or None
    return found


def _photo(path: str, image: str) -> list[Item]:
    if not image:
        return []
    name = PurePosixPath(image).name
    return [Item("photo", f"{path}#{name}", title=name, files={"image": image})]
