"""The confirmed address of an account; allauth keeps it in a table of its own."""

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.models import User


@transaction.atomic
def vouch(user: User) -> None:
    """Take the account's address as confirmed, and drop every other one.

    For those who need no letter to prove it: they came by one, or an administrator typed it.
    """
    addresses = EmailAddress.objects.filter(user=user)
    addresses.exclude(email=user.email).delete()
    addresses.update_or_create(
        email=user.email, defaults={"user": user, "verified": True, "primary": True}
    )
