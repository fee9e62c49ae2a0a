from typing import Any

from django.apps import AppConfig
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _


class ProfilesConfig(AppConfig):
    name = "profiles"
    verbose_name = _("Profiles")

    def ready(self) -> None:
        connection_created.connect(knows_json)


def knows_json(*, connection: BaseDatabaseWrapper, **_given: Any) -> None:
    """Every SQLite that Django supports and Python brings reads JSON, so none is asked.

    Django would ask within a transaction, for which a new thread's first page waited until another
    process had written; after 20 seconds it took the failure for an answer, and each page of that
    thread was an error from then on.
    """
    if connection.vendor == "sqlite":
        connection.features.supports_json_field = True
