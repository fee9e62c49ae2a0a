"""Which file each address of the site becomes, and how one file names another.

A query stands in the file's name, behind a dot, which no slug holds: `/publications/?year=2024` is
`publications/index.year-2024.html`, in the folder of the page without it, and
`/publications.bib?year=2024` is `publications/publications.year-2024.bib`.
"""

import posixpath
import re
from hashlib import blake2b
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

# What the lists know; any other parameter changes nothing on a page.
PARAMETERS = frozenset({"q", "year", "type", "topic", "person", "group", "page"})
_PLAIN = re.compile(r"[a-z0-9_-]{1,60}")
_LONGEST = 240  # bytes of a file's name


class UnsafeAddressError(Exception):
    """No file may be called like this address."""


def normal(address: str) -> str:
    """Path and query of an address on the site, in one form for all that draw the same page."""
    parts = urlsplit(address)
    query = sorted(
        (name, value)
        for name, value in parse_qsl(parts.query)
        if name in PARAMETERS and (name, value) != ("page", "1")
    )
    return parts.path + (f"?{urlencode(query)}" if query else "")


def file_of(address: str) -> str:
    """The path of the file, from the top of the folder, for an address in normal form."""
    parts = urlsplit(address)
    path = unquote(parts.path)
    folder, name = posixpath.split(path.lstrip("/"))
    if not name:
        name = "index.html"
    elif parts.query:
        folder = posixpath.join(folder, posixpath.splitext(name)[0])
    if parts.query:
        stem, ending = posixpath.splitext(name)
        said = [f"{key}-{_told(value)}" for key, value in parse_qsl(parts.query)]
        name = ".".join([stem, *said]) + ending
    found = posixpath.join(folder, name)
    _check(found, address)
    return found


def link(source: str, target: str, fragment: str = "") -> str:
    """How the file ``source`` names the file ``target``, wherever the folder lies."""
    relative = posixpath.relpath(target, posixpath.dirname(source) or ".")
    return quote(relative) + (f"#{fragment}" if fragment else "")


def _told(value: str) -> str:
    if _PLAIN.fullmatch(value):
        return value
    return blake2b(value.encode(), digest_size=8).hexdigest()


def _check(path: str, address: str) -> None:
    for part in path.split("/"):
        unsafe = part in ("", ".", "..") or re.search(r'[\x00-\x1f\x7f\\:*?"<>|]', part)
        if unsafe or len(part.encode()) > _LONGEST:
            raise UnsafeAddressError(f"{address} cannot be the name of a file.")
