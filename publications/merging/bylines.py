"""Two bylines of one work become one: each name beside its like, and nobody's page loses it."""

from collections import defaultdict
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from profiles.merging.fates import CHANGED, LEFT, MOVED, TOGETHER, Fate
from profiles.merging.fields import DROPPED, KEPT, Choice
from profiles.merging.rules import Choices
from publications.models import Authorship, Publication
from publications.names import matches

FIELD = "authors"
_NAME = ("given", "particle", "family", "suffix", "literal")
_SHOWN = 40  # names of a byline that the preview tells


def byline(work: Publication) -> list[Authorship]:
    return list(Authorship.objects.filter(publication=work).order_by("position", "id"))


def choice(kept: Publication, dropped: Publication) -> list[Choice]:
    """The bylines side by side, if they differ."""
    bylines = [byline(work) for work in (kept, dropped)]
    if [each.name for each in bylines[0]] == [each.name for each in bylines[1]]:
        return []
    said = [_said(rows) for rows in bylines]
    return [
        Choice(
            FIELD,
            _("Authors"),
            *said,
            stands=KEPT if bylines[0] else DROPPED,
            open=all(map(bool, bylines)),
        )
    ]


def fates(kept: Publication, dropped: Publication, choices: Choices) -> list[Fate]:
    """The chosen byline stands as it is; whoever has a page here and is not in it comes last."""
    mine, theirs = byline(kept), byline(dropped)
    pairs = aligned(mine, theirs)
    takes_theirs = choices.get(FIELD) == DROPPED
    end = 1 + max((each.position for each in (theirs if takes_theirs else mine)), default=-1)
    found = []
    for row in theirs:
        if (like := pairs.get(row)) is not None:
            values = {**_united(like, row), **_name(row if takes_theirs else like)}
            place = {"position": row.position} if takes_theirs else {}
            found.append(Fate(row, TOGETHER, like, {**values, **place}))
        elif takes_theirs:
            found.append(Fate(row, MOVED))
        else:
            found.append(_over(row, MOVED, end))
            end += found[-1].did == MOVED
    if takes_theirs:
        paired = set(pairs.values())
        for row in mine:
            if row not in paired:
                found.append(_over(row, CHANGED, end))
                end += found[-1].did == CHANGED
    return found


def _over(row: Authorship, did: str, end: int) -> Fate:
    """A name that the chosen byline does not have."""
    if row.researcher_id:
        return Fate(row, did, values={"position": end}, note=_("at the end of the byline"))
    return Fate(row, LEFT, note=_("not in the byline that stands"))


def aligned(mine: list[Authorship], theirs: list[Authorship]) -> dict[Authorship, Authorship]:
    """For each of their names the one of mine that is the same author's, each of mine once."""
    linked = {row.researcher_id: row for row in mine if row.researcher_id}
    pairs = {row: linked[row.researcher_id] for row in theirs if row.researcher_id in linked}
    free: dict[str, list[Authorship]] = defaultdict(list)
    taken = set(pairs.values())
    for row in mine:
        if row not in taken:
            free[row.name.index_key].append(row)
    for row in theirs:
        if row in pairs:
            continue
        others = free[row.name.index_key]
        fitting = [
            (matches(each.name, row.name), -abs(each.position - row.position), each)
            for each in others
            if not (each.researcher_id and row.researcher_id)
        ]
        best = max(fitting, key=lambda found: found[:2], default=None)
        if best is not None and best[0]:
            pairs[row] = best[2]
            others.remove(best[2])
    return pairs


def same_person_twice(row: Model, kept: Model) -> Fate:
    """Both records of a person are authors of one work: one authorship remains."""
    mine = Authorship.objects.get(publication=row.publication_id, researcher=kept.pk)
    note = _("both are authors of it, so one of the two names remains")
    return Fate(row, TOGETHER, mine, {**_united(mine, row), **_name(mine)}, note=note)


def _united(mine: Authorship, theirs: Authorship) -> dict[str, Any]:
    """The flags of both; what concerns a person's own page is theirs who has one."""
    values: dict[str, Any] = {
        flag: getattr(mine, flag) or getattr(theirs, flag)
        for flag in ("co_first", "co_last", "corresponding")
    }
    linked = [row for row in (mine, theirs) if row.researcher_id]
    if not linked:
        return values
    selected = next((row for row in linked if row.selected), linked[0])
    return {
        **values,
        "researcher_id": linked[0].researcher_id,
        "selected": selected.selected,
        "selected_position": selected.selected_position,
        # Many hide the second record because it is one too many.
        "hidden": all(row.hidden for row in linked),
    }


def _name(row: Authorship) -> dict[str, str]:
    return {part: getattr(row, part) for part in _NAME}


def _said(rows: list[Authorship]) -> str:
    names = ", ".join(row.name.display() for row in rows[:_SHOWN])
    more = len(rows) - _SHOWN
    return names + _(" and %d more") % more if more > 0 else names
