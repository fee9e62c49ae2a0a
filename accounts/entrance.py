"""The forms by which one comes in."""

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from allauth.account.fields import EmailField, PasswordField
from allauth.socialaccount.forms import SignupForm as AllauthSocialSignupForm
from django import forms
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class LoginForm(allauth_forms.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address")
        # Nobody comes to this page for anything else.
        self.fields["login"].widget.attrs["autofocus"] = True
        self.fields["remember"].label = _("Stay signed in on this device")


class AddressForm(allauth_forms.AddEmailForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("New e-mail address")


class ResetForm(allauth_forms.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address")


class OfListedDomain(forms.Form):
    """Only addresses of the listed domains register by themselves."""

    def clean_email(self) -> str:
        email = super().clean_email()
        if email.rpartition("@")[2] not in settings.SIGNUP_DOMAINS:
            domains = ", ".join(settings.SIGNUP_DOMAINS)
            raise forms.ValidationError(
                _(
                    "Only addresses at %s can register here. With another one, ask an editor of "
                    "your lab for an invitation."
                )
                % domains
            )
        return email


class SignupForm(OfListedDomain, allauth_forms.SignupForm):
    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        if self.account_already_exists:
            # A new account's password is hashed; an answer without that would come sooner, and
            # tell that there is an account.
            make_password(self.cleaned_data["password1"])
        return super().try_save(request)


class SocialSignupForm(OfListedDomain, AllauthSocialSignupForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address")
        # An address that the other site has confirmed is the account's; another would be let in
        # on the first one's proof.
        confirmed = any(address.verified for address in self.sociallogin.email_addresses)
        self.fields["email"].disabled = confirmed


class InvitedForm(forms.Form):
    """A password for the account that an invitation opens."""

    password = PasswordField(
        label=_("Choose a password"),
        autocomplete="new-password",
        help_text=_("At least eight characters, and no word that many take."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        return get_adapter().clean_password(self.cleaned_data["password"], self.user)


class AskAgainForm(forms.Form):
    email = EmailField(label=_("The e-mail address that was invited"), required=True)
