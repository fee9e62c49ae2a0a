"""What stands on a person's page beside its text: photos, links and headed sections."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from markdownx.models import MarkdownxField
from simple_history.models import HistoricalRecords

from profiles.fields import FOCUS_HELP, FocusField
from profiles.focus import SQUARE
from profiles.models.people import Researcher, Visibility
from profiles.pictures import PictureField
from profiles.platforms import PLATFORM_CHOICES, clean_value, link_address


class Photo(models.Model):
    """A portrait; the first is shown unless the person wants one at random."""

    researcher = models.ForeignKey(Researcher, on_delete=models.CASCADE, related_name="photos")
    image = PictureField(
        _("picture"),
        upload_to="people",
        help_text=_("A JPEG, PNG or WebP picture; its place and camera data are removed."),
        width_field="image_width",
        height_field="image_height",
        shape=SQUARE,
        focus_field="focus",
    )
    image_width = models.PositiveIntegerField(null=True, blank=True, editable=False)
    image_height = models.PositiveIntegerField(null=True, blank=True, editable=False)
    focus = FocusField(_("what stays in view"), picture="image", help_text=FOCUS_HELP)
    alt = models.CharField(
        _("description"),
        max_length=200,
        help_text=_("For those who cannot see it: Portrait of Mina in front of a tide gauge."),
        error_messages={"blank": _("Say what the photo shows, for example: Portrait of Mina.")},
    )
    public = models.BooleanField(
        _("shown"),
        default=True,
        help_text=_("Off: it is on no page, and its file no longer answers at its address."),
    )
    position = models.PositiveIntegerField(_("order"), default=0)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(alt=""), name="photo_has_description")
        ]

    def __str__(self) -> str:
        return self.alt

    @property
    def withheld(self) -> bool:
        """Whether nobody may get the file: the photo, or the person, is hidden."""
        return not self.public or self.researcher.visibility == Visibility.HIDDEN


class ProfileLink(models.Model):
    """A link in the row under a person's text: e-mail, Scholar, ORCID, a CV …"""

    researcher = models.ForeignKey(Researcher, on_delete=models.CASCADE, related_name="links")
    platform = models.CharField(_("where"), max_length=30, choices=PLATFORM_CHOICES)
    value = models.CharField(
        _("name or address there"),
        max_length=500,
        help_text=_("Your name there, as mina-s, or the whole address, as https://…"),
    )
    label = models.CharField(
        _("label"), max_length=100, blank=True, help_text=_("Only if it is not the place's name.")
    )
    public = models.BooleanField(_("shown"), default=True)
    position = models.PositiveIntegerField(_("order"), default=0)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.label or self.get_platform_display()

    def clean(self) -> None:
        self.value = clean_value(self.platform, self.value)

    @property
    def text(self) -> str:
        return self.label or self.get_platform_display()

    @property
    def url(self) -> str:
        return link_address(self.platform, self.value)


class SectionKind(models.TextChoices):
    ABOUT = "about", _("About me")
    EDUCATION = "education", _("Education")
    EXPERIENCE = "experience", _("Experience")
    SELECTED = "selected", _("Selected publications")
    PUBLICATIONS = "publications", _("Publications")
    NEWS = "news", _("News")
    POSTS = "posts", _("Latest posts")
    TEACHING = "teaching", _("Teaching")
    AWARDS = "awards", _("Awards")
    TALKS = "talks", _("Talks")
    SERVICE = "service", _("Service")
    PROJECTS = "projects", _("Projects")
    LINKS = "links", _("Links")
    TEXT = "text", _("Text of my own")


class Section(models.Model):
    """A headed section of a plain page, in the person's own order."""

    Kind = SectionKind

    researcher = models.ForeignKey(Researcher, on_delete=models.CASCADE, related_name="sections")
    kind = models.CharField(_("shows"), max_length=20, choices=SectionKind.choices)
    heading = models.CharField(
        _("heading"),
        max_length=200,
        blank=True,
        help_text=_("Only if it is not the usual one: Preprints / Publications."),
    )
    body = MarkdownxField(
        _("text"), blank=True, help_text=_("Markdown, shown under the heading, before any list.")
    )
    types = models.JSONField(
        _("types of publications"),
        default=list,
        blank=True,
        help_text=_("Only these are listed; none chosen lists all."),
    )
    visible = models.BooleanField(_("visible"), default=True)
    position = models.PositiveIntegerField(_("order"), default=0)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return self.heading or self.get_kind_display()
