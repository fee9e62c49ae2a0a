from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from markdownx.models import MarkdownxField
from simple_history.models import HistoricalRecords

from profiles.fields import (
    FOCUS_HELP,
    FocusField,
    FoldedField,
    LinkField,
    PartialDateField,
)
from profiles.focus import CARD
from profiles.pictures import PictureField
from profiles.querysets import PageQuerySet, ProjectQuerySet
from profiles.slugs import LAB_PAGES, PERSON_PAGES, NotReserved


class Page(models.Model):
    """A free page of a person or of a lab."""

    researcher = models.ForeignKey(
        "profiles.Researcher",
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="pages",
    )
    lab = models.ForeignKey(
        "profiles.Lab",
        verbose_name=_("lab"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="pages",
    )
    title = models.CharField(
        _("title"), max_length=200, help_text=_("For example Research statement.")
    )
    slug = models.SlugField(
        _("address"),
        max_length=100,
        validators=[NotReserved(PERSON_PAGES | LAB_PAGES)],
        help_text=_("The last part of the page's address, for example research."),
    )
    body = MarkdownxField(_("text"), blank=True, help_text=_("The page's text in Markdown."))
    draft = models.BooleanField(_("draft"), default=True, help_text=_("Drafts are not public."))
    in_navigation = models.BooleanField(
        _("in the navigation"), default=True, help_text=_("Off: only links lead to the page.")
    )
    position = models.PositiveIntegerField(_("order"), default=0)
    folded = FoldedField(sources=("title", "body"))
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = PageQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["folded"])

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["position", "title"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(researcher__isnull=True) ^ models.Q(lab__isnull=True),
                name="page_has_one_owner",
                violation_error_message=_("A page belongs either to a person or to a lab."),
            ),
            models.UniqueConstraint(
                fields=["researcher", "slug"],
                name="page_slug_unique_for_person",
                violation_error_message=_(
                    "There is already a page at this address. Choose another."
                ),
            ),
            models.UniqueConstraint(
                fields=["lab", "slug"],
                name="page_slug_unique_for_lab",
                violation_error_message=_(
                    "There is already a page at this address. Choose another."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        if self.researcher_id:
            return reverse("page", args=[self.researcher.slug, self.slug])
        return reverse("lab_page", args=[self.lab.slug, self.slug])


class Project(models.Model):
    """A line of work, of people or of a lab, with a page in the list of projects."""

    researchers = models.ManyToManyField(
        "profiles.Researcher", verbose_name=_("people"), blank=True, related_name="projects"
    )
    lab = models.ForeignKey(
        "profiles.Lab",
        verbose_name=_("lab"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="projects",
    )
    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(
        _("address"),
        max_length=100,
        unique=True,
        help_text=_("The last part of the address: slow-sensors gives /projects/slow-sensors/."),
        error_messages={"unique": _("Another project has this address. Choose another one.")},
    )
    summary = models.CharField(
        _("summary"),
        max_length=300,
        blank=True,
        help_text=_("One sentence for the list of projects."),
    )
    body = MarkdownxField(_("text"), blank=True)
    image = PictureField(
        _("picture"),
        upload_to="projects",
        blank=True,
        width_field="image_width",
        height_field="image_height",
        shape=CARD,
        focus_field="image_focus",
    )
    image_width = models.PositiveIntegerField(null=True, blank=True, editable=False)
    image_height = models.PositiveIntegerField(null=True, blank=True, editable=False)
    image_focus = FocusField(_("what stays in view"), picture="image", help_text=FOCUS_HELP)
    image_alt = models.CharField(
        _("picture's description"),
        max_length=200,
        blank=True,
        help_text=_("For those who cannot see it: A buoy with three sensors."),
    )
    url = LinkField(_("address"), blank=True, help_text=_("The project's own site: https://…"))
    category = models.CharField(_("category"), max_length=100, blank=True)
    started = PartialDateField(_("from"))
    ended = PartialDateField(_("until"))
    draft = models.BooleanField(_("draft"), default=True, help_text=_("Drafts are not public."))
    position = models.PositiveIntegerField(_("order"), default=0)
    folded = FoldedField(sources=("title", "summary", "body"))
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = ProjectQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["folded"], m2m_fields=[researchers])

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ["position", "title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("project", args=[self.slug])

    def clean(self) -> None:
        if self.image and not self.image_alt:
            raise ValidationError(
                {"image_alt": _("Say what the picture shows, for example: A buoy at low tide.")}
            )
