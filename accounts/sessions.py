"""The sessions of an account, on whatever device they are."""

from importlib import import_module
from typing import Any

from django.apps import apps
from django.conf import settings


def end_sessions(user: Any) -> None:
    """Sign the account out everywhere, at once."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    kept = apps.get_model("usersessions", "UserSession").objects.filter(user_id=user.pk)
    for key in kept.values_list("session_key", flat=True):
        store(key).delete()
    kept.delete()
