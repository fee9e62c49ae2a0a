"""The other people of a site: a page for each, which waits for an editor before it is listed."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from profiles.models import Lab, Membership, Researcher
from profiles.models.lab import Role
from profiles.models.people import Visibility
from profiles.slugs import PEOPLE, unique_slug
from publications.report import Action
from transfer.attachments import Attachments
from transfer.content import Item
from transfer.kinds import KINDS, PROFILE
from transfer.merging import check, messages_of
from transfer.placing import Places, values_with_places
from transfer.rows import GONE, Rows
from typeset.fold import fold

KIND = "person"
_ROLES = (
    ("principal investigator", Role.PI), ("faculty", Role.FACULTY), ("professor", Role.FACULTY),
    ("postdoc", Role.POSTDOC), ("post doc", Role.POSTDOC), ("phd", Role.PHD), ("ph d", Role.PHD),
    ("doctoral", Role.PHD), ("graduate student", Role.PHD), ("master", Role.MASTERS),
    ("msc", Role.MASTERS), ("undergrad", Role.UNDERGRADUATE), ("bachelor", Role.UNDERGRADUATE),
    ("engineer", Role.ENGINEER), ("scientist", Role.SCIENTIST), ("researcher", Role.SCIENTIST),
    ("staff", Role.STAFF), ("administrat", Role.STAFF), ("visit", Role.VISITOR),
    ("intern", Role.VISITOR),
)  # fmt: skip


class FurtherPeople:
    """Makes or finds them, and writes what hangs on each; ``by_slug`` is who they became."""

    def __init__(
        self, owner: Rows, places: Places, attachments: Attachments, lab: Lab | None
    ) -> None:
        self.owner = owner
        self.places = places
        self.attachments = attachments
        self.lab = lab
        self.origin = f"{owner.origin}#{owner.researcher.slug}"[:300]
        self.by_slug: dict[str, Researcher] = {}
        self.rows: dict[int, Rows] = {}

    def write(self, item: Item) -> Action:
        """The person alone; what is to say of it comes to the item's problems."""
        values = values_with_places(self.places, item, PROFILE.markdown)
        groups = values.pop("groups", [])
        person = self._standing(item, values)
        if person is None and (KIND, item.ref) in self.owner.memories:
            self.owner.seen.add((KIND, item.ref))
            item.problems.append(GONE)
            item.parts = []
            return "unchanged"
        made = person is None
        if person and not self.owner.journal.may_change(person):
            item.problems.append(_("They have a page here, which is not yours to change."))
            item.parts = []
            return "rejected"
        if person is None and not self.owner.journal.may_add_people():
            item.problems.append(
                _("Only editors of a lab bring further people. Ask one of them to import the site.")
            )
            item.parts = []
            return "rejected"
        if person is None:
            person = self._made(item, values)
        if person is None:
            item.parts = []
            return "rejected"
        scratch = Researcher(
            slug=person.slug, given_name=person.given_name, family_name=person.family_name
        )
        checked = check(scratch, values)
        item.problems += checked.problems
        rows = self.rows[person.pk] = Rows(
            person, self.origin, self.attachments, self.owner.journal
        )
        action = rows.merge(item, person, checked.values, {})
        self.owner.note(item, person)
        self.by_slug[item.slug] = person
        self._join(person, groups)
        return "created" if made else action

    def rows_of(self, item: Item) -> Rows | None:
        person = self.by_slug.get(item.slug)
        return self.rows[person.pk] if person else None

    def _standing(self, item: Item, values: dict) -> Researcher | None:
        memory = self.owner.memories.get((KIND, item.ref))
        if memory:
            return Researcher.objects.filter(pk=memory.object_id).first()
        name = fold(f"{values.get('given_name', '')} {values.get('family_name', '')}")
        same = [
            person
            for person in Researcher.objects.filter(family_name__iexact=values["family_name"])
            if fold(f"{person.given_name} {person.family_name}") == name
        ]
        return same[0] if len(same) == 1 else None

    def _made(self, item: Item, values: dict) -> Researcher | None:
        person = Researcher(
            given_name=values.get("given_name", "")[:100],
            family_name=values["family_name"][:100],
            slug=unique_slug(Researcher.objects, item.slug, "person", PEOPLE),
            visibility=Visibility.AWAITING,
        )
        try:
            person.full_clean()
        except ValidationError as error:
            item.problems += messages_of(person, error)
            return None
        person.save()
        self.owner.journal.made.append(person)
        return person

    def _join(self, person: Researcher, groups: list[str]) -> None:
        if not self.lab or Membership.objects.filter(researcher=person, lab=self.lab).exists():
            return
        said = fold(" ".join(groups) or person.title)
        role = next((role for word, role in _ROLES if word in said), Role.OTHER)
        joined = Membership.objects.create(researcher=person, lab=self.lab, role=role)
        self.owner.journal.made.append(joined)


def parts_of(item: Item) -> list[Item]:
    """What hangs on a person and has a form here."""
    return [part for part in item.parts if part.kind in KINDS]
