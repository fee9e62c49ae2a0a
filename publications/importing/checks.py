"""What a source says, checked against what the columns take; the rest becomes a further field."""

from collections.abc import Callable

from django.core.exceptions import ValidationError

from publications.models.publication import ARXIV, DOI
from typeset.urls import validate_link

_DATE = (("year", 1000, 2999), ("month", 1, 12), ("day", 1, 31))


def date_of(
    year: int | None,
    month: int | None,
    day: int | None,
    extra: dict[str, str],
    problems: list[str],
) -> tuple[int | None, int | None, int | None]:
    """The date as far as it can be one; an impossible part is kept as a further field."""
    for (name, least, most), value in zip(_DATE, (year, month, day), strict=True):
        if value is not None and not least <= value <= most:
            extra[name] = str(value)
            problems.append(f"{value} is no {name}; it was kept as a further field.")
    year = year if year and "year" not in extra else None
    month = month if month and "month" not in extra else None
    return year, month, day if month and "day" not in extra else None


def doi_of(value: str, extra: dict[str, str], problems: list[str]) -> str:
    return _identifier(value, "doi", DOI, extra, problems)


def arxiv_of(value: str, extra: dict[str, str], problems: list[str]) -> str:
    return _identifier(value, "arxiv_id", ARXIV, extra, problems)


def refused(url: str) -> str:
    """Why the address may not be linked, empty when it may."""
    if len(url) > 1000:
        return "It is longer than 1000 characters."
    try:
        validate_link(url)
    except ValidationError as error:
        return str(error.messages[0])
    return ""


def _identifier(
    value: str,
    field: str,
    check: Callable[[str], None],
    extra: dict[str, str],
    problems: list[str],
) -> str:
    """The identifier, or nothing when it is none: then it is kept as a further field."""
    if not value:
        return ""
    try:
        check(value)
    except ValidationError as error:
        extra[field] = value
        problems.append(f"“{value}” was kept as a further field. {error.messages[0]}")
        return ""
    return value
