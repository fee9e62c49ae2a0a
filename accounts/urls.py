from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.generic import RedirectView

from accounts import views


def elsewhere(name: str) -> Callable[..., HttpResponse]:
    """A view of `accounts.elsewhere`, which is loaded at the first such sign-in.

    It needs `requests`, which takes 6 MB of a worker.
    """

    def view(request: HttpRequest, **arguments: str) -> HttpResponse:
        from accounts import elsewhere as views  # noqa: PLC0415 - see above

        return getattr(views, name)(request, **arguments)

    return view


urlpatterns = [
    path("", views.account, name="account"),
    path("invitation/", views.invitation, name="invitation"),
    path("invitation/ask/", views.ask_again, name="invitation_ask"),
    path("invitation/<str:token>/", views.invitation_link, name="invitation_link"),
    path("delegates/", views.delegates, name="delegates"),
    path("delegates/<int:pk>/end/", views.end_delegation, name="delegation_end"),
    path("sessions/<int:pk>/end/", views.end_session, name="session_end"),
    path("orcid/login/", elsewhere("orcid_login")),
    path("orcid/login/callback/", elsewhere("orcid_callback")),
    path("oidc/<slug:provider_id>/login/", elsewhere("university_login")),
    path("oidc/<slug:provider_id>/login/callback/", elsewhere("university_callback")),
    path("2fa/webauthn/", RedirectView.as_view(pattern_name="mfa_index")),
    path("", include("allauth.urls")),
]
