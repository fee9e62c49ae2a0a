"""What the page cache keeps: drawn pages as bytes, encoded once, and answers made of them."""

import hashlib
import re
import threading
import zlib
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import brotli
from django.db import DatabaseError

from website.cache_keys import Environ, Key
from website.schedule import next_change

StartResponse = Callable[..., Any]

# A cache in front may hold a page this long, and show it while it asks again.
SHARED = "public, max-age=0, s-maxage=2, stale-while-revalidate=10, stale-if-error=86400"
_ENTRY_OVERHEAD = 1500
_OF_ONE_ANSWER = ("content-length", "etag", "x-request-id")
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
