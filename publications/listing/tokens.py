"""The pieces that a list of names is made of."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

__all__ = ["Item", "Items", "Word"]


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    start: int
    end: int
    dotted: bool = False

    @property
    def is_initial(self) -> bool:
        """ "J.", "J.-P.", "Yu.", or a bare "J"."""
        letters = [part for part in re.split(r"[.\- ]+", self.text) if part]
        if not letters:
            return False
        if self.dotted:
            return all(len(part) <= 2 and part[0].isupper() for part in letters)
        return len(letters) == 1 and len(letters[0]) == 1 and letters[0].isupper()

    @property
    def is_capital_group(self) -> bool:
        """ "AB" in "Holt AB": initials without dots."""
        letters = self.text.replace("-", "")
        return 1 <= len(letters) <= 3 and self.text.isupper() and self.text.isascii()


@dataclass(slots=True)
class Item:
    """What stands between two separators. `before` is the separator that leads to it."""

    words: list[Word] = field(default_factory=list)
    before: str = ""
    marks: str = ""
    remarks: list[tuple[int, int]] = field(default_factory=list)
    broken: bool = False  # something follows in it that no name has
    start: int = 0
    end: int = 0


class Items(NamedTuple):
    """The items of a list, what ended it, and whether "et al." stood in it."""

    items: list[Item]
    stopped: str
    others: bool
