"""All entries of a person's CV in one query, where one for each of the five tables would do worse.

A plain page shows them beside a dozen other lists, and each question costs.
"""

from typing import TYPE_CHECKING

from django.db.models import CharField, Value
from django.db.models.functions import JSONObject

from profiles.models import Award, Education, Experience, Service, Talk
from profiles.models.cv import Entry
from profiles.models.people import SectionKind

if TYPE_CHECKING:
    from profiles.models import Researcher

KINDS: dict[str, type[Entry]] = {
    SectionKind.EDUCATION: Education,
    SectionKind.EXPERIENCE: Experience,
    SectionKind.AWARDS: Award,
    SectionKind.TALKS: Talk,
    SectionKind.SERVICE: Service,
}


def entries_of(person: "Researcher") -> dict[str, list[Entry]]:
    """The entries by kind, in order. Each row travels as an object, since the tables differ."""
    first, *others = (_rows(kind, model, person) for kind, model in KINDS.items())
    found: dict[str, list[Entry]] = {kind: [] for kind in KINDS}
    for kind, row in first.union(*others, all=True):
        found[kind].append(_entry(KINDS[kind], row))
    for entries in found.values():
        entries.sort(key=lambda entry: (entry.position, entry.pk))
    return found


def _rows(kind: str, model: type[Entry], person: "Researcher"):
    names = [field.attname for field in model._meta.concrete_fields]
    return (
        model.objects.filter(researcher=person)
        .order_by()
        .values_list(
            Value(kind, output_field=CharField()), JSONObject(**{name: name for name in names})
        )
    )


def _entry(model: type[Entry], row: dict) -> Entry:
    fields = model._meta.concrete_fields
    return model(**{field.attname: field.to_python(row[field.attname]) for field in fields})
