"""What one import of a site made and changed, for taking it back; and who asked for it."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from accounts.models import User
from profiles.models import Researcher
from profiles.permissions import editable_people, is_administrator, is_editor
from publications.models import ImportRecord


@dataclass
class Journal:
    """Without a ``user`` the administrator asks, by a command."""

    user: User | None = None
    made: list[Model] = field(default_factory=list)
    changed: list[tuple[Model, dict[str, list[Any]]]] = field(default_factory=list)
    records: list[ImportRecord] = field(default_factory=list)

    def may_add_people(self) -> bool:
        return self.user is None or is_editor(self.user)

    def may_change(self, person: Researcher) -> bool:
        return self.user is None or editable_people(self.user).filter(pk=person.pk).exists()

    def may_colour_venues(self) -> bool:
        return self.user is None or is_administrator(self.user)
