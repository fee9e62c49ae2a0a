"""A work that stands in one list twice, among the selected ones and among all, as one work."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from publications.importing.matching import Index, fingerprint
from publications.importing.work import Author, Work

_TAKEN = (
    "year", "month", "day", "venue_text", "venue_short", "volume", "number", "pages", "publisher",
    "abstract", "doi", "arxiv_id", "note", "award",
)  # fmt: skip


def put_together(works: Sequence[Work]) -> tuple[list[Work], list[Work]]:
    """The works, and the entries that were taken up in one of them.

    The selected works go first, in their order; of one that stands among all too, it is that entry
    which counts.
    """
    chosen = [work for work in works if work.selected]
    others = {at: work for at, work in enumerate(works) if not work.selected}
    if not chosen or not others:
        return list(works), []
    index = Index(fingerprint(at, work.state()) for at, work in others.items())
    found, taken_up = [], []
    for work in chosen:
        same = index.find(fingerprint(None, work.state())).same
        if same and same.ref in others:
            taken_up.append(work)
            work = _one(others.pop(same.ref), work)
        found.append(work)
    return found + list(others.values()), taken_up


def _one(whole: Work, chosen: Work) -> Work:
    """The entry of the whole list, with what only the selected one says."""
    known = {getattr(button, "url", "") for button in whole.links}
    changes: dict[str, Any] = {
        name: getattr(chosen, name)
        for name in _TAKEN
        if getattr(whole, name) in ("", None) and getattr(chosen, name) not in ("", None)
    }
    if whole.year is not None:
        changes.pop("month", None)
        changes.pop("day", None)
    return replace(
        whole,
        **changes,
        selected=True,
        authors=_byline(whole, chosen),
        identifiers=_filled(whole.identifiers, chosen.identifiers),
        extra=_filled(whole.extra, chosen.extra),
        links=(*whole.links, *(each for each in chosen.links if each.url not in known)),
        versions=whole.versions or chosen.versions,
        image=whole.image or chosen.image,
    )


def _byline(whole: Work, chosen: Work) -> tuple[Author, ...]:
    """The longer byline; with the flags of both where they name the same people."""
    if len(chosen.authors) != len(whole.authors):
        return max(whole.authors, chosen.authors, key=len)
    return tuple(
        one._replace(
            co_first=one.co_first or other.co_first,
            co_last=one.co_last or other.co_last,
            corresponding=one.corresponding or other.corresponding,
        )
        for one, other in zip(whole.authors, chosen.authors, strict=True)
    )


def _filled(whole: Mapping[str, str], chosen: Mapping[str, str]) -> dict[str, str]:
    return {**chosen, **whole}
