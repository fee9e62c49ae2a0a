"""A plan as people look it over: what is new, what changes by field, what is to be decided."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from publications.importing.matching import Fingerprint
from publications.importing.plan import (
    Choice,
    Plan,
    PlanItem,
    said_of_kept,
    said_of_suspicion,
)
from publications.importing.work import asked, name_of
from publications.kinds import Status, Type
from publications.models import Publication

READ = (
    "title", "authors", "year", "venue_text", "volume", "number", "pages", "type", "status", "doi",
    "arxiv_id", "versions", "links", "award", "note",
)  # fmt: skip
_CHOICES = {"type": dict(Type.choices), "status": dict(Status.choices)}
_ENTRY = "entry:"
SHOWN = 500  # rows of one kind on a page; all of them are imported


@dataclass(frozen=True, slots=True)
class FieldRow:
    name: str
    label: str
    last: str
    offered: str
    stands: str
    taken: bool


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A field as it was read from a line of a list, and why it should be checked."""

    label: str
    value: str
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class ItemRow:
    ref: str
    line: int
    title: str
    authors: str
    problems: list[str]
    fields: list[FieldRow]
    same_as: str = ""
    suspect: str = ""
    suspect_is: str = ""  # how the form names the suspect: by its id, or as "entry:key"
    original: str = ""
    read: list[ReadRow] = field(default_factory=list)


@dataclass(slots=True)
class Group:
    """Entries of one kind: the first of them, and how many there are."""

    rows: list[ItemRow] = field(default_factory=list)
    count: int = 0

    @property
    def left_over(self) -> int:
        return self.count - len(self.rows)


def groups(plan: Plan) -> dict[str, Group]:
    """The entries by what becomes of them."""
    found = {name: Group() for name in ("unsure", "updated", "created", "rejected", "unchanged")}
    for item in plan.items:
        group = found[item.action]
        group.count += 1
        if len(group.rows) < SHOWN:
            group.rows.append(_row(item))
    return found


def choices_from(data: QueryDict, refs: Iterable[str]) -> dict[str, Choice]:
    """What the form says: ``leave`` lists entries, the other fields are named for their entry."""
    left_out = set(data.getlist("leave"))
    choices = {}
    for ref in refs:
        decided = data.get(f"decide:{ref}", "")
        take, keep = data.getlist(f"take:{ref}"), data.getlist(f"keep:{ref}")
        if ref in left_out or decided == "skip":
            choices[ref] = Choice("skip")
        elif decided.isdecimal() and len(decided) < 20:
            choices[ref] = Choice("same", same_as=int(decided))
        elif decided.startswith(_ENTRY):
            choices[ref] = Choice("same", same_as=decided.removeprefix(_ENTRY))
        elif decided == "own":
            choices[ref] = Choice("own")
        elif take or keep:
            choices[ref] = Choice(take=frozenset(take), keep=frozenset(keep))
    return choices


def left_out(plan: Plan, data: QueryDict) -> dict[str, Choice]:
    """Whole kinds of entries that the form leaves out: ``leave_all`` names them."""
    kinds = set(data.getlist("leave_all"))
    return {item.ref: Choice("skip") for item in plan.items if kinds & _kinds(item)}


def strangers(plan: Plan) -> int:
    """How many of the entries that would be written name nobody as whose file it is."""
    return sum("strangers" in _kinds(item) for item in plan.items)


def _kinds(item: PlanItem) -> set[str]:
    if item.action not in ("unsure", "updated", "created"):
        return set()
    return {item.action, "strangers"} if item.stranger else {item.action}


def _row(item: PlanItem) -> ItemRow:
    names = [name_of(author).display() for author in item.state.get("authors", ())]
    suspect = item.suspect
    original = item.work.fields.get("original", "") if item.work else ""
    # What is marked beside the field that it is about need not be said again.
    marked = {asked(*doubt) for doubt in item.work.doubts.items()} if item.work else ()
    # Nor what the table of fields shows, or what is asked.
    shown_anyway = {
        *marked,
        said_of_suspicion(item.reason),
        *(said_of_kept(change) for change in item.changes if not change.taken),
    }
    asks = [_("It %s.") % item.reason] if suspect else []
    return ItemRow(
        ref=item.ref,
        line=item.line,
        title=item.title,
        authors=", ".join(names[:6]) + (_(" et al.") if len(names) > 6 else ""),
        problems=asks + [problem for problem in item.problems if problem not in shown_anyway],
        fields=[
            FieldRow(
                name=change.field,
                label=label_of(change.field),
                last=shown(change.field, change.base),
                offered=shown(change.field, change.offered),
                stands=shown(change.field, change.stands),
                taken=change.taken,
            )
            for change in item.changes
        ],
        same_as=item.same_as,
        suspect=suspect.label if suspect else "",
        suspect_is=_named(suspect) if suspect else "",
        original=original,
        read=_read(item) if original else [],
    )


def _named(suspect: Fingerprint) -> str:
    return str(suspect.ref) if isinstance(suspect.ref, int) else f"{_ENTRY}{suspect.label}"


def _read(item: PlanItem) -> list[ReadRow]:
    """What was read from the line, in the order in which one checks it."""
    state = item.state
    doubts = item.work.doubts if item.work else {}
    found = {"venue_text": doubts.get("venue", ""), **doubts}
    return [
        ReadRow(label_of(name), shown(name, state[name]) if name in state else "–", doubt)
        for name in READ
        if (doubt := found.get(name, "")) or name in state
    ]


def label_of(name: str) -> str:
    """A field as the form of a publication calls it."""
    own = {
        "authors": _("authors"),
        "links": _("links"),
        "versions": _("versions"),
        "topics": _("topics"),
        "selected": _("selected"),
        "venue_short": _("short name of the venue"),
    }
    if name in own:
        return str(own[name])
    kind, dot, key = name.partition(".")
    return key if dot else str(Publication._meta.get_field(kind).verbose_name)


def shown(name: str, value: Any) -> str:
    """The value of a field in one line."""
    if value is None:
        return "–"
    if value is True:
        return str(_("yes"))
    if not isinstance(value, list):
        return str(_CHOICES.get(name, {}).get(value, value))
    part = _author if name == "authors" else _part
    return "; ".join(map(part, value))


def _author(author: list[str]) -> str:
    marks = {"f": _("co-first"), "l": _("co-last"), "c": _("corresponding")}
    said = ", ".join(str(marks[letter]) for letter in author[5])
    name = name_of(author).display()
    return f"{name} ({said})" if said else name


def _part(part: Any) -> str:
    return " ".join(str(each) for each in part if each) if isinstance(part, list) else str(part)
