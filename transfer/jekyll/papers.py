"""A paper that stands in a file of its own, as an entry of a bibliography.

academicpages keeps papers so: a head with title, venue and date, and a whole citation in words.
"""

import re
from pathlib import PurePosixPath
from unicodedata import normalize

from publications.bibtex import Author, BibtexError, Entry, Link, read
from publications.bibtex.links import is_said
from publications.identifiers import arxiv_of, find_doi
from publications.listing import Record, read_list
from publications.names import split_name
from transfer.content import Item
from transfer.html_to_markdown import plain_words
from transfer.jekyll.dates import split_dated_name
from transfer.jekyll.front_matter import Document
from transfer.jekyll.prose import Prose
from transfer.jekyll.source import JekyllSource
from transfer.jekyll.yaml_text import Value, mapping, number, text, texts, truth
from transfer.lines import words_of
from typeset.dates import PartialDate

# Keys of a head → kind and label of the link; forks have invented most of them.
LINKS = {
    "paperurl": "pdf", "pdf": "pdf", "url_pdf": "pdf", "slidesurl": "slides", "slides": "slides",
    "url_slides": "slides", "code": "code", "codeurl": "code", "url_code": "code",
    "github": "code", "video": "video", "videourl": "video", "url_video": "video",
    "poster": "poster", "posterurl": "poster", "url_poster": "poster", "website": "website",
    "project": "website", "url_project": "website", "link": "html", "url_source": "html",
    "url_dataset": "data", "data": "data", "dataset": "data", "arxiv": "preprint",
    "arxivurl": "preprint", "url_preprint": "preprint", "preprint": "preprint", "blog": "blog",
    "supplement": "supplement", "supp": "supplement", "appendix": "supplement",
}  # fmt: skip
_CATEGORIES = {"manuscripts": "article", "conferences": "inproceedings", "books": "book"}
_PREPRINT = re.compile(r"\b(?:arxiv|biorxiv|medrxiv|preprint|ssrn|working paper)\b", re.IGNORECASE)
_MEETING = re.compile(
    r"\b(?:proceedings|proc\.|conference|symposium|workshop|meeting|congress|icml|neurips|iclr"
    r"|cvpr|iccv|eccv|acl|emnlp|naacl|aaai|ijcai|icra|iros|kdd|sigir|chi|icassp|interspeech)\b",
    re.IGNORECASE,
)
_THESIS = re.compile(r"\b(?:thesis|dissertation)\b", re.IGNORECASE)
_SUBMITTED = re.compile(r"\b(?:under review|submitted|in review|in submission)\b", re.IGNORECASE)
_ACCEPTED = re.compile(r"\b(?:to appear|accepted|in press|forthcoming)\b", re.IGNORECASE)
_HTML = re.compile(r"\.(?:pdf|zip|pptx?|gz)(?:$|\?)", re.IGNORECASE)
_SPLIT = re.compile(r"\s*(?:;|,?\s+and\s+|,?\s*&\s*|,)\s*")
_INITIALS = re.compile(r"(?:[A-Z]\.?[\s-]?){1,4}")
_FAMILY = re.compile(r"(?:(?:[Vv]an|[Vv]on|de|der|den|del|da|di|le|la)\s)*[^\W\d_][\w'’-]+")
_CERTAIN = re.compile(r"\.|^[A-Z]$|^[^AEIOUY]+$")
_TURNED = re.compile(
    r"((?:[a-z]+\s)*[^\W\d_][\w'’-]+(?:\s[^\W\d_][\w'’-]{2,})?)\s((?:[A-Z]\.?[\s-]?){1,3})"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufeff]")
_PICTURES = ("preview", "image", "img", "thumbnail", "teaser", "picture", "figure")
_SHOWN = re.compile(r"\.(?:jpe?g|png|webp|gif)$", re.IGNORECASE)
_MARKS = "*†‡§¶#"


def read_paper(source: JekyllSource, item: Item, document: Document, prose: Prose) -> None:
    values = document.values
    stem = PurePosixPath(item.ref).stem.replace("\ufeff", "")
    entry = _bibtex(source, item, values) or Entry(stem)
    entry.key = stem
    entry.title = normalize("NFC", entry.title or item.title)
    cited = _cited(source.line(values.get("citation")))
    _authors(entry, values.get("authors") or values.get("author"), cited)
    date_of(entry, text(values.get("date")) or split_dated_name(stem)[0], values)
    venue = words_of(source.line(values.get("venue") or values.get("journal")))
    entry.venue = entry.venue or venue or (cited.venue if cited else "")
    if cited:
        _take_rest(entry, cited)
    if entry.type == "misc":
        kind = _CATEGORIES.get(text(values.get("category")).lower(), "")
        entry.type = kind or type_of(f"{entry.venue} {stem}", cited.type if cited else "")
    status_of(entry, f"{venue} {text(values.get('status'))}")
    entry.award = entry.award or words_of(source.line(values.get("award")))
    entry.abstract = in_paragraphs(entry.abstract or prose.text)
    entry.selected = truth(values.get("selected") or values.get("featured")) is True
    entry.links = [*entry.links, *links_of(values, entry.links)]
    identifiers(entry, values)
    entry.preview = entry.preview or _picture(values)
    item.addresses = [
        f"/{item.ref}", f"/publications/{stem}/", f"/publication/{stem}/",
        text(values.get("permalink")), *texts(values.get("redirect_from")),
    ]  # fmt: skip
    entry.problems += item.problems
    item.values = {"entry": entry}
    if not item.title:
        item.left_out = "It has no title."


def in_paragraphs(words: str) -> str:
    """A text as BibTeX can keep it: a paragraph is one line."""
    return "\n\n".join(
        " ".join(_CONTROL.sub("", each).split()) for each in re.split(r"\n[ \t]*\n", words)
    ).strip()


def _picture(values: dict[str, Value]) -> str:
    """The picture that the head names, as the theme's forks do in several ways."""
    head = mapping(values.get("header"))
    named = [*(values.get(name) for name in _PICTURES), head.get("teaser"), head.get("image")]
    return next((found for found in map(text, named) if _SHOWN.search(found)), "")


def people(names: Value) -> list[Author]:
    """The authors that a head names: a list, or a line of names."""
    written: list[str] = []
    if isinstance(names, str):
        written = _pieces(names)
    elif isinstance(names, list):
        written = [text(each) or text(mapping(each).get("name")) for each in names]
    return [found for each in _in_order(written) if (found := _person(each))]


def _pieces(byline: str) -> list[str]:
    pieces = [piece for piece in _SPLIT.split(byline) if piece]
    initials = len(pieces) > 1 and all(_INITIALS.fullmatch(each) for each in pieces[1::2])
    families = (
        len(pieces) > 1
        and len(pieces) % 2 == 0
        and all(_FAMILY.fullmatch(each) for each in pieces[::2])
    )
    if initials or families:  # "Lund, A., Berg, B."; "Lund, Anna M, Berg, Bo"
        return [", ".join(pieces[at : at + 2]) for at in range(0, len(pieces), 2)]
    return pieces


def _in_order(written: list[str]) -> list[str]:
    """Names as “Family, I.”, where all of them stand as “Family I”; others as they are.

    “Jian LI, Mina XU” shout their families.
    """
    turned = [_TURNED.fullmatch(plain_words(each).strip(_MARKS + " ,")) for each in written]
    found = [match for match in turned if match]
    if len(found) < len(written) or not any(_CERTAIN.search(match[2]) for match in found):
        return written
    return [
        f"{match[1]}, {'. '.join(re.findall('[A-Z]', match[2]))}.{'*' if '*' in each else ''}"
        for each, match in zip(written, found, strict=True)
    ]


def is_byline(words: str) -> bool:
    """Whether several names stand where one does."""
    return words.count(",") > 1 or bool(re.search(r"\s(?:and|&)\s", words))


def _person(written: str) -> Author | None:
    """A name; a star beside it says that its bearers contributed equally."""
    words = words_of(plain_words(written))
    name = words.strip(_MARKS + " .,") if not words.endswith(".") else words.strip(_MARKS + " ,")
    if not name:
        return None
    return Author(split_name(name), co_first="*" in words)


def _authors(entry: Entry, names: Value, cited: Record | None) -> None:
    if entry.authors:
        return
    entry.authors = people(names)
    if not entry.authors and cited:
        entry.authors = [
            Author(each.name, each.co_first, each.co_last, each.corresponding)
            for each in cited.authors
        ]
        entry.others = cited.others


def _cited(citation: str) -> Record | None:
    records = read_list(f"- {citation}").records if citation else []
    return records[0] if len(records) == 1 else None


def _take_rest(entry: Entry, cited: Record) -> None:
    for name in ("volume", "number", "pages", "publisher", "doi", "arxiv_id"):
        if not getattr(entry, name):
            setattr(entry, name, getattr(cited, name))
    entry.year = entry.year or cited.year


def date_of(entry: Entry, written: str, values: dict[str, Value]) -> None:
    """The date of a head; the 1st of January, or of a month, is how people write less."""
    if entry.year:
        return
    try:
        date = PartialDate.parse(written[:10].replace("/", "-"))
    except ValueError:
        entry.year = number(values.get("year"))
        return
    entry.year = date.year
    if date.day and date.day > 1:
        entry.month, entry.day = date.month, date.day
    elif date.month and date.month > 1:
        entry.month = date.month


def type_of(venue: str, guess: str) -> str:
    if _THESIS.search(venue):
        return "phdthesis"
    if _PREPRINT.search(venue):
        return "preprint"
    if _MEETING.search(venue):
        return "inproceedings"
    return guess if guess and guess != "misc" else "article" if venue else "misc"


def status_of(entry: Entry, words: str) -> None:
    if _SUBMITTED.search(words):
        entry.status = "submitted"
    elif _ACCEPTED.search(words):
        entry.status = "accepted"
    elif entry.type == "preprint":
        entry.status = "preprint"


def links_of(values: dict[str, Value], known: list[Link]) -> list[Link]:
    """The addresses of a head that the entry does not have yet."""
    seen = {link.url for link in known}
    found = []
    for key, kind in LINKS.items():
        url = text(values.get(key))
        if not url or url in seen or not ("/" in url or _HTML.search(url)):
            continue
        if kind == "pdf" and "://" in url and not re.search(r"pdf", url, re.IGNORECASE):
            kind = "html"  # `paperurl` is whatever leads to the paper
        seen.add(url)
        found.append(Link(kind, "", url, relative="://" not in url))
    return found


def identifiers(entry: Entry, values: dict[str, Value]) -> None:
    """The DOI and the arXiv id, as they are given or as an address holds them."""
    said = [text(values.get("doi")), *(link.url for link in entry.links)]
    entry.doi = entry.doi or next(filter(None, map(find_doi, said)), "")
    said = [*said[1:], text(values.get("arxiv")), entry.venue]
    found = (arxiv_of({"arxiv": each}, entry.doi) for each in said)
    entry.arxiv_id = entry.arxiv_id or next(filter(None, found), "")
    doi, arxiv_id = entry.doi, entry.arxiv_id
    entry.links = [link for link in entry.links if not is_said(link.url, doi, arxiv_id)]


def _bibtex(source: JekyllSource, item: Item, values: dict[str, Value]) -> Entry | None:
    """The entry of the file that the head names, or of the BibTeX that stands in it."""
    written = text(values.get("bibtex")) or text(values.get("bibtexurl"))
    if "@" not in written or "{" not in written:
        path = source.find(written) if written and "://" not in written else None
        written = source.read(path) or "" if path else ""
    return first_entry(written, item)


def first_entry(written: str, item: Item) -> Entry | None:
    try:
        found = read(written) if "@" in written else None
    except BibtexError as error:
        item.tell(f"Its BibTeX cannot be read: {error}")
        return None
    if written.strip() and not (found and found.entries):
        item.tell("Its BibTeX cannot be read: it holds no whole entry.")
    return found.entries[0] if found and found.entries else None
