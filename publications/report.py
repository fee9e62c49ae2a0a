"""What an import did with each thing that it found: one form for every importer and command."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

Action = Literal["created", "updated", "unchanged", "rejected"]
ACTIONS: tuple[Action, ...] = ("created", "updated", "unchanged", "rejected")


@dataclass
class Item:
    """One thing that was found: ``ref`` says where (a key, a line, a path)."""

    kind: str
    ref: str
    action: Action
    title: str = ""
    problems: list[str] = field(default_factory=list)
    line: int = 0

    @property
    def place(self) -> str:
        return f"{self.ref}, line {self.line}" if self.line else self.ref

    def as_dict(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "ref": self.ref,
            "action": self.action,
            "title": self.title,
            "problems": self.problems,
        }


@dataclass
class Report:
    """All items, and the problems that belong to none of them."""

    items: list[Item] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """How many were found, and of them created, updated, unchanged and rejected."""
        counted = Counter(item.action for item in self.items)
        return {"found": len(self.items), **{action: counted[action] for action in ACTIONS}}

    def add(self, others: Iterable["Report"]) -> "Report":
        """The other reports' items and problems behind these."""
        for other in others:
            self.items.extend(other.items)
            self.problems.extend(other.problems)
        return self

    def as_dict(self) -> dict[str, Any]:
        return {
            **self.counts,
            "items": [item.as_dict() for item in self.items],
            "problems": self.problems,
        }

    def as_text(self, *, dry_run: bool = False) -> str:
        """The same for people: the numbers, then each problem with the place it is at."""
        counts = self.counts
        numbers = ", ".join(f"{counts[action]} {action}" for action in ACTIONS)
        lines = [f"{counts['found']} found: {numbers}."]
        if dry_run:
            lines.append("Nothing was written: this was a dry run.")
        lines += self.problems
        for item in self.items:
            if item.action == "rejected" or item.problems:
                name = f"{item.place} ({item.action})"
                lines += [f"{name}: {problem}" for problem in item.problems or [item.title]]
        return "\n".join(lines)
