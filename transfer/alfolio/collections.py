"""News, posts, projects and courses: one file each, in folders that begin with `_`."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import TypeAlias

from transfer.alfolio import samples
from transfer.content import Item
from transfer.html_to_markdown import plain_words
from transfer.jekyll.dates import read_moment, split_dated_name
from transfer.jekyll.front_matter import Document, read_bare_head
from transfer.jekyll.papers import read_paper
from transfer.jekyll.prose import Prose
from transfer.jekyll.source import JekyllSource
from transfer.jekyll.yaml_text import Value, mapping, number, text, texts, truth
from transfer.lines import LINK, words_of
from typeset.markdown import plain

SUMMARY = 300  # characters of a summary
Reader: TypeAlias = Callable[[JekyllSource, Item, Document, Prose], None]

_TALK_LINKS = ("slides", "slidesurl", "url_slides", "video", "url_video", "link", "event_url")
_COURSE_LINES = (
    ("type", "Kind"), ("instructor", "Instructor"), ("time", "Time"), ("location", "Place"),
)  # fmt: skip
# Where Jekyll puts posts by the names of its own patterns; `date` without any word.
_PATTERNS = {
    "date": "/:categories/:year/:month/:day/:title.html",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title.html",
    "none": "/:categories/:title.html",
}
_PARTS_OF_DATES = {
    "year": "%Y", "short_year": "%y", "month": "%m", "i_month": "%-m", "day": "%d",
    "i_day": "%-d", "y_day": "%j",
}  # fmt: skip
NO_DATE = "It has no date that can be read. It was made a draft: set its date, then publish it."


def read_collection(source: JekyllSource, folder: str) -> list[Item]:
    """Every file of one collection, in the order of their names."""
    reader, kind = READERS[folder.removeprefix("_")]
    items = []
    for path in source.pages(folder):
        document = source.document(path)
        if document is None:
            items.append(Item(kind, path, left_out=source.unreadable[path]))
        elif language := source.other_language(path):
            items.append(_other_language(kind, path, language, source.language))
        elif source.excluded(path):
            items.append(Item(kind, path, left_out="The configuration keeps it off the site."))
        else:
            items.append(_read(source, kind, path, document, reader))
    return items


def _read(source: JekyllSource, kind: str, path: str, document: Document, reader: Reader) -> Item:
    """One file by the reader of its kind; a page that is commented out as a whole is a draft."""
    prose = source.prose(document)
    off = not document.has_head and len(prose.comments) == 1 and not prose.text
    if off:
        document = read_bare_head(prose.comments[0].text)
        prose = source.prose(document)
    item = Item(kind, path, plain_words(text(document.values.get("title"))))
    item.problems += [*document.problems, *prose.problems, *_comment_problems(prose)]
    reader(source, item, document, prose)
    if off:
        item.problems.append("The whole file is commented out. It was made a draft.")
    if "draft" in item.values and (off or truth(document.values.get("published")) is False):
        item.values["draft"] = True
    return item


def _comment_problems(prose: Prose) -> list[str]:
    return [f"line {comment.line}: a comment was left out." for comment in prose.comments]


def _other_language(kind: str, path: str, language: str, imported: str) -> Item:
    reason = f"It is in another language ({language}); only {imported} was imported."
    return Item(kind, path, left_out=reason)


def _news(source: JekyllSource, item: Item, document: Document, prose: Prose) -> None:
    values = document.values
    if samples.is_sample_news(prose.text):
        item.left_out = samples.LEFT_OUT
    inline = truth(values.get("inline")) is not False if "inline" in values else not item.title
    if not inline and not item.title:
        inline = True
        item.problems.append("It has no title for a page of its own, and became a line.")
    stem = PurePosixPath(item.ref).stem
    item.values = {"body": prose.text, "inline": inline, "title": item.title, "draft": False}
    item.slug = "" if inline else split_dated_name(stem)[1]
    item.addresses = _addresses(item, values, "news")
    _date(source, item, text(values.get("date")), split_dated_name(stem)[0])
    if not prose.text and not item.left_out:
        if item.title:
            item.values |= {"body": item.title, "inline": True}
            item.slug = ""
        else:
            item.left_out = "It holds no text."


def _post(source: JekyllSource, item: Item, document: Document, prose: Prose) -> None:
    values = document.values
    day, name = split_dated_name(PurePosixPath(item.ref).stem)
    item.title = item.title or name.replace("-", " ").capitalize()
    if samples.is_sample_post(values):
        item.left_out = samples.LEFT_OUT
    tags, groups = _words_of(values, "tags"), _words_of(values, "categories")
    item.values = {
        "title": item.title,
        **_summary(source, values.get("description"), prose.text),
        "tags": list(dict.fromkeys([*tags, *groups])),
        "draft": not item.ref.startswith("_posts/"),
    }
    item.slug = name
    moment = _date(source, item, text(values.get("date")), day)
    year = f"{moment.year}/" if moment else ""
    places = [*_by_pattern(source, item, moment, groups), f"/blog/{year}{name}/"]
    if source.config.get("permalink"):  # the page from which its links are read goes last
        places.reverse()
    item.addresses = list(dict.fromkeys([*_addresses(item, values), *places]))
    if moment and "/posts/" in text(values.get("permalink")):  # as academicpages has them
        item.addresses.reverse()
    target = text(values.get("redirect"))
    if not prose.text and target:
        item.values["body"] = f"[{item.title}]({target})"
    elif not prose.text:
        item.left_out = item.left_out or "It holds no text."


def _words_of(values: dict[str, Value], name: str) -> list[str]:
    """The words of a head that are a list, or stand in one line."""
    words = texts(values.get(name))
    if isinstance(values.get(name), list):
        return words
    return [word for each in words for word in each.split()]


def _by_pattern(
    source: JekyllSource, item: Item, moment: datetime | None, categories: list[str]
) -> list[str]:
    """Where Jekyll puts the post, by the configuration or by itself; none where that is unsure."""
    written = text(source.config.get("permalink")) or "date"
    pattern = f"/{_PATTERNS.get(written, written).lstrip('/')}"
    if moment is None:
        return []
    name = {"title": item.slug, "slug": item.slug, "output_ext": ".html"}
    known = name | {"categories": "/".join(each.lower() for each in categories)}
    known |= {name: moment.strftime(form) for name, form in _PARTS_OF_DATES.items()}
    address = re.sub(r":(\w+)", lambda match: known.get(match[1], match[0]), pattern)
    return [] if ":" in address else [re.sub("/{2,}", "/", address)]


def _addresses(item: Item, values: dict[str, Value], *folders: str) -> list[str]:
    """Where the item stood on the old site; the source file stands for it in some links."""
    stem = PurePosixPath(item.ref).stem
    own = [text(values.get("permalink")), *texts(values.get("redirect_from"))]
    return [f"/{item.ref}", *(f"/{folder}/{stem}/" for folder in folders), *filter(None, own)]


def _summary(source: JekyllSource, written: Value, body: str) -> dict[str, str]:
    """The description in words; where it says more than they can, it opens the text as well."""
    line = source.line(written)
    summary = plain(line, SUMMARY)
    if LINK.search(line) or summary.endswith("…"):
        body = f"{line}\n\n{body}".strip()
    return {"summary": summary, "body": body}


def _date(source: JekyllSource, item: Item, written: str, named: str) -> datetime | None:
    """Set the day, as the head has it or else the file's name, and for one to come the moment.

    Without a date, make the item a draft.
    """
    moment = read_moment(written, source.zone) or read_moment(named, source.zone)
    if moment is None:
        item.values["draft"] = True
        item.problems.append(NO_DATE)
        return None
    item.values["date"] = moment.date()
    item.values["publish_at"] = None
    if moment > datetime.now(UTC) and not source.shows_future:
        item.values["publish_at"] = moment
    return moment


def _project(source: JekyllSource, item: Item, document: Document, prose: Prose) -> None:
    values = document.values
    stem = PurePosixPath(item.ref).stem
    item.title = item.title or stem.replace("_", " ").replace("-", " ").capitalize()
    if samples.is_sample_project(values, prose.text):
        item.left_out = samples.LEFT_OUT
    item.values = {
        "title": item.title,
        **_summary(source, values.get("description") or values.get("excerpt"), prose.text),
        "category": plain_words(text(values.get("category"))),
        "position": number(values.get("importance")) or 0,
        "draft": False,
    }
    address = text(values.get("redirect")) or text(values.get("github"))
    if address and "://" not in address and values.get("github"):
        address = f"https://github.com/{address.strip('/')}"
    if address:
        item.values["url"] = address
    if image := text(values.get("img")):
        item.files["image"] = image
    item.slug = stem
    item.addresses = _addresses(item, values, "projects", "portfolio")


def _course(source: JekyllSource, item: Item, document: Document, prose: Prose) -> None:
    values = document.values
    if samples.is_sample_course(values):
        item.left_out = samples.LEFT_OUT
    details = [
        f"**{label}:** {source.line(values[key])}"
        for key, label in _COURSE_LINES
        if text(values.get(key))
    ]
    description = source.block(values.get("description")).text
    moment = read_moment(text(values.get("date")), source.zone)
    item.values = {
        "title": item.title,
        "code": plain_words(text(values.get("course_id"))),
        "term": plain_words(text(values.get("term"))),
        "year": number(values.get("year")) or (moment.year if moment else None),
        "institution": plain_words(text(values.get("venue"))),
        "description": "\n\n".join(filter(None, [description, "  \n".join(details), prose.text])),
        "draft": False,
    }
    item.addresses = _addresses(item, values, "teachings", "teaching", "courses")
    if not item.title:
        item.left_out = "It has no title."
    sessions = values.get("schedule")
    for position, session in enumerate(sessions if isinstance(sessions, list) else []):
        item.parts.append(_session(source, item.ref, position, mapping(session)))


def _paper(source: JekyllSource, item: Item, document: Document, prose: Prose) -> None:
    if samples.is_sample_paper(document.values):
        item.left_out = samples.LEFT_OUT
    read_paper(source, item, document, prose)


def _talk(source: JekyllSource, item: Item, document: Document, prose: Prose) -> None:
    values = document.values
    if samples.is_sample_talk(values):
        item.left_out = samples.LEFT_OUT
    moment = read_moment(text(values.get("date")), source.zone)
    event = values.get("venue") or values.get("event") or values.get("description")
    item.values = {
        "title": item.title,
        "kind": _talk_kind(plain_words(text(values.get("type")))),
        "event": words_of(source.line(event)),
        "place": words_of(source.line(values.get("location"))),
        "date": moment.date().isoformat() if moment else "",
        "url": next((url for key in _TALK_LINKS if (url := text(values.get(key)))), ""),
        "description": prose.text,
    }
    item.addresses = _addresses(item, values, "talks")
    if not item.title:
        item.left_out = "It has no title."
    elif moment is None:
        item.problems.append("It has no date that can be read.")


def _talk_kind(written: str) -> str:
    for word in ("keynote", "invited", "tutorial", "poster", "contributed"):
        if word in written.lower():
            return word
    return "other"


def _session(source: JekyllSource, path: str, position: int, values: dict[str, Value]) -> Item:
    week, day = text(values.get("week")), plain_words(text(values.get("date")))
    label = day if day.lower().startswith("week") or not week else f"Week {week}"
    topic = words_of(source.line(values.get("topic"))) or label or f"Session {position + 1}"
    day = "" if day == label else day
    more = words_of(source.line(values.get("description")))
    description = "\n".join(filter(None, [day, more]))
    found = Item(
        "session",
        f"{path}#{position + 1}",
        values={"label": label[:50], "topic": topic[:300], "description": description},
    )
    materials = values.get("materials")
    for material in materials if isinstance(materials, list) else []:
        name = plain_words(text(mapping(material).get("name")))
        address = text(mapping(material).get("url"))
        if name and address:
            found.parts.append(Item("material", path, values={"label": name[:100], "url": address}))
    return found


READERS: dict[str, tuple[Reader, str]] = {
    "publications": (_paper, "publication"),
    "portfolio": (_project, "project"),
    "teaching": (_course, "course"),
    "news": (_news, "news"),
    "posts": (_post, "post"),
    "drafts": (_post, "post"),
    "scheduled": (_post, "post"),
    "projects": (_project, "project"),
    "teachings": (_course, "course"),
    "courses": (_course, "course"),
    "talks": (_talk, "talk"),
}
