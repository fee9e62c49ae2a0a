"""What the fields of an entry mean."""

import re
from collections.abc import Mapping
from functools import lru_cache

from publications.bibtex.contributions import FLAG_FIELDS, flag_authors
from publications.bibtex.entry_dates import date_of
from publications.bibtex.entry_types import status_of, type_of, venue_of
from publications.bibtex.journals import expand_journal
from publications.bibtex.links import links_of
from publications.bibtex.marks import Byline, meaning_of, read_byline
from publications.bibtex.records import Author, Entry
from publications.identifiers import IDENTIFIER_FIELDS, arxiv_of, doi_of, other_identifiers
from typeset.latex import to_unicode

_PAGES = re.compile(r"(\w+)-+(\w+)")
_KEYWORDS = re.compile(r"[,;\n]|\s·\s|\\sep\b")
_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_TRUE = frozenset(("true", "yes", "1", "y", "on"))
# Fields that an attribute of Entry speaks for, apart from links and fields of flags.
UNDERSTOOD = frozenset((
    "title", "subtitle", "author", "authors", "editor", "editors", "author+an", "author+an:default",
    "year", "month", "day", "date", "pubstate", "journal", "journaltitle", "journalsubtitle",
    "shortjournal", "booktitle", "booksubtitle", "eventtitle", "school", "institution",
    "organization", "university", "howpublished", "publisher", "volume", "number", "issue", "pages",
    "eid", "articleno", "abstract", "doi", "eprint", "archiveprefix", "eprinttype", "arxiv",
    "arxivid", "arxiv_id", "note", "award", "award_name", "preview", "abbr", "selected", "keywords",
    "keyword", "crossref", "xdata",
    *IDENTIFIER_FIELDS, *FLAG_FIELDS,
))  # fmt: skip


def interpret(entry: Entry, commands: Mapping[str, str] | None = None) -> Entry:
    """Set the attributes of `entry` from its fields; `commands` are the preamble's own."""
    fields = entry.all_fields
    _read_type(entry, fields)
    _read_people(entry, fields)
    _read_places(entry, fields, commands or {})
    _read_texts(entry, fields)
    entry.year, entry.month, entry.day = date_of(fields)
    if entry.year is None and entry.status == "published" and fields.get("year", "").strip():
        entry.problems.append(f"“{to_unicode(fields['year'])[:40]}” is no year.")
    entry.doi = doi_of(fields)
    if not entry.doi and fields.get("doi", "").strip(" {}"):
        entry.problems.append(f"“{to_unicode(fields['doi'])[:80]}” is no DOI.")
    entry.arxiv_id = arxiv_of(fields, entry.doi)
    entry.identifiers = other_identifiers(fields)
    entry.links, linked = links_of(fields, entry.doi, entry.arxiv_id)
    entry.extra = {
        name: value
        for name, value in entry.fields.items()
        if name not in UNDERSTOOD and name not in linked and not _says_type(entry, name, value)
    }
    return entry


def _says_type(entry: Entry, name: str, value: str) -> bool:
    return name == "entrysubtype" and value.strip().lower() == entry.type


def _read_type(entry: Entry, fields: Mapping[str, str]) -> None:
    entry.type = type_of(entry.raw_type, fields)
    if not entry.type:
        entry.type = "misc"
        entry.problems.append(f"The type “@{entry.raw_type}” is not known; it was read as @misc.")
    entry.status = status_of(entry.type, fields)


def _read_people(entry: Entry, fields: Mapping[str, str]) -> None:
    byline = _byline(entry, fields.get("author") or fields.get("authors") or "", "author")
    entry.authors, entry.offers = flag_authors(byline, fields)
    entry.others = byline.others
    editors = _byline(entry, fields.get("editor") or fields.get("editors") or "", "editor")
    entry.editors = [Author(one.name) for one in editors.signatures]
    entry.editor_others = editors.others


def _byline(entry: Entry, raw: str, field: str) -> Byline:
    if not raw:
        return Byline([])
    byline = read_byline(raw)
    if byline.repaired:
        entry.problems.append(
            f"The names in “{field}” are not written as BibTeX wants; check them."
        )
    if any(sign.isalnum() for one in byline.signatures for sign in one.signs):
        entry.problems.append(f"Numbers or letters beside the names in “{field}” were left out.")
    for remark in (remark for one in byline.signatures for remark in one.remarks):
        if not meaning_of(remark):
            entry.problems.append(f"“{remark[:200]}” beside a name in “{field}” was left out.")
    return byline


def _read_places(entry: Entry, fields: Mapping[str, str], commands: Mapping[str, str]) -> None:
    entry.venue = expand_journal(venue_of(entry.type, fields), commands)
    entry.publisher = _text(fields, "publisher")
    entry.volume = _text(fields, "volume")
    entry.number = _text(fields, "number", "issue")
    pages = _text(fields, "pages", "eid", "articleno")
    entry.pages = _PAGES.sub(r"\1–\2", pages) if _PAGES.fullmatch(pages) else pages


def _read_texts(entry: Entry, fields: Mapping[str, str]) -> None:
    entry.title = _text(fields, "title")
    if subtitle := _text(fields, "subtitle"):
        entry.title = f"{entry.title}: {subtitle}" if entry.title else subtitle
    entry.abstract = _paragraphs(fields.get("abstract", ""))
    entry.note = _paragraphs(fields.get("note", ""))
    entry.award = _text(fields, "award")
    entry.award_name = _text(fields, "award_name")
    entry.preview = _text(fields, "preview")
    entry.abbr = _text(fields, "abbr")
    entry.selected = fields.get("selected", "").strip(" {}\"'").lower() in _TRUE
    entry.topics = list(_topics(fields.get("keywords") or fields.get("keyword") or ""))


def _text(fields: Mapping[str, str], *names: str) -> str:
    for name in names:
        if name in fields and (text := to_unicode(fields[name])):
            return text
    return ""


def _paragraphs(raw: str) -> str:
    if "\n" not in raw:
        return to_unicode(raw)
    return "\n\n".join(filter(None, map(to_unicode, _PARAGRAPH.split(raw))))


@lru_cache(maxsize=4096)
def _topics(raw: str) -> tuple[str, ...]:
    found = (to_unicode(part) for part in _KEYWORDS.split(raw[:4000]))
    return tuple(dict.fromkeys(topic for topic in found if topic))
