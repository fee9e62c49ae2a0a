from typing import Any

from django.core.files.base import ContentFile

from profiles.models import Course, CourseMaterial, CourseSession, Researcher
from website.demo.content import FOLDER, create_in_order, read


def create(everybody: dict[str, Researcher]) -> None:
    for key, courses in read("teaching").items():
        for position, row in enumerate(courses):
            fields = {name: value for name, value in row.items() if name != "sessions"}
            course = Course.objects.create(researcher=everybody[key], position=position, **fields)
            _create_sessions(course, row.get("sessions", []))


def _create_sessions(course: Course, rows: list[dict[str, Any]]) -> None:
    for position, row in enumerate(rows):
        fields = {name: value for name, value in row.items() if name != "materials"}
        session = CourseSession.objects.create(course=course, position=position, **fields)
        materials = [_material(*each) for each in row.get("materials", [])]
        create_in_order(CourseMaterial, materials, session=session)


def _material(label: str, address: str) -> dict[str, Any]:
    """``file:drift.csv`` is uploaded from the content's folder; all else is an address."""
    if not address.startswith("file:"):
        return {"label": label, "url": address}
    name = address.removeprefix("file:")
    return {"label": label, "file": ContentFile((FOLDER / name).read_bytes(), name)}
