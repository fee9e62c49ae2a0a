"""Entries that say of themselves that they are versions of another one, put to the work they name.

They make no publication: the work gets them as its versions, and remembers how they were written.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from publications.bibtex.records import Entry
from publications.bibtex.versions import read_version, version_of
from publications.importing.checks import refused
from publications.importing.work import LIMITS, Appearance

# A version of a version is one of the work; what leads in a circle is of nobody.
_DEPTH = 5


def versions_in(entries: Sequence[Entry]) -> dict[str, list[Entry]]:
    """The entries that are versions of works in the same file, by the key of the work."""
    said = {entry.key: version_of(entry) for entry in entries if entry.is_work}
    if not any(said.values()):
        return {}
    by_key = {key.lower(): key for key in reversed(said)}
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if said.get(entry.key) and (work := _work_of(entry.key, said, by_key)):
            found[work].append(entry)
    return dict(found)


def _work_of(key: str, said: dict[str, str], by_key: dict[str, str]) -> str:
    for _ in range(_DEPTH):
        if not said[key]:
            return key
        key = by_key.get(said[key].lower(), "")
        if not key:
            return ""
    return ""


def appearances(
    entries: Iterable[Entry], extra: dict[str, str], problems: list[str]
) -> tuple[Appearance, ...]:
    """The versions as rows take them; an address that may not be linked is a further field."""
    found = []
    for entry in entries:
        version = Appearance(*read_version(entry))
        if version.url and (reason := refused(version.url)):
            problems.append(f"The address “{version.url[:200]}” was not linked. {reason}")
            extra[f"{version.kind}_url"] = version.url
            version = version._replace(url="")
        if len(version.venue_text) > LIMITS["venue_text"]:
            extra[f"{version.kind}_venue"] = version.venue_text
            short = version.venue_text[: LIMITS["venue_text"] - 1]
            version = version._replace(venue_text=f"{short}…")
        found.append(version)
    return tuple(dict.fromkeys(found))
