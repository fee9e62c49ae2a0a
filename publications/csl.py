"""A publication as a CSL-JSON item, which citation styles and reference managers read."""

from itertools import takewhile
from typing import Any

from publications.kinds import Status, Type
from publications.metadata import BOOKS, CHAPTERS, CONFERENCE, THESES
from publications.models import Publication, Version
from publications.names import Name, split_author_list, split_name

_TYPES = {
    Type.ARTICLE: "article-journal",
    **dict.fromkeys(CONFERENCE, "paper-conference"),
    **dict.fromkeys(CHAPTERS, "chapter"),
    **dict.fromkeys(BOOKS, "book"),
    **dict.fromkeys(THESES, "thesis"),
    Type.INREFERENCE: "entry-encyclopedia",
    Type.PREPRINT: "article",
    Type.REPORT: "report",
    Type.PATENT: "patent",
    Type.DATASET: "dataset",
    Type.SOFTWARE: "software",
    Type.ONLINE: "webpage",
    Type.UNPUBLISHED: "manuscript",
    Type.BOOKLET: "book",
}
# "and others", as programs that turn BibTeX into CSL-JSON say it.
_OTHERS = [{"literal": "others"}]
_CONTAINED = {Type.ARTICLE, Type.SUPPPERIODICAL, *CONFERENCE, *CHAPTERS}
_NUMBERED = {Type.REPORT, Type.PATENT}


def csl_item(publication: Publication) -> dict[str, Any]:
    """The item, without what is not known. Wants what `export.loaded` gives."""
    kind = Type(publication.type)
    venue = publication.venue_text or (publication.venue.name if publication.venue else "")
    contained = kind in _CONTAINED
    identifiers = publication.identifiers
    editors = split_author_list(publication.extra.get("editor", "")).names
    authors = [_name(authorship.name) for authorship in publication.authorships.all()]
    item = {
        "id": publication.key,
        "type": _TYPES.get(kind, "document"),
        "title": publication.title,
        "author": authors + (_OTHERS if publication.extra.get("others") else []),
        "editor": [_name(split_name(name)) for name in editors],
        "issued": _date(publication),
        "container-title": venue if contained else "",
        "publisher": publication.publisher or ("" if contained else venue),
        "genre": str(kind.label) if kind in THESES or kind == Type.PREPRINT else "",
        "volume": publication.volume,
        ("number" if kind in _NUMBERED else "issue"): publication.number,
        "page": publication.pages.replace("–", "-"),
        "abstract": publication.abstract,
        "note": publication.note,
        "keyword": ", ".join(topic.name for topic in publication.topics.all()),
        "DOI": publication.doi,
        "ISBN": identifiers.get("isbn", ""),
        "ISSN": identifiers.get("issn", ""),
        "PMID": identifiers.get("pmid", ""),
        "PMCID": identifiers.get("pmcid", ""),
        "URL": "" if publication.doi else address(publication),
        "status": "" if publication.status == Status.PUBLISHED else publication.status,
    }
    return {name: value for name, value in item.items() if value}


def csl_record(publication: Publication) -> dict[str, Any]:
    """The item for a file: with its further versions, for which CSL has no place of its own."""
    item = csl_item(publication)
    if versions := [_version(version) for version in publication.versions.all()]:
        item["custom"] = {"versions": versions}
    return item


def _version(version: Version) -> dict[str, Any]:
    """A further appearance, in the names that CSL has for its parts."""
    parts = {
        "genre": version.kind,
        "container-title": version.venue_text or (version.venue.name if version.venue else ""),
        "issued": {"date-parts": [[version.year]]} if version.year else {},
        "DOI": version.doi,
        "URL": version.href,
    }
    return {name: value for name, value in parts.items() if value}


def address(publication: Publication) -> str:
    """Where the work is, when no DOI says so: at arXiv, else where its first link leads."""
    if publication.arxiv_id:
        return f"https://arxiv.org/abs/{publication.arxiv_id}"
    return next((link.url for link in publication.links.all() if link.url.startswith("http")), "")


def _name(name: Name) -> dict[str, str]:
    if name.literal:
        return {"literal": name.literal}
    parts = {
        "given": name.given,
        "non-dropping-particle": name.particle,
        "family": name.family,
        "suffix": name.suffix,
    }
    return {part: value for part, value in parts.items() if value}


def _date(publication: Publication) -> dict[str, list[list[int]]]:
    parts = [publication.year, publication.month, publication.day]
    known = [part for part in takewhile(bool, parts) if part]
    return {"date-parts": [known]} if known else {}
