"""The invitation that a visitor holds: its token waits in the session, not in the address."""

from django.http import HttpRequest

from accounts import invitations
from accounts.models import Invitation

KEY = "invitation"


def keep(request: HttpRequest, token: str) -> None:
    request.session[KEY] = token


def drop(request: HttpRequest) -> None:
    request.session.pop(KEY, None)


def invitation(request: HttpRequest) -> Invitation | None:
    token = request.session.get(KEY)
    return invitations.find(token) if token else None
