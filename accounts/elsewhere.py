"""Leaving for the sign-in of another site, and coming back from there."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from allauth.socialaccount.providers.orcid import views as orcid
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from requests import RequestException

log = logging.getLogger(__name__)
View = Callable[..., HttpResponse]
# What comes of an answer that is none, or not of the form that was agreed on.
BROKEN = (RequestException, ValueError, KeyError, TypeError, AttributeError)


class ProvenOrcid(orcid.OrcidOAuth2Adapter):
    def complete_login(self, request: HttpRequest, *args: Any, **kwargs: Any) -> SocialLogin:
        login = super().complete_login(request, *args, **kwargs)
        if login.account.uid != kwargs["response"]["orcid"]:
            raise PermissionDenied("ORCID named two different people.")
        return login


def distrusted(view: View) -> View:
    """A plain page instead of an error when the other site is away or talks nonsense."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except BROKEN:
            log.exception("A provider of sign-ins gave no usable answer.")
            return render(request, "socialaccount/authentication_error.html", status=401)

    return wrapped


def by_a_page(view: View) -> View:
    """Leads to another site by a page of ours instead of a redirect.

    The content security policy lets no form lead off the site, not even by a redirect, and what
    hosts a university's sign-in passes through nobody can list.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        address = response.get("Location", "")
        if not address or url_has_allowed_host_and_scheme(address, request.get_host()):
            return response
        if not address.startswith(("https://", "http://")):
            raise Http404
        return render(request, "accounts/departure.html", {"address": address})

    return wrapped


orcid_login = by_a_page(orcid.oauth2_login)
orcid_callback = distrusted(OAuth2CallbackView.adapter_view(ProvenOrcid))
university_login = by_a_page(distrusted(openid_connect.login))
university_callback = distrusted(openid_connect.callback)
