"""Three-way merge: what a source last said, what it says now, and what stands here.

Where the source alone changed, its word is taken; where a person alone changed something, theirs
stays; where both did, the person's stays and the difference is shown. A source that is heard for
the first time fills what is empty and overwrites nothing, with one exception: a work that has
moved on (a preprint that was published) takes its new appearance, and the former one becomes a
version of it.
"""

import re
from typing import Any, NamedTuple

from publications.importing.work import APPEARANCE, LISTS, State, author_keys
from typeset.fold import fold

_PREPRINT_DOI = re.compile(
    r"10\.(48550|1101/(20\d\d\.|\d{6}\b)|2139|20944|21203|22541|26434|31219|31234|31235|36227)",
    re.IGNORECASE,
)
_SERVERS = re.compile(
    r"(arxiv|biorxiv|medrxiv|chemrxiv|psyarxiv|socarxiv|techrxiv|hal|ssrn|corr|research square"
    r"|preprints org|osf preprints)\b"
)
_STAGES = {"in preparation": 0, "submitted": 0, "preprint": 1, "accepted": 2, "published": 3}
PREPRINT = 1


class Change(NamedTuple):
    """One field in which the source differs from what stands: ``result`` is what will stand."""

    field: str
    base: Any
    offered: Any
    stands: Any
    result: Any

    @property
    def taken(self) -> bool:
        return bool(self.result != self.stands)


def merge(base: State | None, offered: State, stands: State) -> list[Change]:
    """Every field that changes, and every one that is offered anew but kept as it stands."""
    moved = 0 if base else _moved(offered, stands)
    changes = []
    for name in {**stands, **offered, **(base or {})}:
        was, new, now = (base or {}).get(name), offered.get(name), stands.get(name)
        if new == now or (base and new == was and name != "authors"):
            continue
        if moved and name in APPEARANCE:
            result = new if moved > 0 else now
        elif moved > 0 and name == "doi" and is_preprint_doi(now):
            result = new or now
        else:
            result = _merged(name, was, new, now, heard=base is not None)
        if result != now or (new and new != was and not (moved < 0 and name in APPEARANCE)):
            changes.append(Change(name, was, new, now, result))
    return _with_version(changes, offered, stands, moved)


def stage(state: State) -> int:
    """How far a work has come: 0 unpublished, 1 preprint, 2 accepted, 3 published."""
    found = _STAGES.get(state.get("status", "published"), 3)
    if found > 1 and (state.get("type") == "preprint" or is_server(state.get("venue_text", ""))):
        return PREPRINT
    return found


def is_server(venue: str) -> bool:
    """Whether this is a preprint server and no place where a work is published."""
    return bool(venue) and bool(_SERVERS.match(fold(venue)))


def is_preprint_doi(doi: str | None) -> bool:
    return bool(doi and _PREPRINT_DOI.match(doi))


def result_of(changes: list[Change], stands: State) -> State:
    """What stands when the changes have been made."""
    state = {**stands, **{change.field: change.result for change in changes}}
    return {name: value for name, value in state.items() if value}


def _moved(offered: State, stands: State) -> int:
    """1 when the source knows a later stage than stands, -1 an earlier one, else 0."""
    new, now = stage(offered), stage(stands)
    return (new > now) - (new < now)


def _merged(name: str, was: Any, new: Any, now: Any, *, heard: bool) -> Any:
    if name == "authors":
        return _merged_authors(was or [], new or [], now or [], heard=heard)
    if name in LISTS:
        return _merged_list(was or [], new or [], now or [])
    if now == was if heard else not now:
        return new
    return now


def _merged_list(was: list[Any], new: list[Any], now: list[Any]) -> list[Any]:
    """What stands, without what the source took back, and with what it added."""
    kept = [value for value in now if value in new or value not in was]
    return kept + [value for value in new if value not in was and value not in kept]


def _merged_authors(
    was: list[list[str]], new: list[list[str]], now: list[list[str]], *, heard: bool
) -> list[list[str]]:
    """The byline is one value, each author's flags are another: both are merged on their own."""
    if not now:
        return new
    take_names = heard and _names(now) == _names(was) and bool(new)
    flags = [dict(zip(author_keys(byline), byline, strict=True)) for byline in (was, new, now)]
    byline = new if take_names else now
    return [
        [*author[:5], _merged_flags(*(flag.get(key, [""])[-1] for flag in flags))]
        for key, author in zip(author_keys(byline), byline, strict=True)
    ]


def _merged_flags(was: str, new: str, now: str) -> str:
    """Letter by letter: the source's when it changed its mind, else what stands."""
    return "".join(
        letter
        for letter in "flc"
        if ((letter in new) if (letter in new) != (letter in was) else (letter in now))
    )


def _names(byline: list[list[str]]) -> list[list[str]]:
    return [author[:5] for author in byline]


def _with_version(changes: list[Change], offered: State, stands: State, moved: int) -> list[Change]:
    """The changes, and the former (or the offered, earlier) preprint among the versions."""
    after = result_of(changes, stands)
    if stage(stands) == PREPRINT < stage(after):
        former = stands
    elif moved < 0 and stage(offered) == PREPRINT:
        former = offered
    else:
        return changes
    doi = former.get("doi", "")
    version = [
        "preprint",
        former.get("venue_text", ""),
        former.get("year"),
        doi if is_preprint_doi(doi) else "",
        former.get("arxiv_id", ""),
        "",
    ]
    versions = after.get("versions", [])
    if any(_same_version(version, other) for other in versions):
        return changes
    others = [change for change in changes if change.field != "versions"]
    mine = next((change for change in changes if change.field == "versions"), None)
    base, new = (mine.base, mine.offered) if mine else (None, [version])
    added = Change("versions", base, new, stands.get("versions"), [*versions, version])
    return [*others, added]


def _same_version(one: list[Any], other: list[Any]) -> bool:
    if one[0] != other[0]:
        return False
    identifiers = [(a, b) for a, b in zip(one[3:5], other[3:5], strict=True) if a and b]
    if identifiers:
        return any(a == b for a, b in identifiers)
    return fold(one[1]) == fold(other[1]) and one[2] == other[2]
