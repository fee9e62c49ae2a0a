"""Which requests the page cache answers, and under which name it keeps what it answers."""

from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from profiles.domains import home_of

Environ = dict[str, Any]
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
_MAX_QUERY = 200


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
