from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.sessions import end_sessions


class UserManager(BaseUserManager["User"]):
    """Makes accounts by e-mail address; there are no user names."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        if not email:
            raise ValueError("An account needs an e-mail address.")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email__iexact=email)


class User(AbstractUser):
    """Somebody who signs in, by e-mail address. What they may edit, permissions.py says."""

    username = None
    email = models.EmailField(
        _("e-mail address"),
        unique=True,
        help_text=_("The address this person signs in with, for example mina@lab.example."),
        error_messages={"unique": _("There is already an account with this e-mail address.")},
    )

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    history = HistoricalRecords(excluded_fields=["password", "last_login"])

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ["email"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="account_email_unique",
                violation_error_message=_("There is already an account with this e-mail address."),
            )
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Whoever is deactivated is signed out everywhere, by whatever way it was done."""
        super().save(*args, **kwargs)
        if not self.is_active:
            end_sessions(self)

    @property
    def is_claimed(self) -> bool:
        """Whether somebody can sign in: a password was set, or another site vouches for them."""
        return self.has_usable_password() or self.socialaccount_set.exists()


class InvitationQuerySet(models.QuerySet):
    def pending(self) -> Self:
        """Neither accepted nor withdrawn; they may have expired."""
        return self.filter(accepted_at=None, revoked_at=None)

    def open(self) -> Self:
        return self.pending().filter(expires_at__gt=timezone.now())


class Invitation(models.Model):
    """A letter that lets its reader take an account; see `accounts.invitations`.

    The token stands in the letter alone. Here is its digest, from which no link can be made.
    """

    researcher = models.ForeignKey(
        "profiles.Researcher",
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="invitations",
        help_text=_("Whose page the account will edit. Empty: an assistant without a page."),
    )
    email = models.EmailField(_("e-mail address"))
    digest = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("invited by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="invitations_sent",
    )
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)
    expires_at = models.DateTimeField(_("valid until"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("accepted by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="invitations_accepted",
    )
    revoked_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-sent_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["researcher"],
                condition=models.Q(accepted_at=None, revoked_at=None, researcher__isnull=False),
                name="invitation_pending_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.state}"

    @property
    def is_open(self) -> bool:
        pending = self.accepted_at is None and self.revoked_at is None
        return pending and self.expires_at > timezone.now()

    @property
    def state(self) -> str:
        if self.accepted_at:
            return _("accepted")
        if self.revoked_at:
            return _("withdrawn")
        return _("waiting for an answer") if self.is_open else _("expired")


class Delegation(models.Model):
    """Somebody who edits for a person, or for a whole lab; `profiles.permissions` asks for it."""

    delegate = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("delegate"),
        on_delete=models.CASCADE,
        related_name="delegations",
        help_text=_("The account that may edit. The history names it, not the person it acts for."),
    )
    researcher = models.ForeignKey(
        "profiles.Researcher",
        verbose_name=_("for the person"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="delegations",
    )
    lab = models.ForeignKey(
        "profiles.Lab",
        verbose_name=_("for the lab"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="delegations",
    )
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("granted by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="delegations_granted",
    )
    created_at = models.DateTimeField(_("since"), auto_now_add=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        ordering = ["created_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(researcher__isnull=False, lab=None)
                | models.Q(researcher=None, lab__isnull=False),
                name="delegation_of_a_person_or_a_lab",
                violation_error_message=_("Choose a person or a lab, one of the two."),
            ),
            *(
                models.UniqueConstraint(
                    fields=["delegate", whom],
                    name=f"delegation_of_{whom}_unique",
                    violation_error_message=_("This account is a delegate there already."),
                )
                for whom in ("researcher", "lab")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delegate} → {self.researcher or self.lab}"

    def clean(self) -> None:
        if self.pk or not self.delegate_id:
            return
        if not self.delegate.is_active:
            told = _("This account is deactivated. An administrator can activate it.")
            raise ValidationError(told)
        if self.researcher_id and self.researcher.user_id == self.delegate_id:
            raise ValidationError(_("This is the person's own account."))


class Registration(models.Model):
    """Somebody who registered by themselves, until their page is made at the first sign-in."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="registration"
    )
    lab = models.ForeignKey("profiles.Lab", on_delete=models.SET_NULL, null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.user)
