"""How allauth is bent to Octavo: names, letters, who may come in, and by which proof.

What needs to know people and labs is added in `profiles.registration`.
"""

import contextlib
import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.account.models import EmailAddress
from allauth.core import context as allauth_context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import invitations, letters, pending
from accounts.addresses import vouch
from accounts.models import Registration, User

log = logging.getLogger(__name__)
SECOND_STEPS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "This e-mail address and password do not belong together. Mind upper and lower case "
            "in the password, or choose a new one by “Forgot your password?”."
        ),
        "too_many_login_attempts": _(
            "Too many attempts. Wait five minutes, then try again; a passkey works at once."
        ),
        "incorrect_password": _("This is not your password."),
        "enter_current_password": _("This is not your present password."),
        "duplicate_email": _("This is your address already."),
        "incorrect_code": _("This code is not right. Type the one that is shown now."),
        "rate_limited": _("Too many attempts. Wait a few minutes, then try again."),
    }

    def site_name(self) -> str:
        """In whose name letters are written."""
        request = allauth_context.request
        return request.get_host() if request else "Octavo"

    def edits_for_others(self, user: User) -> bool:
        """Whether this is an administrator, or somebody who edits more than their own page."""
        return user.is_superuser

    def lacks_second_step(self, user: User) -> bool:
        """Whether the account must set up a second step before it sees the admin."""
        return (
            settings.SECOND_STEP_REQUIRED
            and self.edits_for_others(user)
            and not is_mfa_enabled(user, SECOND_STEPS)
        )

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return bool(settings.SIGNUP_DOMAINS)

    def get_client_ip(self, request: HttpRequest) -> str:
        if not request.META.get("REMOTE_ADDR") and not settings.ALLAUTH_TRUSTED_PROXY_COUNT:
            return "127.0.0.1"  # a socket on this machine has no address
        return super().get_client_ip(request)

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        # Whoever did not register by themselves was let in by somebody who knows the address.
        confirmed = EmailAddress.objects.filter(user=user, verified=True).exists()
        if not confirmed and not Registration.objects.filter(user=user).exists():
            vouch(user)
        return super().pre_login(request, user, **kwargs)

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        holders = User.objects.filter(email=email_address.email.lower())
        if holders.exclude(pk=email_address.user_id).exists():
            # allauth asks its own table alone, which knows only who has signed in before.
            template = "account/messages/email_confirmation_failed.txt"
            self.add_message(request, messages.ERROR, template, {"email": email_address.email})
            return False
        return super().confirm_email(request, email_address)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        try:
            letters.send(template_prefix, email, {"email": email, **context})
        except letters.LetterNotSentError as error:
            log.exception("A letter was not sent.")
            page = render(allauth_context.request, "accounts/no_letter.html", status=503)
            raise ImmediateHttpResponse(page) from error

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        # What it tells of is done already; a lost mail server must not say that it is not.
        with contextlib.suppress(ImmediateHttpResponse):  # logged by send_mail
            super().send_notification_mail(*args, **kwargs)

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        # An address that the account had before opens it no longer.
        known = user.email == email.lower()
        template = "password_reset_key" if known else "unknown_account"
        self.send_mail(f"account/email/{template}", email, context)

    def get_reset_password_from_key_url(self, key: str) -> str:
        return _on_our_site(super().get_reset_password_from_key_url(key))

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        return _on_our_site(super().get_email_confirmation_url(request, emailconfirmation))


def _on_our_site(address: str) -> str:
    """A link in a letter leads to OCTAVO_BASE_URL, whatever host the request named."""
    return letters.absolute("/" + address.split("/", 3)[3])


class SocialAdapter(DefaultSocialAccountAdapter):
    """ORCID and the university: who comes back from there is let in on proof alone.

    The proof is a connection made earlier, an open invitation, or, from the university, a
    confirmed address that an account has. Nobody else gets an account, unless addresses of their
    domain may register.
    """

    error_messages = {
        **DefaultSocialAccountAdapter.error_messages,
        "no_password": _(
            "Without this connection nobody could sign in to your account. Choose a password first."
        ),
        "connected_other": _("This sign-in belongs to another account here."),
    }

    def get_app(self, request: HttpRequest, provider: str, client_id: str | None = None) -> Any:
        try:
            return super().get_app(request, provider, client_id)
        except SocialApp.DoesNotExist as error:
            raise Http404 from error

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[User, str] | None:
        _correct(sociallogin)
        found = super().authenticate_by_email(sociallogin)
        # Not by an address that the account has not confirmed, or has no more.
        return found if found and found[0].email == found[1].lower() else None

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        _correct(sociallogin)
        invitation = pending.invitation(request)
        if sociallogin.is_existing or request.user.is_authenticated or not invitation:
            return
        holder = invitations.account_of(invitation)
        if holder is None:
            # The link came by letter, so its reader has the address.
            self._take_address(request, sociallogin, invitation.email)
        elif holder.is_claimed or not holder.is_active:
            raise ImmediateHttpResponse(redirect("invitation"))
        else:
            vouch(holder)
            sociallogin.connect(request, holder)
            invitations.accept(invitation, holder)

    def _take_address(self, request: HttpRequest, sociallogin: SocialLogin, email: str) -> None:
        sociallogin.user.email = email
        sociallogin.email_addresses = [EmailAddress(email=email, verified=True, primary=True)]

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return pending.invitation(request) is not None or super().is_open_for_signup(
            request, sociallogin
        )

    def is_auto_signup_allowed(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return pending.invitation(request) is not None

    def save_user(
        self, request: HttpRequest, sociallogin: SocialLogin, form: Form | None = None
    ) -> User:
        user = super().save_user(request, sociallogin, form)
        invitation = pending.invitation(request)
        if form is None and invitation:
            invitations.accept(invitation, user)
        return user

    def get_signup_form_initial_data(self, sociallogin: SocialLogin) -> dict[str, str]:
        known = super().get_signup_form_initial_data(sociallogin)
        return {key: value for key, value in known.items() if key != "username"}


def _correct(sociallogin: SocialLogin) -> None:
    """Believe of the provider's answer only what it says plainly and twice the same."""
    for address in sociallogin.email_addresses:
        # Some say "false", in quotation marks, which Python takes for true.
        address.verified = address.verified is True
    if sociallogin.provider.id != "openid_connect":
        return
    told = sociallogin.account.extra_data
    token, userinfo = told.get("id_token"), told.get("userinfo")
    if not token:
        raise PermissionDenied("The provider sent no signed identity.")
    if userinfo and userinfo.get("sub") != token.get("sub"):
        raise PermissionDenied("The provider named two different people.")


class SecondStepAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right. Type the one that is shown now."),
        "unverified_email": _("Confirm your new e-mail address first, by the link in the letter."),
    }

    def _get_site_name(self) -> str:
        return get_adapter().site_name()

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Passkey %d") % number if number > 1 else gettext("Passkey")
