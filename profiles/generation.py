"""The content generation: one mark that changes with every change of the content.

A page that was drawn under the present mark is true; no page is ever looked
up and deleted. On one machine the mark is the time stamp of a file in
`OCTAVO_DATA`, across machines (`CACHE_URL`) a number in Redis.
"""

import logging
import os
import time
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import transaction

KEY = "octavo:generation"
_PAUSE = 1.0  # seconds in which a Redis that did not answer is not asked again

_log = logging.getLogger(__name__)


def _redis_error() -> type[Exception]:
    from redis.exceptions import RedisError  # noqa: PLC0415 - 8 MB that few installations need

    return RedisError


class _Shared:
    """The number in Redis, and what to do while Redis is away.

    Then nobody can know of the others' changes: the mark is the present second,
    so that pages are drawn anew each second. A change that could not be told is
    told when Redis is back.
    """

    def __init__(self) -> None:
        self.away_until = 0.0
        self.owed = False

    def current(self) -> int:
        if time.monotonic() < self.away_until:
            return int(time.time())
        try:
            if self.owed:
                self.tell()
            return cache.get_or_set(KEY, time.time_ns, timeout=None)
        except _redis_error() as error:
            self._is_away(error)
            return int(time.time())

    def bump(self) -> None:
        self.owed = True
        try:
            self.tell()
        except _redis_error() as error:
            # The change itself is in the database; failing now would deny it.
            self._is_away(error)

    def tell(self) -> None:
        cache.set(KEY, time.time_ns(), timeout=None)
        self.owed = False

    def _is_away(self, error: Exception) -> None:
        _log.error("Redis does not answer (%s). Check CACHE_URL.", type(error).__name__)
        self.away_until = time.monotonic() + _PAUSE


_shared = _Shared()


def current() -> int:
    """The present mark. Costs one `stat`, or one question to Redis."""
    if settings.SHARED_CACHE:
        return _shared.current()
    try:
        return os.stat(_file()).st_mtime_ns  # noqa: PTH116 - asked at every request, and faster
    except FileNotFoundError:
        Path(_file()).touch()
        return os.stat(_file()).st_mtime_ns  # noqa: PTH116


def bump() -> None:
    """Say that the content has changed; takes effect when the transaction has been committed.

    The receivers in `website.receivers` call it after each saved or deleted row. Code that
    writes in bulk (`bulk_create`, `update`) sends no signals and calls it itself.
    """
    transaction.on_commit(_bump_now)


def _bump_now() -> None:
    if settings.SHARED_CACHE:
        _shared.bump()
    else:
        mark = time.time_ns()
        # Set, not touched: file systems count time in ticks of some milliseconds.
        Path(_file()).touch()
        os.utime(_file(), ns=(mark, mark))


class _File:
    """Its path, worked out once for each folder: it is asked for at every request."""

    def __init__(self) -> None:
        self._folder: object = None
        self._path = ""

    def __call__(self) -> str:
        if settings.DATA_DIR is not self._folder:
            folder = Path(settings.DATA_DIR)
            folder.mkdir(parents=True, exist_ok=True)
            self._folder, self._path = settings.DATA_DIR, str(folder / "generation")
        return self._path


_file = _File()
