"""Many rows at once: written, and entered in their history, by one statement for a batch.

Django's ``bulk_create`` sends no signals, so simple-history hears nothing, and building an object
for every name of 10,000 bylines takes longer than all the rest of an import.
"""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.db import connection
from django.db.models import DateTimeField, Field, JSONField, Model

from accounts.models import User

BATCH = 500
_PREPARED = (JSONField, DateTimeField)  # all else that is inserted here is text, number or truth


def insert(model: type[Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows, each the values of the fields of these names."""
    quote = connection.ops.quote_name
    fields = [model._meta.get_field(name) for name in names]
    made = [(at, field) for at, field in enumerate(fields) if isinstance(field, _PREPARED)]
    columns = ", ".join(quote(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(sql, (_prepared(row, made) for row in rows) if made else list(rows))


def _prepared(row: Sequence[Any], fields: Sequence[tuple[int, Field]]) -> list[Any]:
    values = list(row)
    for at, field in fields:
        if not isinstance(values[at], str):  # text is JSON already
            values[at] = field.get_db_prep_save(values[at], connection)
    return values


@contextmanager
def many_objects() -> Iterator[None]:
    """Lets cyclic garbage wait: an import makes none, and to look for it again and again among a
    million objects that live takes a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@dataclass(frozen=True, slots=True)
class Scribe:
    """Writes who did what, with one date for a whole import: later changes are told by theirs."""

    user: User | None
    date: datetime
    reason: str

    def write(
        self, model: type[Model], kind: Literal["+", "~", "-"], field: str, values: Sequence[int]
    ) -> None:
        """Enter the rows whose ``field`` is among ``values`` in the history, as they stand."""
        history, quote = model.history.model, connection.ops.quote_name
        copied = ", ".join(quote(each.column) for each in history.tracked_fields)
        own = ("history_date", "history_type", "history_user_id", "history_change_reason")
        date = history._meta.get_field("history_date").get_db_prep_save(self.date, connection)
        user = self.user.pk if self.user else None
        column = quote(model._meta.get_field(field).column)
        with connection.cursor() as cursor:
            for start in range(0, len(values), BATCH):
                some = values[start : start + BATCH]
                cursor.execute(
                    f"INSERT INTO {quote(history._meta.db_table)} "  # noqa: S608 - names of ours
                    f"({copied}, {', '.join(map(quote, own))}) "
                    f"SELECT {copied}, %s, %s, %s, %s FROM {quote(model._meta.db_table)} "
                    f"WHERE {column} IN ({', '.join(['%s'] * len(some))})",
                    [date, kind, user, self.reason[:100], *some],
                )

    def delete(self, rows: Iterable[Model]) -> None:
        """Delete rows one by one, so that history says who did."""
        for row in rows:
            # The names by which simple-history takes them.
            row._history_user, row._history_date = self.user, self.date  # noqa: SLF001
            row._change_reason = self.reason  # noqa: SLF001
            row.delete()
