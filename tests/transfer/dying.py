"""The project's settings, in a process that kills itself before its n-th change of the database.

OCTAVO_DIES_AT names n; without it the process says at its end how many changes it made.
"""

import atexit
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

from django.db.backends.signals import connection_created

from config.settings import *  # noqa: F403

_DIES_AT = int(os.environ.get("OCTAVO_DIES_AT", "0"))
_changes = {"seen": 0}


def _count(execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
    if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
        _changes["seen"] += 1
        if _changes["seen"] == _DIES_AT:
            os.kill(os.getpid(), signal.SIGKILL)
    return execute(sql, params, many, context)


def _watch(connection: Any, **_: Any) -> None:
    if _count not in connection.execute_wrappers:
        connection.execute_wrappers.append(_count)


connection_created.connect(_watch, weak=False)
atexit.register(lambda: sys.stderr.write(f"\nchanges: {_changes['seen']}\n"))
