"""Where nothing answers any more, the old address does: by a redirect for good, or as gone."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render

from profiles.old_addresses import Answer, answer

# Nothing here was ever anybody's page.
_NOT_PAGES = ("/admin/", "/accounts/", "/static/", "/media/")


class OldAddressMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in ("GET", "HEAD"):
            return response
        if request.path_info.startswith(_NOT_PAGES):
            return response
        found = _answer(request)
        if found is None:
            return response
        if not found.address:
            return render(request, "410.html", status=410)
        query = request.META.get("QUERY_STRING", "")
        address = f"{found.address}?{query}" if query else found.address
        redirect = HttpResponsePermanentRedirect(address)
        # Browsers would else keep it for good, though a page may come to stand there again.
        redirect["Cache-Control"] = "public, max-age=0, must-revalidate"
        return redirect


def _answer(request: HttpRequest) -> Answer | None:
    """On an own domain its own old addresses go first; it shows a part of the site's paths."""
    path = request.path_info
    home = getattr(request, "own_home", None)
    if home is not None and (found := answer(path.removeprefix(home.prefix) or "/", home.domain)):
        return found
    return answer(path)
