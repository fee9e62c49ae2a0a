"""The pages beside the first one of a plain site: their papers, degrees, courses and news as
records, and what else stands on them as pages."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from publications.listing import Record
from publications.listing.headings import read_heading
from transfer.alfolio.pages import read_pages
from transfer.content import PAPERS, Item
from transfer.course_lines import read_courses
from transfer.education_lines import read_education
from transfer.html_to_markdown import tidy
from transfer.jekyll.dates import read_moment
from transfer.jekyll.source import JekyllSource
from transfer.jekyll_page import Headed, kind_of, name_items, record_items, split_sections
from transfer.lines import split_lines
from transfer.paper_sections import PaperSection, Stretch, read_paper_sections
from typeset.fold import fold
from typeset.markdown import plain

READ = "What it lists was read as records; Octavo draws these lists itself."
APART = "It is a page of its own, and the first page does not lead to it."
# Pages of everything that may hold papers under headings of their own.
_OF_ALL = re.compile(
    r"cv|vita|curriculum vitae|resume|lebenslauf|research|work|works|scholarship|writings?"
)
_TEACHING = re.compile(r"(?:teaching|courses?|classes|lectures?|lehre|enseignement|docencia)\b.*")
_NO_COURSES = re.compile(
    r"\b(?:thes[ie]s|supervis\w*|students?|mentor\w*|mentees?|advis\w*|outreach|service|committees?"
    r"|awards?|philosophy|statements?|evaluations?|betreuung|abschlussarbeiten)\b"
)
_NEWS = re.compile(r"(?:news|updates|announcements|aktuelles|nachrichten|actualites|noticias)\b.*")
_LIST_OF = {"course": "/teaching/", "education": "/cv/", PAPERS: "/publications/", "news": "/news/"}
_TITLE = re.compile(r"\s*#[ \t]+(\S.*?)[ \t#]*(?:\n|\Z)")
_FEW = 40  # words that make no page of their own in the navigation
_DATED = re.compile(
    r"(?:\*\*|__|\*|_|\[|\()*"
    r"(?P<date>\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}\.\d{1,2}\.\d{4}"
    r"|[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|\d{1,2}\.? [A-Z][a-z]{2,8}\.?,? \d{4})"
    r"(?:\*\*|__|\*|_|\]|\))*\s*(?:[:.|]|[-–—]+(?=\s))?(?:\*\*|__)?\s+(?P<text>\S.*)",
    re.DOTALL,
)
_SAME = {
    "education": ("institution", "degree", "field"),
    "course": ("code", "title", "term", "year"),
}


def read_further_pages(
    source: JekyllSource, first: str, known: Sequence[Item], name: str
) -> list[Item]:
    """What stands on all pages but ``first``, and not among its items, ``known``, already."""
    items: list[Item] = []
    written = source.read(first) or ""  # with its menu, which is no text
    for page in read_pages(source, first, {name}, plain=True):
        if _is_apart(source, page, written):
            page.left_out = page.left_out or APART
        file = PurePosixPath(page.ref)
        if len(file.parts) == 1 and "#" not in page.ref:  # where Jekyll puts it, unless told
            page.addresses.append(f"/{file.stem}.html")
        if page.left_out or page.values.get("draft"):
            items.append(page)
        else:
            items += _Page(page, name).items()
    said = [item for item in known if item.kind in _SAME]
    items = [item for item in items if not _is_said(item, said)]
    _choose(known, items)
    return items


def lists_of_pages(
    pages: Sequence[Item], known: Sequence[Item], name: str, is_doubtful: Callable[[Record], bool]
) -> list[Item]:
    """The pages of a theme, with records for what stands on them as lists written by hand.

    What ``known`` items of a site have in files of their own, such as courses, is not read from
    its pages too: there it is said in other words. Papers are told apart by ``is_doubtful``, which
    says whether one may be a paper that the site has elsewhere.
    """
    kinds = {item.kind for item in known if not item.left_out}
    items: list[Item] = []
    for page in pages:
        if page.kind != "page" or page.left_out or page.values.get("draft"):
            items.append(page)
        else:
            items += _Page(page, name, kinds, is_doubtful).items()
    return items


def _is_apart(source: JekyllSource, page: Item, first: str) -> bool:
    """Whether it is a whole page of HTML to which the first page does not lead."""
    if not page.ref.endswith((".html", ".htm")):
        return False
    document = source.document(page.ref)
    place = page.ref.removesuffix("index.html")
    return (
        document is not None
        and document.is_own
        and not re.search(
            rf"(?:\]\(|href\s*=\s*[\"']?)\s*(?:\./|/|https?://[^/()\s\"'<>]+/)?{re.escape(place)}",
            first,
            re.IGNORECASE,
        )
    )


def _choose(first: Sequence[Item], further: Sequence[Item]) -> None:
    """Few papers on the first page, of more on a page of their own, are those that were chosen."""
    shown = [item for item in first if item.kind == PAPERS]
    listed = sum(len(item.values["records"]) for item in further if item.kind == PAPERS)
    if len(shown) != 1 or len(shown[0].values["records"]) >= listed:
        return
    for record in shown[0].values["records"]:
        record.selected = True
    for item in first:
        if item.kind == "section" and item.values["kind"] == "publications":
            item.values |= {"kind": "selected", "heading": item.title}
            item.values.pop("types", None)


@dataclass
class _Part:
    """A stretch of a page: what was read in it, and what is left as text."""

    section: Headed
    rest: str
    kind: str = ""
    records: list[dict[str, Any]] = field(default_factory=list)
    papers: list[Record] = field(default_factory=list)


class _Page:
    def __init__(
        self,
        page: Item,
        name: str,
        elsewhere: Collection[str] = (),
        is_doubtful: Callable[[Record], bool] = lambda _record: False,
    ) -> None:
        self.page = page
        self.name = name
        self.elsewhere = elsewhere  # kinds of items that are not read from the page
        self.is_doubtful = is_doubtful
        self.path = page.ref
        self._take_title()
        self.body: str = page.values["body"]
        self.said = {fold(page.title), fold(PurePosixPath(self.path).stem), fold(page.slug)}

    def _take_title(self) -> None:
        """A page that was called after its file is called as its first heading, as GitHub does."""
        page = self.page
        heading = _TITLE.match(page.values["body"])
        if heading and fold(page.title) in (fold(page.slug), fold(PurePosixPath(page.ref).stem)):
            page.title = page.values["title"] = plain(heading[1])
            page.values["body"] = page.values["body"][heading.end() :].lstrip("\n")

    def items(self) -> list[Item]:
        """The records and a page of what is left; the page as it is when it holds no records."""
        parts = self._parts()
        found = [
            *self._papers(parts),
            *(item for part in parts for item in record_items(self.path, part.kind, part.records)),
        ]
        if self._is(_NEWS) and "news" not in self.elsewhere:
            parts[:], news = self._news(parts)
            found += news
        if not found:
            return [self.page]
        kinds = {item.kind for item in found} - {"name"}
        there = _LIST_OF[kinds.pop()] if len(kinds) == 1 else "/cv/"
        drawn = Item(
            "page",
            self.path,
            self.page.title,
            addresses=[*self.page.addresses, there],
            left_out=READ,
        )
        return [drawn, *found, *self._rest(parts)]

    def _is(self, names: re.Pattern[str]) -> bool:
        return any(names.fullmatch(said) for said in self.said)

    def _teaches(self, heading: str) -> bool:
        return self._is(_TEACHING) and not _NO_COURSES.search(fold(heading))

    def _parts(self) -> list[_Part]:
        intro, sections = split_sections(self.body)
        lines = self.body.split("\n")
        first = sections[0].start if sections else len(lines) + 1
        if intro:
            sections.insert(0, Headed("", intro, 1, first))
        parts = [_Part(section, section.body) for section in sections]
        for part in parts:
            kind = kind_of(part.section.heading)
            if kind == "education" or (not kind and self._is(re.compile("education"))):
                part.kind = "education"
                if "education" not in self.elsewhere:
                    part.records, part.rest = read_education(part.rest)
            elif kind == "teaching" or (not kind and self._teaches(part.section.heading)):
                part.kind = "teaching"
                if "course" not in self.elsewhere:
                    part.records, part.rest = _courses(part.section)
        return parts

    def _papers(self, parts: list[_Part]) -> list[Item]:
        """The papers of the parts that may list some."""
        about = any(read_heading(said).says == "publications" for said in self.said)
        everywhere = about or self._is(_OF_ALL)
        lines = self.body.split("\n")
        stretches = [
            Stretch(each.first, each.end, "\n".join(lines[each.first - 1 : each.end - 1]))
            for each in (part.section for part in parts if not part.kind)
            if everywhere or read_heading(each.heading).says == "publications"
        ]
        title = self.page.title if about else ""
        found: dict[int, PaperSection] = {}
        if stretches:
            found = read_paper_sections(self.body, stretches, self.name, title, self.is_doubtful)
        for part in parts:
            if section := found.get(part.section.first):
                part.papers, part.rest = section.records, section.rest
        records = [record for part in parts for record in part.papers]
        if not records:
            return []
        listed = Item(PAPERS, f"{self.path}#papers", self.page.title, values={"records": records})
        listed.addresses = self.page.addresses
        return [*name_items(self.path, records, self.name), listed]

    def _news(self, parts: list[_Part]) -> tuple[list[_Part], list[Item]]:
        """The lines of a page of news, where each tells its day."""
        items = []
        for part in parts:
            lines = split_lines(part.rest)
            dated = [_dated("\n\n".join([line.text, *line.more])) for line in lines if line.bullet]
            if not dated or None in dated:
                continue
            for day, words in filter(None, dated):
                item = Item("news", f"{self.path}#{day}-{fold(words)[:60].replace(' ', '-')}")
                item.values = {"date": day, "body": words, "inline": True, "draft": False}
                items.append(item)
            part.rest = "\n\n".join(line.source for line in lines if not line.bullet)
        return parts, items

    def _rest(self, parts: list[_Part]) -> list[Item]:
        """A page of what became no record; in the navigation when there is much of it."""
        texts = []
        for part in parts:
            heading = part.section.heading
            if part.rest.strip():
                texts.append(f"## {heading}\n\n{part.rest}" if heading else part.rest)
        body = tidy("\n\n".join(texts))
        if not re.search(r"\w", body):
            return []
        values = {**self.page.values, "body": body}
        if len(body.split()) < _FEW:
            values["in_navigation"] = False
        page = Item("page", f"{self.path}#text", self.page.title, values=values)
        page.slug, page.problems = self.page.slug, self.page.problems
        return [page]


def _courses(section: Headed) -> tuple[list[dict[str, Any]], str]:
    """The courses of a section, at the institution that its heading names."""
    if not section.heading or kind_of(section.heading):
        return read_courses(section.body)
    records, rest = read_courses(f"### {section.heading}\n\n{section.body}")
    head, _, below = rest.partition("\n")
    return records, below if head == f"### {section.heading}" else rest


def _dated(text: str) -> tuple[Any, str] | None:
    """The day that begins a line, and the words behind it."""
    match = _DATED.match(text)
    if match is None:
        return None
    written = re.sub(r"(?<=\d)\.(?= )|(?<=[a-z])\.", "", match["date"])
    moment = read_moment(written.replace(".", "-") if written[:4].isdigit() else written)
    return (moment.date(), match["text"].strip()) if moment else None


def _is_said(item: Item, known: list[Item]) -> bool:
    """Whether an item says what one of ``known`` does; else it is known from now on."""
    names = _SAME.get(item.kind)
    if names is None:
        return False
    if any(each.kind == item.kind and _agree(item, each, names) for each in known):
        return True
    known.append(item)
    return False


def _agree(one: Item, other: Item, names: Sequence[str]) -> bool:
    for name in names:
        ours, theirs = (_bare(each.values.get(name)) for each in (one, other))
        if ours != theirs and ((ours and theirs) or name not in ("field", "term")):
            return False
    return True


def _bare(value: object) -> str:
    return re.sub(r"\W", "", fold(str(value or "")))
