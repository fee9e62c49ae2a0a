"""All entries of a person's CV in one query: a plain page shows them beside a dozen other lists."""

from typing import TYPE_CHECKING

from profiles.models import Award, Education, Experience, Service, Talk
from profiles.models.about import SectionKind
from profiles.models.cv import Entry
from profiles.together import together

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from profiles.models import Researcher

KINDS: dict[str, type[Entry]] = {
    SectionKind.EDUCATION: Education,
    SectionKind.EXPERIENCE: Experience,
    SectionKind.AWARDS: Award,
    SectionKind.TALKS: Talk,
    SectionKind.SERVICE: Service,
}


def entry_querysets(person: "Researcher") -> dict[str, "QuerySet"]:
    return {kind: model.objects.filter(researcher=person) for kind, model in KINDS.items()}


def entries_of(person: "Researcher") -> dict[str, list[Entry]]:
    """The entries by kind, in order."""
    return together(entry_querysets(person))
