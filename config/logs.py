"""Logs: a line for people, or JSON for programs; neither tells who asked, or for what address.

An address may hold the secret of an invitation, and a query what somebody
looks for; so a request is told by its route, such as `people/<slug:slug>/`.
"""

import json
import logging
import re
import time
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponseBase

HEADER = "X-Request-ID"
_GIVEN = re.compile(r"[A-Za-z0-9._-]{8,64}")
_current: ContextVar[str] = ContextVar("request", default="")
_log = logging.getLogger("octavo.request")


class RequestMiddleware:
    """Gives each request that Django answers an id, and one line in the log.

    The web server in front may bring the id, so that its log and ours can be
    laid side by side. What the page cache answers is in the metrics alone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get(HEADER, "")
        number = given if _GIVEN.fullmatch(given) else uuid4().hex
        token = _current.set(number)
        start = time.perf_counter()
        try:
            response = self.get_response(request)
            response.headers[HEADER] = number
            if request.path_info not in ("/healthz", "/readyz"):
                _log.info(
                    "%s %s %d",
                    request.method,
                    route(request),
                    response.status_code,
                    extra={"ms": round((time.perf_counter() - start) * 1000, 1)},
                )
            return response
        finally:
            _current.reset(token)


def route(request: HttpRequest) -> str:
    """The pattern that the address fits; “-” when it fits none."""
    match = getattr(request, "resolver_match", None)
    return f"/{match.route}" if match else "-"


class Discreet(logging.Filter):
    """Names the request, and puts the route where Django's own messages have the path."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = _current.get()
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest) and isinstance(record.args, tuple):
            paths = (request.path, request.get_full_path())
            record.args = tuple(
                route(request) if isinstance(each, str) and each in paths else each
                for each in record.args
            )
        return True


class JsonFormatter(logging.Formatter):
    """One object a line."""

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if number := getattr(record, "request_id", ""):
            told["request"] = number
        if (ms := getattr(record, "ms", None)) is not None:
            told["ms"] = ms
        if record.exc_info:
            told["error"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False)


def logging_settings(form: str) -> dict[str, Any]:
    """Django's LOGGING for ``line`` or ``json``."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"discreet": {"()": Discreet}},
        "formatters": {
            "line": {"format": "{levelname} {name} {message}", "style": "{"},
            "json": {"()": JsonFormatter},
        },
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": form,
                "filters": ["discreet"],
            }
        },
        "root": {"handlers": ["console"], "level": "INFO"},
        "loggers": {
            # Django's own handlers would mail and print each message a second time.
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            "django.db.backends": {"level": "INFO"},
            # In a trial on one's own machine each request would be a line too many.
            "octavo.request": {"level": "INFO" if form == "json" else "WARNING"},
        },
    }
