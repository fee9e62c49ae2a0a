"""What was changed at one go, field by field, with the parts of the row included."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Model
from django.utils.text import capfirst

from accounts.history.records import (
    ADDED,
    CHANGED,
    REMOVED,
    Readable,
    Record,
    kept_many,
    label,
    many_of,
    records_of,
    same,
    told_fields,
)
from accounts.meanwhile import Piece, marked
from accounts.models import User

MOVED, PLACE = "moved", "position"  # numbers in an order tell nobody anything
AT_ONE_GO = timedelta(seconds=5)  # of one save with all its parts


@dataclass(frozen=True)
class Difference:
    """A field before and after, in pieces of which some differ; or a part that came or went."""

    deed: str
    part: str
    label: str = ""
    before: list[Piece] = field(default_factory=list)
    after: list[Piece] = field(default_factory=list)


@dataclass
class Moment:
    """What one person changed at one go."""

    start: datetime
    end: datetime
    who: str
    reason: str
    differences: list[Difference]
    is_first: bool = False

    @property
    def key(self) -> str:
        """The moment before which all was as this one found it."""
        return self.start.isoformat()


def moments(row: Model, parts: Iterable[type[Model]]) -> list[Moment]:
    """All moments of a row, the newest first."""
    readable = Readable()
    changes: list[tuple[Record, list[Difference]]] = []
    for records in records_of(row, parts):
        changes += _changes(records, row, readable)
    changes.sort(key=lambda change: change[0].history_date)
    return [_moment(group) for group in _groups(changes)][::-1]


def difference(
    readable: Readable, part: str, field_: object, before: object, after: object
) -> Difference:
    if getattr(field_, "name", "") == PLACE:
        return Difference(MOVED, part)
    old, new = readable.text(field_, before), readable.text(field_, after)
    before_pieces, after_pieces = marked(old, new)
    return Difference(CHANGED, part, label(field_), before_pieces, after_pieces)


def part_name(instance: Model, row: Model) -> str:
    """Empty for the row itself: “Author: R. Achterberg” for a part."""
    if type(instance) is type(row):
        return ""
    return f"{capfirst(str(instance._meta.verbose_name))}: {instance}"


def _changes(
    records: list[Record], row: Model, readable: Readable
) -> Iterator[tuple[Record, list[Difference]]]:
    earlier: dict[int, Record] = {}
    for record in records:
        yield record, list(_told(earlier.get(record.id), record, row, readable))
        earlier[record.id] = record


def _told(old: Record | None, new: Record, row: Model, readable: Readable) -> Iterator[Difference]:
    part = part_name(new.instance, row)
    if new.history_type != CHANGED:
        yield Difference(new.history_type, part)
    if old is None or new.history_type == REMOVED:
        return
    own = type(row) if part else None
    tracked = {each.name for each in new.tracked_fields}
    for each in told_fields(type(new.instance), own):
        if each.name in tracked:
            before, after = getattr(old, each.attname), getattr(new, each.attname)
            if not same(before, after):
                yield difference(readable, part, each, before, after)
    for each in kept_many(new):
        before, after = many_of(old, each), many_of(new, each)
        if before != after:
            yield difference(readable, part, each, before, after)


def _groups(
    changes: list[tuple[Record, list[Difference]]],
) -> Iterator[list[tuple[Record, list[Difference]]]]:
    group: list[tuple[Record, list[Difference]]] = []
    for change in changes:
        if group and not _at_one_go(group[-1][0], change[0]):
            yield group
            group = []
        group.append(change)
    if group:
        yield group


def _at_one_go(one: Record, other: Record) -> bool:
    return (
        one.history_user_id == other.history_user_id
        and (one.history_change_reason or "") == (other.history_change_reason or "")
        and other.history_date - one.history_date <= AT_ONE_GO
    )


def _name(user: User | None) -> str:
    return str(getattr(user, "researcher", None) or user or "")


def _moment(group: list[tuple[Record, list[Difference]]]) -> Moment:
    first, last = group[0][0], group[-1][0]
    told = [each for _record, differences in group for each in differences]
    return Moment(
        start=first.history_date,
        end=last.history_date,
        who=_name(first.history_user),
        reason=first.history_change_reason or "",
        differences=told,
        is_first=any(
            record.history_type == ADDED and not each.part
            for record, differences in group
            for each in differences
        ),
    )
