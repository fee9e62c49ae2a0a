"""What entries take over from others: `crossref` (a paper from its book) and `xdata`."""

from collections.abc import Iterable

from publications.bibtex.records import Entry
from publications.bibtex.values import Macros

# Only what is a parent's to give: a volume's DOI, address or abstract is not its chapters'.
_SHARED = (
    "publisher", "editor", "year", "date", "month", "series", "volume", "volumes", "address",
    "location", "organization", "institution", "school", "edition", "isbn", "issn", "eventtitle",
    "eventdate", "venue", "journal", "journaltitle", "langid", "language", "booktitle",
    "booksubtitle", "maintitle", "mainsubtitle",
)  # fmt: skip
_PARTS = frozenset((
    "inproceedings", "conference", "incollection", "inbook", "bookinbook", "suppbook",
    "suppcollection", "inreference", "workshop", "abstract",
))  # fmt: skip
_SAME_AUTHOR = frozenset(("inbook", "bookinbook", "suppbook"))
_NEVER = frozenset(("crossref", "xdata", "xref", "ids", "entryset", "related", "label", "options"))
_DEPTH = 12


def inherit(entries: list[Entry], macros: Macros) -> None:
    """Fill the `inherited` of every entry that names a parent, and say what could not be found."""
    by_key = _by_key(entries)
    for entry in entries:
        if "crossref" in entry.fields or "xdata" in entry.fields:
            _inherit_one(entry, by_key, macros)


def _by_key(entries: list[Entry]) -> dict[str, Entry]:
    """Entries by key and by the other keys in `ids`; the first with a key has it."""
    found: dict[str, Entry] = {}
    for entry in entries:
        found.setdefault(entry.key.lower(), entry)
    for entry in entries:
        for alias in _names(entry.fields.get("ids", "")):
            found.setdefault(alias, entry)
    return found


def _inherit_one(entry: Entry, by_key: dict[str, Entry], macros: Macros) -> None:
    """Walk up from `entry`, nearest parents first; every parent is met once, cycles included."""
    seen = {id(entry)}
    front = [(entry, entry)]
    for _ in range(_DEPTH):
        above: list[tuple[Entry, Entry]] = []
        for _, child in front:
            for field, key in _parents(child):
                parent = by_key.get(key)
                if parent is None:
                    if child is entry:
                        entry.problems.append(f"Its {field} “{key}” is not in the file.")
                elif parent is entry:
                    entry.problems.append(f"Its {field} “{key}” leads back in a circle.")
                elif id(parent) not in seen:
                    seen.add(id(parent))
                    _take_over(entry, parent, field, macros)
                    above.append((child, parent))
        if not above:
            return
        front = above


def _parents(entry: Entry) -> list[tuple[str, str]]:
    return [
        (field, key)
        for field, keys in (
            ("xdata", _names(entry.fields.get("xdata", ""))),
            ("crossref", [" ".join(entry.fields.get("crossref", "").lower().split())]),
        )
        for key in keys
        if key
    ]


def _take_over(entry: Entry, parent: Entry, field: str, macros: Macros) -> None:
    offered = parent.fields if field == "xdata" else dict(_shared(entry, parent))
    for name, value in offered.items():
        if name not in entry.fields and name not in _NEVER and name not in entry.inherited:
            entry.inherited[name] = value
            macros.count(len(value))
    entry.parents.append(parent.key)


def _shared(entry: Entry, parent: Entry) -> Iterable[tuple[str, str]]:
    """What a work takes from the volume it is in, whose title is its `booktitle`."""
    is_part = entry.raw_type in _PARTS and parent.raw_type not in _PARTS
    has_date = "date" in entry.fields or "year" in entry.fields
    for name in _SHARED:
        if name in parent.fields and not (has_date and name in ("date", "year", "month")):
            yield name, parent.fields[name]
    if is_part:
        for own, theirs in (("booktitle", "title"), ("booksubtitle", "subtitle")):
            if theirs in parent.fields:
                yield own, parent.fields[theirs]
    if entry.raw_type in _SAME_AUTHOR and "author" not in entry.fields:
        for name in ("author", "author+an"):
            if name in parent.fields:
                yield name, parent.fields[name]
    if "title" not in entry.fields and not is_part and "title" in parent.fields:
        yield "title", parent.fields["title"]


def _names(text: str) -> list[str]:
    return [name.lower() for name in text.replace(",", " ").split()]
