"""The plan of a merge, as it is shown; and the merge, which makes the same plan once more."""

import hashlib
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from accounts.models import User
from profiles import generation
from profiles.merging.fates import LEFT, Moves, carry_out, moves
from profiles.merging.fields import Choice, choices, merged_values
from profiles.merging.journal import Journal
from profiles.merging.relations import relations
from profiles.merging.rules import LOOSE, Choices, Rules
from profiles.models import KnownApart, MergeRecord, OldAddress
from profiles.old_addresses import remember


class OutdatedError(Exception):
    """The rows are not as they were when the plan was shown."""


@dataclass(frozen=True)
class Plan:
    rules: Rules
    kept: Model
    dropped: Model
    fields: list[Choice]
    moves: list[Moves]
    remarks: list[str]

    @property
    def standing(self) -> Mapping[str, str]:
        return {field.name: field.stands for field in self.fields}

    @property
    def digest(self) -> str:
        """Changes when either row does, or what hangs on the one that goes; not by choosing."""
        hanging = [
            [each.label, *each.rows(self.dropped).values_list("pk", flat=True)]
            for each in relations(self.rules.model)
        ]
        fields = [[each.name, each.kept, each.dropped] for each in self.fields]
        seen = [self.kept.pk, self.dropped.pk, fields, hanging]
        return hashlib.sha256(repr(seen).encode()).hexdigest()


def plan(rules: Rules, kept: Model, dropped: Model, asked: Choices | None = None) -> Plan:
    """What merging would do; reads only."""
    if kept.pk == dropped.pk:
        raise ValueError("A row cannot be merged with itself.")
    fields = choices(rules, kept, dropped, asked or {})
    standing = {field.name: field.stands for field in fields}
    return Plan(
        rules,
        kept,
        dropped,
        fields,
        moves(rules, kept, dropped, standing),
        list(rules.remarks(kept, dropped)),
    )


@transaction.atomic
def merge(
    rules: Rules,
    kept: Model,
    dropped: Model,
    user: User | None,
    asked: Choices | None = None,
    digest: str = "",
) -> MergeRecord:
    """Put ``dropped`` into ``kept``, whole or not at all.

    With the ``digest`` of the plan that was shown it raises OutdatedError when that is no longer
    what would happen.
    """
    pair = rules.model._base_manager.select_for_update().in_bulk(sorted((kept.pk, dropped.pk)))
    if len(pair) != 2:
        raise OutdatedError
    kept, dropped = pair[kept.pk], pair[dropped.pk]
    # The plan keeps both as they were.
    made = plan(rules, copy(kept), copy(dropped), asked)
    if digest and digest != made.digest:
        raise OutdatedError
    names = str(kept), str(dropped)
    journal = Journal(user, _("Merged with “%s”") % names[1])
    addresses = _addresses(made)
    carry_out(made.moves, kept, dropped, journal)
    for move_loose_ids in LOOSE.get(rules.model, ()):
        move_loose_ids(kept, dropped, journal)
    _keep_apart(kept, dropped, journal)
    values = merged_values(rules, kept, dropped, made.standing)
    _nothing_left_behind(dropped)
    journal.delete(dropped)
    journal.change(kept, values, whole=True)
    rules.afterwards(made, journal)
    for path, row in addresses:
        _remember(path, row, journal)
    generation.bump()
    return MergeRecord.objects.create(
        what=rules.model._meta.label,
        kept=kept.pk,
        dropped=made.dropped.pk,
        kept_name=names[0],
        dropped_name=names[1],
        journal=journal.steps,
        user=user,
    )


def _nothing_left_behind(dropped: Model) -> None:
    """Deleting a row takes with it what hangs on it: by now nothing may."""
    for relation in relations(type(dropped)):
        if relation.rows(dropped).exists():
            raise RuntimeError(f"{relation.label} still points to what is to be deleted.")


def _addresses(made: Plan) -> list[tuple[str, Model]]:
    """Where pages stand that will stand elsewhere: of both rows, and of what moves."""
    rows = [(made.kept, made.kept), (made.dropped, made.kept)]
    rows += [
        (fate.row, fate.into or fate.row)
        for each in made.moves
        for fate in each.fates
        if fate.did != LEFT
    ]
    found = [(row.get_absolute_url(), to) for row, to in rows if hasattr(row, "get_absolute_url")]
    return [(path, to) for path, to in found if "#" not in path]


def _remember(path: str, row: Model, journal: Journal) -> None:
    row = type(row)._base_manager.get(pk=row.pk)  # as it stands now
    old = OldAddress.objects.filter(host="", path=path).first()
    if old is not None:
        kind = ContentType.objects.get_for_model(type(row))
        values = {"content_type_id": kind.pk, "object_id": row.pk, "to": ""}
        journal.change(old, values)
    elif (made := remember(path, row)) is not None:
        journal.note_made(made)


def _keep_apart(kept: Model, dropped: Model, journal: Journal) -> None:
    """Who is not the one is not the other either."""
    for pair in KnownApart.objects.with_row(dropped):
        other = pair.higher if pair.lower == dropped.pk else pair.lower
        lower, higher = sorted((kept.pk, other))
        known = KnownApart.objects.of(type(kept)).filter(lower=lower, higher=higher)
        if other == kept.pk or known.exists():
            journal.delete(pair)
        else:
            journal.change(pair, {"lower": lower, "higher": higher})
