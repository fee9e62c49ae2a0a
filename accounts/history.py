"""Who changed what and when: of a row, and of the parts that are edited in its form."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from django.contrib.admin.utils import unquote
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

SHOWN = 200
ADDED, REMOVED = "+", "-"


@dataclass(frozen=True)
class Event:
    """One change of a part: “Author added: Rosalind Achterberg”."""

    when: datetime
    who: str
    what: str
    name: str
    fields: str = ""


class HistoryOfParts:
    """For SimpleHistoryAdmin: rights on the row itself, and what became of its parts."""

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict | None = None
    ) -> HttpResponse:
        row = self.get_object(request, unquote(object_id))
        events = chain.from_iterable(_events(inline.model, row) for inline in self.inlines)
        newest = sorted(events, key=lambda event: event.when, reverse=True)[:SHOWN]
        return super().history_view(
            request, object_id, {"part_events": newest, **(extra_context or {})}
        )

    def history_form_view(
        self,
        request: HttpRequest,
        object_id: str,
        version_id: str,
        extra_context: dict | None = None,
    ) -> HttpResponse:
        self.get_object(request, unquote(object_id))
        if not version_id.isdecimal():
            raise Http404
        return super().history_form_view(request, object_id, version_id, extra_context)


def _events(part: type[Model], row: Model) -> Iterable[Event]:
    """The latest changes of one kind of part, read in two queries."""
    link = next(field for field in part._meta.fields if field.related_model is type(row))
    records = part.history.filter(**{link.attname: row.pk}).select_related("history_user")
    earlier: dict[int, Model] = {}
    for record in sorted(records.order_by("-history_id")[:SHOWN], key=lambda each: each.history_id):
        yield Event(
            when=record.history_date,
            who=str(record.history_user or ""),
            what=_deed(record.history_type) % {"part": capfirst(part._meta.verbose_name)},
            name=str(record.instance),
            fields=_changed_fields(earlier.get(record.id), record),
        )
        earlier[record.id] = record


def _deed(kind: str) -> str:
    if kind == ADDED:
        return _("%(part)s added")
    return _("%(part)s removed") if kind == REMOVED else _("%(part)s changed")


def _changed_fields(old: Model | None, new: Model) -> str:
    if old is None or new.history_type == REMOVED:
        return ""
    changed = (
        field.verbose_name
        for field in new.tracked_fields
        if getattr(old, field.attname) != getattr(new, field.attname)
    )
    return ", ".join(map(str, changed))
