"""Where people's pages link to other sites, and in which form each of those links is mended."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Model

from profiles import models as profiles
from profiles.fields import LinkField
from publications import models as publications


@dataclass(frozen=True)
class Source:
    """A model with links; ``people`` and ``form`` are paths to whose it is and to its form."""

    model: type[Model]
    people: str
    form: str
    field: str
    leaf: str

    def columns(self) -> list[str]:
        found = [each.name for each in self.model._meta.fields if isinstance(each, LinkField)]
        return found or ["value"]


SOURCES = (
    Source(profiles.ProfileLink, "researcher", "researcher", "links", "media"),
    *(
        Source(model, "researcher", "researcher", field, "cv")
        for model, field in (
            (profiles.Education, "education_entries"),
            (profiles.Experience, "experience_entries"),
            (profiles.Award, "award_entries"),
            (profiles.Talk, "talk_entries"),
            (profiles.Service, "service_entries"),
        )
    ),
    Source(profiles.Course, "researcher", "", "url", "general"),
    Source(
        profiles.CourseMaterial,
        "session__course__researcher",
        "session__course",
        "sessions",
        "schedule",
    ),
    Source(
        publications.Link,
        "publication__authorships__researcher",
        "publication",
        "links",
        "general",
    ),
    Source(
        publications.Version,
        "publication__authorships__researcher",
        "publication",
        "versions",
        "details",
    ),
    Source(publications.Coauthor, "researcher", "", "url", "general"),
)


def addresses() -> set[str]:
    """Every address on another site to which a person's pages may link."""
    return {url for source in SOURCES for url in _of(source)}


def _of(source: Source) -> Iterator[str]:
    for column in source.columns():
        rows = source.model._base_manager.filter(**{f"{column}__startswith": "http"})
        yield from rows.order_by().values_list(column, flat=True).distinct()
