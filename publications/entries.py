"""A publication as an entry of a bibliography: what was imported goes out as it came in.

The fields as they were written in the file go along, and the writer keeps each one that still says
what stands here: its braces, its macros' values, its LaTeX. The rest is written anew.
"""

from collections.abc import Iterable
from typing import Any

from publications.bibtex.fields import interpret
from publications.bibtex.records import Author, Entry, Link
from publications.bibtex.records import Version as Appearance
from publications.bibtex.versions import agrees, version_entry, version_of
from publications.models import Authorship, ImportedEntry, Publication
from publications.names import split_author_list, split_name

# What stands among the further fields in words of our own, by the attribute that it belongs to.
_OVERLONG = {
    "venue_text": "venue", "venue_short": "abbr", "volume": "volume", "number": "number",
    "pages": "pages", "publisher": "publisher", "award": "award",
}  # fmt: skip
_COLUMNS = (
    "type", "status", "year", "month", "day", "volume", "number", "pages", "publisher", "abstract",
    "doi", "arxiv_id", "note",
)  # fmt: skip


def entries_of(publication: Publication, owner: int | None = None, site: str = "") -> list[Entry]:
    """The entry of a work, and one for each of its further versions that names it."""
    main = entry_of(publication, owner, site)
    return [main, *_versions(publication, main)]


def entry_of(publication: Publication, owner: int | None = None, site: str = "") -> Entry:
    """The entry; its ``selected`` is the choice of the person ``owner``.

    Wants what `export.loaded` gives, and asks the database for nothing more.
    """
    written = _as_written(publication)
    entry = interpret(
        Entry(
            key=publication.key,
            raw_type=written["type"] if written else "",
            fields=dict(written["fields"]) if written else {},
        )
    )
    goes_by_key = written and not entry.title and written["state"]["title"] == publication.title
    if not goes_by_key:
        entry.title = publication.title
    for name in _COLUMNS:
        setattr(entry, name, getattr(publication, name))
    venue = publication.venue
    entry.venue = publication.venue_text or (venue.name if venue else "")
    if not entry.abbr and venue:
        entry.abbr = venue.short_name
    entry.identifiers = dict(publication.identifiers)
    entry.authors = [_author(authorship) for authorship in publication.authorships.all()]
    _set_links(entry, publication, site)
    if owner:
        entry.selected = any(
            authorship.researcher_id == owner and authorship.selected
            for authorship in publication.authorships.all()
        )
    _set_further_fields(entry, publication)
    return entry


def _as_written(publication: Publication) -> dict[str, Any] | None:
    """What the source said whose words are nearest to what stands: several may have told of it."""
    entries = [each for each in publication.imported_entries.all() if each.payload["type"]]
    return max(entries, key=lambda each: _nearness(each, publication)).payload if entries else None


def _nearness(entry: ImportedEntry, publication: Publication) -> tuple[int, int]:
    state = entry.payload["state"]
    names = ("title", "type", "status", "year", "venue_text", "volume", "pages", "doi")
    same = sum(state.get(name, "") == (getattr(publication, name) or "") for name in names)
    byline = len(state.get("authors", ())) == len(publication.authorships.all())
    return same + byline, -entry.pk


def _versions(publication: Publication, main: Entry) -> Iterable[Entry]:
    """Each version as the source wrote it, where one did, else made of the work itself."""
    rows = publication.versions.all()
    written = _other_entries(publication) if rows else []
    for number, row in enumerate(rows, 1):
        venue = row.venue_text or (row.venue.name if row.venue else "")
        version = Appearance(row.kind, venue, row.year, row.doi, row.arxiv_id, row.url)
        entry = next((each for each in written if agrees(each, version)), None)
        if entry:
            written.remove(entry)
        key = entry.key if entry else f"{main.key}-{row.kind}{number if number > 1 else ''}"
        yield version_entry(main, key, version, entry)


def _other_entries(publication: Publication) -> list[Entry]:
    """What sources said of this work in further entries, those that name it as a version first."""
    main = _as_written(publication)
    found = []
    for each in publication.imported_entries.all():
        payload = each.payload
        found += payload.get("versions", [])
        if payload is not main and payload["type"]:
            found.append([each.key, payload["type"], payload["fields"]])
    entries = [
        interpret(Entry(key=key, raw_type=kind, fields=dict(fields))) for key, kind, fields in found
    ]
    return sorted(entries, key=lambda entry: not version_of(entry))


def _author(authorship: Authorship) -> Author:
    return Author(
        authorship.name, authorship.co_first, authorship.co_last, authorship.corresponding
    )


def _set_further_fields(entry: Entry, publication: Publication) -> None:
    extra = dict(publication.extra)
    entry.others = bool(extra.pop("others", ""))
    _set_award(entry, publication.award, extra.pop("award_text", ""))
    for name, attribute in _OVERLONG.items():
        if name in extra:
            setattr(entry, attribute, extra.pop(name))
    _set_topics(entry, publication, extra.pop("keywords", ""))
    editors = extra.pop("editor", "")
    if editors != (entry.fields.get("editor") or entry.fields.get("editors") or ""):
        listed = split_author_list(editors)
        entry.editors = [Author(split_name(name)) for name in listed.names]
        entry.editor_others = listed.others
    files = {link.kind for link in entry.links if link.relative}
    entry.extra = {name: value for name, value in extra.items() if name not in files}


def _set_links(entry: Entry, publication: Publication, site: str) -> None:
    """The links here, and those files of the old site that never came along."""
    missing = [
        link
        for link in entry.links
        if link.relative and publication.extra.get(link.kind) == link.url
    ]
    here = [
        Link(link.kind, link.label, f"{site}{link.href}" if link.file else link.url)
        for link in publication.links.all()
    ]
    entry.links = here + missing


def _set_award(entry: Entry, award: str, text: str) -> None:
    """al-folio has a name on the button (``award_name``) and a text behind it (``award``)."""
    if text or (entry.award_name and not entry.award):
        entry.award, entry.award_name = text, award
    else:
        entry.award = award


def _set_topics(entry: Entry, publication: Publication, keywords: str) -> None:
    if keywords != ", ".join(entry.topics):
        entry.topics = [word.strip() for word in keywords.split(",") if word.strip()]
    known = {topic.casefold() for topic in entry.topics}
    names = [topic.name for topic in publication.topics.all()]
    entry.topics = [*entry.topics, *(name for name in names if name.casefold() not in known)]
