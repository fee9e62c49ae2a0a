"""One name on all papers: a new name of a person goes into the bylines that are linked to them."""

from profiles.models import Researcher
from publications.names import Name, matches, split_name


def former_name(person: Researcher) -> Name | None:
    """The name that is stored, when ``person`` is about to be saved with another one."""
    stored = Researcher._base_manager.filter(pk=person.pk).first() if person.pk else None
    name = stored and _name(stored)
    return name if name and name != _name(person) else None


def carry_over(person: Researcher, former: Name) -> None:
    """Put the new name where the former one stood; initials stay initials."""
    new = _name(person)
    for authorship in person.authorships.filter(literal=""):
        if matches(former, authorship.name):
            abbreviated = authorship.given and authorship.given == authorship.name.initials
            authorship.given = new.initials if abbreviated else new.given
            authorship.particle, authorship.family = new.particle, new.family
            authorship.save()


def _name(person: Researcher) -> Name:
    return split_name(f"{person.family_name}, {person.given_name}".removesuffix(", "))
