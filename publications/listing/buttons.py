"""Links and identifiers of an entry: read and claimed first, since nothing else looks like them."""

import re
from dataclasses import dataclass, field

from publications.listing.emphasis import ICON
from publications.listing.identifiers import Found, in_address, in_text, is_preprint_doi
from publications.listing.links import is_button, kind_of, label_words, spoken_label
from publications.listing.records import Link, Version
from publications.listing.strip import HOLE, LinkSpan, Strip, spaced, tidy

__all__ = ["References", "claim_references", "link_elsewhere"]

_URL = re.compile(r"(?:https?://|www\.)\S+|(?:[\w-]+\.)+(?:org|com|edu|net|io)/\S*", re.IGNORECASE)
_FILE = re.compile(r"[\w%+-]{1,80}\.(?:pdf|ps|zip|txt|html?|bib|pptx?|docx?)", re.IGNORECASE)
_VAGUE = frozenset(("here", "link", "this link", "url", "this", "click here", "website link", ""))
_OWN = ("pdf", "html", "preprint", "review", "other")  # kinds of links that lead to the work itself
_ARCHIVES = (
    ("medrxiv", "medrxiv"), ("10.1101/", "biorxiv"), ("10.31234/", "psyarxiv"),
    ("10.2139/", "ssrn"), ("10.26434/", "chemrxiv"), ("10.21203/", "researchsquare"),
    ("10.5281/", "zenodo"),
    ("10.31219/", "osf"), ("10.36227/", "techrxiv"), ("10.20944/", "preprints"),
)  # fmt: skip
_PRINTED = {"biorxiv": "bioRxiv", "medrxiv": "medRxiv", "psyarxiv": "PsyArXiv", "ssrn": "SSRN",
            "chemrxiv": "ChemRxiv", "researchsquare": "Research Square", "osf": "OSF",
            "techrxiv": "TechRxiv", "preprints": "Preprints.org"}  # fmt: skip


_TITLE, _SPELLED, _LABELLED, _VAGUELY = range(4)  # the ways to an identifier, the surest first


@dataclass(slots=True)
class References:
    """All that an entry points to. `settle` decides which identifiers are the work's own."""

    links: list[Link] = field(default_factory=list)
    doi: str = ""
    arxiv_id: str = ""
    identifiers: dict[str, str] = field(default_factory=dict)
    versions: list[Version] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    found: list[tuple[int, Found]] = field(default_factory=list)
    addresses: dict[str, str] = field(default_factory=dict)  # where an identifier's text led

    def add(self, found: Found, rank: int) -> None:
        self.found.append((rank, found))

    def add_title(self, url: str) -> None:
        """What the address says that the title leads to."""
        self.found += [(_TITLE, found) for found in in_address(url)]

    def spells(self, value: str) -> bool:
        return any(rank == _SPELLED and found.value == value for rank, found in self.found)

    def settle(self) -> None:
        for rank, found in sorted(self.found, key=lambda one: one[0]):
            if found.kind == "arxiv_id":
                self._settle_arxiv(found.value)
            elif found.kind == "doi" and is_preprint_doi(found.value):
                self._settle_preprint(found.value)
            elif found.kind == "doi":
                self._settle_doi(found.value, rank)
            else:
                self._settle_other(found)

    def _settle_arxiv(self, value: str) -> None:
        if not self.arxiv_id:
            self.arxiv_id = value
        elif self.arxiv_id != value:
            self.problems.append(f"There are two arXiv ids, {self.arxiv_id} and {value}.")
            self._version(Version("preprint", "arXiv", arxiv_id=value))

    def _settle_doi(self, value: str, rank: int) -> None:
        if not self.doi:
            self.doi = value
        elif self.doi.lower() != value.lower() and rank < _VAGUELY:
            self.problems.append(f"There are two DOIs, {self.doi} and {value}.")
            self._version(Version("other", doi=value))

    def _settle_preprint(self, value: str) -> None:
        archive = next((name for part, name in _ARCHIVES if part in value), "preprint")
        self.identifiers.setdefault(archive, value)
        if archive != "zenodo":
            self._version(Version("preprint", _PRINTED.get(archive, ""), doi=value))

    def _settle_other(self, found: Found) -> None:
        self.identifiers.setdefault(found.kind, _full(found))
        if found.kind in ("biorxiv", "medrxiv"):
            url = self.addresses.get(found.value, "")
            self._version(Version("preprint", _PRINTED[found.kind], url=url, doi=_full(found)))

    def _version(self, version: Version) -> None:
        if version not in self.versions:
            self.versions.append(version)


def _full(found: Found) -> str:
    """bioRxiv's ids are DOIs without their prefix."""
    return f"10.1101/{found.value}" if found.kind in ("biorxiv", "medrxiv") else found.value


def claim_references(strip: Strip) -> References:
    """Claim every button and identifier. Links around titles, names and venues stay free."""
    references = References()
    for link in strip.links:
        _claim_link(strip, link, references)
    for start, end in strip.hollow:
        if label_words(strip.text[start:end]) and is_button(strip.text[start:end]):
            _claim_button(strip, start, end)
    for found in in_text(strip.free()):
        references.add(found, _SPELLED)
        strip.claim(found.start, found.end, "identifier")
    return references


def _claim_link(strip: Strip, link: LinkSpan, references: References) -> None:
    text = strip.text[link.start : link.end]
    label = text.strip().strip("[]()").strip()
    named = in_text(text)
    if named and len(label) < 80:
        _claim_identifier(strip, link, named, references)
        return
    bare = bool(_URL.fullmatch(label) or _FILE.fullmatch(label)) or label == link.url
    if not (bare or is_button(label)):
        return
    before, start = spoken_label(strip.free()[: link.start])
    if not (bare or spaced(label).lower() in _VAGUE or not label_words(label)):
        before, start = "", link.start
    if bare:
        label = ""
    label = spaced((before or label).replace(ICON, " ")).strip(" .:;,")
    _claim_button(strip, min(start, link.start), link.end)
    if label.lower() in _VAGUE:
        label = ""
    kind = kind_of(label, link.url)
    identifiers = in_address(link.url)
    if kind in _OWN or (before and identifiers):
        rank = _LABELLED if label or bare else _VAGUELY
        for found in identifiers:
            references.add(found, rank)
    if not (identifiers and _says_no_more(label, link.url)):
        references.links.append(Link(kind, label, link.url))


def _claim_button(strip: Strip, start: int, end: int) -> None:
    """Claim a button with the brackets that it alone is in."""
    around = strip.text[start - 1 : start] + strip.text[end : end + 1] if start else ""
    wider = around in ("[]", "()", "【】")
    strip.claim(start - wider, end + wider, "link")


def _claim_identifier(
    strip: Strip, link: LinkSpan, named: list[Found], references: References
) -> None:
    """A link whose text is an identifier: "[arXiv:2404.08080](…)"."""
    values = {found.value for found in named}
    for found in named:
        references.add(found, _SPELLED)
        references.addresses.setdefault(found.value, link.url)
    _, start = spoken_label(strip.free()[: link.start])
    strip.claim(start, link.end, "identifier")
    rest = strip.text[link.start : link.end]
    for found in named:
        rest = rest.replace(strip.text[link.start + found.start : link.start + found.end], "")
    reached = {found.value for found in in_address(link.url)}
    same = any(value in link.url for value in values) or values & reached
    if not same:
        references.links.append(Link(kind_of(rest or "", link.url), "", link.url))


def _says_no_more(label: str, url: str) -> bool:
    """Whether a link says nothing beyond the identifier that was read from its address."""
    words = label_words(label)
    folded = " ".join(words)
    resolver = re.match(r"https?://(?:dx\.)?doi\.org/|https?://(?:www\.)?arxiv\.org/abs/", url)
    if folded in ("arxiv", "arxiv version", "arxiv preprint", "doi", "biorxiv", "medrxiv"):
        return True
    if folded == "preprint" and "arxiv.org" in url:
        return True
    return bool(resolver) and (not words or folded in ("link", "url", "html", "zenodo"))


def link_elsewhere(strip: Strip, link: LinkSpan, role: str) -> Link:
    """The link that is left of one around a title, a venue, an award or a remark."""
    if role == "title":
        return Link(kind_of("", link.url), "", link.url)
    label = tidy(spaced(strip.text[link.start : link.end].replace(HOLE, " ")))
    kind = kind_of(label, link.url) if len(label_words(label)) <= 4 and role == "note" else "other"
    return Link(kind, label, link.url)
