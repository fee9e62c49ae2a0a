from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from markdownx.models import MarkdownxField
from simple_history.models import HistoricalRecords

from profiles.documents import DocumentField
from profiles.fields import LinkField
from profiles.models.people import Visibility
from profiles.querysets import CourseQuerySet
from typeset.dates import term_order


class TermOrderField(models.PositiveSmallIntegerField):
    """Where a course's term stands within its year; filled at every write."""

    def pre_save(self, instance: models.Model, add: bool) -> int:
        instance.term_order = term_order(instance.term)
        return instance.term_order


class Course(models.Model):
    """A course in one term; the same course in another year is another row."""

    researcher = models.ForeignKey(
        "profiles.Researcher",
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="courses",
    )
    code = models.CharField(
        _("code"), max_length=50, blank=True, help_text=_("For example STAT88, or MAS555/DS512.")
    )
    title = models.CharField(
        _("title"), max_length=300, help_text=_("For example Advanced Statistics.")
    )
    term = models.CharField(
        _("term"), max_length=50, blank=True, help_text=_("For example Spring, Fall or Winter.")
    )
    term_order = TermOrderField(default=0, editable=False)
    year = models.PositiveSmallIntegerField(
        _("year"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1900), MaxValueValidator(2200)],
        help_text=_("For example 2026."),
    )
    institution = models.CharField(
        _("institution"),
        max_length=200,
        blank=True,
        help_text=_("For example University of Bergen."),
    )
    role = models.CharField(
        _("role"),
        max_length=100,
        blank=True,
        help_text=_("For example Lecturer or Teaching assistant."),
    )
    url = LinkField(_("address"), blank=True, help_text=_("The course's page elsewhere: https://…"))
    description = MarkdownxField(_("description"), blank=True)
    draft = models.BooleanField(_("draft"), default=False, help_text=_("Drafts are not public."))
    position = models.PositiveIntegerField(_("order"), default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = CourseQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["term_order"])

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        ordering = [models.F("year").desc(nulls_last=True), "-term_order", "position", "id"]

    def __str__(self) -> str:
        return f"{self.code}: {self.title}" if self.code else self.title

    def get_absolute_url(self) -> str:
        return reverse("teaching", args=[self.researcher.slug]) + f"#course-{self.pk}"

    @property
    def when(self) -> str:
        return f"{self.term} {self.year or ''}".strip()


class CourseSession(models.Model):
    """One meeting of a course, as a row of its schedule."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="sessions")
    label = models.CharField(
        _("week"), max_length=50, blank=True, help_text=_("For example Week 3, or 12 March.")
    )
    date = models.DateField(_("date"), null=True, blank=True)
    topic = models.CharField(_("topic"), max_length=300)
    description = models.TextField(_("description"), blank=True)
    position = models.PositiveIntegerField(_("order"), default=0)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.topic


class CourseMaterial(models.Model):
    """Slides, exercises or a reading of a session, by address or as a file."""

    session = models.ForeignKey(CourseSession, on_delete=models.CASCADE, related_name="materials")
    label = models.CharField(_("label"), max_length=100, help_text=_("For example Slides."))
    url = LinkField(_("address"), blank=True)
    file = DocumentField(_("file"), upload_to="courses", blank=True)
    position = models.PositiveIntegerField(_("order"), default=0)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(url="") ^ models.Q(file=""),
                name="material_has_address_or_file",
                violation_error_message=_("Give either an address or a file, not both."),
            )
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def href(self) -> str:
        return self.file.url if self.file else self.url

    @property
    def withheld(self) -> bool:
        """Whether nobody may get the file: the person is hidden."""
        return self.session.course.researcher.visibility == Visibility.HIDDEN
