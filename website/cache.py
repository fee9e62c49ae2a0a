"""The page cache: public pages kept as bytes and answered before Django begins.

A public page is a pure function of its address and the content, so what was
drawn for one visitor is right for all. A page is valid for one content
generation (`profiles.generation`) and until its next scheduled change.
"""

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable

from profiles import generation
from website import metrics
from website.cache_entries import Entry, StartResponse, Store, answer, make_entry
from website.cache_keys import Environ, Key, page_key

_WAIT = 10  # seconds that a request waits for another one's drawing of the same page
_PAUSE = 1  # seconds after a drawing that failed in which old pages are served untried
# What a page that is drawn for all must not know of one visitor.
_PERSONAL = frozenset({
    "HTTP_COOKIE", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE",
    "HTTP_ACCEPT_ENCODING", "HTTP_ACCEPT_LANGUAGE",
})  # fmt: skip
_log = logging.getLogger(__name__)


class Drawing:
    """One drawing of a page, and what came of it for those who wait."""

    __slots__ = ("done", "entry", "stale")

    def __init__(self) -> None:
        self.done = threading.Event()
        self.entry: Entry | None = None  # stays None when it is not for everybody
        self.stale = False


class PageCache:
    """A WSGI application around Django's that answers public pages from memory.

    Of several requests for a page that has to be drawn anew, one draws it and
    the others wait for that. When drawing fails, because the database is away,
    the last page goes on being served, and says so in a `Warning` header.
    """

    def __init__(
        self,
        application: Callable[..., Iterable[bytes]],
        limit: int,
        counts: Counter[str] | None = None,
    ) -> None:
        self.application = application
        self.store = Store(limit)
        self.counts: Counter[str] = Counter() if counts is None else counts
        self._drawing: dict[tuple[Key, int], Drawing] = {}
        self._lock = threading.Lock()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        metrics.writer.write()
        key = page_key(environ)
        if key is None:
            self.counts["passed"] += 1
            return self.application(environ, start_response)
        mark = generation.current()
        entry = self.store.get(key)
        if entry is not None:
            if entry.generation == mark and entry.until > time.time():
                self.counts["hit"] += 1
                self.store.touch(key)
                return answer(entry, environ, start_response)
            if time.monotonic() < entry.untried_until:
                self.counts["stale"] += 1
                return answer(entry, environ, start_response, stale=True)
        return self._draw(key, mark, environ, start_response)

    def _draw(
        self, key: Key, mark: int, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        with self._lock:
            underway = self._drawing.get((key, mark))
            if underway is None:
                drawing = self._drawing[key, mark] = Drawing()
        if underway is not None:
            underway.done.wait(_WAIT)
            if underway.entry is not None:
                self.counts["waited"] += 1
                return answer(underway.entry, environ, start_response, stale=underway.stale)
            return self.application(environ, start_response)
        try:
            entry = self._draw_now(key, mark, environ, drawing)
        finally:
            with self._lock:
                del self._drawing[key, mark]
            drawing.done.set()
        return answer(entry, environ, start_response, stale=drawing.stale)

    def _draw_now(self, key: Key, mark: int, environ: Environ, drawing: Drawing) -> Entry:
        self.counts["drawn"] += 1
        old = self.store.get(key)
        try:
            status, headers, body = self._ask_django(environ)
        except Exception:
            # Even the page that says so could not be drawn; the server tells of it, unless there
            # is an old page to serve.
            if old is None:
                raise
            _log.exception("A page could not be drawn")
            status, headers, body = "500 Internal Server Error", [], b""
        if status.startswith("5"):
            self.counts["failed"] += 1
            if old is not None:
                self.counts["stale"] += 1
                # What failed just now is not tried again by each visitor.
                old.untried_until = time.monotonic() + _PAUSE
                drawing.entry, drawing.stale = old, True
                return old
        entry = make_entry(mark, status, headers, body)
        if entry.until:
            self.store.put(key, entry)
            drawing.entry = entry
        else:
            self.store.drop(key)
        return entry

    def _ask_django(self, environ: Environ) -> tuple[str, list[tuple[str, str]], bytes]:
        # Drawn whole, for all who will ask: no range, no condition, no cookie.
        plain = {name: value for name, value in environ.items() if name not in _PERSONAL}
        plain["REQUEST_METHOD"] = "GET"
        captured: list[tuple[str, list[tuple[str, str]]]] = []
        result = self.application(
            plain, lambda status, headers, _=None: captured.append((status, headers))
        )
        try:
            body = b"".join(result)
        finally:
            if hasattr(result, "close"):
                result.close()
        return *captured[-1], body
