from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class PublicationsConfig(AppConfig):
    name = "publications"
    verbose_name = _("Publications")

    def ready(self) -> None:
        from publications.merging import registered  # noqa: F401, PLC0415 - models come first

        pre_migrate.connect(_remove_triggers, sender=self)
        post_migrate.connect(_install_triggers, sender=self)


def _remove_triggers(using: str, **_: Any) -> None:
    from publications import triggers  # noqa: PLC0415 - models come first

    triggers.remove(using)


def _install_triggers(using: str, **_: Any) -> None:
    from publications import triggers  # noqa: PLC0415 - models come first

    triggers.install(using)
