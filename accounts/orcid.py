"""The iD that somebody proved by signing in at ORCID, and the page on which it stands."""

import logging

from allauth.socialaccount.models import SocialAccount

from accounts.models import User

log = logging.getLogger(__name__)


def proven_orcid(user: User) -> str:
    account = SocialAccount.objects.filter(user=user, provider="orcid").order_by("pk").first()
    return account.uid if account else ""


def keep_orcid(user: User) -> bool:
    """Write the proven iD on the account's page; False when another page has that iD.

    The other page is left alone: whoever typed the iD there, people have to sort out which
    record is whose.
    """
    page = getattr(user, "researcher", None)
    orcid = proven_orcid(user)
    if page is None or not orcid or page.orcid == orcid:
        return True
    if type(page).objects.filter(orcid=orcid).exclude(pk=page.pk).exists():
        log.warning("The iD %s of account %s stands on another page.", orcid, user.pk)
        return False
    page.orcid = orcid
    page.save(update_fields=["orcid", "changed_at"])
    return True
