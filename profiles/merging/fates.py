"""What becomes of each row that hangs on the one that goes: moved, put together, or left out."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import DateField, Max, Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from profiles.fields import FoldedField
from profiles.merging.fields import filled
from profiles.merging.journal import Journal
from profiles.merging.relations import Relation, clashing, relations
from profiles.merging.rules import SETTLING, Choices, Rules

MOVED, TOGETHER, LEFT, CHANGED = "moved", "together", "left", "changed"
_PLACES = ("position", "selected_position")
_TOLD = 100  # rows of one relation that the preview names
_SAID = {
    MOVED: gettext_lazy("goes over"),
    TOGETHER: gettext_lazy("put together with the same one there"),
    LEFT: gettext_lazy("left out"),
    CHANGED: gettext_lazy("stays"),
}


@dataclass(frozen=True)
class Fate:
    """One row: what is done with it, and what a person should know of it."""

    row: Model
    did: str = MOVED
    into: Model | None = None
    values: dict[str, Any] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True)
class Moves:
    """The rows of one relation, as the preview lists them."""

    relation: Relation
    fates: list[Fate]

    @property
    def title(self) -> str:
        many = self.relation.many_to_many
        model = self.relation.model
        if many is not None:
            # The topics of a work, and the projects that a person is in.
            owned = many.m2m_field_name() == self.relation.column
            model = many.related_model if owned else many.model
        return str(capfirst(model._meta.verbose_name_plural))

    @property
    def lines(self) -> list[tuple[str, str, str]]:
        """Each row's name, what is done with it, and what is to be known of it."""
        return [(self._name(fate.row), _SAID[fate.did], fate.note) for fate in self.fates[:_TOLD]]

    def _name(self, row: Model) -> str:
        """Of a row in between, that of the row at its other end."""
        many = self.relation.many_to_many
        if many is not None:
            ends = many.m2m_field_name(), many.m2m_reverse_field_name()
            row = getattr(row, next(end for end in ends if end != self.relation.column))
        return str(row)


def moves(rules: Rules, kept: Model, dropped: Model, choices: Choices) -> list[Moves]:
    """All that hangs on ``dropped``, relation by relation."""
    found = []
    for relation in relations(rules.model):
        if special := rules.fates.get(relation.label):
            fates = special(kept, dropped, choices)
        elif relation.many_to_many is not None:
            fates = [Fate(row) for row in relation.rows(dropped)]
        else:
            fates = fates_of(relation, kept, dropped, ordered=relation.label in rules.ordered)
        if fates:
            found.append(Moves(relation, fates))
    return found


def fates_of(relation: Relation, kept: Model, dropped: Model, *, ordered: bool) -> list[Fate]:
    """Each row moves, unless the kept row has its twin, or one beside which it could not stand."""
    theirs = list(relation.rows(dropped))
    if not theirs:
        return []
    mine = relation.rows(kept)
    twins = {_content(row, relation): row for row in mine}
    last = mine.aggregate(last=Max("position"))["last"] if ordered else None
    found = []
    for row in theirs:
        twin = twins.get(_content(row, relation))
        clash = None if twin else clashing(relation, row, kept)
        settle = SETTLING.get(relation.model._meta.label)
        if twin is not None:
            found.append(Fate(row, TOGETHER, twin))
        elif clash is None:
            place = {} if last is None else {"position": last + 1 + row.position}
            found.append(Fate(row, values=place))
        elif settle:
            found.append(settle(row, kept))
        else:
            found.append(Fate(row, TOGETHER, clash, note=_("the same is there already")))
    return found


def carry_out(moves_: Iterable[Moves], kept: Model, dropped: Model, journal: Journal) -> None:
    for each in moves_:
        for fate in each.fates:
            if each.relation.many_to_many is not None:
                _relink(each.relation, fate.row, kept, dropped, journal)
            else:
                _carry_out(each.relation, fate, kept, journal)


def _carry_out(relation: Relation, fate: Fate, kept: Model, journal: Journal) -> None:
    if fate.did == MOVED:
        journal.change(fate.row, {**relation.values(kept), **fate.values})
    elif fate.did == CHANGED:
        journal.change(fate.row, fate.values)
    elif fate.did == LEFT:
        journal.delete(fate.row)
    elif fate.into is not None:
        put_together(fate.row, fate.into, journal, fate.values)


def put_together(
    row: Model, into: Model, journal: Journal, values: dict[str, Any] | None = None
) -> None:
    """Merge a row that hangs on what is merged into its like, with all that hangs on itself."""
    for relation in relations(type(row)):
        if relation.many_to_many is not None:
            for link in relation.rows(row):
                _relink(relation, link, into, row, journal)
            continue
        for fate in fates_of(relation, into, row, ordered=False):
            _carry_out(relation, fate, into, journal)
    taken = {**filled(into, row), **(values or {})}
    journal.delete(row)
    journal.change(into, taken)


def _relink(relation: Relation, link: Model, kept: Model, dropped: Model, journal: Journal) -> None:
    many = relation.many_to_many
    if many is None:
        raise TypeError(relation.label)
    if many.m2m_field_name() == relation.column:
        row = getattr(link, many.m2m_reverse_field_name())
        journal.relink_from(dropped, kept, many, row)
    else:
        owner = getattr(link, many.m2m_field_name())
        journal.relink(owner, many, dropped, kept)


def _content(row: Model, relation: Relation) -> tuple[Any, ...]:
    """What two rows must share to be the same thing said twice."""
    return tuple(
        repr(getattr(row, each.attname))
        for each in type(row)._meta.concrete_fields
        if not each.primary_key
        and each.name not in relation.names
        and each.name not in _PLACES
        and not isinstance(each, FoldedField)
        and not (isinstance(each, DateField) and (each.auto_now or each.auto_now_add))
    )
