"""What the page cache did, counted in each worker and added up for whoever asks.

Workers share no memory, so each writes its counts to a file of its own in
`OCTAVO_DATA/metrics`, at most every few seconds; `/-/metrics` adds them up, in
the text format that Prometheus reads. It answers this machine alone.
"""

import json
import logging
import os
import socket
import threading
import time
from collections import Counter
from ipaddress import ip_address
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

HELP = {
    "hit": "Public pages answered from memory.",
    "drawn": "Public pages drawn by Django.",
    "waited": "Requests that waited for another one's drawing of the same page.",
    "failed": "Drawings that ended in an error.",
    "stale": "Old pages served because drawing them anew failed.",
    "passed": "Requests that the page cache has no part in.",
}
EVERY = 5.0  # seconds between two writings

counts: Counter[str] = Counter()
_NAME = socket.gethostname()
_log = logging.getLogger(__name__)


class Writer:
    """Writes the counts of this process while there are requests."""

    def __init__(self) -> None:
        self._next = 0.0
        self._written: dict[str, int] = {}
        self._lock = threading.Lock()

    def write(self, *, now: bool = False) -> None:
        """Called at each request: mostly a comparison, and a small file every few seconds."""
        if not now and time.monotonic() < self._next:
            return
        with self._lock:
            self._next = time.monotonic() + EVERY
            if self._written == counts:
                return
            self._written = dict(counts)
            try:
                _folder().mkdir(exist_ok=True)
                fresh = _folder() / f".{_NAME}-{os.getpid()}"
                fresh.write_text(json.dumps(self._written), encoding="ascii")
                fresh.replace(_folder() / f"{_NAME}-{os.getpid()}.json")
            except OSError as error:  # a full disk must not cost visitors their page
                _log.warning("The counts could not be written: %s", error.strerror)


writer = Writer()


def total() -> Counter[str]:
    """The counts of all workers since the server started, those replaced meanwhile too."""
    writer.write(now=True)
    sums: Counter[str] = Counter()
    for file in _folder().glob("*.json"):
        sums.update(json.loads(file.read_text(encoding="ascii")))
    return sums


@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    if not _is_local(request):
        raise Http404
    sums = total()
    lines = []
    for name, said in HELP.items():
        metric = f"octavo_pages_{name}_total"
        lines += [f"# HELP {metric} {said}", f"# TYPE {metric} counter", f"{metric} {sums[name]}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; version=0.0.4")


def _is_local(request: HttpRequest) -> bool:
    """Asked from this machine itself, not through the web server in front."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR") or request.META.get("HTTP_FORWARDED")
    address = request.META.get("REMOTE_ADDR", "")
    return not forwarded and bool(address) and ip_address(address).is_loopback


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "metrics"
