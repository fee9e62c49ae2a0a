"""What the admin asks of permissions.py, once in a request however often it is needed."""

from collections.abc import Callable, Hashable
from typing import TypeVar

from django.http import HttpRequest

from profiles.models import Researcher
from profiles.permissions import editable_people, is_administrator, is_editor

Answer = TypeVar("Answer")


def once(request: HttpRequest, question: Hashable, ask: Callable[[], Answer]) -> Answer:
    """The answer to a question about rights, asked of the database once in a request."""
    known = request.__dict__.setdefault("_octavo_rights", {})
    if question not in known:
        known[question] = ask()
    return known[question]


def administrates(request: HttpRequest) -> bool:
    return is_administrator(request.user)


def edits_lab(request: HttpRequest) -> bool:
    """An administrator, or the editor of some lab."""
    return once(request, "edits lab", lambda: is_editor(request.user))


def people(request: HttpRequest) -> list[Researcher]:
    """The first two of whom the user edits: nobody, one person, or a choice."""
    return once(request, "people", lambda: list(editable_people(request.user)[:2]))


def takes_part(request: HttpRequest) -> bool:
    """Somebody with a page to edit, or a lab."""
    return edits_lab(request) or bool(people(request))


def only_person(request: HttpRequest) -> Researcher | None:
    """The one person for whom a member acts, who need not be chosen anywhere."""
    return people(request)[0] if len(people(request)) == 1 and not edits_lab(request) else None
