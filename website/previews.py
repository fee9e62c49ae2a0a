"""Pages as they will be, for whoever holds a preview link: `/preview/<token>/<path>`.

Drawn by the same views as the public pages, under a prefix that all addresses of the page
take on, so that one can go on reading. Never kept by a cache, never indexed, never linked.
"""

from collections.abc import Callable

from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import get_script_prefix, set_script_prefix

from accounts.models import User
from profiles.previews import drafts_of, link_of
from profiles.revealing import revealing
from website.desk.changes import KINDS

FOLDER = "/preview/"
# What is no page of the site's, or no visitor's.
CLOSED = ("/admin/", "/accounts/", "/internal/", "/preview/", "/healthz", "/readyz", "/-/")

Response = Callable[[HttpRequest], HttpResponse]


class PreviewMiddleware:
    """Stands before sessions: a preview shows everybody the same, signed in or not."""

    def __init__(self, get_response: Response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(FOLDER):
            return self.get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        token, slash, rest = request.path_info.removeprefix(FOLDER).partition("/")
        return _for_nobody_else(self._draw(request, token, slash + rest))

    def _draw(self, request: HttpRequest, token: str, path: str) -> HttpResponse:
        link = link_of(token)
        target = link and link.target
        if target is None or path.startswith(CLOSED) or not _edits(link.made_by, target):
            return self._gone(request)
        prefix = get_script_prefix()
        set_script_prefix(f"{prefix.rstrip('/')}{FOLDER}{token}/")
        try:
            with revealing(drafts_of(target)):
                if path in ("", "/"):
                    return HttpResponseRedirect(target.get_absolute_url())
                request.path_info = request.META["PATH_INFO"] = path
                request.preview = link
                return self.get_response(request)
        finally:
            set_script_prefix(prefix)

    def _gone(self, request: HttpRequest) -> HttpResponse:
        return render(request, "website/preview_gone.html", status=404)


def _edits(user: User, target: Model) -> bool:
    """A link ends with the right of whoever made it."""
    rows = next(rows for model, rows, _parts in KINDS if isinstance(target, model))
    return rows(user).filter(pk=target.pk).exists()


def _for_nobody_else(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    del response["Link"]
    return response
