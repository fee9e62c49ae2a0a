"""A person's name at the head of their page, the family part told apart from the rest."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from profiles.models import Researcher


@dataclass(frozen=True)
class Nameplate:
    before: str
    family: str
    after: str = ""

    @property
    def initials(self) -> str:
        """One or two letters in place of a portrait."""
        words = [self.before, self.family] if self.before.strip() else [self.family, self.after]
        return "".join(word.strip()[0].upper() for word in words if word.strip())


def nameplate(researcher: "Researcher") -> Nameplate:
    """The name as shown, cut where the family name stands; without it, it is all family."""
    shown, family = researcher.name, researcher.family_name
    before, found, after = shown.rpartition(family)
    return Nameplate(before, family, after) if found else Nameplate("", shown)
