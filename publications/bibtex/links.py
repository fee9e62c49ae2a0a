"""The addresses of a work: its PDF, code, slides and whatever else its fields point to."""

import re
from collections.abc import Container, Mapping
from dataclasses import replace

from publications.bibtex.records import Link
from publications.identifiers import clean_address, find_doi
from typeset.latex import escape, to_unicode

# Octavo's kind for every field that al-folio, JabRef, Zotero and people put an address in.
_KINDS = {
    "pdf": "pdf", "paper": "pdf", "fulltext": "pdf", "openaccess": "html", "oa": "html",
    "html": "html", "url": "html", "link": "html", "ee": "html", "adsurl": "html",
    "publisher_url": "html", "acm": "html", "ieee": "html", "springer": "html", "hal": "html",
    "pubmed": "html", "arxiv": "preprint", "preprint": "preprint", "biorxiv": "preprint",
    "code": "code", "github": "code", "repository": "code", "repo": "code", "source": "code",
    "software": "package", "package": "package", "data": "data", "dataset": "data",
    "datasets": "data", "osf": "data", "slides": "slides", "presentation": "slides",
    "poster": "poster", "video": "video", "talk": "video", "youtube": "video",
    "recording": "video", "website": "website", "project": "website", "project_page": "website",
    "projectpage": "website", "homepage": "website", "webpage": "website", "page": "website",
    "blog": "blog", "blogpost": "blog", "supp": "supplement", "supplement": "supplement",
    "supplementary": "supplement", "supplemental": "supplement", "appendix": "supplement",
    "openreview": "review", "reviews": "review", "demo": "demo", "colab": "demo",
    "press": "press", "media": "press", "news": "press", "links": "other", "urls": "other",
    "twitter": "other", "thread": "other", "scholar": "other", "citation": "other",
}  # fmt: skip
# Where al-folio takes a bare name for a file of the site.
_FILES = frozenset((
    "pdf", "paper", "fulltext", "html", "supp", "supplement", "supplementary", "supplemental",
    "appendix", "slides", "presentation", "poster", "video", "code", "data",
))  # fmt: skip
# Said where the kind alone would not say what the field did.
_LABELS = {
    "talk": "Talk",
    "presentation": "Presentation",
    "adsurl": "ADS",
    "hal": "HAL",
    "pubmed": "PubMed",
    "biorxiv": "bioRxiv",
    "osf": "OSF",
    "colab": "Colab",
    "openaccess": "Open access",
    "twitter": "Thread",
    "scholar": "Scholar",
}
_HOSTS = (
    (re.compile(r"https?://(?:www\.)?(?:github|gitlab|bitbucket|codeberg)\.(?:com|org)/"), "code"),
    (re.compile(r"https?://(?:www\.|m\.)?(?:youtube\.com|youtu\.be|vimeo\.com)/"), "video"),
    (re.compile(r"https?://openreview\.net/forum"), "review"),
    (re.compile(r"https?://[^?#]+\.pdf(?:[?#].*)?$", re.IGNORECASE), "pdf"),
    (re.compile(r"https?://(?:www\.)?arxiv\.org/pdf/"), "pdf"),
)
_LABEL = "_label"  # behind the name of a link's field: what stands on its button
_SEVERAL = re.compile(r"[\s;,]+(?=https?://)")
_WEB = re.compile(r"https?://[\w.-]*\w[^\s\"<>\\^`{|}]*", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_HOST = re.compile(
    r"(?:www\.[\w-]+\.|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|edu|io|ai|dev|eu|de|uk|fr|ch)/)"
)
_FILE = re.compile(r"[\w./%@+ ()~,=&-]+\.\w{2,5}(?:[?#].*)?")
_FORUM = re.compile(r"[\w-]{8,14}")
_NUMBERED = re.compile(r"[_-]?\d$")
_ARXIV_PAGE = re.compile(r"https?://(?:www\.|export\.)?arxiv\.org/abs/", re.IGNORECASE)
_RESOLVER = re.compile(r"https?://(?:dx\.)?doi\.org/", re.IGNORECASE)


def links_of(fields: Mapping[str, str], doi: str, arxiv_id: str) -> tuple[list[Link], set[str]]:
    """The links of an entry, and the fields that were understood as such.

    What the DOI or the arXiv id says already is no link of its own.
    """
    links: list[Link] = []
    used: set[str] = set()
    for name, raw in fields.items():
        label = to_unicode(fields.get(f"{name}{_LABEL}", ""))
        kind = _KINDS.get(_NUMBERED.sub("", name) if name[-1:].isdigit() else name)
        if name == "doi" and "://" in raw and not find_doi(raw):
            kind = "html"  # a handle or a page where people wanted a DOI
        if not kind or not raw:
            continue
        for address in _addresses(raw):
            if name == "openreview" and _FORUM.fullmatch(address):
                address = f"https://openreview.net/forum?id={address}"
            link = _link(name, kind, address)
            if link is None:
                continue
            used.add(name)
            if label:
                link = replace(link, kind=kind, label=label)
                used.add(f"{name}{_LABEL}")
            if (label or not is_said(link.url, doi, arxiv_id)) and link.url not in (
                one.url for one in links
            ):
                links.append(link)
    return links, used


def with_label(fields: Mapping[str, str], name: str) -> dict[str, str]:
    """The field of a link, and the one that holds its label, where there is one."""
    return {each: fields[each] for each in (name, f"{name}{_LABEL}") if each in fields}


def label_fields(link: Link, name: str) -> dict[str, str]:
    """What to write of the link's label beside the field ``name``, which may say it already."""
    said = _LABELS.get(_NUMBERED.sub("", name), "")
    return {f"{name}{_LABEL}": escape(link.label)} if link.label not in ("", said) else {}


def link_field(link: Link, taken: Container[str]) -> str:
    """A field from which `link` is read again with its kind and its label."""
    if link.relative:
        names = [name for name in _FILES if _KINDS[name] == link.kind]
    else:
        names = [name for name, kind in _KINDS.items() if kind == link.kind]
    names.sort(key=lambda name: (_LABELS.get(name, "") != link.label, name != link.kind))
    name = names[0] if names else "links"
    numbered = (f"{name}_{number}" for number in range(2, 10))
    return next((free for free in (name, *numbered) if free not in taken), f"{name}_10")


def _addresses(raw: str) -> list[str]:
    if raw.count("://") < 2:
        return [raw]
    return [part for part in _SEVERAL.split(raw.strip()) if part]


def _link(name: str, kind: str, raw: str) -> Link | None:
    address, label = clean_address(raw.strip()), _LABELS.get(name, "")
    if _HOST.match(address):
        address = f"https://{address}"
    if _WEB.fullmatch(address):
        guess = kind
        if kind in ("html", "other"):
            guess = next((k for pattern, k in _HOSTS if pattern.match(address)), kind)
        return Link(guess, label, address[:2000])
    if (
        _NUMBERED.sub("", name) not in _FILES
        or _SCHEME.match(address)
        or not _FILE.fullmatch(address)
    ):
        return None
    return Link(kind, label, address[:2000], relative=True)


def is_said(url: str, doi: str, arxiv_id: str) -> bool:
    """Whether the DOI or the arXiv id lead where the address does."""
    if doi and _RESOLVER.match(url):
        return find_doi(url).lower() == doi.lower()
    return bool(arxiv_id and _ARXIV_PAGE.match(url) and arxiv_id in url)
