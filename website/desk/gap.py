from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Model
from django.urls import reverse
from django.utils.text import Truncator


@dataclass(frozen=True)
class Gap:
    """Something to mend: what, in which form, and the short word by which lists name it.

    ``lacking`` are the works that it is about, ``row`` the first of them. Addresses are built when
    a page shows them: an overview of many people shows few.
    """

    short: str
    text: str
    deed: str
    row: Model
    field: str
    leaf: str = "general"
    lacking: Sequence[Model] = ()

    @property
    def address(self) -> str:
        return form_of(self.row, self.field, self.leaf)

    @cached_property
    def works(self) -> list[tuple[str, str]]:
        """Their titles and forms."""
        return [
            (Truncator(str(work)).chars(90), form_of(work, self.field, self.leaf))
            for work in self.lacking
        ]


def form_of(row: Model, field: str = "", leaf: str = "general") -> str:
    """A row's form, opened at a field."""
    options = row._meta
    address = reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[row.pk])
    return f"{address}?field={field}#{leaf}" if field else address
