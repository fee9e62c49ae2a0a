"""Three-way merge of one row: what the site last said, what it says now, and what stands here.

Where the site alone changed, its word is taken; where a person alone changed something, theirs
stays; where both did, the person's stays and is reported. A site that is heard for the first time
fills what is empty or as it came, and overwrites nothing.
"""

from typing import Any, NamedTuple

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import NOT_PROVIDED, CharField, Field, Model

from profiles.fields import LinkField
from transfer.kinds import plain


class Checked(NamedTuple):
    """What may be stored of the values that were offered."""

    values: dict[str, Any]
    problems: list[str]
    refused: bool  # something that the row cannot do without was wrong


def check(row: Model, values: dict[str, Any]) -> Checked:
    """Put the values on ``row``, an unsaved one, as its fields and ``clean`` make them.

    What a field cannot take is left out and reported, unless the row needs it.
    """
    kept, problems, refused = {}, [], False
    for name, value in values.items():
        field = row._meta.get_field(name)
        value, cut = _cut(field, value)
        problems += cut
        try:
            setattr(row, name, field.clean(value, row))
            kept[name] = value
        except ValidationError as error:
            problems.append(_told(field, value, error.messages))
            setattr(row, name, field.get_default())
            refused = refused or not _optional(field)
    try:
        row.clean()
    except ValidationError as error:
        problems += error.messages
        refused = True
    return Checked({name: getattr(row, name) for name in kept}, problems, refused)


def merge(row: Model, offered: dict[str, Any], base: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Change the row's fields; the names of those that changed, and of those that were kept."""
    changed, kept = [], []
    for name, new in offered.items():
        stands, said = plain(getattr(row, name)), plain(new)
        if stands == said:
            continue
        if name in base:
            if said == base[name]:
                continue
            takes = stands == base[name]
        elif said in ("", None, []):
            continue  # at the first hearing, silence is no wish
        else:
            takes = _is_untouched(row._meta.get_field(name), stands)
        if takes:
            setattr(row, name, new)
            changed.append(name)
        else:
            kept.append(name)
    return changed, kept


def settle(row: Model, changed: list[str], before: dict[str, Any], **options: Any) -> list[str]:
    """Validate a changed row; what does not hold goes back to what it was, and is reported."""
    problems: list[str] = []
    while changed:
        try:
            row.full_clean(**options)
            break
        except ValidationError as error:
            wrong = [name for name in error.message_dict if name in changed] or list(changed)
            for name in wrong:
                reason = " ".join(error.message_dict.get(name) or error.messages)
                problems.append(f"{label(row, name)} was kept. {reason}")
                setattr(row, name, before[name])
                changed.remove(name)
    return problems


def messages_of(row: Model, error: ValidationError) -> list[str]:
    """What is wrong with a row, in whole lines."""
    return [
        message if name == NON_FIELD_ERRORS else f"{label(row, name)}: {message}"
        for name, messages in error.message_dict.items()
        for message in messages
    ]


def label(row: Model, name: str) -> str:
    words = str(row._meta.get_field(name).verbose_name)
    return words[:1].upper() + words[1:]


def _is_untouched(field: Field, stands: Any) -> bool:
    default = None if field.default is NOT_PROVIDED else plain(field.get_default())
    return stands in ("", None, []) or stands == default


def _optional(field: Field) -> bool:
    return field.blank or field.has_default()


def _cut(field: Field, value: Any) -> tuple[Any, list[str]]:
    """Words that are too long for their field, cut; an address that was cut would be another."""
    limit = field.max_length
    words = isinstance(value, str) and isinstance(field, CharField)
    if not words or isinstance(field, LinkField) or not limit or len(value) <= limit:
        return value, []
    rest = value[limit - 1 :]
    shown = rest if len(rest) <= 200 else f"{rest[:199]}…"
    label_ = str(field.verbose_name).capitalize()
    return f"{value[: limit - 1]}…", [f"{label_} was cut. What is missing: “{shown}”"]


def _told(field: Field, value: Any, messages: list[str]) -> str:
    words = str(field.verbose_name)
    shown = str(value) if len(str(value)) <= 80 else f"{str(value)[:79]}…"
    return f"{words[:1].upper() + words[1:]} “{shown}” was left out. {' '.join(messages)}"
