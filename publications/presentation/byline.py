"""The byline of a work: drawn once for every page, and finished for the page that it stands on.

Drawn are the names with their marks, and the places of linked people among them. Whose page it is
is known only then: the owner is emphasised, never linked, and never folded away.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.functional import Promise
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from typeset.markdown import drawn
from typeset.scripts import reads_leftwards

if TYPE_CHECKING:
    from publications.models import Authorship

KEPT = 5  # how many linked members a folded byline shows besides its first names

# [html, the person's id, address, whether that is another site's]; names in a row that lead nowhere
# are one text.
Run = list[Any]


class Mark(Enum):
    """A sign behind a name, in the order in which signs and the legend stand."""

    CO_FIRST = "*"
    CO_LAST = "‡"
    CORRESPONDING = "†"

    @property
    def meaning(self) -> str | Promise:
        return _MEANINGS[self]


_MEANINGS: dict[Mark, str | Promise] = {
    Mark.CO_FIRST: _("equal contribution"),
    Mark.CO_LAST: _("equal contribution as last authors"),
    Mark.CORRESPONDING: _("corresponding author"),
}


class Part(NamedTuple):
    """Some names in a row, or one that is linked or emphasised.

    ``away`` says that the link leads to the home page of somebody who has no page here.
    """

    html: SafeString
    url: str = ""
    me: bool = False
    away: bool = False


@dataclass(frozen=True)
class Byline:
    """``shown``, then, of ``more`` names out of sight, ``kept``: those of the rest not to hide.

    ``folded`` is the whole rest to unfold; without it, and with ``more``, it is on another page.
    ``others`` says that the source named not everybody.
    """

    shown: Sequence[Part]
    kept: Sequence[Part] = ()
    folded: Sequence[Part] = ()
    more: int = 0
    others: bool = False


def draw_byline(
    authorships: Iterable["Authorship"],
    *,
    fold: int,
    most: int | None = None,
    others: bool = False,
) -> dict[str, Any]:
    """The byline as plain data. With more names than ``most``, those beyond the fold stay away."""
    names: list[Run] = []
    marks: set[Mark] = set()
    for authorship in authorships:
        own = [mark for mark, flag in zip(Mark, _flags(authorship), strict=True) if flag]
        marks.update(own)
        names.append(_name(authorship, own))
    rest = names[fold:]
    return {
        "shown": _runs(names[:fold]),
        "linked": [name for name in rest if name[1]],
        "rest": [] if most is not None and len(names) > most else _runs(rest),
        "count": len(rest),
        "others": others,
        "marks": "".join(mark.value for mark in Mark if mark in marks),
    }


def _flags(authorship: "Authorship") -> tuple[bool, bool, bool]:
    return authorship.co_first, authorship.co_last, authorship.corresponding


def _name(authorship: "Authorship", marks: list[Mark]) -> Run:
    name = authorship.name.display()
    # By itself, else two such names in a row would be read in the other order.
    html = format_html("<bdi>{}</bdi>", name) if reads_leftwards(name) else escape(name)
    if marks:
        signs = ((mark.meaning, mark.value) for mark in marks)
        sups = format_html_join("", '<sup role="img" aria-label="{}">{}</sup>', signs)
        html = format_html("{}{}", html, sups)
    person = authorship.researcher
    here = person.get_absolute_url() if person and person.is_public else ""
    away = authorship.home_page if not here else ""
    return [html, authorship.researcher_id or 0, here or away, bool(away)]


def _runs(names: Iterable[Run]) -> list[Run]:
    runs: list[Run] = []
    for name in names:
        if runs and not any((*name[1:], *runs[-1][1:])):
            runs[-1] = [f"{runs[-1][0]}, {name[0]}", 0, "", False]
        else:
            runs.append(name)
    return runs


def byline(data: dict[str, Any], owner: int | None = None) -> Byline:
    """The byline on the page of the researcher with the id ``owner``, or on nobody's.

    When it folds, it never hides the owner; on nobody's page it keeps a few members in sight.
    """
    shown = _parts(data["shown"], owner)
    count = data["count"]
    if not count:
        return Byline(shown, others=data["others"])
    if owner is None:
        kept = _parts([name for name in data["linked"] if name[2] and not name[3]][:KEPT], None)
    else:
        kept = _parts([name for name in data["linked"] if name[1] == owner], owner)
    if len(kept) == count:
        return Byline([*shown, *kept], others=data["others"])
    return Byline(shown, kept, _parts(data["rest"], owner), count - len(kept), data["others"])


def _parts(runs: list[Run], owner: int | None) -> list[Part]:
    return [
        Part(drawn(html), me=True) if pk and pk == owner else Part(drawn(html), url, away=away)
        for html, pk, url, away in runs
    ]


def legend(found: Iterable[str]) -> list[Mark]:
    """The marks that occur in a list's bylines, each once."""
    signs = set().union(*found)
    return [mark for mark in Mark if mark.value in signs]
