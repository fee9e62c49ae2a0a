"""The sessions and materials of a course, which come and go as a whole."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model

from profiles.models import Course, CourseMaterial, CourseSession
from transfer.content import Item


def offered(parts: list[Item]) -> list[list[Any]]:
    """What the site says, in the form in which it is compared and remembered."""
    return [
        [
            part.values["label"],
            part.values["topic"],
            part.values["description"],
            [[inner.values["label"], inner.values["url"]] for inner in part.parts],
        ]
        for part in parts
    ]


def stands(course: Course) -> list[list[Any]]:
    return [
        [
            session.label,
            session.topic,
            session.description,
            [[material.label, material.href] for material in session.materials.all()],
        ]
        for session in course.sessions.prefetch_related("materials")
    ]


def create(row: Model, parts: list[Item]) -> None:
    if not isinstance(row, Course):
        return
    for position, part in enumerate(parts):
        session = CourseSession.objects.create(course=row, position=position, **part.values)
        for place, inner in enumerate(part.parts):
            material = CourseMaterial(session=session, position=place, **inner.values)
            try:
                material.full_clean()
            except ValidationError as error:
                address = inner.values["url"]
                part.problems.append(f"“{address}” was not linked. {' '.join(error.messages)}")
            else:
                material.save()


def merge(row: Model, parts: list[Item], base: dict[str, Any]) -> bool:
    """Put the offered schedule in the place of the one that stands, unless a person changed it."""
    if not isinstance(row, Course) or not parts:
        return False
    new, now, was = offered(parts), stands(row), base.get("schedule", [])
    if new in (was, now) or now != was:
        return False
    row.sessions.all().delete()
    create(row, parts)
    return True
