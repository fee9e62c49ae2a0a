"""The teaching page: courses under the places where they are given."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from profiles.models import Course


@dataclass
class Place:
    institution: str
    courses: list["Course"] = field(default_factory=list)


def by_institution(courses: Iterable["Course"]) -> list[Place]:
    """In the order in which the institutions appear: that of the newest course comes first."""
    places: dict[str, Place] = {}
    for course in courses:
        places.setdefault(course.institution, Place(course.institution)).courses.append(course)
    return list(places.values())
