"""Entries out as BibTeX: what came in goes out, what was changed is written anew.

Each attribute of an entry is compared with what its raw fields say. Where they agree the raw field
is written, with its braces and its LaTeX; where they do not, or there is no raw field, the
attribute is, in Unicode with LaTeX's special characters escaped. So whoever edits an entry sets
attributes only, and whoever makes one from a database row needs no raw fields at all.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from publications.bibtex.contributions import FLAG_FIELDS, annotated_sign, annotation_flag
from publications.bibtex.entry_types import status_of, type_of, venue_field
from publications.bibtex.fields import interpret
from publications.bibtex.links import label_fields, link_field, links_of, with_label
from publications.bibtex.marks import read_byline
from publications.bibtex.records import CO_FIRST, CO_LAST, CORRESPONDING, Author, Entry
from publications.bibtex.values import MONTHS, field_name
from publications.identifiers import IDENTIFIER_FIELDS, identifier_fields
from publications.names import written
from typeset.latex import escape, is_balanced, to_unicode

# Of interest to a site's owner or a reference manager alone; some hold paths of their computer.
PRIVATE_FIELDS = frozenset((
    "abbr", "additional_info", "altmetric", "badge", "bibtex_hidden", "bibtex_show", "dimensions",
    "display", "google_scholar_id", "hidden", "inspirehep_id", "my", "preview", "selected", "show",
    "thumbnail", "file", "files", "groups", "owner", "timestamp", "date-added", "date-modified",
    "dateadded", "datemodified", "local-url", "__markedentry", "ranking", "rating", "printed",
    "priority", "qualityassured", "readstatus", "relevance", "review", "read", "intrahash",
    "interhash", "username", "creationdate", "modificationdate", "added-at", "mendeley-groups",
    "mendeley-tags",
))  # fmt: skip
_PRIVATE = re.compile(r"bdsk-(?:file|url)-\d+|comment-\w+|selected\d*|local-zo-url-\w+")
_IN_KEY = re.compile(r"[,{}=\n\r]+")
_ITEM = re.compile(r"\s*(\d+)\s*=\s*(.+)", re.DOTALL)
_FLAG_WORDS = {CO_FIRST: "cofirst", CO_LAST: "colast", CORRESPONDING: "corresponding"}
_RAW_TYPES = {
    "report": "techreport",
    "preprint": "misc",
    "workshop": "inproceedings",
    "abstract": "inproceedings",
}
_PUBSTATES = {
    "accepted": "inpress",
    "submitted": "submitted",
    "in preparation": "inpreparation",
    "preprint": "prepublished",
}
Fields = dict[str, str]


@dataclass(frozen=True, slots=True)
class _Aspect:
    """A part of an entry: what of it is compared, which fields said it, how it is written."""

    value: Callable[[Entry], object]
    sources: Callable[[Entry], Iterable[str]]
    fields: Callable[[Entry], Fields]


def _plain(attribute: str, *sources: str) -> _Aspect:
    """An attribute that is one text, written under the name of its first source."""
    return _Aspect(
        value=lambda entry: getattr(entry, attribute),
        sources=lambda _: sources,
        fields=lambda entry: {sources[0]: escape(getattr(entry, attribute))},
    )


def _date(entry: Entry) -> Fields:
    month = MONTHS[entry.month - 1] if entry.month else ""
    return {"year": str(entry.year or ""), "month": month, "day": str(entry.day or "")}


def _venue_sources(entry: Entry) -> tuple[str, ...]:
    name = venue_field(entry.type, entry.all_fields)
    return (name, "booksubtitle") if name == "booktitle" else (name, "journalsubtitle")


def _venue(entry: Entry) -> Fields:
    return {_VENUE_FIELDS.get(entry.type, "booktitle"): escape(entry.venue)}


def _arxiv(entry: Entry) -> Fields:
    if not entry.arxiv_id or entry.identifiers.keys() - IDENTIFIER_FIELDS:  # `eprint` is taken
        return {"arxiv": entry.arxiv_id}
    return {"eprint": entry.arxiv_id, "archiveprefix": "arXiv"}


def _byline(people: list[Author], others: bool) -> str:
    return " and ".join([*(written(one.name) for one in people), *(["others"] if others else [])])


_VENUE_FIELDS = {
    **dict.fromkeys(("article", "suppperiodical"), "journal"),
    **dict.fromkeys(("phdthesis", "mastersthesis"), "school"),
    **dict.fromkeys(("thesis", "report"), "institution"),
    **dict.fromkeys(("online", "manual"), "organization"),
    **dict.fromkeys(
        ("misc", "unpublished", "booklet", "patent", "dataset", "software", "preprint"),
        "howpublished",
    ),
    **dict.fromkeys(
        (
            "book", "mvbook", "proceedings", "mvproceedings", "collection", "mvcollection",
            "reference", "mvreference", "periodical",
        ),
        "publisher",
    ),
}  # fmt: skip
_ARXIV = ("arxiv", "arxivid", "arxiv_id")
_EPRINT = ("eprint", "archiveprefix", "eprinttype")
_ASPECTS = (
    _Aspect(
        value=lambda entry: ([one.name for one in entry.authors], entry.others),
        sources=lambda _: ("author", "authors"),
        fields=lambda entry: {"author": _byline(entry.authors, entry.others)},
    ),
    _Aspect(
        value=lambda entry: ([one.name for one in entry.editors], entry.editor_others),
        sources=lambda _: ("editor", "editors"),
        fields=lambda entry: {"editor": _byline(entry.editors, entry.editor_others)},
    ),
    _plain("title", "title", "subtitle"),
    _Aspect(lambda entry: entry.venue, _venue_sources, _venue),
    _plain("publisher", "publisher"),
    _Aspect(
        value=lambda entry: (entry.year, entry.month, entry.day),
        sources=lambda _: ("date", "year", "month", "day"),
        fields=_date,
    ),
    _plain("volume", "volume"),
    _plain("number", "number", "issue"),
    _Aspect(
        value=lambda entry: entry.pages,
        sources=lambda _: ("pages", "eid", "articleno"),
        fields=lambda entry: {"pages": escape(entry.pages).replace("–", "--")},
    ),
    _plain("doi", "doi"),
    _Aspect(
        value=lambda entry: entry.arxiv_id,
        sources=lambda entry: (*_ARXIV, *(_EPRINT if entry.arxiv_id else ())),
        fields=_arxiv,
    ),
    _Aspect(
        value=lambda entry: entry.identifiers,
        sources=lambda entry: (*IDENTIFIER_FIELDS, *(() if entry.arxiv_id else _EPRINT)),
        fields=lambda entry: identifier_fields(entry.identifiers),
    ),
    _plain("abstract", "abstract"),
    _Aspect(
        value=lambda entry: entry.topics,
        sources=lambda _: ("keywords", "keyword"),
        fields=lambda entry: {"keywords": ", ".join(map(escape, entry.topics))},
    ),
    _plain("note", "note"),
    _plain("award", "award"),
    _plain("award_name", "award_name"),
    _plain("abbr", "abbr"),
    _plain("preview", "preview"),
    _Aspect(
        value=lambda entry: entry.selected,
        sources=lambda _: ("selected",),
        fields=lambda entry: {"selected": "true" if entry.selected else ""},
    ),
)


def write(
    entries: Iterable[Entry], include_private: bool = False, beside: Iterable[str] = ()
) -> str:
    """BibTeX for `entries`; `include_private` adds fields that are nobody else's business.

    The keys `beside` are those of entries that stand in the same file.
    """
    entries = list(entries)
    keys = {*(entry.key for entry in entries), *beside}
    return "\n".join(_write_one(entry, keys, include_private) for entry in entries)


def _write_one(entry: Entry, keys: set[str], include_private: bool) -> str:
    raw_type, fields = _compose(entry, keys)
    lines = [
        f"  {name} = {_value(name, value)},\n"
        for name, value in fields.items()
        if include_private or not is_private(name)
    ]
    return f"@{raw_type}{{{sound_key(entry.key)},\n{''.join(lines)}}}\n"


def sound_key(key: str) -> str:
    """The key as it is written: without what would end it."""
    return _IN_KEY.sub("_", key).strip() or "entry"


def is_private(name: str) -> bool:
    return name in PRIVATE_FIELDS or _PRIVATE.fullmatch(name) is not None


def _value(name: str, value: str) -> str:
    if name == "month" and value in MONTHS:
        return value
    return "{" + (value if is_balanced(value) else escape(to_unicode(value))) + "}"


def _compose(entry: Entry, keys: set[str]) -> tuple[str, Fields]:
    """The type and the fields of an entry, raw where its attributes still say what they say."""
    # A parent that is not written along cannot be inherited from.
    alone = not all(key in keys for key in entry.parents)
    was = Entry(
        key=entry.key,
        raw_type=entry.raw_type,
        fields=dict(entry.all_fields if alone else entry.fields),
        inherited={} if alone else entry.inherited,
    )
    fields = _apply(_ASPECTS, entry, interpret(was))
    _write_extra(entry, was, fields)
    _write_links(entry, was, fields)
    _clean_bylines(entry, fields)
    raw_type = _raw_type(entry, {**was.inherited, **fields})
    is_now = interpret(
        Entry(key=entry.key, raw_type=raw_type, fields=fields, inherited=was.inherited)
    )
    _write_flags(entry, is_now, fields)
    if is_now.type != entry.type:
        fields["entrysubtype"] = entry.type
    if status_of(entry.type, {**was.inherited, **fields}) != entry.status:
        fields["pubstate"] = _PUBSTATES.get(entry.status, "published")
    return raw_type, {field_name(name): text for name, text in fields.items()}


def _apply(aspects: Iterable[_Aspect], entry: Entry, was: Entry) -> Fields:
    """The raw fields, with every aspect that has changed since written anew in its old place."""
    fields = dict(was.fields)
    for aspect in aspects:
        if aspect.value(entry) == aspect.value(was):
            continue
        new = {name: text for name, text in aspect.fields(entry).items() if text}
        dropped = {name for name in aspect.sources(was) if name in fields} | new.keys()
        placed: Fields = {}
        for name, text in fields.items():
            if name in dropped:
                placed.update(new)
            else:
                placed[name] = text
        fields = {**placed, **new}
    return fields


def _write_extra(entry: Entry, was: Entry, fields: Fields) -> None:
    for name in was.extra.keys() - entry.extra.keys():
        fields.pop(name, None)
    for name, text in entry.extra.items():
        if was.extra.get(name) != text:
            fields[name] = text


def _write_links(entry: Entry, was: Entry, fields: Fields) -> None:
    """Keep the fields whose links are still there, drop the others, add the new links."""
    if entry.links == was.links:
        return
    said = set()
    for name in links_of(was.fields, "", "")[1]:
        written = with_label(was.fields, name)
        own = links_of(written, entry.doi, entry.arxiv_id)[0]
        if all(link in entry.links for link in own):
            said.update(own)
        else:
            for each in written:
                fields.pop(each, None)
    for link in entry.links:
        if link not in said:
            name = link_field(link, fields)
            fields |= {name: link.url, **label_fields(link, name)}


def _clean_bylines(entry: Entry, fields: Fields) -> None:
    """Write names anew where the raw ones carry signs or are no BibTeX."""
    for name, people, others in (
        ("author", entry.authors, entry.others),
        ("editor", entry.editors, entry.editor_others),
    ):
        byline = read_byline(fields.get(name, ""))
        if byline.repaired or byline.legends or not byline.is_plain:
            fields[name] = _byline(people, others)


def _raw_type(entry: Entry, fields: Mapping[str, str]) -> str:
    usable = re.fullmatch(r"\w+", entry.raw_type)
    if usable and (type_of(entry.raw_type, fields) or "misc") == entry.type:
        return entry.raw_type
    return _RAW_TYPES.get(entry.type, entry.type)


def _write_flags(entry: Entry, is_now: Entry, fields: Fields) -> None:
    """Flags as BibLaTeX's name annotations, where the fields do not say them already."""
    if [_flags(one) for one in entry.authors] == [_flags(one) for one in is_now.authors]:
        return
    for name, flag in FLAG_FIELDS.items():
        pairs = zip(entry.authors, is_now.authors, strict=False)
        if any(getattr(now, flag) and not getattr(author, flag) for author, now in pairs):
            fields.pop(name, None)
    old = ";".join(fields.pop(name, "") for name in ("author+an:default", "author+an"))
    items = [kept for item in old.split(";") if (kept := _foreign(item))]
    for number, author in enumerate(entry.authors, 1):
        words = [word for flag, word in _FLAG_WORDS.items() if getattr(author, flag)]
        words += [f'"{author.marks}"'] if author.marks else []
        if words:
            items.append(f"{number}={','.join(words)}")
    if items:
        fields["author+an"] = ";".join(items)


def _flags(author: Author) -> tuple[bool, bool, bool, str]:
    return author.co_first, author.co_last, author.corresponding, author.marks


def _foreign(item: str) -> str:
    """What an annotation says besides our flags and signs."""
    found = _ITEM.fullmatch(item)
    if not found:
        return item.strip()
    values = [value.strip() for value in found[2].split(",")]
    kept = [value for value in values if not annotation_flag(value) and not annotated_sign(value)]
    return f"{found[1]}={','.join(kept)}" if kept else ""
