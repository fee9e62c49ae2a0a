"""DOIs, arXiv ids and other identifiers, in addresses and in text."""

import re
from dataclasses import dataclass
from urllib.parse import unquote

__all__ = ["Found", "in_address", "in_text", "is_preprint_doi", "year_of_arxiv"]


@dataclass(frozen=True, slots=True)
class Found:
    """An identifier: `kind` is "doi", "arxiv_id" or the key it has among the other ones."""

    kind: str
    value: str
    start: int = 0
    end: int = 0


_DOI = r"10\.\d{4,9}/[^\s\"<>,;\x00\f，。；]*[^\s\"<>,;\x00\f，。；.]"
_DOI_TEXT = re.compile(
    rf"(?:(?:https?://)?(?:dx\.)?doi\.org/|(?<!\w)doi\s*[:：]?\s*|(?<![\w/.]))({_DOI})",
    re.IGNORECASE,
)
_DOI_URL = re.compile(r"10\.\d{4,9}/[^\s\"<>?#&]+")
_DOI_TAIL = re.compile(
    r"(?:/(?:full|abstract|pdf|epdf|meta|html|fulltext|epub|summary|suppl_file|references|v\d+"
    r"|full-text)"
    r"|\.(?:pdf|full|short|abstract|html?|full-text|supplemental|extract|long)|v\d+|/)+$",
    re.IGNORECASE,
)
_OXFORD_TAIL = re.compile(r"(10\.1093/[\w.-]+/[\w.-]+)/\d{5,9}$")
_ARXIV = r"(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})"
_ARXIV_TEXT = re.compile(
    r"(?<!\w)(?:CoRR[\s,]*(?=abs/)|(?:arxiv\s*(?:e-?prints?|preprints?)?(?:(?:astro-ph|cond-mat|cs|econ|eess|gr-qc|hep-\w\w|math|physics|q-bio|q-fin|quant-ph"
    r"|stat)(?:\.[\w-]{2,8})?(?=[\s,]))?[\s,:：]*){1,3})(?:abs/"
    r"|eprint:?)?\s*"
    rf"(?:https?://(?:www\.)?arxiv\.org/(?:abs|pdf)/)?({_ARXIV})(?:v\d+)?(?:\.pdf)?"
    r"(?:\s*\[[a-zA-Z.-]{2,20}\])?",
    re.IGNORECASE,
)
_ARXIV_URL = re.compile(
    rf"(?:arxiv\.org|ar5iv\.(?:labs\.arxiv\.)?org|alphaxiv\.org|huggingface\.co/papers"
    rf"|xxx\.lanl\.gov)"
    rf"/(?:abs|pdf|html|ps|format|overview)?/?({_ARXIV})",
    re.IGNORECASE,
)
_OTHERS_TEXT = (
    ("biorxiv", re.compile(r"(?<!\w)biorxiv\s*(?:preprints?)?\s*[:：]?\s*(?:doi:?\s*)?"
                           r"(?:10\.1101/)?"
                           r"(\d{4}\.\d{2}\.\d{2}\.\d{6,8}|\d{6})(?:v\d+)?", re.IGNORECASE)),
    ("medrxiv", re.compile(r"(?<!\w)medrxiv\s*(?:preprints?)?\s*[:：]?\s*(?:10\.1101/)?"
                           r"(\d{4}\.\d{2}\.\d{2}\.\d{6,8}|\d{8})(?:v\d+)?", re.IGNORECASE)),
    ("pmid", re.compile(r"(?<!\w)(?:PMID|PubMed(?: ID)?)\s*[:：]?\s*(\d{5,9})", re.IGNORECASE)),
    ("pmcid", re.compile(r"(?<!\w)(?:PMCID\s*[:：]?\s*)?(PMC\d{5,9})", re.IGNORECASE)),
    ("isbn", re.compile(r"(?<!\w)ISBN(?:-1[03])?\s*[:：]?\s*(97[89][- ]?[\d -]{9,13}[\dX]"
                        r"|\d[\d -]{7,11}[\dX])",
                        re.IGNORECASE)),
    ("issn", re.compile(r"(?<!\w)ISSN\s*[:：]?\s*(\d{4}-\d{3}[\dX])", re.IGNORECASE)),
    ("hal", re.compile(r"(?<!\w)((?:hal|tel|inria|halshs|ensl)-\d{8})(?:v\d+)?")),
    ("ssrn", re.compile(r"(?<!\w)SSRN\s*(?:id|no\.?|preprint|:)?\s*[:：#]?\s*(\d{6,8})",
                        re.IGNORECASE)),
    ("iacr", re.compile(r"(?<!\w)(?:IACR )?(?:Cryptology )?ePrint(?:"
                        r" Archive)?\s*[:,]?\s*(?:Report|Paper)?\s*"
                        r"(\d{4}/\d{1,4})", re.IGNORECASE)),
)  # fmt: skip
_OTHERS_URL = (
    ("hal", re.compile(r"(?:hal|archives-ouvertes|theses|inria)[\w.-]*/((?:hal|tel|inria|halshs"
                       r"|ensl)-\d{8})")),
    ("ssrn", re.compile(r"ssrn\.com/\S*?abstract(?:_id)?=(\d{6,8})|ssrn\.com/abstract=?(\d{6,8})")),
    ("pmid", re.compile(r"pubmed(?:\.ncbi\.nlm\.nih\.gov)?/(\d{5,9})")),
    ("pmcid", re.compile(r"/(PMC\d{5,9})", re.IGNORECASE)),
    ("iacr", re.compile(r"eprint\.iacr\.org/(\d{4}/\d{1,4})")),
)  # fmt: skip
_PREPRINT_DOI = re.compile(
    r"10\.(?:48550/|1101/(?:\d{4}\.\d{2}\.\d{2}\.)?\d{6,8}$|31234/|2139/ssrn|21203/|26434/|20944/"
    r"|36227/"
    r"|31219/|31222/|31235/|64898/|22541/|33774/|5281/zenodo|6084/m9|31223/|31730/|17605/)",
    re.IGNORECASE,
)


def clean_doi(text: str) -> str:
    """A DOI without what pages hang on it: ".pdf", "/full", a bracket that it did not open."""
    doi = _DOI_TAIL.sub("", unquote(text).rstrip(".,;:'\"*_”’"))
    while doi.endswith(")") and doi.count(")") > doi.count("("):
        doi = doi[:-1].rstrip(".,;")
    while doi.endswith("]") and doi.count("]") > doi.count("["):
        doi = doi[:-1].rstrip(".,;")
    doi = _OXFORD_TAIL.sub(r"\1", doi)
    return _DOI_TAIL.sub("", doi) if "/" in doi else ""


def in_address(url: str) -> list[Found]:
    """What an address says of the work that it leads to."""
    url = unquote(url)
    if found := _ARXIV_URL.search(url):
        return [Found("arxiv_id", found[1])]
    if found := _DOI_URL.search(url):
        doi = clean_doi(found[0])
        if arxiv := re.fullmatch(rf"10\.48550/arxiv\.({_ARXIV})(?:v\d+)?", doi, re.IGNORECASE):
            return [Found("arxiv_id", arxiv[1])]
        if doi.count("/") and len(doi) > 8:
            return [Found("doi", doi)]
    for kind, pattern in _OTHERS_URL:
        if found := pattern.search(url):
            return [Found(kind, next(group for group in found.groups() if group))]
    return []


def in_text(text: str) -> list[Found]:
    """The identifiers that a text spells out, with the words that announce them."""
    results: list[Found] = []
    taken: list[tuple[int, int]] = []

    def take(kind: str, value: str, start: int, end: int) -> None:
        if value and not any(start < last and first < end for first, last in taken):
            taken.append((start, end))
            results.append(Found(kind, value, start, end))

    for found in _ARXIV_TEXT.finditer(text):
        take("arxiv_id", found[1], found.start(), found.end())
    for kind, pattern in _OTHERS_TEXT:
        for found in pattern.finditer(text):
            take(kind, " ".join(found[1].split()).rstrip("- "), found.start(), found.end())
    for found in _DOI_TEXT.finditer(text):
        doi = clean_doi(found[1])
        end = found.start(1) + _length_in(found[1], doi)
        arxiv = re.fullmatch(rf"10\.48550/arxiv\.({_ARXIV})(?:v\d+)?", doi, re.IGNORECASE)
        take("arxiv_id" if arxiv else "doi", arxiv[1] if arxiv else doi, found.start(), end)
    return sorted(results, key=lambda one: one.start)


def _length_in(written: str, doi: str) -> int:
    """How much of what was written the DOI took; all of it when the two differ inside."""
    if not written.startswith(doi):
        return len(written)
    rest = written[len(doi) :]
    return len(written) if _DOI_TAIL.fullmatch(rest) else len(doi)


def is_preprint_doi(doi: str) -> bool:
    return bool(_PREPRINT_DOI.match(doi))


def year_of_arxiv(identifier: str) -> int | None:
    """The year that an arXiv id begins with: "2404.08080" is of 2024, "math/0309136" of 2003."""
    digits = identifier.rpartition("/")[2][:4]
    if not digits.isdigit() or not 1 <= int(digits[2:]) <= 12:
        return None
    year = int(digits[:2])
    return (1900 if year > 90 else 2000) + year
