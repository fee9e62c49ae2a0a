"""What an import would do, decided before anything is written: its items and its targets."""

from dataclasses import dataclass, field
from typing import Literal

from profiles.models import Researcher
from publications.importing.matching import Fingerprint
from publications.importing.merge import Change
from publications.importing.work import State, Work, name_of
from publications.report import Item, Report

Action = Literal["created", "updated", "unchanged", "rejected", "unsure"]


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person decided of one entry.

    ``own`` makes a work of its own of an unsure entry, ``same`` takes it for the publication
    ``same_as``, or for that of the entry ``same_as`` further up in the file. In the fields of
    ``take`` the source's word goes before what stands, in those of ``keep`` what stands goes
    before the source's.
    """

    action: Literal["apply", "skip", "own", "same"] = "apply"
    same_as: int | str | None = None
    take: frozenset[str] = frozenset()
    keep: frozenset[str] = frozenset()


DEFAULT = Choice()


@dataclass(slots=True)
class Target:
    """A publication that is written: a new one (without ``pk``) or one that changes.

    ``linked`` names the people to link, by the key of the author in ``after``.
    """

    key: str
    after: State
    pk: int | None = None
    before: State | None = None
    linked: dict[str, int] = field(default_factory=dict)

    @property
    def differs(self) -> bool:
        return self.before is None or self.before != self.after or bool(self.linked)


@dataclass(slots=True)
class PlanItem:
    """What becomes of one entry. ``same_as`` and ``suspect`` name the other work by its key."""

    ref: str
    line: int
    title: str
    action: Action
    problems: list[str] = field(default_factory=list)
    work: Work | None = None
    target: Target | None = None
    publication: int | None = None
    changes: list[Change] = field(default_factory=list)
    same_as: str = ""
    suspect: Fingerprint | None = None
    reason: str = ""
    skipped: bool = False
    stranger: bool = False  # nobody in its byline is recognised as whose file it is
    payload: str = ""
    digest: str = ""
    state: State = field(default_factory=dict)
    members: list[int | None] = field(default_factory=list)

    def report(self) -> Item:
        action = "created" if self.action == "unsure" else self.action
        return Item("publication", self.ref, action, self.title, self.problems, self.line)


@dataclass(slots=True)
class Plan:
    origin: str
    researcher: Researcher | None = None
    name: str = ""
    items: list[PlanItem] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def report(self) -> Report:
        return Report([item.report() for item in self.items], list(self.problems))


def chosen(change: Change, choice: Choice) -> Change:
    if change.field in choice.take:
        return change._replace(result=change.offered)
    if change.field in choice.keep:
        return change._replace(result=change.stands)
    return change


def said_of_kept(change: Change) -> str:
    """One line for the report: what was not taken from the file."""
    name = change.field.removeprefix("extra.").removeprefix("identifiers.").replace("_", " ")
    return (
        f"{name} was kept as it stands here: {_shown(change.stands)}, not {_shown(change.offered)}."
    )


def said_of_suspicion(reason: str) -> str:
    return f"It {reason}. Both were kept; merge them by hand if they are one work."


def _shown(value: object) -> str:
    if isinstance(value, list) and value and isinstance(value[0], list) and len(value[0]) == 6:
        value = ", ".join(name_of(author).display() for author in value)
    text = str(value)
    return f"“{text[:120]}…”" if len(text) > 120 else f"“{text}”"
