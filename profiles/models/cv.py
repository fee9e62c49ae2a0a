"""The entries of a curriculum vitae, each in the person's own order."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from markdownx.models import MarkdownxField
from simple_history.models import HistoricalRecords

from profiles.fields import LinkField, PartialDateField

DATE_HELP = _("A year, month or day: 2014, 2014-04 or 2014-04-01.")


class Entry(models.Model):
    """What all entries share: whose they are, and where in the order."""

    researcher = models.ForeignKey(
        "profiles.Researcher",
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="%(class)s_entries",
    )
    position = models.PositiveIntegerField(_("order"), default=0)

    class Meta:
        abstract = True
        ordering = ["position", "id"]


class Period(Entry):
    """An entry with a start and an end, both known to the year, month or day."""

    started = PartialDateField(_("from"), help_text=DATE_HELP)
    ended = PartialDateField(_("until"), help_text=_("Empty with a start means until today."))

    class Meta(Entry.Meta):
        abstract = True

    def clean(self) -> None:
        # Compared as far as both are known: 2014 to 2014-04 is a period.
        shared = min(len(self.started), len(self.ended))
        if self.started and self.ended and self.ended[:shared] < self.started[:shared]:
            raise ValidationError(
                {
                    "ended": _("The end lies before the start. Give a date from %s on.")
                    % self.started
                }
            )


class Education(Period):
    institution = models.CharField(
        _("institution"), max_length=200, help_text=_("For example University of Bergen.")
    )
    institution_url = LinkField(
        _("its address"), blank=True, help_text=_("https://www.uib.example")
    )
    degree = models.CharField(
        _("degree"), max_length=200, blank=True, help_text=_("For example Ph.D.")
    )
    field = models.CharField(
        _("field"), max_length=200, blank=True, help_text=_("For example Statistics.")
    )
    advisor = models.CharField(_("advisor"), max_length=200, blank=True)
    advisor_url = LinkField(_("advisor's address"), blank=True)
    note = models.CharField(
        _("note"),
        max_length=500,
        blank=True,
        help_text=_("One line of Markdown, such as a thesis' title."),
    )

    history = HistoricalRecords()

    class Meta(Entry.Meta):
        verbose_name = _("education")
        verbose_name_plural = _("education")

    def __str__(self) -> str:
        return ", ".join(part for part in (self.degree, self.institution) if part)

    @property
    def qualification(self) -> str:
        """“Ph.D. in Statistics”; a degree that names its fields itself stands alone."""
        if self.degree and self.field:
            return _("%(degree)s in %(field)s") % {"degree": self.degree, "field": self.field}
        return self.degree or self.field


class Experience(Period):
    organisation = models.CharField(_("organisation"), max_length=200)
    organisation_url = LinkField(_("its address"), blank=True)
    role = models.CharField(
        _("role"), max_length=200, help_text=_("For example Postdoctoral fellow.")
    )
    place = models.CharField(_("place"), max_length=200, blank=True)
    description = MarkdownxField(_("description"), blank=True)

    history = HistoricalRecords()

    class Meta(Entry.Meta):
        verbose_name = _("experience")
        verbose_name_plural = _("experience")

    def __str__(self) -> str:
        return f"{self.role}, {self.organisation}"


class Award(Entry):
    title = models.CharField(
        _("award"), max_length=300, help_text=_("For example Best paper award.")
    )
    organisation = models.CharField(_("given by"), max_length=200, blank=True)
    date = PartialDateField(_("date"), help_text=DATE_HELP)
    url = LinkField(_("address"), blank=True)
    description = models.CharField(_("description"), max_length=500, blank=True)

    history = HistoricalRecords()

    class Meta(Entry.Meta):
        verbose_name = _("award")
        verbose_name_plural = _("awards")

    def __str__(self) -> str:
        return self.title


class Talk(Entry):
    class Kind(models.TextChoices):
        INVITED = "invited", _("Invited talk")
        KEYNOTE = "keynote", _("Keynote")
        CONTRIBUTED = "contributed", _("Contributed talk")
        TUTORIAL = "tutorial", _("Tutorial")
        POSTER = "poster", _("Poster")
        OTHER = "other", _("Talk")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.INVITED)
    title = models.CharField(_("title"), max_length=300)
    event = models.CharField(_("event"), max_length=300, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    date = PartialDateField(_("date"), help_text=DATE_HELP)
    url = LinkField(
        _("address"), blank=True, help_text=_("Slides, a recording or the event's page.")
    )
    description = MarkdownxField(_("description"), blank=True)

    history = HistoricalRecords()

    class Meta(Entry.Meta):
        verbose_name = _("talk")
        verbose_name_plural = _("talks")

    def __str__(self) -> str:
        return self.title


class Service(Period):
    class Kind(models.TextChoices):
        REVIEWING = "reviewing", _("Reviewing")
        EDITING = "editing", _("Editing")
        ORGANISING = "organising", _("Organising")
        COMMITTEE = "committee", _("Committee")
        OUTREACH = "outreach", _("Outreach")
        OTHER = "other", _("Other service")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.REVIEWING)
    role = models.CharField(
        _("role"), max_length=200, blank=True, help_text=_("For example Area chair.")
    )
    organisation = models.CharField(
        _("for"), max_length=300, help_text=_("For example Journal of Slow Measurement.")
    )
    url = LinkField(_("address"), blank=True)

    history = HistoricalRecords()

    class Meta(Entry.Meta):
        verbose_name = _("service")
        verbose_name_plural = _("service")

    def __str__(self) -> str:
        return f"{self.role or self.get_kind_display()}, {self.organisation}"
