"""Dates as Jekyll's files write them."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_ISO = re.compile(
    r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})"
    r"(?:(?:[T ]\s*)(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*(Z|UTC|GMT|[+-]\d{1,2}:?\d{2})?)?.*",
    re.ASCII,
)
_SPELLED = ("%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y", "%B %d %Y", "%d.%m.%Y", "%d-%m-%Y")
_IN_NAME = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})-(.+)", re.ASCII)


def read_moment(written: str, zone: tzinfo = UTC) -> datetime | None:
    """The moment that a head's `date` names; None when it is no date."""
    match = _ISO.fullmatch(written.strip())
    try:
        if match is None:
            day = _spelled(written)
            return datetime.combine(day, time(), zone) if day else None
        year, month, day_, hour, minute, second, offset = match.groups()
        if offset:
            zone = _zone_of(offset)
        return datetime(
            int(year), int(month), int(day_), int(hour or 0), int(minute or 0), int(second or 0),
            tzinfo=zone,
        )  # fmt: skip
    except (ValueError, OverflowError):
        return None


def split_dated_name(stem: str) -> tuple[str, str]:
    """`2024-01-31-a-title` → the date and `a-title`; no date in other names."""
    match = _IN_NAME.fullmatch(stem)
    return (f"{match[1]}-{match[2]}-{match[3]}", match[4]) if match else ("", stem)


def named_zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name) if name else UTC
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def _spelled(written: str) -> date | None:
    for form in _SPELLED:
        try:
            return datetime.strptime(" ".join(written.split()), form).replace(tzinfo=UTC).date()
        except ValueError:
            continue
    return None


def _zone_of(offset: str) -> tzinfo:
    if offset[0] not in "+-":
        return UTC
    digits = offset[1:].replace(":", "").zfill(4)
    minutes = int(digits[:-2]) * 60 + int(digits[-2:])
    return timezone(timedelta(minutes=-minutes if offset[0] == "-" else minutes))
