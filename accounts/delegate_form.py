from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts import delegation, invitations
from accounts.models import Delegation, User

OWN_PAGE = "page"


class AccountChoice(forms.ModelChoiceField):
    def label_from_instance(self, user: User) -> str:
        return str(getattr(user, "researcher", None) or user)


class DelegateForm(forms.Form):
    """Somebody of one's labs, or, for a lab's editors, anybody by their address."""

    for_whom = forms.ChoiceField(label=_("They edit"))
    account = AccountChoice(
        label=_("Who"), queryset=User.objects.none(), required=False, empty_label=_("Choose …")
    )
    email = forms.EmailField(
        label=_("Or the e-mail address of somebody else"),
        required=False,
        help_text=_("Who has no account yet is invited."),
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.page = getattr(by, "researcher", None)
        self.labs = {str(lab.pk): lab for lab in delegation.labs_of(by)}
        own = [(OWN_PAGE, _("My page"))] if self.page else []
        self.fields["for_whom"].choices = [*own, *((pk, lab) for pk, lab in self.labs.items())]
        self.fields["account"].queryset = delegation.candidates(by)
        if not self.labs:
            del self.fields["email"]
            self.fields["account"].required = True

    @property
    def is_of_use(self) -> bool:
        """Whether there is anything to let somebody edit."""
        return bool(self.page or self.labs)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if bool(data.get("account")) == bool(data.get("email")) and not self.errors:
            raise ValidationError(_("Choose somebody, or give an address: one of the two."))
        return data

    def save(self) -> Delegation:
        """Raises ValidationError and LetterNotSentError."""
        data = self.cleaned_data
        to = data["account"] or invitations.invite_assistant(data["email"], self.by)
        if data["for_whom"] == OWN_PAGE:
            return delegation.delegate(to, self.by, researcher=self.page)
        return delegation.delegate(to, self.by, lab=self.labs[data["for_whom"]])
