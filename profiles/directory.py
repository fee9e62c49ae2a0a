"""The people page: who is in each lab now, by role, and who was."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext_lazy as _

from profiles.cards import Card, card
from profiles.models import Lab, Membership, Researcher
from profiles.models.lab import Role
from typeset.fold import fold

MOST_IN_GALLERY = 120
RANK = {role: rank for rank, role in enumerate(Role)}
# A heading over several; one alone stands under the role's own name.
PLURALS = {
    Role.PI: _("Principal investigators"),
    Role.FACULTY: _("Faculty"),
    Role.SCIENTIST: _("Research scientists"),
    Role.POSTDOC: _("Postdoctoral researchers"),
    Role.PHD: _("PhD students"),
    Role.MASTERS: _("Master's students"),
    Role.UNDERGRADUATE: _("Undergraduate students"),
    Role.ENGINEER: _("Research engineers"),
    Role.STAFF: _("Staff"),
    Role.VISITOR: _("Visitors"),
    Role.OTHER: _("Members"),
}


@dataclass
class Group:
    """Those who share a role."""

    role: Role
    memberships: list[Membership] = field(default_factory=list)
    before: int = 0  # how many stand above them

    @property
    def heading(self) -> str:
        return PLURALS[self.role] if len(self.memberships) > 1 else self.role.label

    @property
    def cards(self) -> list[Card]:
        return [card(person, title) for person, title in self.entries]

    @property
    def entries(self) -> list[tuple[Researcher, str]]:
        """Each person with what they are here or elsewhere, where that says more than the role."""
        titled = [
            (each.researcher, each.title or each.researcher.title) for each in self.memberships
        ]
        role = fold(self.role.label)
        return [(person, "" if fold(title) == role else title) for person, title in titled]


@dataclass
class LabPeople:
    lab: Lab
    groups: list[Group] = field(default_factory=list)
    alumni: list[Membership] = field(default_factory=list)

    @property
    def current(self) -> list[Membership]:
        return [membership for group in self.groups for membership in group.memberships]

    @property
    def gallery(self) -> list[Card]:
        """For the lab's own page; a lab of hundreds has the rest on the people page alone."""
        return [card(each.researcher, each.role_title) for each in self.current[:MOST_IN_GALLERY]]


def by_lab(memberships: Iterable[Membership], labs: Iterable[Lab], today: date) -> list[LabPeople]:
    """Every lab's people, each once: in their present role, else among the alumni.

    The order within a role is that of ``memberships``; alumni are sorted by when they left,
    the last first. Whoever is yet to start is in neither.
    """
    by_pk = {lab.pk: lab for lab in labs}
    found: dict[int, dict[int, list[Membership]]] = {}
    for membership in memberships:
        people = found.setdefault(membership.lab_id, {})
        people.setdefault(membership.researcher_id, []).append(membership)
    listed = [_lab_people(by_pk[pk], people, today) for pk, people in found.items()]
    return sorted(listed, key=lambda each: (each.lab.position, each.lab.name))


def _lab_people(lab: Lab, people: dict[int, list[Membership]], today: date) -> LabPeople:
    groups = {role: Group(role) for role in Role}
    alumni = []
    for times in people.values():
        present = [each for each in times if _is_present(each, today)]
        past = [each for each in times if each.ended and each.ended < today]
        if present:
            membership = min(present, key=lambda each: RANK[Role(each.role)])
            groups[Role(membership.role)].memberships.append(membership)
        elif past:
            alumni.append(max(past, key=lambda each: each.ended or today))
    above = 0
    for group in groups.values():
        group.memberships.sort(key=_place)
        group.before, above = above, above + len(group.memberships)
    return LabPeople(
        lab=lab,
        groups=[group for group in groups.values() if group.memberships],
        alumni=sorted(alumni, key=lambda each: each.ended or today, reverse=True),
    )


def _is_present(membership: Membership, today: date) -> bool:
    begun = membership.started is None or membership.started <= today
    return begun and (membership.ended is None or membership.ended >= today)


def _place(membership: Membership) -> tuple:
    """The lab's order, then seniority, then the name."""
    person = membership.researcher
    started = membership.started or date.max
    return membership.position, started, person.family_name, person.given_name
