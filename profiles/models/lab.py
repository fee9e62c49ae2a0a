from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from markdownx.models import MarkdownxField
from simple_history.models import HistoricalRecords

from profiles.domains import DomainField, refuse_taken
from profiles.fields import ColourField
from profiles.pictures import PictureField
from profiles.querysets import LabQuerySet, MembershipQuerySet


class Lab(models.Model):
    """A research group with a home page of its own."""

    name = models.CharField(
        _("name"), max_length=200, help_text=_("The lab's full name, for example Tidewater Lab.")
    )
    slug = models.SlugField(
        _("address"),
        unique=True,
        help_text=_("The last part of the lab's address: tidewater gives /labs/tidewater/."),
        error_messages={"unique": _("Another lab has this address. Choose another one.")},
    )
    tagline = models.CharField(
        _("tagline"),
        max_length=300,
        blank=True,
        help_text=_("One sentence under the name: We measure what drifts."),
    )
    description = MarkdownxField(
        _("description"),
        blank=True,
        help_text=_("What the lab does, in a few paragraphs of Markdown, on its home page."),
    )
    logo = PictureField(
        _("logo"),
        upload_to="labs",
        blank=True,
        help_text=_("A PNG, JPEG or WebP picture; it is shown about 160 pixels wide."),
        width_field="logo_width",
        height_field="logo_height",
    )
    logo_width = models.PositiveIntegerField(null=True, blank=True, editable=False)
    logo_height = models.PositiveIntegerField(null=True, blank=True, editable=False)
    logo_alt = models.CharField(
        _("logo's description"),
        max_length=200,
        blank=True,
        help_text=_("What the logo shows, for those who cannot see it: A tide gauge in waves."),
    )
    address = models.TextField(
        _("postal address"), blank=True, help_text=_("As on an envelope, one part a line.")
    )
    email = models.EmailField(
        _("e-mail address"),
        blank=True,
        help_text=_("For visitors, for example office@lab.example."),
    )
    phone = models.CharField(
        _("phone"),
        max_length=50,
        blank=True,
        help_text=_("With the country code: +47 55 00 00 00."),
    )
    join_us = MarkdownxField(
        _("join us"),
        blank=True,
        help_text=_("Open positions and how to apply, in Markdown. Empty: no such section."),
    )
    accent = ColourField(
        _("accent colour"), help_text=_("The colour of links and marks, such as #1f5f5b.")
    )
    public = models.BooleanField(
        _("public"),
        default=True,
        help_text=_("Off: the lab has no pages; its people's pages stay."),
    )
    approval = models.BooleanField(
        _("editors agree to changes"),
        default=False,
        help_text=_("On: what members change becomes public when an editor of the lab agrees."),
    )
    editors = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("editors"),
        blank=True,
        related_name="edited_labs",
        help_text=_("Accounts that may edit the lab, its people and all that is theirs."),
    )
    position = models.PositiveIntegerField(
        _("order"), default=0, help_text=_("Labs with smaller numbers come first.")
    )
    domain = DomainField(
        _("own domain"),
        max_length=253,
        unique=True,
        null=True,
        blank=True,
        help_text=_(
            "For example tidewater.example: the lab's pages are then shown there. "
            "Let the domain point to this server first."
        ),
        error_messages={"unique": _("Somebody else's pages have this domain.")},
    )
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = LabQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[editors])

    class Meta:
        verbose_name = _("lab")
        verbose_name_plural = _("labs")
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("lab", args=[self.slug])

    def clean(self) -> None:
        refuse_taken(self, (apps.get_model("profiles.Researcher"), Lab))
        if self.logo and not self.logo_alt:
            raise ValidationError(
                {"logo_alt": _("Say what the logo shows, for example: The letters TL over a wave.")}
            )


class Role(models.TextChoices):
    """What somebody is in a lab, in the order in which the people page shows them."""

    PI = "pi", _("Principal investigator")
    FACULTY = "faculty", _("Faculty")
    SCIENTIST = "scientist", _("Research scientist")
    POSTDOC = "postdoc", _("Postdoctoral researcher")
    PHD = "phd", _("PhD student")
    MASTERS = "masters", _("Master's student")
    UNDERGRADUATE = "undergraduate", _("Undergraduate student")
    ENGINEER = "engineer", _("Research engineer")
    STAFF = "staff", _("Staff")
    VISITOR = "visitor", _("Visitor")
    OTHER = "other", _("Member")


class Membership(models.Model):
    """Somebody's time in a lab in one role; an alumnus is a person whose times have all ended."""

    Role = Role

    researcher = models.ForeignKey(
        "profiles.Researcher",
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="memberships",
    )
    lab = models.ForeignKey(
        Lab, verbose_name=_("lab"), on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.PHD)
    title = models.CharField(
        _("title"),
        max_length=200,
        blank=True,
        help_text=_("Shown instead of the role's name: Associate Professor."),
    )
    started = models.DateField(_("from"), null=True, blank=True)
    ended = models.DateField(
        _("until"),
        null=True,
        blank=True,
        help_text=_("A day in the past moves the person to the alumni."),
    )
    next_position = models.CharField(
        _("went on to"),
        max_length=200,
        blank=True,
        help_text=_("Where alumni are now: Postdoc at the Institute for Slow Measurement."),
    )
    position = models.PositiveIntegerField(
        _("order"), default=0, help_text=_("Within a role, smaller numbers come first.")
    )

    objects = MembershipQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["position", "started", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended__isnull=True)
                | models.Q(started__isnull=True)
                | models.Q(ended__gte=models.F("started")),
                name="membership_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["researcher", "lab", "role", "started"],
                name="membership_unique",
                violation_error_message=_("This person already has this role from that day on."),
            ),
            # Apart, since SQLite has no way to say that two empty dates are the same.
            models.UniqueConstraint(
                fields=["researcher", "lab", "role"],
                condition=models.Q(started__isnull=True),
                name="membership_undated_unique",
                violation_error_message=_("This person already has this role, without a date."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.researcher} · {self.get_role_display()}, {self.lab}"

    def clean(self) -> None:
        if self.started and self.ended and self.ended < self.started:
            raise ValidationError(
                {"ended": _("The end lies before the start. Give a day from %s on.") % self.started}
            )

    @property
    def role_title(self) -> str:
        return self.title or self.get_role_display()
