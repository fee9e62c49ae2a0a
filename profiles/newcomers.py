"""A new person: the page, the place in the lab, and the account to invite."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from profiles.models import Lab, Membership, Researcher
from profiles.models.lab import Role

_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})


def split_name(name: str) -> tuple[str, str]:
    """Given and family part: “Jan van der Berg” and “van der Berg, Jan” are one name."""
    family, comma, given = (part.strip() for part in name.partition(","))
    if comma and family and given:
        return given, family
    words = name.replace(",", " ").split()
    start = len(words) - 1
    if start > 1 and words[start].lower() in _SUFFIXES:
        start -= 1
    while start > 1 and words[start - 1][:1].islower():
        start -= 1
    return " ".join(words[:start]), " ".join(words[start:])


@transaction.atomic
def add_researcher(
    name: str, slug: str, *, email: str = "", lab: Lab | None = None, role: str = Role.OTHER
) -> Researcher:
    """Make a public page; with an e-mail address an account too, which has no password yet.

    Raises ValidationError when the name, the slug or the address cannot be taken.
    """
    given, family = split_name(name)
    person = Researcher(given_name=given, family_name=family, slug=slug, email=email)
    person.full_clean(exclude=["user"])
    if email:
        person.user = _account(email, given, family)
    person.save()
    if lab:
        Membership.objects.create(researcher=person, lab=lab, role=role)
    return person


def _account(email: str, given: str, family: str) -> User:
    found = User.objects.filter(email__iexact=email).first()
    if found is None:
        return User.objects.create_user(email, first_name=given[:150], last_name=family[:150])
    taken = Researcher.objects.filter(user=found).first()
    if taken:
        raise ValidationError(
            _("The account %(email)s belongs to %(person)s already.")
            % {"email": email, "person": taken.name}
        )
    return found
