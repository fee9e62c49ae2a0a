"""Own domains: a person's or a lab's pages at the top of a domain of their own.

A request there is answered by the same view as on the whole site; then the
addresses in the answer are turned to where they lie for that visitor. There
is no session, no form and no admin on such a domain.
"""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponsePermanentRedirect,
)
from django.http.request import split_domain_port

from profiles.domains import Home, home_at, home_of
from website.markup import rewrite_html

QUESTION = "/internal/domain-check"
# Served on every host at the same path.
SHARED = ("/static/", "/media/", "/accent/")
# What a person's or lab's domain has of its own, though the whole site has it too.
OWN = ("/robots.txt", "/sitemap.xml")
_TURNED = ("text/html", "text/plain", "application/atom+xml", "application/xml", "application/json")

Response = Callable[[HttpRequest], HttpResponse]


class OwnDomainMiddleware:
    """Stands first: no other middleware sees a host that is not the whole site's."""

    def __init__(self, get_response: Response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info == QUESTION:
            return domain_check(request)
        host, _port = split_domain_port(request.META.get("HTTP_HOST", ""))
        home = home_of(host)
        if home is not None:
            return self._at_home(request, home)
        if home := _moved(request):
            return _redirect(home, request, request.path_info.removeprefix(home.prefix))
        return self.get_response(request)

    def _at_home(self, request: HttpRequest, home: Home) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        path = request.path_info
        insecure = settings.BASE_URL.startswith("https://") and not request.is_secure()
        if home.asked != home.domain or insecure:
            return _redirect(home, request, path)
        if path.startswith(f"{home.prefix}/"):
            return _redirect(home, request, path.removeprefix(home.prefix))
        request.own_home = home
        _as_on_the_site(request, path if _is_shared(path) else home.prefix + path)
        return turned(self.get_response(request), home)


def domain_check(request: HttpRequest) -> HttpResponse:
    """Whether the web server may get a certificate for ``?domain=``: 200 for ours, else 404."""
    known = home_of(request.GET.get("domain", "")) is not None
    response = HttpResponse(
        "yes\n" if known else "no\n", status=200 if known else 404, content_type="text/plain"
    )
    response["Cache-Control"] = "no-store"
    return response


def turned(response: HttpResponse, home: Home) -> HttpResponse:
    """The answer with its addresses as they are on ``home``."""
    here = re.compile(re.escape(settings.BASE_URL) + r"(/[\w./-]*)")

    def absolute(found: re.Match) -> str:
        return home.origin + _own_path(found[1], home) if _is_own(found[1], home) else found[0]

    def relative(address: str) -> str:
        if not address.startswith("/") or address.startswith("//") or _is_shared(address):
            return address
        own = _is_own(address, home)
        return _own_path(address, home) if own else settings.BASE_URL + address

    for name in ("Link", "Location"):
        if name in response:
            response[name] = here.sub(absolute, response[name])
    if "Location" in response:
        response["Location"] = relative(response["Location"])
    _adapt_policies(response)
    kind = response.get("Content-Type", "").partition(";")[0]
    if not response.streaming and kind in _TURNED:
        text = here.sub(absolute, response.content.decode())
        if kind == "text/html":
            text = rewrite_html(text, relative)
        response.content = text.encode()
        response.headers.pop("Content-Length", None)
    return response


def _adapt_policies(response: HttpResponse) -> None:
    if policy := response.get("Content-Security-Policy"):
        # The search of the whole site is asked from here.
        allowed = f"form-action 'self' {settings.BASE_URL}"
        response["Content-Security-Policy"] = policy.replace("form-action 'self'", allowed)
    if "Strict-Transport-Security" in response:
        # What else lies beneath somebody's domain is not ours to promise.
        response["Strict-Transport-Security"] = f"max-age={settings.SECURE_HSTS_SECONDS}"


def _as_on_the_site(request: HttpRequest, path: str) -> None:
    """Let Django see a request of an anonymous visitor of the whole site."""
    site = urlsplit(settings.BASE_URL)
    request.META["HTTP_HOST"] = site.netloc
    request.META.pop("HTTP_COOKIE", None)
    request.META["PATH_INFO"] = request.path = request.path_info = path


def _moved(request: HttpRequest) -> Home | None:
    return home_at(request.path_info) if request.method in ("GET", "HEAD") else None


def _redirect(home: Home, request: HttpRequest, path: str) -> HttpResponse:
    query = request.META.get("QUERY_STRING", "")
    address = f"{home.origin}{path or '/'}"
    return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)


def _is_shared(path: str) -> bool:
    return path.startswith(SHARED) or path in OWN or path.startswith("/sitemap-")


def _is_own(path: str, home: Home) -> bool:
    return path in OWN or path == home.prefix or path.startswith(f"{home.prefix}/")


def _own_path(path: str, home: Home) -> str:
    return path if path in OWN else path.removeprefix(home.prefix) or "/"
