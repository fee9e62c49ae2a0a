from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from markdownx.models import MarkdownxField
from simple_history.models import HistoricalRecords

from profiles.addresses import page_of
from profiles.domains import DomainField, refuse_taken
from profiles.fields import ColourField, FoldedField
from profiles.models.lab import Lab
from profiles.querysets import ResearcherQuerySet
from profiles.slugs import PEOPLE, NotReserved
from typeset.scripts import is_cjk

LIMIT_HELP = _("How many are shown; empty shows all.")


class Visibility(models.TextChoices):
    PUBLIC = "public", _("Public")
    UNLISTED = "unlisted", _("Unlisted: only for those who have the address")
    NAME = "name", _("Name only: in lists of people, without a page")
    HIDDEN = "hidden", _("Hidden")
    AWAITING = "awaiting", _("Waiting for an editor: unlisted until then")


class Layout(models.TextChoices):
    PROFILE = "profile", _("Profile: photo beside the text, with blocks below")
    PLAIN = "plain", _("Plain: one column of headed sections")


class Align(models.TextChoices):
    LEFT = "left", _("Left of the text")
    RIGHT = "right", _("Right of the text")


class Researcher(models.Model):
    """A person with a page; the account that edits it is optional."""

    Visibility, Layout, Align = Visibility, Layout, Align

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="researcher",
        help_text=_("The account that edits this page. Empty: only the lab's editors can."),
    )
    slug = models.SlugField(
        _("address"),
        max_length=100,
        unique=True,
        validators=[NotReserved(PEOPLE)],
        help_text=_(
            "The last part of the page's address: mina-sorensen gives /people/mina-sorensen/."
        ),
        error_messages={"unique": _("Somebody else has this address. Choose another one.")},
    )
    given_name = models.CharField(
        _("given name"), max_length=100, blank=True, help_text=_("For example Mina.")
    )
    family_name = models.CharField(
        _("family name"),
        max_length=100,
        help_text=_("With its particle: Sørensen, or van der Berg."),
    )
    display_name = models.CharField(
        _("name as shown"),
        max_length=200,
        blank=True,
        help_text=_("Only if it is not given name then family name, for example Baek Jun-ho."),
    )
    original_name = models.CharField(
        _("name in its own script"), max_length=100, blank=True, help_text=_("For example 백준호.")
    )
    pronouns = models.CharField(
        _("pronouns"), max_length=50, blank=True, help_text=_("For example she/her.")
    )
    title = models.CharField(
        _("title"),
        max_length=200,
        blank=True,
        help_text=_("Your position, for example Associate Professor of Measurement."),
    )
    subtitle = models.CharField(
        _("line under the name"),
        max_length=500,
        blank=True,
        help_text=_("One line of Markdown: **Contact:** mina [at] lab [dot] example."),
    )
    bio = MarkdownxField(
        _("about me"),
        blank=True,
        help_text=_("A few paragraphs of Markdown: who you are and what you work on."),
    )
    more_info = MarkdownxField(
        _("note under the photo"),
        blank=True,
        help_text=_("A few short lines of Markdown, for example your room and office hours."),
    )
    orcid = models.CharField(
        _("ORCID iD"),
        max_length=19,
        blank=True,
        validators=[
            RegexValidator(
                r"^\d{4}-\d{4}-\d{4}-\d{3}[\dX]\Z",
                _("Write the iD as four groups of four, such as 0000-0002-1825-0097."),
            )
        ],
        help_text=_("For example 0000-0002-1825-0097. Papers are recognised by it."),
    )
    email = models.EmailField(
        _("e-mail address"), blank=True, help_text=_("For example mina@lab.example.")
    )
    email_public = models.BooleanField(_("show the e-mail address"), default=False)

    layout = models.CharField(
        _("layout"), max_length=10, choices=Layout.choices, default=Layout.PROFILE
    )
    photo_align = models.CharField(
        _("photo"), max_length=5, choices=Align.choices, default=Align.RIGHT
    )
    photo_circular = models.BooleanField(_("crop the photo to a circle"), default=False)
    photo_random = models.BooleanField(
        _("show one of several photos at random"),
        default=False,
        help_text=_("Off: the first one is shown."),
    )
    announcements_enabled = models.BooleanField(_("show announcements"), default=True)
    announcements_scrollable = models.BooleanField(
        _("in a box that scrolls"), default=True, help_text=_("Off: the page grows with them.")
    )
    announcements_limit = models.PositiveSmallIntegerField(
        _("number of announcements"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(500)],
        help_text=LIMIT_HELP,
    )
    latest_posts_enabled = models.BooleanField(_("show latest posts"), default=False)
    latest_posts_scrollable = models.BooleanField(_("in a box that scrolls"), default=True)
    latest_posts_limit = models.PositiveSmallIntegerField(
        _("number of posts"),
        null=True,
        blank=True,
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(500)],
        help_text=LIMIT_HELP,
    )
    selected_papers = models.BooleanField(_("show selected publications"), default=True)
    social = models.BooleanField(_("show my links"), default=True)
    accent = ColourField(
        _("accent colour"),
        help_text=_("The colour of links and marks, such as #1f5f5b. Empty: the lab's."),
    )
    domain = DomainField(
        _("own domain"),
        max_length=253,
        unique=True,
        null=True,
        blank=True,
        help_text=_(
            "For example mina-sorensen.example: these pages are then shown there. "
            "Let the domain point to this server first."
        ),
        error_messages={"unique": _("Somebody else's pages have this domain.")},
    )
    visibility = models.CharField(
        _("visibility"), max_length=10, choices=Visibility.choices, default=Visibility.PUBLIC
    )
    folded = FoldedField(sources=("given_name", "family_name", "display_name", "original_name"))
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = ResearcherQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["folded"])

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["family_name", "given_name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["orcid"],
                condition=~models.Q(orcid=""),
                name="researcher_orcid_unique",
                violation_error_message=_("Somebody else has this ORCID iD."),
            ),
            models.CheckConstraint(
                condition=models.Q(announcements_limit__isnull=True)
                | models.Q(announcements_limit__gte=1),
                name="researcher_announcements_limit_positive",
            ),
            models.CheckConstraint(
                condition=models.Q(latest_posts_limit__isnull=True)
                | models.Q(latest_posts_limit__gte=1),
                name="researcher_posts_limit_positive",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return page_of(self.slug)

    def clean(self) -> None:
        refuse_taken(self, (Researcher, Lab))

    @property
    def name(self) -> str:
        given, family = self.given_name, self.family_name
        if family and is_cjk(given + family):
            return self.display_name or family + given
        return self.display_name or f"{given} {family}".strip()

    @property
    def is_public(self) -> bool:
        return self.visibility == Visibility.PUBLIC


class NameVariant(models.Model):
    """Another spelling of a person's name, by which bylines are recognised."""

    researcher = models.ForeignKey(
        Researcher, on_delete=models.CASCADE, related_name="name_variants"
    )
    name = models.CharField(
        _("name"),
        max_length=200,
        help_text=_("As it stands in bylines, family name first: Sørensen, M. K."),
    )
    private = models.BooleanField(
        _("private"),
        default=True,
        help_text=_("Used to recognise papers only, and never shown."),
    )
    folded = FoldedField(sources=("name",))

    history = HistoricalRecords(excluded_fields=["folded"])

    class Meta:
        verbose_name = _("spelling of the name")
        verbose_name_plural = _("spellings of the name")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["researcher", "name"], name="name_variant_unique")
        ]

    def __str__(self) -> str:
        return self.name
