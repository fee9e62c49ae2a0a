from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        from django.contrib import admin  # noqa: PLC0415 - models are not loaded before

        from accounts import receivers  # noqa: F401, PLC0415 - connects them

        # allauth's own lists would go round our rights, and show secrets of second steps.
        for model in list(admin.site._registry):  # noqa: SLF001 - there is no other list
            if model.__module__.startswith("allauth."):
                admin.site.unregister(model)
