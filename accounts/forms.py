from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.forms import UserChangeForm, UserCreationForm

from accounts.guarding import GuardedForm
from accounts.models import User


class AccountCreationForm(UserCreationForm):
    """An account by its e-mail address; without a password it waits for its invitation."""

    usable_password = None  # Django's question about it: an empty password is answer enough

    class Meta:
        model = User
        fields = ("email", "first_name", "last_name")

    def validate_passwords(self, *args: Any, **kwargs: Any) -> None:
        given = any(self.cleaned_data.get(name) for name in ("password1", "password2"))
        self.cleaned_data["usable_password"] = "true" if given else "false"
        super().validate_passwords(*args, **kwargs)

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()


class AccountForm(GuardedForm, UserChangeForm):
    request: HttpRequest

    class Meta:
        model = User
        fields = "__all__"
        labels = {"is_superuser": _("Administrator"), "is_active": _("May sign in")}
        help_texts = {
            "is_superuser": _("Administrators edit everything, and keep the accounts."),
            "is_active": _("Off: the account is closed; the person's page and papers stay."),
        }

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.instance.pk == self.request.user.pk:
            for name in ("is_active", "is_superuser"):
                if name in self.fields and not self.cleaned_data.get(name):
                    self.add_error(
                        name, _("This is your own account. Ask another administrator to do this.")
                    )
        return self.cleaned_data
