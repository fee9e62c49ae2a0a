"""Two people save the same form: the second is told, sees what differs, and loses nothing typed.

A form carries a stamp of the values that it was opened with, signed. When it comes back, a field
was changed meanwhile if the stamp and the database differ, and is at stake if what was typed is
neither. Then nothing is saved: the form returns as it was typed, with a choice for each such field
and a new stamp, so that the next attempt counts as made in knowledge of the others' changes.
Rows that others added are not at stake: saving leaves them alone.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any

from django import forms
from django.core import signing
from django.db.models import Model
from django.forms import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.formvalues import readable, retype, stored, typed

STAMP, CHOICE, THEIRS, YOURS = "_opened_with", "_choice:", "theirs", "yours"
SALT = "accounts.meanwhile"
MOST_WORDS = 3000  # longer texts are shown without marks: comparing them would take seconds

Values = dict[str, str]
Stamp = dict[str, Values | None]


@dataclass(frozen=True)
class Piece:
    text: str
    differs: bool = False


@dataclass(frozen=True)
class Difference:
    """A field, or a whole row, that somebody else changed while it was typed over."""

    name: str
    part: str
    label: str
    before: str
    theirs: list[Piece]
    yours: list[Piece]
    preferred: str

    @property
    def choice(self) -> str:
        return CHOICE + self.name


@dataclass
class Guard:
    """What one request that saves a form knows of the others'."""

    request: HttpRequest
    formsets: list[BaseInlineFormSet] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)

    @cached_property
    def opened_with(self) -> Stamp:
        try:
            return signing.loads(self.request.POST.get(STAMP, ""), salt=SALT)
        except signing.BadSignature:
            return {}  # nothing is known: whatever differs from the database is shown

    @cached_property
    def taken_over(self) -> frozenset[str]:
        """The fields and rows for which the others' value was chosen."""
        return frozenset(
            name.removeprefix(CHOICE)
            for name, value in self.request.POST.items()
            if name.startswith(CHOICE) and value == THEIRS
        )

    def take_over(self, form: forms.ModelForm) -> None:
        if not self.taken_over:
            return
        row = form.prefix in self.taken_over
        if row and is_gone(form):
            form.data[form.add_prefix("DELETE")] = "on"
            return
        if row:
            form.data.pop(form.add_prefix("DELETE"), None)
        for name in watched(form):
            if row or form.add_prefix(name) in self.taken_over:
                retype(form, name)

    def compare(self, form: forms.ModelForm) -> list[Difference]:
        self.differences = [
            difference
            for each in (form, *rows(self.formsets))
            for difference in self._differences(each)
        ]
        return self.differences

    def _differences(self, form: forms.ModelForm) -> Iterator[Difference]:
        before = self.opened_with.get(key_of(form), {})
        removed = _is_removed(form)
        if is_gone(form):
            if before is not None and not removed:
                yield _of_gone(form, before)
            return
        changed = {
            name: now for name in watched(form) if (now := stored(form, name)) != _of(before, name)
        }
        if removed:
            if changed:
                yield _of_removed(form, changed)
            return
        for name, now in changed.items():
            if (yours := typed(form, name)) != now:
                yield _of_field(form, name, (_of(before, name), now, yours))


def make_stamp(forms_: Iterable[forms.ModelForm]) -> str:
    stamp: Stamp = {}
    for form in forms_:
        if is_gone(form):
            stamp[key_of(form)] = None
        elif form.instance.pk:
            stamp[key_of(form)] = {name: stored(form, name) for name in watched(form)}
    return signing.dumps(stamp, salt=SALT, compress=True)


def rows(formsets: Iterable[BaseInlineFormSet]) -> Iterator[forms.ModelForm]:
    """The rows that were there when the form was opened, and those within them."""
    for formset in formsets:
        for form in formset.forms[: formset.initial_form_count()]:
            yield form
            yield from rows(each.formset for each in getattr(form, "nested_formsets", ()))


def watched(form: forms.ModelForm) -> list[str]:
    """The fields that this user can change."""
    own = {form._meta.model._meta.pk.name, "DELETE"}
    return [
        name
        for name, each in form.fields.items()
        if name not in own and not each.disabled and not hasattr(each, "parent_instance")
    ]


def key_of(form: forms.ModelForm) -> str:
    """By what the stamp knows a row; one that is gone, by the number that was sent."""
    sent = form.data.get(form.add_prefix("id"), "") if is_gone(form) else form.instance.pk
    return f"{form._meta.model._meta.label_lower}.{sent}"


def is_gone(form: forms.ModelForm) -> bool:
    """A row that was there when the form was opened, and that somebody else removed."""
    if not form.is_bound or form.prefix is None or form.instance.pk is not None:
        return False
    return bool(form.data.get(form.add_prefix("id")))


def latest_change(row: Model, parts: Iterable[type[Model]]) -> Any:
    """The newest record in the history of a row and of what is edited with it."""
    found = [row.history.select_related("history_user").first()]
    for part in parts:
        link = next((each for each in part._meta.fields if each.related_model is type(row)), None)
        if link and hasattr(part, "history"):
            records = part.history.filter(**{link.attname: row.pk})
            found.append(records.select_related("history_user").first())
    return max((each for each in found if each), key=_date, default=None)


def _date(record: Any) -> datetime:
    return record.history_date


def _is_removed(form: forms.ModelForm) -> bool:
    return bool(form.prefix and form.data.get(form.add_prefix("DELETE")))


def _of(before: Values | None, name: str) -> str | None:
    return (before or {}).get(name)


def _of_field(form: forms.ModelForm, name: str, texts: tuple[str | None, str, str]) -> Difference:
    before, now, yours = texts
    each = form.fields[name]
    theirs_read, yours_read = readable(each, now), readable(each, yours)
    theirs_pieces, yours_pieces = marked(theirs_read, yours_read)
    return Difference(
        name=form.add_prefix(name),
        part=_part(form),
        label=capfirst(str(each.label or name)),
        before="" if before is None else readable(each, before),
        theirs=theirs_pieces,
        yours=yours_pieces,
        # What was not touched is the others'; where both typed, the decision is one's own.
        preferred=THEIRS if yours == before else YOURS,
    )


def _of_gone(form: forms.ModelForm, before: Values) -> Difference:
    typed_now = {name: typed(form, name) for name in watched(form)}
    return Difference(
        name=form.prefix,
        part=capfirst(form._meta.model._meta.verbose_name),
        label=_("The whole entry"),
        before=_summary(form, before),
        theirs=[Piece(_("Removed"), differs=True)],
        yours=[Piece(_summary(form, typed_now))],
        preferred=THEIRS if typed_now == before else YOURS,
    )


def _of_removed(form: forms.ModelForm, changed: Values) -> Difference:
    return Difference(
        name=form.prefix,
        part=_part(form),
        label=_("The whole entry"),
        before="",
        theirs=[Piece(_("Changed: %(what)s") % {"what": _summary(form, changed)}, differs=True)],
        yours=[Piece(_("Removed"), differs=True)],
        preferred=YOURS,
    )


def _part(form: forms.ModelForm) -> str:
    if form.prefix is None:
        return ""
    return f"{capfirst(form._meta.model._meta.verbose_name)}: {form.instance}"


def _summary(form: forms.ModelForm, values: Values) -> str:
    told = (
        (each.label or name, readable(each, values[name]))
        for name, each in form.fields.items()
        if values.get(name) and not each.widget.is_hidden
    )
    return "; ".join(f"{label}: {text}" for label, text in told)


def marked(theirs: str, yours: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts in pieces, those that are only in one of them marked."""
    left, right = (re.findall(r"\S+\s*|\s+", text) for text in (theirs, yours))
    if max(len(left), len(right)) > MOST_WORDS:
        return [Piece(theirs)], [Piece(yours)]
    blocks = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    return (
        [Piece("".join(left[a:b]), tag != "equal") for tag, a, b, _c, _d in blocks if a < b],
        [Piece("".join(right[c:d]), tag != "equal") for tag, _a, _b, c, d in blocks if c < d],
    )
