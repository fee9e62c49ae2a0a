"""A plain Jekyll page of headed Markdown sections: about, degrees and courses as records, the
rest as texts, all in the order of the page. What is not understood stays a text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from publications.listing import Record
from transfer.content import PAPERS, Item
from transfer.course_lines import read_courses
from transfer.education_lines import read_education
from transfer.jekyll.comments import is_page, pages_in
from transfer.jekyll.front_matter import Document
from transfer.jekyll.source import JekyllSource
from transfer.jekyll.yaml_text import text
from transfer.paper_sections import PaperSection, Stretch, further_names, read_paper_sections
from typeset.fold import fold, slugify
from typeset.markdown import plain
from typeset.parser import markdown_parser

INDEXES = (
    "index.md",
    "index.markdown",
    "_pages/index.md",
    "_pages/about.md",
    "about.md",
    "index.html",
    "index.htm",
    "README.md",
)
_ENOUGH = 30  # words that make a page of HTML more than a frame for what a program lists

# Headings by what they stand for; the first is how Octavo itself calls the section.
_HEADINGS = {
    "about": ("about me", "about", "bio", "biography", "short bio", "brief bio", "introduction",
              "welcome", "profile", "about myself", "who am i"),
    "education": ("education", "educations", "academic background", "educational background",
                  "degrees", "academic education", "studies", "ausbildung", "formation",
                  "formacion"),
    "publications": ("publications",),
    "selected": ("selected publications",),
    "teaching": ("teaching", "courses", "teaching experience", "courses taught", "lectures",
                 "classes", "lehre", "enseignement", "docencia"),
}  # fmt: skip
_KINDS = {
    words: kind
    for kind, headings in _HEADINGS.items()
    if kind not in ("publications", "selected")  # known by what stands in it
    for words in headings
}
_PICTURE = re.compile(r"!\[([^\]]*)\]\(<?([^)\s>]+)>?(?:\s+[\"'][^\"']*[\"'])?\)")
# What templates call anybody's portrait.
_NO_WORDS = re.compile(
    r"(?:my |the )?(?:profile|author|self|portrait|avatar|headshot|photo|picture|image|pic|me|sym"
    r"|thumbnail|\W)+",
    re.IGNORECASE,
)
_PARSER = markdown_parser()


@dataclass
class Headed:
    """A section; ``first`` to ``end`` are the lines of its body, ``start`` that of its heading,
    counted from 1."""

    heading: str
    body: str
    first: int = 0
    end: int = 0
    start: int = 0


def find_page(source: JekyllSource) -> str:
    """The page of headed sections that is the site; empty when there is none."""
    for path in INDEXES:
        if path in source.folder:
            document = source.document(path)
            if document and document.body.strip() and (document.has_head or path != "README.md"):
                if path.startswith("index.htm") and not _has_text(source, document):
                    continue
                return path
    return ""


def _has_text(source: JekyllSource, document: Document) -> bool:
    text = source.prose(document).text if document.has_head else ""
    return len(text.split()) >= _ENOUGH and bool(split_sections(text)[1])


def read_page(source: JekyllSource, path: str, document: Document, name: str) -> list[Item]:
    prose = source.prose(document)
    intro, sections = split_sections(prose.text)
    about = next((each for each in sections if _kind(each) == "about"), None)
    photo, intro = _take_photo(path, intro)
    bio = intro
    if about:
        if photo is None:
            photo, about.body = _take_photo(path, about.body)
        bio = f"{intro}\n\n{about.body}".strip()
    elif intro:
        sections.insert(0, Headed("", ""))
    items = [
        Item(
            "profile",
            path,
            values={"layout": "plain", "bio": bio},
            addresses=["/"],
            problems=[*document.problems, *prose.problems],
        )
    ]
    items[0].problems += [
        f"line {comment.line}: a comment was left out."
        for comment in prose.comments
        if not is_page(comment)
    ]
    if photo:
        items.append(photo)
    items += _sections(path, prose.text, sections, name)
    known = {name, text(document.values.get("title"))}
    return [*items, *pages_in(source, path, prose.comments, known)]


def split_sections(body: str) -> tuple[str, list[Headed]]:
    """The text before the first heading, and the sections; deeper headings stay in theirs."""
    lines = body.split("\n")
    found = [
        (token.map[0], token.map[1], int(token.tag[1]), plain(inline.content))
        for token, inline in _pairs(body)
        if token.map
    ]
    if not found:
        return body.strip(), []
    top = min(level for _start, _end, level, _words in found)
    if found[0][2] == top and sum(level == top for _, _, level, _ in found) == 1 and len(found) > 1:
        # One heading above all others is the page's title, not a section.
        start, end, _level, _words = found.pop(0)
        lines[start:end] = [""] * (end - start)
        top = min(level for _start, _end, level, _words in found)
    heads = [each for each in found if each[2] == top]
    ends = [start for start, _end, _level, _words in heads[1:]] + [len(lines)]
    sections = [
        Headed(
            words,
            "\n".join(lines[end:until]).strip("\n").rstrip(),
            end + 1,
            until + 1,
            start + 1,
        )
        for (start, end, _level, words), until in zip(heads, ends, strict=True)
    ]
    return "\n".join(lines[: heads[0][0]]).strip(), sections


def _pairs(body: str) -> list[tuple[Any, Any]]:
    """The headings that stand in no list or quotation, each with the words behind it."""
    tokens = _PARSER.parse(body)
    return [
        (token, tokens[place + 1])
        for place, token in enumerate(tokens)
        if token.type == "heading_open" and token.level == 0
    ]


def kind_of(heading: str) -> str:
    """Which records stand under such a heading; empty for none, or for papers."""
    return _KINDS.get(fold(heading), "")


def _kind(section: Headed) -> str:
    return kind_of(section.heading) or ("" if section.heading or section.body else "about")


def _sections(path: str, page: str, sections: list[Headed], name: str) -> list[Item]:
    lines = page.split("\n")
    stretches = [
        Stretch(each.first, each.end, "\n".join(lines[each.first - 1 : each.end - 1]))
        for each in sections
        if each.heading and _kind(each) == ""
    ]
    papers = read_paper_sections(page, stretches, name)
    items = name_items(path, [record for each in papers.values() for record in each.records], name)
    for position, section in enumerate(sections):
        if found := papers.get(section.first):
            items += _paper_items(path, position, section, found)
        else:
            items += _items(path, position, section)
    return items


def name_items(path: str, records: Sequence[Record], name: str) -> list[Item]:
    """Spellings of the owner by which only the bylines know them."""
    return [
        Item("name", f"{path}#{slugify(written, 'name')}", written, values={"name": written})
        for written in further_names(records, name)
    ]


def _paper_items(path: str, position: int, section: Headed, papers: PaperSection) -> list[Item]:
    """The section's own row, and its publications, which have an importer of their own."""
    kind = "selected" if papers.selected else "publications"
    row = _row(path, position, section, kind, papers.rest)
    if not papers.selected:
        row.values["types"] = papers.types
    listed = Item(PAPERS, f"{row.ref}-papers", row.title, values={"records": papers.records})
    return [row, listed]


def _row(path: str, position: int, section: Headed, kind: str, body: str) -> Item:
    usual = kind in _HEADINGS and fold(section.heading) == _HEADINGS[kind][0]
    return Item(
        "section",
        f"{path}#{fold(section.heading).replace(' ', '-') or 'about'}",
        section.heading or "About me",
        values={
            "kind": kind or "text",
            "heading": "" if usual else section.heading,
            "body": body,
            "position": position,
        },
    )


def _items(path: str, position: int, section: Headed) -> list[Item]:
    """The section's own row, and the records that are in it."""
    kind = _kind(section)
    body = section.body
    records: list[dict[str, Any]] = []
    if kind == "about":
        body = ""
    elif kind == "education":
        records, body = read_education(section.body)
    elif kind == "teaching":
        records, body = read_courses(section.body)
    if kind in ("education", "teaching") and not records:
        kind = ""  # a list of nothing would stand above the words
    row = _row(path, position, section, kind, body)
    return [row, *record_items(path, kind, records)]


def record_items(path: str, kind: str, records: list[dict[str, Any]]) -> list[Item]:
    items = []
    for number, values in enumerate(records):
        if kind == "education":
            title = ", ".join(filter(None, [values["degree"], values["institution"]]))
            item = Item("education", "", title)
        else:
            title = ": ".join(filter(None, [values["code"], values["title"]]))
            item = Item("course", "", title)
            values = {**values, "draft": False}
            title = f"{title} {values['term']} {values['year'] or ''}"
        # By what it is, not by its place: new ones come on top of such lists.
        item.ref = f"{path}#{slugify(title, item.kind)}"
        item.values = {**values, "position": number}
        items.append(item)
    return items


def _take_photo(path: str, body: str) -> tuple[Item | None, str]:
    """The first picture of the site's own is the portrait; the text goes on without it."""
    for match in _PICTURE.finditer(body):
        if "://" in match[2] or match[2].startswith("data:"):
            continue
        name = match[2].rsplit("/", 1)[-1]
        photo = Item("photo", f"{path}#{name}", name, files={"image": match[2]})
        alt = " ".join(match[1].split())
        if alt and not _NO_WORDS.fullmatch(alt):
            photo.values["alt"] = alt
        rest = body[: match.start()].rstrip() + "\n\n" + body[match.end() :].lstrip()
        return photo, rest.strip()
    return None, body
