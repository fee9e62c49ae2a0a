from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TypesetConfig(AppConfig):
    name = "typeset"
    verbose_name = _("Typesetting")
