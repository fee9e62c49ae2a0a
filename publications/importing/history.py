"""History of rows that are written in bulk, which sends no signals."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db.models import Model

from accounts.models import User

BATCH = 500


@dataclass(frozen=True, slots=True)
class Scribe:
    """Writes who did what, with one date for a whole import: later changes are told by theirs."""

    user: User | None
    date: datetime
    reason: str

    def delete(self, rows: Iterable[Model]) -> None:
        """Delete rows one by one, so that history says who did."""
        for row in rows:
            # The names by which simple-history takes them.
            row._history_user, row._history_date = self.user, self.date  # noqa: SLF001
            row._change_reason = self.reason  # noqa: SLF001
            row.delete()

    def write(self, rows: Sequence[Model], kind: Literal["+", "~", "-"]) -> None:
        if not rows:
            return
        history = type(rows[0]).history.model
        names = [field.attname for field in history.tracked_fields]
        user = self.user.pk if self.user else None
        history.objects.bulk_create(
            (
                history(
                    history_date=self.date,
                    history_type=kind,
                    history_user_id=user,
                    history_change_reason=self.reason,
                    **{name: getattr(row, name) for name in names},
                )
                for row in rows
            ),
            batch_size=BATCH,
        )
