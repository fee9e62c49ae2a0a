"""What machines read of a paper's page: Google Scholar's tags, schema.org's JSON-LD, Signposting.

Each function takes a publication as `loaded()` hands it out, and absolute addresses; none asks
the database for more.
"""

import re
from typing import Any

from profiles.models import Researcher
from publications.kinds import Type
from publications.models import Authorship, Publication

CONFERENCE = {Type.INPROCEEDINGS, Type.WORKSHOP, Type.ABSTRACT}
THESES = {Type.PHDTHESIS, Type.MASTERSTHESIS, Type.THESIS}
CHAPTERS = {Type.INBOOK, Type.BOOKINBOOK, Type.SUPPBOOK, Type.INCOLLECTION, Type.SUPPCOLLECTION,
            Type.INREFERENCE}  # fmt: skip
BOOKS = {Type.BOOK, Type.MVBOOK, Type.COLLECTION, Type.MVCOLLECTION, Type.PROCEEDINGS,
         Type.MVPROCEEDINGS, Type.REFERENCE, Type.MVREFERENCE}  # fmt: skip
_SCHEMA = {
    **dict.fromkeys(THESES, "Thesis"),
    **dict.fromkeys(CHAPTERS, "Chapter"),
    **dict.fromkeys(BOOKS, "Book"),
    Type.REPORT: "Report",
    Type.DATASET: "Dataset",
    Type.SOFTWARE: "SoftwareSourceCode",
    Type.PERIODICAL: "PublicationIssue",
    **dict.fromkeys(
        [Type.PATENT, Type.ONLINE, Type.MISC, Type.MANUAL, Type.BOOKLET], "CreativeWork"
    ),
}
_PAGES = re.compile(r"^\s*([A-Za-z]*\d[\w.:]*)\s*(?:[-–—]+\s*([A-Za-z]*\d[\w.:]*))?\s*$")


def venue_name(publication: Publication) -> str:
    """Where it appeared, as citations name it: the full name before the writer's words."""
    return publication.venue.name if publication.venue else publication.venue_text


def first_and_last_page(pages: str) -> tuple[str, str]:
    """``201–240`` → ``("201", "240")``; what is no single range gives two empty strings."""
    match = _PAGES.match(pages)
    return (match[1], match[2] or "") if match else ("", "")


def citation_tags(publication: Publication, page: str, pdf: str = "") -> list[tuple[str, str]]:
    """The ``citation_*`` tags in order, none of them empty.

    After Google Scholar's inclusion guidelines, “Indexing: configuring the
    meta-tags”: one author a tag, in byline order; the date that others cite;
    ``pdf`` only for a file that we serve from beneath ``page``.
    """
    first, last = first_and_last_page(publication.pages)
    tags = [
        ("citation_title", publication.title),
        *(("citation_author", _inverted(author)) for author in publication.authorships.all()),
        ("citation_publication_date", _slashed_date(publication)),
        *_container_tags(publication),
        ("citation_volume", publication.volume),
        ("citation_issue", "" if publication.type == Type.REPORT else publication.number),
        ("citation_firstpage", first),
        ("citation_lastpage", last),
        ("citation_issn", publication.identifiers.get("issn", "")),
        ("citation_isbn", publication.identifiers.get("isbn", "")),
        ("citation_doi", publication.doi),
        ("citation_arxiv_id", publication.arxiv_id),
        ("citation_publisher", "" if publication.type in THESES else publication.publisher),
        ("citation_abstract_html_url", page),
        ("citation_pdf_url", pdf),
        *(("citation_keywords", topic.name) for topic in publication.topics.all()),
    ]
    return [(name, content) for name, content in tags if content]


def _inverted(author: Authorship) -> str:
    return author.literal or author.name.inverted()


def _slashed_date(publication: Publication) -> str:
    parts = (publication.year, publication.month, publication.day)
    return "/".join(str(part) for part in parts[: parts.index(None) if None in parts else 3])


def _container_tags(publication: Publication) -> list[tuple[str, str]]:
    """The tag that says where it appeared; which one depends on the type."""
    venue, kind = venue_name(publication), publication.type
    if kind in CONFERENCE:
        return [("citation_conference_title", venue)]
    if kind in THESES:
        return [("citation_dissertation_institution", venue or publication.publisher)]
    if kind == Type.REPORT:
        return [
            ("citation_technical_report_institution", venue or publication.publisher),
            ("citation_technical_report_number", publication.number),
        ]
    if kind in CHAPTERS:
        return [("citation_inbook_title", venue)]
    return [("citation_journal_title", venue)] if kind == Type.ARTICLE else []


def json_ld(publication: Publication, page: str, pdf: str = "", *, site: str) -> dict[str, Any]:
    """The work as schema.org's ScholarlyArticle, Thesis, Dataset …

    ``site`` is what stands before our paths: ``https://lab.example``.
    """
    data = {
        "@context": "https://schema.org",
        "@type": _SCHEMA.get(Type(publication.type), "ScholarlyArticle"),
        "@id": page,
        "url": page,
        "mainEntityOfPage": page,
        "name": publication.title,
        "headline": publication.title,
        "abstract": publication.abstract,
        "author": [_person(author, site) for author in publication.authorships.all()],
        "datePublished": _iso_date(publication),
        "publisher": _organisation(publication.publisher),
        "identifier": _identifiers(publication),
        "sameAs": _elsewhere(publication),
        "award": publication.award,
        "keywords": [topic.name for topic in publication.topics.all()],
        "encoding": pdf
        and {"@type": "MediaObject", "contentUrl": pdf, "encodingFormat": "application/pdf"},
        "isAccessibleForFree": True if pdf or publication.arxiv_id else None,
        **_container(publication),
    }
    return {name: value for name, value in data.items() if value not in ("", None, [], {})}


def _iso_date(publication: Publication) -> str:
    if not publication.year:
        return ""
    date = f"{publication.year:04}"
    if publication.month:
        date += f"-{publication.month:02}"
        date += f"-{publication.day:02}" if publication.day else ""
    return date


def _person(author: Authorship, site: str) -> dict[str, Any]:
    person = _named(author)
    member = author.researcher
    if member and member.visibility == Researcher.Visibility.PUBLIC:
        person["url"] = f"{site}{member.get_absolute_url()}"
        if member.orcid:
            person["sameAs"] = f"https://orcid.org/{member.orcid}"
    elif author.home_page.startswith(("http", "/")):
        home = author.home_page
        person["sameAs"] = f"{site}{home}" if home.startswith("/") else home
    return person


def _named(author: Authorship) -> dict[str, Any]:
    if author.literal:
        return {"@type": "Organization", "name": author.literal}
    family = " ".join(part for part in (author.particle, author.family) if part)
    person = {"@type": "Person", "name": author.name.display(), "familyName": family}
    if author.given:
        person["givenName"] = author.given
    return person


def _organisation(name: str) -> dict[str, str] | None:
    return {"@type": "Organization", "name": name} if name else None


def _identifiers(publication: Publication) -> list[dict[str, str]]:
    known = {"doi": publication.doi, "arXiv": publication.arxiv_id, **publication.identifiers}
    return [
        {"@type": "PropertyValue", "propertyID": kind, "value": str(value)}
        for kind, value in known.items()
        if value
    ]


def _elsewhere(publication: Publication) -> list[str]:
    found = []
    if publication.doi:
        found.append(f"https://doi.org/{publication.doi}")
    if publication.arxiv_id:
        found.append(f"https://arxiv.org/abs/{publication.arxiv_id}")
    return found


def _container(publication: Publication) -> dict[str, Any]:
    """``isPartOf`` and the pages: issue within volume within periodical, or a book."""
    venue = venue_name(publication)
    first, last = first_and_last_page(publication.pages)
    data: dict[str, Any] = {"pageStart": first, "pageEnd": last}
    if not venue:
        return data
    if publication.type in THESES:
        return {**data, "sourceOrganization": _organisation(venue)}
    if publication.type == Type.ARTICLE:
        part = {"@type": "Periodical", "name": venue, "issn": publication.identifiers.get("issn")}
        part = {name: value for name, value in part.items() if value}
        for kind, name, value in (
            ("PublicationVolume", "volumeNumber", publication.volume),
            ("PublicationIssue", "issueNumber", publication.number),
        ):
            if value:
                part = {"@type": kind, name: value, "isPartOf": part}
        return {**data, "isPartOf": part}
    if publication.type in CONFERENCE | CHAPTERS:
        return {**data, "isPartOf": {"@type": "Book", "name": venue}}
    return data


def signposting(publication: Publication, page: str, pdf: str = "", *, site: str) -> str:
    """The page's ``Link`` header: Signposting level 1 (https://signposting.org/conventions/).

    No ``cite-as``: the publisher's DOI does not resolve to our page, so it is ``related``.
    """
    links = [
        ("https://schema.org/AboutPage", "type", ""),
        (
            f"https://schema.org/{_SCHEMA.get(Type(publication.type), 'ScholarlyArticle')}",
            "type",
            "",
        ),
        *((address, "author", "") for address in _author_addresses(publication, site)),
        (pdf, "item", "application/pdf"),
        (f"{page}cite.bib", "describedby", "application/x-bibtex"),
        (f"{page}cite.ris", "describedby", "application/x-research-info-systems"),
        (f"{page}cite.json", "describedby", "application/vnd.citationstyles.csl+json"),
        (publication.doi and f"https://doi.org/{publication.doi}", "related", ""),
    ]
    return ", ".join(_link(*link) for link in links if link[0])


def _author_addresses(publication: Publication, site: str) -> list[str]:
    people = [_person(author, site) for author in publication.authorships.all()]
    return [person.get("sameAs") or person["url"] for person in people if "url" in person]


def _link(target: str, relation: str, media_type: str) -> str:
    # What could end the angle brackets or the header is percent-encoded (RFC 8288, section 3).
    target = re.sub(r"[^\x21-\x7e]|[<>\"\\^`{|}]", _percent, target)
    link = f'<{target}>; rel="{relation}"'
    return f'{link}; type="{media_type}"' if media_type else link


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode())
