from dataclasses import dataclass

from django.db.models import Model
from django.urls import reverse


@dataclass(frozen=True)
class Gap:
    """Something to mend: what, where, and the short word by which lists name it."""

    short: str
    text: str
    address: str
    deed: str
    works: tuple[tuple[str, str], ...] = ()  # the titles and forms that it is about


def form_of(row: Model, field: str = "", leaf: str = "general") -> str:
    """A row's form, opened at a field."""
    options = row._meta
    address = reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[row.pk])
    return f"{address}?field={field}#{leaf}" if field else address
