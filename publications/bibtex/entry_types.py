"""The types of works, the state of a work, and where each type names its venue."""

import re
from collections.abc import Mapping

from typeset.latex import to_unicode

# Octavo's type for every type that BibTeX, BibLaTeX, JabRef and Zotero write.
TYPES = {
    **{
        name: name
        for name in (
            "article", "book", "mvbook", "inbook", "bookinbook", "suppbook", "booklet",
            "collection", "mvcollection", "incollection", "suppcollection", "inproceedings",
            "proceedings", "mvproceedings", "reference", "mvreference", "inreference", "manual",
            "phdthesis", "mastersthesis", "thesis", "report", "patent", "periodical",
            "suppperiodical", "dataset", "software", "online", "unpublished", "misc", "preprint",
            "workshop", "abstract",
        )
    },
    "conference": "inproceedings",
    "techreport": "report",
    "electronic": "online",
    "www": "online",
    "web": "online",
    "website": "online",
    "webpage": "online",
    "data": "dataset",
    "code": "software",
    "softwareversion": "software",
    "softwaremodule": "software",
    "codefragment": "software",
    "journal": "article",
    "review": "article",
    "masterthesis": "mastersthesis",
    "bachelorsthesis": "thesis",
    "bachelorthesis": "thesis",
    "dissertation": "phdthesis",
    "workingpaper": "report",
    "arxiv": "preprint",
    "inworkshop": "workshop",
    "extendedabstract": "abstract",
}  # fmt: skip
# Types of BibLaTeX and of reference managers for which a group's website has no shelf of its own.
_KNOWN_OTHERS = frozenset((
    "artwork", "audio", "bibnote", "commentary", "image", "jurisdiction", "legislation", "legal",
    "letter", "movie", "music", "performance", "standard", "video", "set", "xdata", "talk",
    "presentation", "control", "ieeetranbstctl", "other", "customa", "customb", "customc",
))  # fmt: skip
_THESES = {
    "phdthesis": "phdthesis",
    "mathesis": "mastersthesis",
    "mastersthesis": "mastersthesis",
    "candthesis": "thesis",
}
_VENUES = {
    "article": ("journaltitle", "journal", "shortjournal"),
    "preprint": ("journaltitle", "journal", "booktitle", "publisher", "howpublished"),
    "thesis": ("school", "institution", "university"),
    "report": ("institution", "organization", "publisher", "howpublished"),
    "book": ("publisher",),
    "patent": ("howpublished",),
    "unpublished": ("howpublished", "eventtitle"),
    "online": ("organization", "howpublished", "publisher", "website"),
}
_VENUES["phdthesis"] = _VENUES["mastersthesis"] = _VENUES["thesis"]
_ANY_VENUE = (
    "journaltitle", "journal", "booktitle", "eventtitle", "school", "institution", "organization",
    "publisher", "howpublished", "conference", "event",
)  # fmt: skip
_ARCHIVE = re.compile(
    r"arxiv|corr\b|bio-?rxiv|med-?rxiv|psyarxiv|socarxiv|osf preprints|ssrn|hal\b|chemrxiv|"
    r"preprints?\.org|research ?square|techrxiv|zenodo preprint",
    re.IGNORECASE,
)
_STATES = {
    "in preparation": re.compile(
        r"in ?prep(?:aration|\b|\.)|(?:work )?in progress|manuscript in prep|draft(?:$|[.,;])"
    ),
    "submitted": re.compile(
        r"submitted|under (?:review|submission|revision|consideration)|in (?:review|revision)|"
        r"(?:major|minor) revision|revise and resubmit|r&r\b"
    ),
    "accepted": re.compile(
        r"to appear|in ?press|forthcoming|(?:conditionally |provisionally )?accepted|"
        r"online first|early view|to be published"
    ),
    "preprint": re.compile(r"prepublished|preprint"),
    "published": re.compile(r"published"),
}
_SUBTITLES = {"booktitle": "booksubtitle", "journaltitle": "journalsubtitle"}
_URL = re.compile(r"\\url|https?:|www\.")


def type_of(raw_type: str, fields: Mapping[str, str]) -> str:
    """Octavo's type; "" when `raw_type` is nobody's type."""
    kind = TYPES.get(raw_type) or ("misc" if raw_type in _KNOWN_OTHERS else "")
    if kind == "thesis" and "type" in fields:
        return _thesis(fields["type"])
    subtype = fields.get("entrysubtype", "").strip().lower()
    if subtype in TYPES:
        return TYPES[subtype]
    if kind in ("article", "misc", "unpublished", "online", "report") and _only_archived(fields):
        return "preprint"
    return kind


def _thesis(kind: str) -> str:
    known = _THESES.get(kind.strip().lower().replace(" ", ""))
    if known:
        return known
    text = to_unicode(kind).lower()
    if "master" in text or text.startswith(("m.sc", "msc")):
        return "mastersthesis"
    return "phdthesis" if re.search(r"ph\.? ?d|doctor|dissertation", text) else "thesis"


def _only_archived(fields: Mapping[str, str]) -> bool:
    """Whether a preprint server is the only place where the work appeared."""
    where = next((fields[name] for name in _ANY_VENUE if fields.get(name, "").strip()), "")
    if where:
        return bool(_ARCHIVE.match(where.strip(" {}\\")))
    archive = fields.get("archiveprefix") or fields.get("eprinttype") or ""
    return archive.strip(" {}").lower() in ("arxiv", "biorxiv", "medrxiv", "psyarxiv")


def venue_of(kind: str, fields: Mapping[str, str]) -> str:
    """The venue as the entry writes it: journal, proceedings, school, whatever fits its type."""
    name = venue_field(kind, fields)
    text = to_unicode(fields.get(name, "")).rstrip(" ,;")
    subtitle = fields.get(_SUBTITLES.get(name, ""))
    return f"{text}: {to_unicode(subtitle)}" if subtitle else text


def venue_field(kind: str, fields: Mapping[str, str]) -> str:
    """The field that names the venue; "" when none does."""
    for name in (*_VENUES.get(kind, ("booktitle",)), *_ANY_VENUE):
        raw = fields.get(name)
        if raw and not _URL.search(raw) and to_unicode(raw):
            return name
    return ""


def status_of(kind: str, fields: Mapping[str, str]) -> str:
    """How far the work has come, by what the entry says of it."""
    if "pubstate" in fields and (state := state_in(fields["pubstate"])):
        return state
    for name in ("year", "date", "journal", "booktitle", "howpublished", "note"):
        raw = fields.get(name)
        if raw and (state := state_in(raw)) and not (name == "note" and _appeared(state, fields)):
            return state
    if kind == "preprint":
        return "preprint"
    if kind == "unpublished":
        return "preprint" if fields.get("eprint") or fields.get("url") else "in preparation"
    return "published"


def _appeared(state: str, fields: Mapping[str, str]) -> bool:
    """A note "Accepted as oral" under a paper that has pages tells of its past."""
    printed = any(fields.get(name) for name in ("pages", "volume", "doi"))
    return printed or state in ("preprint", "published")


def state_in(raw: str) -> str:
    """The state that a text begins with, or ""."""
    if raw[:1].isdecimal() and raw.isdecimal():
        return ""
    text = to_unicode(raw).lower().lstrip("([ ")
    return next((state for state, pattern in _STATES.items() if pattern.match(text)), "")
