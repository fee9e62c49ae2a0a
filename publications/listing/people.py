"""People of a byline, and the names that a page is known to have."""

import re
from dataclasses import dataclass, field

from publications.names import Match, Name, matches

__all__ = ["Acquaintance", "Person"]

_SHORTHAND = 6  # letters and signs


@dataclass(slots=True)
class Acquaintance:
    """The names that the page is known to have: its owner's, and those of sure bylines."""

    owner: Name | None = None
    known: dict[tuple[str, str], int] = field(default_factory=dict)

    def meet(self, name: Name) -> None:
        key = _short(name)
        self.known[key] = self.known.get(key, 0) + 1

    def knows(self, name: Name) -> bool:
        return self.known.get(_short(name), 0) > 0

    def is_owner(self, name: Name) -> bool:
        return self.owner is not None and matches(self.owner, name) is not Match.NONE

    def is_shorthand(self, text: str) -> bool:
        """Whether only the owner's initials stand there: "J-H" on the page of Jun Holt."""
        if self.owner is None or len(text) > _SHORTHAND:
            return False
        letters = re.sub(r"[^\w]", "", text)
        given = re.findall(r"\b\w", self.owner.given)
        family = re.findall(r"\b\w", self.owner.family)
        own = ["".join(given[:1] + family[:1]), "".join(given + family)]
        return letters.isupper() and len(letters) > 1 and letters in (each.upper() for each in own)


def _short(name: Name) -> tuple[str, str]:
    syllables = name.syllables
    return name.folded_family, syllables[0][:1] if syllables else ""


@dataclass(slots=True)
class Person:
    name: Name
    text: str
    marks: str
    start: int
    end: int
    score: float
    merged: bool = False  # a comma inside the name was taken for a slip
    remarks: list[tuple[int, int]] = field(default_factory=list)
