from collections.abc import Callable

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers

PAGES, ADMIN = "/accounts/", "/admin/"
# Whoever has to set up a second step may still leave.
ALWAYS = ("/admin/logout/", "/admin/login/", "/admin/jsi18n/")


class AccountPagesMiddleware:
    """Keeps the account pages out of every cache, and the admin behind the second step."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._must_set_up(request):
            return redirect("mfa_index")
        response = self.get_response(request)
        if request.path.startswith(PAGES):
            add_never_cache_headers(response)
        return response

    def process_template_response(
        self, request: HttpRequest, response: TemplateResponse
    ) -> TemplateResponse:
        if request.path.startswith(PAGES) and response.context_data is not None:
            # allauth's “site” is a host; the layout needs ours, from the context processor.
            response.context_data.pop("site", None)
            user = request.user
            response.context_data["registration_open"] = bool(settings.SIGNUP_DOMAINS)
            response.context_data["must_set_up"] = (
                user.is_authenticated and get_adapter().lacks_second_step(user)
            )
        return response

    def _must_set_up(self, request: HttpRequest) -> bool:
        return (
            request.path.startswith(ADMIN)
            and request.path not in ALWAYS
            and request.user.is_authenticated
            and get_adapter().lacks_second_step(request.user)
        )
