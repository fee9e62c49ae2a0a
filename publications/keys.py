"""Keys and addresses of works that were entered without one: first author, year, first word."""

from django.db.models import QuerySet

from profiles.slugs import unique_slug
from typeset.fold import fold, slugify

# Words that a title begins with in the languages of the papers, and that name nothing.
PASSED_OVER = frozenset((
    "a", "an", "the", "on", "in", "of", "for", "to", "and", "with", "from", "by", "at", "is", "are",
    "how", "what", "when", "where", "why", "some", "toward", "towards", "new",
    "der", "die", "das", "ein", "eine", "zu", "zur", "zum", "und", "von", "im", "uber",
    "le", "la", "les", "un", "une", "des", "du", "de", "et", "sur", "el", "los", "las", "y",
))  # fmt: skip


def title_word(title: str) -> str:
    """The first word that says something: “On the drift of clocks” → ``drift``."""
    words = slugify(fold(title), "").split("-")
    return next((word for word in words if word not in PASSED_OVER), words[0])


def proposed(family: str, year: int | None, title: str) -> str:
    """``sorensen-2026-agreement``; what is not known is left out."""
    parts = (slugify(family, "").replace("-", ""), str(year or ""), title_word(title))
    return "-".join(part for part in parts if part) or "work"


def free_key(rivals: QuerySet, name: str) -> str:
    """The name as a key that no row of ``rivals`` has: ``sorensen2026agreement``, then …b, …c."""
    base = name.replace("-", "")
    for letter in ("", *"bcdefghijklmnopqrstuvwxyz"):
        if not rivals.filter(key__iexact=base + letter).exists():
            return base + letter
    return base + str(rivals.count())


def free_slug(rivals: QuerySet, name: str) -> str:
    return unique_slug(rivals, name, "work")
