"""Delegates: an assistant who edits for a professor, or for a whole lab.

A delegate edits under their own name, as much as the person or the lab's editors, and cannot pass
that on.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts import letters
from accounts.models import Delegation, User


def delegate(
    to: User, by: User, *, researcher: models.Model | None = None, lab: models.Model | None = None
) -> Delegation:
    """Let ``to`` edit; whether ``by`` may grant it, the caller has asked. Tells them by letter."""
    made = Delegation(delegate=to, researcher=researcher, lab=lab, granted_by=by)
    if not to.is_active:
        raise ValidationError(_("This account is deactivated. An administrator can activate it."))
    if researcher is not None and researcher.user_id == to.pk:
        raise ValidationError(_("This is the person's own account."))
    made.full_clean()
    made.save()
    letters.send(
        "emails/delegation", to.email, {"by": by, "for_whom": researcher or lab, "account": to}
    )
    return made


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
