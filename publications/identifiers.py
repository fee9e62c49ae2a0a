"""DOI, arXiv id and other identifiers, and web addresses, cleaned of what LaTeX put in them."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from urllib.parse import unquote

from typeset.latex import escape, to_unicode

_NEEDS_CLEANING = re.compile(r"[\\{}$<>\s]|&amp;")
_HREF = re.compile(r"\\href\s*\{([^{}]*)\}")
_TILDE = re.compile(
    r"\{?\\textasciitilde\s*(?:\{\})?\}?|\\~(?:\{\s*\})?|\\string\s*~|\$\s*\\sim\s*\$"
)
_COMMAND = re.compile(r"\\(?:url|nolinkurl|path|href)\b")
_UNDERSCORE = re.compile(r"\\textunderscore\s*(?:\{\})?")
_LEFTOVER = re.compile(r"[\\{}<>\s]")
_WRAPPED = re.compile(r"[ \t]*\n\s*")
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/[^\s\"<>{}|^`\\]+")
_RESOLVER = re.compile(r"(?:https?://)?(?:dx\.)?doi\.org/", re.IGNORECASE)
_ARXIV_NEW = r"\d{4}\.\d{4,5}"
_ARXIV_OLD = r"[a-z-]{2,9}(?:\.[A-Za-z]{2})?/\d{7}"
_ARXIV_ID = re.compile(rf"(?:arxiv:)?\s*({_ARXIV_NEW}|{_ARXIV_OLD})(?:v\d+)?", re.IGNORECASE)
_MENTIONS_ARXIV = re.compile(r"[rR][xX][iI][vV]|abs/")
_ARXIV_TEXT = re.compile(
    r"(?:arxiv(?:\.org)?[:/ .]+(?:(?:abs|pdf|html|e-?prints?|preprint)[:/ ]+)*(?:arxiv[: ]*)?"
    rf"|\babs/)({_ARXIV_NEW}|{_ARXIV_OLD})(?!\d)",
    re.IGNORECASE,
)
# Fields that hold an identifier as it is, and the name of its kind.
_KINDS = {
    "pmid": "pmid", "pubmed": "pmid", "pubmedid": "pmid", "pmcid": "pmcid", "pmc": "pmcid",
    "isbn": "isbn", "issn": "issn", "eissn": "eissn", "isrn": "isrn", "hal_id": "hal",
    "halid": "hal", "hal": "hal", "mrnumber": "mrnumber", "zblnumber": "zblnumber",
    "zbl": "zblnumber", "lccn": "lccn", "swhid": "swhid", "bibcode": "bibcode",
    "handle": "handle", "hdl": "handle",
    "urn": "urn", "openalex": "openalex", "inspirehep_id": "inspirehep", "dblp": "dblp",
}  # fmt: skip
IDENTIFIER_FIELDS = frozenset(_KINDS)
_IN_URL = ("url", "html", "link", "ee", "pdf", "arxiv", "paper", "preprint", "note", "howpublished")


@lru_cache(maxsize=8192)
def _cleaned(raw: str) -> str:
    if found := _HREF.search(raw):
        raw = found[1]
    raw = _UNDERSCORE.sub("_", _COMMAND.sub("", _TILDE.sub("~", raw))).replace("&amp;", "&")
    return _LEFTOVER.sub("", _WRAPPED.sub("", raw).strip().replace(" ", "%20"))


def clean_address(raw: str) -> str:
    """A web address without TeX's protection: `\\_`, `\\~{}`, braces, line breaks, `\\url{}`."""
    if not _NEEDS_CLEANING.search(raw):
        return raw
    return _cleaned(raw[:4000])


def find_doi(raw: str) -> str:
    """The DOI in a text or an address, "" when there is none."""
    text = clean_address(raw)
    found = _DOI.search(unquote(text) if "%" in text else text)
    if not found:
        return ""
    doi = found[0].rstrip(".,;:'*")
    while doi.endswith((")", "]")) and doi.count("(") + doi.count("[") < doi.count(")") + doi.count(
        "]"
    ):
        doi = doi[:-1]
    return doi[:255]


def doi_of(fields: Mapping[str, str]) -> str:
    """The work's DOI: its field, else an address that a resolver answers."""
    if "doi" in fields and (doi := find_doi(fields["doi"])):
        return doi
    for name in ("url", "html", "link", "ee"):
        if name in fields and _RESOLVER.search(fields[name]) and (doi := find_doi(fields[name])):
            return doi
    return ""


def arxiv_of(fields: Mapping[str, str], doi: str = "") -> str:
    """The work's arXiv id without its version, wherever the entry tells it."""
    for name in ("arxiv", "arxivid", "arxiv_id", "eprint"):
        if name in fields and (name != "eprint" or _is_arxiv(fields)):
            found = _ARXIV_ID.fullmatch(clean_address(fields[name]).strip())
            if found := found or _ARXIV_TEXT.search(clean_address(fields[name])):
                return found[1]
    if doi[:16].lower() == "10.48550/arxiv.":
        return doi[15:]
    if doi.lower().startswith("10.48550/arxiv.") and (found := _ARXIV_ID.fullmatch(doi[15:])):
        return found[1]
    for text in _arxiv_texts(fields):
        if found := _ARXIV_TEXT.search(text):
            return found[1]
    return ""


def _is_arxiv(fields: Mapping[str, str]) -> bool:
    kind = fields.get("eprinttype") or fields.get("archiveprefix") or "arxiv"
    return kind.strip(" {}").lower() == "arxiv"


def _arxiv_texts(fields: Mapping[str, str]) -> Iterator[str]:
    for name in (*_IN_URL, "journal", "journaltitle", "volume", "number", "publisher"):
        raw = fields.get(name)
        if raw and _MENTIONS_ARXIV.search(raw):
            yield clean_address(raw) if name in _IN_URL else raw


def identifier_fields(identifiers: Mapping[str, str]) -> dict[str, str]:
    """The fields to write identifiers in."""
    fields: dict[str, str] = {}
    for kind, text in identifiers.items():
        if kind in _KINDS:
            fields[kind] = escape(text)
        else:
            fields |= {"eprint": escape(text), "eprinttype": escape(kind)}
    return fields


def other_identifiers(fields: Mapping[str, str]) -> dict[str, str]:
    """Identifiers by kind: PubMed, ISBN, HAL and the like."""
    found: dict[str, str] = {}
    for name in fields.keys() & IDENTIFIER_FIELDS:
        text = to_unicode(fields[name])
        if text and "://" not in text and text.lower() not in ("true", "false"):
            found.setdefault(_KINDS[name], text.removeprefix("PMID:").removeprefix("hdl:").strip())
    if "eprint" in fields and not _is_arxiv(fields):
        kind = to_unicode(fields.get("eprinttype") or fields.get("archiveprefix") or "").lower()
        found.setdefault(kind or "eprint", clean_address(fields["eprint"]))
    return dict(sorted(found.items()))
