"""What somebody pasted to add a paper: BibTeX, a DOI, an arXiv id, an address, or a title."""

import re
from dataclasses import dataclass
from enum import Enum

from publications.identifiers import arxiv_of, clean_address, find_doi

LONGEST_TITLE = 500
_ENTRY = re.compile(r"^[ \t]*@[A-Za-z]+\s*[{(]", re.MULTILINE)
_ARXIV = re.compile(
    r"(?:arxiv\s*[: ]\s*)?(?:\d{4}\.\d{4,5}|[a-z-]{2,9}(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?"
    r"(?:\s*\[[\w.-]+\])?",
    re.IGNORECASE,
)
_DOI = re.compile(r"(?:doi\s*[:= ]\s*)?10\.\d{4,9}(?:\.\d+)*/\S+", re.IGNORECASE)
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.(?:org|com|net|edu)/\S+", re.IGNORECASE
)
_ARXIV_HOST = re.compile(r"(?:https?://)?(?:[\w-]+\.)*(?:arxiv\.org|alphaxiv\.org)/", re.IGNORECASE)
_HOSTED_ID = re.compile(r"(\d{4}\.\d{4,5}|[a-z-]{2,9}(?:\.[A-Z]{2})?/\d{7})", re.IGNORECASE)


class Kind(Enum):
    BIBTEX = "bibtex"
    DOI = "doi"
    ARXIV = "arxiv"
    ADDRESS = "address"
    TITLE = "title"
    TEXT = "text"  # several lines, or more than a title: a list, or something to be read


@dataclass(frozen=True, slots=True)
class Pasted:
    """`value` is the identifier, the address, the title or the text itself."""

    kind: Kind
    value: str


def recognise(text: str) -> Pasted:
    """What the text is, taken as a whole."""
    if _ENTRY.search(text):
        return Pasted(Kind.BIBTEX, text)
    line = " ".join(text.split()).strip(" \"'“”‘’<>")
    if found := _identified(line):
        return found
    if len(text.strip().splitlines()) > 3 or len(line) > LONGEST_TITLE:
        return Pasted(Kind.TEXT, text)
    return Pasted(Kind.TITLE, line.rstrip(","))


def _identified(line: str) -> Pasted | None:
    if _ARXIV.fullmatch(line):
        return Pasted(Kind.ARXIV, _arxiv_id(line))
    if _DOI.fullmatch(line):
        return _doi(find_doi(line))
    if not _ADDRESS.fullmatch(line):
        return None
    if _ARXIV_HOST.match(line) and (found := _arxiv_id(line)):
        return Pasted(Kind.ARXIV, found)
    doi = find_doi(line.split("?")[0].removesuffix("/full").removesuffix(".pdf"))
    return _doi(doi) if doi else Pasted(Kind.ADDRESS, clean_address(line))


def _doi(doi: str) -> Pasted:
    """The DOI; that of a preprint at arXiv says its id."""
    arxiv = arxiv_of({}, doi)
    return Pasted(Kind.ARXIV, arxiv) if arxiv else Pasted(Kind.DOI, doi)


def _arxiv_id(text: str) -> str:
    found = _HOSTED_ID.search(text)
    return found[1] if found else ""
