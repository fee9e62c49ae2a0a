"""What time it is for a reading rule; a query that is put together once has the time as a value."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_STILL: ContextVar[datetime | None] = ContextVar("still", default=None)


def now() -> datetime:
    return _STILL.get() or timezone.now()


def today() -> date:
    return timezone.localdate(_STILL.get())


@contextmanager
def standing_still(at: datetime) -> Iterator[None]:
    token = _STILL.set(at)
    try:
        yield
    finally:
        _STILL.reset(token)
