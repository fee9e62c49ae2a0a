"""Further appearances of a work as entries of their own: a preprint, a conference version.

Such an entry names the work by BibLaTeX's `related = {key}` and says by `relatedtype` how it is
related: `preprintof`, `conferenceversionof` and so on, as BibLaTeX says `reprintof`. Every other
program takes it for what it also is, an entry with authors, title, year and identifier.
"""

import re
from collections.abc import Callable, Mapping

from publications.bibtex.entry_dates import date_of
from publications.bibtex.fields import interpret
from publications.bibtex.records import Author, Entry, Version
from publications.bibtex.writer import sound_key
from publications.identifiers import arxiv_of, clean_address, find_doi
from typeset.latex import escape, to_unicode

_KINDS = {
    "preprintof": "preprint",
    "workshopversionof": "workshop",
    "conferenceversionof": "conference",
    "journalversionof": "journal",
    "extendedversionof": "extended",
    "thesisversionof": "thesis",
    "versionof": "other",
}
_RELATED_TYPES = {kind: name for name, kind in _KINDS.items()}
# The type of an entry that never was BibTeX, and its field for the venue.
_FORMS = {
    "workshop": ("inproceedings", "booktitle"),
    "conference": ("inproceedings", "booktitle"),
    "journal": ("article", "journal"),
}
_MISC = ("misc", "howpublished")
_VENUES = ("journaltitle", "journal", "booktitle", "howpublished", "school", "institution")
_ARXIV = ("eprint", "archiveprefix", "eprinttype", "arxiv", "arxivid", "arxiv_id")
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_RELATION = ("related", "relatedtype", "relatedstring")


def version_of(entry: Entry) -> str:
    """The key of the work of which the entry says that it is a version, "" when it says nothing."""
    if entry.fields.get("relatedtype", "").strip().lower() not in _KINDS:
        return ""
    return " ".join(entry.fields.get("related", "").split())


def read_version(entry: Entry) -> Version:
    """What a version's entry says of it, by its fields alone: nothing is concluded from another."""
    fields = entry.all_fields
    kind = _KINDS.get(fields.get("relatedtype", "").strip().lower(), "other")
    venue, url = _venue(fields), _url(fields)
    if _ADDRESS.match(venue):
        venue, url = "", url or venue
    return Version(kind, venue, _year(fields), _doi(fields), _arxiv_id(fields), url)


def version_entry(main: Entry, key: str, version: Version, written: Entry | None = None) -> Entry:
    """The entry of one version of the work `main`: as it was `written` once, else made anew."""
    raw_type, venue_field = _FORMS.get(version.kind, _MISC)
    fields = {name: main.fields.get(name, "") for name in ("author", "title")}
    if not main.authors:
        del fields["author"]
    if written:
        raw_type, fields = written.raw_type, dict(written.all_fields)
        venue_field = next((name for name in _VENUES if name in fields), venue_field)
    _set(fields, _venue, version.venue, _VENUES, {venue_field: escape(version.venue)})
    _set(fields, _year, version.year, ("date", "year", "month"), {"year": str(version.year or "")})
    _set(fields, _doi, version.doi, ("doi",), {"doi": escape(version.doi)})
    arxiv = {"eprint": version.arxiv_id, "archiveprefix": "arXiv"}
    _set(fields, _arxiv_id, version.arxiv_id, _ARXIV, arxiv if version.arxiv_id else {})
    _set(fields, _url, version.url, ("url",), {"url": version.url})
    fields |= {
        "related": sound_key(main.key),
        "relatedtype": _RELATED_TYPES.get(version.kind, "versionof"),
    }
    entry = interpret(Entry(key=key, raw_type=raw_type, fields=fields))
    if not written:
        entry.title = main.title
        entry.authors = [Author(author.name) for author in main.authors]
        entry.others = main.others
    return entry


def agrees(entry: Entry, version: Version) -> bool:
    """Whether the entry, as it was written, speaks of this version."""
    if version_of(entry):
        return read_version(entry) == version
    if any(name in entry.fields for name in _RELATION):
        return False
    ours, theirs = (version.doi, version.arxiv_id), (entry.doi, entry.arxiv_id)
    if any(ours) and any(theirs):
        return any(
            one and one.lower() == other.lower() for one, other in zip(ours, theirs, strict=True)
        )
    return (version.venue, version.year) == (entry.venue, entry.year)


def _set(
    fields: dict[str, str],
    read: Callable[[Mapping[str, str]], object],
    wanted: object,
    sources: tuple[str, ...],
    new: Mapping[str, str],
) -> None:
    """Let the fields say what is wanted, where they say something else."""
    if read(fields) == wanted:
        return
    for name in sources:
        fields.pop(name, None)
    fields.update({name: text for name, text in new.items() if text})


def _venue(fields: Mapping[str, str]) -> str:
    return next((text for name in _VENUES if (text := to_unicode(fields.get(name, "")))), "")


def _year(fields: Mapping[str, str]) -> int | None:
    return date_of(fields)[0]


def _doi(fields: Mapping[str, str]) -> str:
    return find_doi(fields.get("doi", ""))


def _arxiv_id(fields: Mapping[str, str]) -> str:
    return arxiv_of({name: fields[name] for name in _ARXIV if name in fields})


def _url(fields: Mapping[str, str]) -> str:
    return clean_address(fields.get("url", "")).strip()
