"""What keeps an account open or shut: its sessions, and its second step."""

from importlib import import_module
from typing import Any

from django.apps import apps
from django.conf import settings
from django.utils.translation import gettext as _


def end_sessions(user: Any) -> None:
    """Sign the account out everywhere, at once."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    kept = apps.get_model("usersessions", "UserSession").objects.filter(user_id=user.pk)
    for key in kept.values_list("session_key", flat=True):
        store(key).delete()
    kept.delete()


def second_steps(user: Any) -> list[str]:
    """What an account asks for besides the password, by name."""
    kinds = {"totp": _("an app that shows codes"), "webauthn": _("passkeys")}
    found = apps.get_model("mfa", "Authenticator").objects.filter(user_id=user.pk)
    there = set(found.values_list("type", flat=True))
    return [name for kind, name in kinds.items() if kind in there]


def remove_second_step(user: Any) -> None:
    """For somebody who lost phone and codes; sessions end, in case that a thief has them."""
    apps.get_model("mfa", "Authenticator").objects.filter(user_id=user.pk).delete()
    end_sessions(user)
