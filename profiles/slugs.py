"""Slugs: what an address may be called, and which names Octavo keeps for itself."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext_lazy as _

from typeset.fold import slugify

PEOPLE = frozenset({"add", "alumni", "all", "feed.xml", "index"})
PERSON_PAGES = frozenset(
    {"about", "blog", "cv", "cv.pdf", "feed.xml", "news", "projects", "publications", "teaching"}
)
LAB_PAGES = frozenset({"people", "publications", "news", "projects", "feed.xml", "join"})


@deconstructible
class NotReserved:
    """Refuses the slugs that are addresses of Octavo's own."""

    def __init__(self, reserved: Iterable[str]) -> None:
        self.reserved = frozenset(reserved)

    def __call__(self, value: str) -> None:
        if value.lower() in self.reserved:
            raise ValidationError(
                _(
                    "“%(value)s” is an address of the site's own. "
                    "Choose another, such as my-%(value)s."
                ),
                code="reserved",
                params={"value": value},
            )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, NotReserved) and self.reserved == other.reserved

    __hash__ = None


def unique_slug(
    queryset: QuerySet, text: str, fallback: str, reserved: frozenset = frozenset()
) -> str:
    """A slug made of ``text`` that no row of ``queryset`` has yet: ``name``, ``name-2``, …"""
    base = slugify(text, fallback)
    slug, number = base, 1
    while slug in reserved or queryset.filter(slug=slug).exists():
        number += 1
        slug = f"{base}-{number}"
    return slug
