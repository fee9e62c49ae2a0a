"""The page cache: public pages kept as bytes and answered before Django begins.

A public page is a pure function of its address and the content, so what was
drawn for one visitor is right for all. A page is valid for one content
generation (`profiles.generation`) and until its next scheduled change.
"""

import hashlib
import logging
import re
import threading
import time
import zlib
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, urlencode

import brotli
from django.conf import settings
from django.db import DatabaseError
from django.http.request import split_domain_port, validate_host

from profiles import generation
from profiles.domains import home_of
from website import metrics
from website.schedule import next_change

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Key = tuple[str, str, str, str]

# Never kept: what differs by visitor, is large, or tells the present state.
UNCACHED = (
    "/admin/",
    "/static/",
    "/media/",
    "/accounts/",
    "/healthz",
    "/readyz",
    "/-/",
    "/internal/",
    "/preview/",
)
# The parameters that pages know, by the end of their path; with any other one a page is not kept.
_LIST = frozenset({"q", "year", "type", "topic", "person", "group", "page"})
PARAMETERS: dict[str, frozenset[str]] = {
    "/publications/": _LIST,
    "/publications.bib": _LIST,
    "/publications.ris": _LIST,
    "/publications.json": _LIST,
    "/news/": frozenset({"page"}),
    "/blog/": frozenset({"page"}),
    "/search/": frozenset({"q"}),
}
# A cache in front may hold a page this long, and show it while it asks again.
SHARED = "public, max-age=0, s-maxage=2, stale-while-revalidate=10, stale-if-error=86400"
_MAX_QUERY = 200
_ENTRY_OVERHEAD = 1500
_OF_ONE_ANSWER = ("content-length", "etag", "x-request-id")
_WAIT = 10  # seconds that a request waits for another one's drawing of the same page
_log = logging.getLogger(__name__)
_PAUSE = 1  # seconds after a drawing that failed in which old pages are served untried
_REFUSED = re.compile(r"\b(\w+|\*)\s*;\s*q=0(?:\.0*)?(?![.\d])")


@dataclass(slots=True)
class Entry:
    """A drawn page and its encoded bodies."""

    generation: int
    until: float
    status: str
    headers: list[tuple[str, str]]
    bodies: dict[str, bytes]
    etag: str
    size: int = field(init=False)
    untried_until: float = 0.0

    def __post_init__(self) -> None:
        self.size = _ENTRY_OVERHEAD + sum(map(len, self.bodies.values()))


class Store:
    """Entries by key, the least recently used given up first once they exceed ``limit`` bytes."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.size = 0
        self._entries: OrderedDict[Key, Entry] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: Key) -> Entry | None:
        return self._entries.get(key)

    def touch(self, key: Key) -> None:
        with self._lock:
            if key in self._entries:
                self._entries.move_to_end(key)

    def put(self, key: Key, entry: Entry) -> None:
        with self._lock:
            old = self._entries.pop(key, None)
            self.size -= old.size if old else 0
            if entry.size > self.limit // 4:
                return
            self._entries[key] = entry
            self.size += entry.size
            while self.size > self.limit:
                _, given_up = self._entries.popitem(last=False)
                self.size -= given_up.size

    def drop(self, key: Key) -> None:
        with self._lock:
            old = self._entries.pop(key, None)
            self.size -= old.size if old else 0


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


_PERSONAL = frozenset({
    "HTTP_COOKIE", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE",
    "HTTP_ACCEPT_ENCODING", "HTTP_ACCEPT_LANGUAGE",
})  # fmt: skip


def page_key(environ: Environ) -> Key | None:
    """The name under which a request's answer is kept, or None when it is not.

    Scheme, host, path and the declared parameters in order; hosts that are not
    ours go on to Django, which refuses them.
    """
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
        return None
    path = environ.get("PATH_INFO", "/")
    if path.startswith(UNCACHED):
        return None
    host = environ.get("HTTP_HOST", "")
    if not _is_ours(host):
        return None
    query = environ.get("QUERY_STRING", "")
    if query:
        query = declared_query(path, query)
        if query is None:
            return None
    scheme = environ.get("HTTP_X_FORWARDED_PROTO") or environ.get("wsgi.url_scheme", "http")
    return "https" if scheme == "https" else "http", host.lower(), path, query


def declared_query(path: str, query: str) -> str | None:
    """The query in one order, or None when it has a parameter that the page does not know."""
    known = PARAMETERS.get(path[path.rstrip("/").rfind("/") :])
    if known is None or len(query) > _MAX_QUERY:
        return None
    pairs = parse_qsl(query, keep_blank_values=True)
    if any(name not in known for name, _ in pairs):
        return None
    return urlencode(sorted(pairs))


def _is_ours(host: str) -> bool:
    domain, listed = _listed(host, tuple(settings.ALLOWED_HOSTS))
    return listed or (bool(domain) and home_of(domain) is not None)


@lru_cache(maxsize=256)
def _listed(host: str, allowed: tuple[str, ...]) -> tuple[str, bool]:
    """A host without its port, and whether the settings name it."""
    domain, _ = split_domain_port(host)
    return domain, bool(domain) and validate_host(domain, allowed)


def is_public(status: str, headers: list[tuple[str, str]]) -> bool:
    """Whether an answer may be kept for all: 200, without a cookie or a word against it."""
    if not status.startswith("200"):
        return False
    for name, value in headers:
        name = name.lower()
        if name == "set-cookie" or (name == "vary" and "cookie" in value.lower()):
            return False
        if name == "cache-control" and ("no-store" in value or "private" in value):
            return False
    return True


def make_entry(mark: int, status: str, headers: list[tuple[str, str]], body: bytes) -> Entry:
    """An entry of a drawn page, compressed once for everybody."""
    public = is_public(status, headers)
    kept = [(name, value) for name, value in headers if name.lower() not in _OF_ONE_ANSWER]
    bodies = {"": body}
    if public:
        if not any(name.lower() == "cache-control" for name, _ in kept):
            kept.append(("Cache-Control", SHARED))
        if len(body) > 500:
            bodies["br"] = brotli.compress(body, mode=brotli.MODE_TEXT, quality=5)
            bodies["gzip"] = _gzip(body)
            if not any(name.lower() == "vary" for name, _ in kept):
                kept.append(("Vary", "Accept-Encoding"))
    return Entry(
        generation=mark,
        until=_until(mark) if public else 0,
        status=status,
        headers=kept,
        bodies=bodies,
        etag=hashlib.blake2b(body, digest_size=12).hexdigest() if public else "",
    )


def _until(mark: int) -> float:
    try:
        return next_change(mark)
    except DatabaseError:
        return 0  # gone since the page was drawn: this one answer, and no entry


def _gzip(body: bytes) -> bytes:
    # wbits 31: a gzip container whose header holds no time, so equal pages stay equal.
    compressor = zlib.compressobj(level=6, wbits=31)
    return compressor.compress(body) + compressor.flush()


def answer(
    entry: Entry, environ: Environ, start_response: StartResponse, *, stale: bool = False
) -> Iterable[bytes]:
    """The entry in the encoding that was asked for, or 304 when the visitor has it."""
    encoding = _encoding(entry, environ.get("HTTP_ACCEPT_ENCODING", ""))
    headers = list(entry.headers)
    if entry.etag:
        etag = f'"{entry.etag}-{encoding}"' if encoding else f'"{entry.etag}"'
        headers.append(("ETag", etag))
        asked = environ.get("HTTP_IF_NONE_MATCH")
        # RFC 9110, section 13.1.2: the weak comparison, over a list or *.
        if asked and not stale and (etag in asked or asked.strip() == "*"):
            start_response("304 Not Modified", headers)
            return [b""]
    if stale:
        headers.append(("Warning", '110 octavo "Response is stale"'))
    if encoding:
        headers.append(("Content-Encoding", encoding))
    body = entry.bodies[encoding]
    headers.append(("Content-Length", str(len(body))))
    start_response(entry.status, headers)
    return [b""] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def _encoding(entry: Entry, accepted: str) -> str:
    if len(entry.bodies) == 1 or not accepted:
        return ""
    refused = set(_REFUSED.findall(accepted)) if "q=0" in accepted else ()
    for encoding in ("br", "gzip"):
        if encoding in accepted and encoding not in refused:
            return encoding
    return ""
