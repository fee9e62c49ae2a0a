"""The byline of a work as a page draws it: who is linked, who is the page's owner, which marks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from publications.models import Authorship

KEPT = 5  # how many linked members a folded byline shows besides its first names


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


@dataclass(frozen=True)
class Author:
    name: str
    url: str = ""  # the page of a listed member
    me: bool = False  # the owner of the page on which the byline stands
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Byline:
    """``shown``, then, when ``folded`` holds the rest, ``kept``: those of the rest not to hide."""

    shown: Sequence[Author]
    kept: Sequence[Author] = ()
    folded: Sequence[Author] = ()

    @property
    def more(self) -> int:
        """How many names are out of sight until the byline is unfolded."""
        return len(self.folded) - len(self.kept)

    @property
    def authors(self) -> list[Author]:
        return [*self.shown, *self.folded]


def byline(authorships: Iterable["Authorship"], *, fold: int, owner: int | None = None) -> Byline:
    """The byline on the page of the researcher with the id ``owner``, or on nobody's.

    Longer than ``fold`` names, it folds, but never hides the owner; on nobody's
    page it keeps a few members in sight.
    """
    authors = [_author(each, owner) for each in authorships]
    if len(authors) <= fold:
        return Byline(authors)
    shown, rest = authors[:fold], authors[fold:]
    if owner is None:
        kept = [author for author in rest if author.url][:KEPT]
    else:
        kept = [author for author in rest if author.me]
    if len(kept) == len(rest):
        return Byline(authors)
    return Byline(shown, kept, rest)


def _author(authorship: "Authorship", owner: int | None) -> Author:
    me = owner is not None and authorship.researcher_id == owner
    person = authorship.researcher
    linked = person is not None and person.is_public and not me
    flags = (authorship.co_first, authorship.co_last, authorship.corresponding)
    return Author(
        name=authorship.name.display(),
        url=person.get_absolute_url() if person and linked else "",
        me=me,
        marks=tuple(mark for mark, flag in zip(Mark, flags, strict=True) if flag),
    )


def legend(bylines: Iterable[Byline]) -> list[Mark]:
    """The marks that occur in a list's bylines, each once."""
    found = {mark for line in bylines for author in line.authors for mark in author.marks}
    return [mark for mark in Mark if mark in found]
