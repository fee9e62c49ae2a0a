"""Rows of several tables by a query that is put together and compiled once in a process.

A database answers in less than a millisecond what Django takes several to put together. Of such a
query only values differ from page to page: which person, and what time it is. It is compiled with
stand-ins, and where these come out, the values of each page go in.
"""

import json
import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from typing import Any

from django.db import connections
from django.db.models import QuerySet

from profiles import clock
from profiles.revealing import is_revealing
from profiles.together import Question, Rows, answered, question, together

Build = Callable[..., Mapping[str, QuerySet]]
Values = Mapping[str, str | int]

_MOST = 256  # queries; each way to arrange an about page is one
_TIME = datetime(1904, 2, 29, 12, 34, 56, 123457, tzinfo=UTC)
_NUMBER = 7_349_205_118_000_000
_PLACE = re.compile(r"(?<!%)%s")  # where Django, too, sees one


@dataclass(frozen=True)
class _Prepared:
    """``sql`` names its parameters: Django rewrites such a text for SQLite in a tenth of the time.

    ``constants`` are those that are the same each time.
    """

    asked: Question | None
    using: str
    sql: str
    constants: Mapping[str, Any]


_prepared: dict[Hashable, _Prepared] = {}


def ask(
    build: Build,
    shape: tuple[Hashable, ...],
    values: Values,
    only: Mapping[str, Sequence[str]] = {},
    more: Mapping[str, Sequence[str]] = {},
) -> Rows:
    """What ``together`` finds of ``build(*shape, **values)``.

    The values may be compared with columns and nothing else; whatever more the queries depend on is
    their ``shape``, except for the time by ``clock``.
    """
    if is_revealing():  # drafts of a preview: other queries each time
        return together(build(*shape, **values), only, more)

    def make(given: Values) -> tuple[QuerySet, Question]:
        asked = question(build(*shape, **given), only, more)
        return asked.rows, asked

    found = _find((build, shape), make, values)
    assert found.asked  # noqa: S101 - made so above
    rows = [
        (kind, json.loads(row) if isinstance(row, str) else row)
        for kind, row in _fetch(found, values)
    ]
    return answered(found.asked, rows)


def rows(
    build: Callable[..., QuerySet], shape: tuple[Hashable, ...], values: Values
) -> Sequence[tuple[Any, ...]]:
    """The rows of ``build(*shape, **values)``, which names columns; as the database gives them."""
    if is_revealing():
        return list(build(*shape, **values))
    found = _find((build, shape), lambda given: (build(*shape, **given), None), values)
    return _fetch(found, values)


def _find(
    key: Hashable, make: Callable[[Values], tuple[QuerySet, Question | None]], values: Values
) -> _Prepared:
    found = _prepared.get(key)
    if found is None:
        if len(_prepared) >= _MOST:
            _prepared.clear()
        found = _prepared[key] = _prepare(make, values)
    return found


def _fetch(found: _Prepared, values: Values) -> Sequence[tuple[Any, ...]]:
    connection = connections[found.using]
    given = _adapted(connection, {**values, "now": clock.now(), "today": clock.today()})
    with connection.cursor() as cursor:
        cursor.execute(found.sql, {**found.constants, **given})
        return cursor.fetchall()


def _prepare(
    make: Callable[[Values], tuple[QuerySet, Question | None]], values: Values
) -> _Prepared:
    stand_ins: dict[str, Any] = {
        name: _NUMBER + at if isinstance(value, int) else f"\ue000{name}\ue000"
        for at, (name, value) in enumerate(values.items())
    }
    with clock.standing_still(_TIME):
        queryset, asked = make(stand_ins)
        stand_ins |= {"now": clock.now(), "today": clock.today()}
    using = queryset.db
    connections[using].ensure_connection()  # at which SQLite is known to read JSON: profiles.apps
    sql, parameters = queryset.query.get_compiler(using).as_sql()
    adapted = _adapted(connections[using], stand_ins)
    names = [
        next(
            (
                name
                for name, stand_in in adapted.items()
                if type(parameter) is type(stand_in) and parameter == stand_in
            ),
            f"constant_{place}",
        )
        for place, parameter in enumerate(parameters)
    ]
    given = zip(names, parameters, strict=True)
    constants = {name: value for name, value in given if name not in adapted}
    left = " ".join(map(str, [sql, *constants.values()]))
    if any(str(stand_in) in left for stand_in in adapted.values()):
        raise ValueError(f"A value may only be compared with a column: {left}")
    return _Prepared(asked, using, _named(sql, names), constants)


def _named(sql: str, names: Sequence[str]) -> str:
    """The query with each place for a parameter named."""
    named = [f"%({name})s" for name in names]
    return "".join(chain(*zip(_PLACE.split(sql), [*named, ""], strict=True)))


def _adapted(connection: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    """As Django hands them to the database."""
    times = {
        "now": connection.ops.adapt_datetimefield_value(values["now"]),
        "today": connection.ops.adapt_datefield_value(values["today"]),
    }
    return {**values, **times}
