"""All that is somebody's, as plain values: what the archive holds, and its documented form."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.db.models import FileField, ForeignKey, Model

from profiles.fields import FoldedField
from profiles.models import Course, Researcher
from profiles.models.teaching import TermOrderField
from publications.export import loaded
from publications.models import Authorship, Publication
from transfer.own_rows import own_works

VERSION = 1
# What hangs on a person, by the name of the relation. `docs/leaving.md` describes each.
OWN = (
    "photos", "links", "sections", "name_variants", "memberships", "education_entries",
    "experience_entries", "award_entries", "talk_entries", "service_entries", "pages", "projects",
    "news", "posts", "coauthors",
)  # fmt: skip
# The other relations, and why their rows are no part of what one takes along as they stand.
ELSEWHERE = {
    "courses": "with their sessions, see _course",
    "authorships": "with their papers, see _paper",
    "imports": "as a list of what was brought in",
    "delegations": "with the account",
    "invitations": "letters to sign in by, with the digests of their tokens",
    "site_imports": "sites that were brought in, all of which stands in the rows themselves",
    "imported": "what imports compare with, all of which stands in the rows themselves",
}
_OF_AN_AUTHOR = ("given", "particle", "family", "suffix", "literal")
_FLAGS = ("co_first", "co_last", "corresponding")
_CHOICES = ("selected", "selected_position", "hidden")
# Made from other fields, or telling of nobody but the database.
_DERIVED = (FoldedField, TermOrderField)


ADDRESS = re.compile(re.escape(settings.MEDIA_URL) + r"([^\s)\"'<>?#]+)")


def record_of(person: Researcher, *, with_account: bool) -> dict[str, Any]:
    """``with_account`` adds what is known of the person as somebody who signs in."""
    found: dict[str, Any] = {
        "format": "octavo-person",
        "version": VERSION,
        "site": settings.BASE_URL,
        "person": _values(person),
    }
    for name in OWN:
        found[name] = [_values(row) for row in getattr(person, name).all()]
    found["courses"] = [_course(row) for row in person.courses.all()]
    found["publications"] = [
        _paper(work, person) for work in loaded(own_works(person, private=True).distinct())
    ]
    found["imports"] = [
        _values(row, leave={"text"}) for row in person.imports.order_by("created_at")
    ]
    if with_account and person.user:
        found["account"] = _account(person)
    return found


def files_of(record: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    """The names of all uploads that the record speaks of, and whether a row of its own has them."""
    seen = set()
    for name, own in (*((name, True) for name in _named(record)), *_in_texts(record)):
        if name not in seen:
            seen.add(name)
            yield name, own


def _account(person: Researcher) -> dict[str, Any]:
    user = person.user
    return {
        "email": user.email,
        "joined": _plain(user.date_joined),
        "last_signed_in": _plain(user.last_login),
        "delegates": [row.delegate.email for row in person.delegations.select_related("delegate")],
        "edits_labs": [lab.slug for lab in user.edited_labs.all()],
    }


def _course(course: Course) -> dict[str, Any]:
    sessions = []
    for session in course.sessions.all():
        materials = [_values(each) for each in session.materials.all()]
        sessions.append({**_values(session), "materials": materials})
    return {**_values(course), "sessions": sessions}


def _paper(work: Publication, person: Researcher) -> dict[str, Any]:
    return {
        **_values(work),
        "topics": [topic.name for topic in work.topics.all()],
        "authors": [_author(each, person) for each in work.authorships.all()],
        "links": [_values(each) for each in work.links.all()],
        "versions": [_values(each) for each in work.versions.all()],
    }


def _author(author: Authorship, person: Researcher) -> dict[str, Any]:
    """A name of the byline; what colleagues selected or hid is their own affair."""
    other = author.researcher
    found = {name: getattr(author, name) for name in (*_OF_AN_AUTHOR, *_FLAGS)}
    found["researcher"] = (
        other.slug if other and (other.is_public or other.pk == person.pk) else None
    )
    if author.home_page:
        found["home_page"] = author.home_page
    if author.researcher_id == person.pk:
        found |= {name: getattr(author, name) for name in _CHOICES}
    return found


def _values(row: Model, leave: Iterable[str] = ()) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        if isinstance(field, _DERIVED) or field.name in leave:
            continue
        if isinstance(field, ForeignKey):
            other = getattr(row, field.name)
            if hasattr(other, "slug"):
                found[field.name] = other.slug
            elif other is not None and field.name == "venue":
                found[field.name] = other.name
        elif isinstance(field, FileField):
            found[field.name] = getattr(row, field.name).name or ""
        else:
            found[field.name] = _plain(getattr(row, field.name))
    return found


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, (date, datetime)) else value


def _named(record: dict[str, Any]) -> Iterator[str]:
    for row in _rows(record):
        for name in ("image", "file", "preview"):
            if row.get(name):
                yield row[name]


def _in_texts(record: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    for row in _rows(record):
        for text in row.values():
            if isinstance(text, str) and settings.MEDIA_URL in text:
                for found in ADDRESS.finditer(text):
                    yield unquote(found[1]), False


def _rows(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in the record, at any depth."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _rows(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _rows(inner)
