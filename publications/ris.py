"""A publication as a RIS record, which EndNote, Zotero and Mendeley read.

After the RIS format specification of Research Information Systems (2001): a tag of two letters,
two spaces, a hyphen, a space, and the value on the same line.
"""

from publications.csl import address
from publications.kinds import Type
from publications.metadata import (
    BOOKS,
    CHAPTERS,
    CONFERENCE,
    THESES,
    first_and_last_page,
)
from publications.models import Publication, Version
from publications.names import Name, split_author_list, split_name

_TYPES = {
    Type.ARTICLE: "JOUR",
    **dict.fromkeys(CONFERENCE, "CONF"),
    **dict.fromkeys(CHAPTERS, "CHAP"),
    **dict.fromkeys(BOOKS, "BOOK"),
    **dict.fromkeys(THESES, "THES"),
    Type.REPORT: "RPRT",
    Type.PATENT: "PAT",
    Type.DATASET: "DATA",
    Type.SOFTWARE: "COMP",
    Type.ONLINE: "ELEC",
    Type.PREPRINT: "UNPB",
    Type.UNPUBLISHED: "UNPB",
    Type.BOOKLET: "PAMP",
}
_WHOLE = {*BOOKS, *THESES, Type.REPORT, Type.DATASET, Type.SOFTWARE, Type.ONLINE}


def ris_record(publication: Publication) -> str:
    """The record with the blank line behind it. Wants what `export.loaded` gives."""
    kind = Type(publication.type)
    venue = publication.venue_text or (publication.venue.name if publication.venue else "")
    first, last = first_and_last_page(publication.pages)
    editors = split_author_list(publication.extra.get("editor", "")).names
    year = str(publication.year or "")
    tags = [
        ("TY", _TYPES.get(kind, "GEN")),
        ("ID", publication.key),
        *(("AU", _inverted(authorship.name)) for authorship in publication.authorships.all()),
        *(("ED", _inverted(split_name(name))) for name in editors),
        ("TI", publication.title),
        ("T2", "" if kind in _WHOLE else venue),
        ("PY", year),
        ("DA", _date(publication)),
        ("VL", publication.volume),
        ("IS", publication.number),
        ("SP", first or publication.pages),
        ("EP", last),
        ("PB", publication.publisher or (venue if kind in _WHOLE else "")),
        ("SN", publication.identifiers.get("isbn") or publication.identifiers.get("issn") or ""),
        ("DO", publication.doi),
        ("UR", address(publication)),
        *(("L1", link.url) for link in publication.links.all() if link.kind == "pdf"),
        *(("KW", topic.name) for topic in publication.topics.all()),
        ("AB", publication.abstract),
        ("N1", publication.note),
        *(("N1", _version(version)) for version in publication.versions.all()),
    ]
    lines = [f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in tags if value]
    return "".join(lines) + "ER  - \r\n\r\n"


def _inverted(name: Name) -> str:
    """“van Family, Given, Suffix”, as RIS wants names."""
    if name.literal or not name.given:
        return name.inverted()
    surname = " ".join(part for part in (name.particle, name.family) if part)
    return ", ".join(part for part in (surname, name.given, name.suffix) if part)


def _version(version: Version) -> str:
    """A further appearance in one line: RIS has no tag for it but the notes."""
    venue = version.venue_text or (version.venue.name if version.venue else "")
    said = ", ".join(part for part in (venue, str(version.year or ""), version.href) if part)
    return f"{version.get_kind_display()}: {said}" if said else version.get_kind_display()


def _date(publication: Publication) -> str:
    """“2024/04/01/”, each part as far as it is known; alone the year says nothing more."""
    if not (publication.year and publication.month):
        return ""
    day = f"{publication.day:02}" if publication.day else ""
    return f"{publication.year}/{publication.month:02}/{day}/"
