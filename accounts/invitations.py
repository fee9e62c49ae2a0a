"""Invitations: a letter with a link by which somebody takes the account of a person.

The link holds a random token of which the database knows only the digest. It works once, until
it expires, is withdrawn, or is replaced by a newer letter.
"""

import hashlib
import logging
import secrets
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import letters
from accounts.addresses import vouch
from accounts.models import Invitation, User
from accounts.orcid import keep_orcid

log = logging.getLogger(__name__)


class InvitationClosedError(Exception):
    """The invitation was used, withdrawn or replaced, or has expired."""


def invite(researcher: models.Model, email: str, by: User | None) -> Invitation:
    """Invite somebody to edit the page of ``researcher``; ``by`` is None for an operator.

    Whether ``by`` may, the caller has asked. A pending invitation of this person is replaced.
    Raises ValidationError when there is nothing to invite to, and LetterNotSentError; the
    invitation then stands, and can be sent again.
    """
    email = email.strip().lower()
    validate_email(email)
    if researcher.user and researcher.user.is_claimed:
        raise ValidationError(
            _("%(person)s has an account already: %(email)s.")
            % {"person": researcher, "email": researcher.user.email}
        )
    _refuse_taken(email, researcher)
    with transaction.atomic():
        Invitation.objects.pending().filter(researcher=researcher).update(revoked_at=timezone.now())
        invitation = Invitation(researcher=researcher, email=email, invited_by=by)
        token = _renew(invitation)
    _send(invitation, token)
    return invitation


def invite_assistant(email: str, by: User | None) -> User:
    """An account for somebody without a page; invites unless they can sign in already."""
    email = email.strip().lower()
    validate_email(email)
    user = User.objects.filter(email=email).first() or User.objects.create_user(email)
    if not user.is_active:
        raise ValidationError(_("This account is deactivated. An administrator can activate it."))
    if user.is_claimed:
        return user
    pending = Invitation.objects.pending().filter(email=email).first()
    invitation = pending or Invitation(email=email, invited_by=by)
    _send(invitation, _renew(invitation))
    return user


def resend(invitation: Invitation, by: User | None = None) -> None:
    """Send a new link; the former one stops working."""
    if invitation.accepted_at or invitation.revoked_at:
        raise ValidationError(_("This invitation is closed. Send a new one."))
    invitation.invited_by = by or invitation.invited_by
    _send(invitation, _renew(invitation))


def revoke(invitation: Invitation) -> None:
    Invitation.objects.pending().filter(pk=invitation.pk).update(revoked_at=timezone.now())


def find(token: str) -> Invitation | None:
    """The open invitation to which a link leads."""
    return (
        Invitation.objects.open()
        .select_related("researcher", "invited_by")
        .filter(digest=_digest(token))
        .first()
    )


def was_accepted(token: str, by: User) -> bool:
    return Invitation.objects.filter(digest=_digest(token), accepted_by=by).exists()


def account_of(invitation: Invitation) -> User | None:
    """The account that has the invited address already."""
    return User.objects.filter(email=invitation.email).first()


@transaction.atomic
def accept(invitation: Invitation, user: User) -> None:
    """Close the invitation and give the page to ``user``.

    Raises InvitationClosedError when it was closed meanwhile, and ValidationError when the page
    and the account do not go together.
    """
    taken = (
        Invitation.objects.open()
        .filter(pk=invitation.pk)
        .update(accepted_at=timezone.now(), accepted_by=user)
    )
    if not taken:
        raise InvitationClosedError
    if invitation.researcher_id:
        _give_page(invitation.researcher, user)
    transaction.on_commit(lambda: _tell_inviter(invitation, user))


@transaction.atomic
def take_account(invitation: Invitation, password: str) -> User:
    """Accept with a password: the account of the invited address, made if there is none."""
    user = account_of(invitation) or User(email=invitation.email)
    if user.pk and (user.is_claimed or not user.is_active):
        raise InvitationClosedError
    user.set_password(password)
    user.save()
    vouch(user)
    accept(invitation, user)
    return user


def ask_again(email: str) -> None:
    """Pass a wish for a new link on to those who may send one.

    One letter goes out whatever is known of the address: the answer tells nothing, nor does the
    time that it takes.
    """
    invitation = Invitation.objects.pending().filter(email=email.lower()).first()
    editors = _editors(invitation) if invitation else []
    if editors:
        letters.send(
            "emails/invitation_wanted",
            editors,
            {"email": invitation.email, "person": invitation.researcher},
            reply_to=invitation.email,
        )
    else:
        letters.send("emails/invitation_unknown", email, {"email": email})


def _refuse_taken(email: str, researcher: models.Model) -> None:
    holder = User.objects.filter(email=email).first()
    if holder is None:
        return
    if not holder.is_active:
        raise ValidationError(_("This account is deactivated. An administrator can activate it."))
    page = getattr(holder, "researcher", None)
    if page is not None and page.pk != researcher.pk:
        raise ValidationError(
            _("The account %(email)s belongs to %(person)s already. Give another address.")
            % {"email": email, "person": page}
        )


def _renew(invitation: Invitation) -> str:
    token = secrets.token_urlsafe(32)
    invitation.digest = _digest(token)
    invitation.sent_at = timezone.now()
    invitation.expires_at = invitation.sent_at + timedelta(days=settings.INVITATION_DAYS)
    invitation.save()
    return token


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _send(invitation: Invitation, token: str) -> None:
    by = invitation.invited_by
    context = {
        "invitation": invitation,
        "person": invitation.researcher,
        "inviter": by,
        "address": letters.absolute(reverse("invitation_link", args=[token])),
        "days": settings.INVITATION_DAYS,
    }
    letters.send("emails/invitation", invitation.email, context, reply_to=by.email if by else "")


def _give_page(researcher: models.Model, user: User) -> None:
    researcher.refresh_from_db()
    own = getattr(user, "researcher", None)
    if own is not None and own.pk != researcher.pk:
        raise ValidationError(
            _("This account edits the page of %(person)s. Sign in with another one.")
            % {"person": own}
        )
    if researcher.user_id not in (None, user.pk) and researcher.user.is_claimed:
        raise InvitationClosedError
    researcher.user = user
    researcher._history_user = user  # noqa: SLF001 - simple_history's own way to name who did it
    researcher.save(update_fields=["user", "changed_at"])
    if not user.get_full_name():
        user.first_name, user.last_name = researcher.given_name, researcher.family_name
        user.save(update_fields=["first_name", "last_name"])
    keep_orcid(user)


def _tell_inviter(invitation: Invitation, user: User) -> None:
    by = invitation.invited_by
    if by is None or not by.is_active:
        return
    context = {"person": invitation.researcher, "account": user, "invited": invitation.email}
    try:
        letters.send("emails/invitation_accepted", by.email, context)
    except letters.LetterNotSentError:
        # The page is given all the same; the inviter also sees it in the admin.
        log.exception("The inviter could not be told.")


def _editors(invitation: Invitation) -> list[str]:
    """Who invited, and who else may: the editors of the person's labs, else administrators."""
    active = User.objects.filter(is_active=True)
    who = Q(pk=invitation.invited_by_id)
    if invitation.researcher_id:
        who |= Q(edited_labs__memberships__researcher=invitation.researcher_id)
    found = active.filter(who).distinct()
    found = found if found.exists() else active.filter(is_superuser=True)
    return list(found.order_by("email").values_list("email", flat=True))
