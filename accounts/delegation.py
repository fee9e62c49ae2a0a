"""Delegates: an assistant who edits for a professor, or for a whole lab.

A delegate edits under their own name, as much as the person or the lab's editors, and cannot pass
that on.
"""

from django.db import models
from django.db.models import Q, QuerySet

from accounts import letters
from accounts.models import Delegation, User


def delegate(
    to: User, by: User, *, researcher: models.Model | None = None, lab: models.Model | None = None
) -> Delegation:
    """Let ``to`` edit; whether ``by`` may grant it, the caller has asked. Tells them by letter."""
    made = Delegation(delegate=to, researcher=researcher, lab=lab, granted_by=by)
    made.full_clean()
    made.save()
    tell(made)
    return made


def tell(made: Delegation) -> None:
    """The letter to a new delegate. Raises LetterNotSentError; the right is given all the same."""
    context = {
        "by": made.granted_by,
        "for_whom": made.researcher or made.lab,
        "account": made.delegate,
    }
    letters.send("emails/delegation", made.delegate.email, context)


def labs_of(user: User) -> QuerySet:
    """The labs for which an account may choose delegates; being one itself is not enough."""
    every = Delegation._meta.get_field("lab").related_model.objects.all()
    return every if user.is_superuser else every.filter(editors=user)


def granted(user: User) -> QuerySet[Delegation]:
    """The delegations that an account may end: for its own page, and for the labs it edits."""
    mine = Q(researcher__user=user) | Q(lab__in=labs_of(user))
    return Delegation.objects.filter(mine).select_related("delegate", "researcher", "lab")


def held(user: User) -> QuerySet[Delegation]:
    """Those by which the account edits for others; it may lay them down."""
    return user.delegations.select_related("delegate", "researcher", "lab")


def candidates(user: User) -> QuerySet[User]:
    """Whom one may choose: the accounts in one's labs. Others an editor brings in by address."""
    active = User.objects.filter(is_active=True).exclude(pk=user.pk).select_related("researcher")
    if user.is_superuser:
        return active
    return active.filter(
        Q(researcher__memberships__lab__memberships__researcher__user=user)
        | Q(researcher__memberships__lab__editors=user)
        | Q(edited_labs__memberships__researcher__user=user)
        | Q(edited_labs__editors=user)
    ).distinct()
