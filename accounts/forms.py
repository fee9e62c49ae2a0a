from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.forms import AuthenticationForm as UnfoldAuthenticationForm
from unfold.forms import UserChangeForm, UserCreationForm

from accounts.models import User


class SignInForm(UnfoldAuthenticationForm):
    """Signs in everybody with an active account, not only Django's “staff”."""

    error_messages = {
        **AuthenticationForm.error_messages,
        "invalid_login": _(
            "This e-mail address and password do not belong together. Both are as you chose them: "
            "mind upper and lower case in the password, and ask your lab's editor if it is lost."
        ),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].widget.input_type = "email"

    def confirm_login_allowed(self, user: User) -> None:
        AuthenticationForm.confirm_login_allowed(self, user)


class AccountCreationForm(UserCreationForm):
    """An account by its e-mail address; without a password it waits for its invitation."""

    class Meta:
        model = User
        fields = ("email", "first_name", "last_name")

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()


class AccountForm(UserChangeForm):
    request: HttpRequest

    class Meta:
        model = User
        fields = "__all__"

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
