"""The content generation: one mark that changes with every change of the content.

A page that was drawn under the present mark is true; no page is ever looked
up and deleted. On one machine the mark is the time stamp of a file in
`OCTAVO_DATA`, across machines (`CACHE_URL`) a number in Redis.
"""

import os
import time
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import transaction

KEY = "octavo:generation"


def current() -> int:
    """The present mark. Costs one `stat`, or one question to Redis."""
    if settings.SHARED_CACHE:
        return cache.get_or_set(KEY, time.time_ns, timeout=None)
    try:
        return os.stat(_file()).st_mtime_ns  # noqa: PTH116 - asked at every request, and faster
    except FileNotFoundError:
        _file().touch()
        return os.stat(_file()).st_mtime_ns  # noqa: PTH116


def bump() -> None:
    """Say that the content has changed; takes effect when the transaction has been committed.

    The receivers in `website.receivers` call it after each saved or deleted row. Code that
    writes in bulk (`bulk_create`, `update`) sends no signals and calls it itself.
    """
    transaction.on_commit(_bump_now)


def _bump_now() -> None:
    mark = time.time_ns()
    if settings.SHARED_CACHE:
        cache.set(KEY, mark, timeout=None)
    else:
        # Set, not touched: file systems count time in ticks of some milliseconds.
        _file().touch()
        os.utime(_file(), ns=(mark, mark))


@lru_cache(maxsize=1)
def _path(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder / "generation"


def _file() -> Path:
    return _path(Path(settings.DATA_DIR))
