from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from profiles.fields import FoldedField
from publications.names import Name
from publications.querysets import AuthorshipQuerySet


class Authorship(models.Model):
    """One name in a byline, in its place, and what is said of it."""

    publication = models.ForeignKey(
        "publications.Publication", on_delete=models.CASCADE, related_name="authorships"
    )
    position = models.PositiveIntegerField(_("order"), default=0)
    given = models.CharField(_("given name"), max_length=200, blank=True)
    particle = models.CharField(
        _("particle"), max_length=50, blank=True, help_text=_("For example van der.")
    )
    family = models.CharField(_("family name"), max_length=200, blank=True)
    suffix = models.CharField(
        _("suffix"), max_length=50, blank=True, help_text=_("For example Jr.")
    )
    literal = models.CharField(
        _("group"),
        max_length=500,
        blank=True,
        help_text=_("The name of a consortium, instead of a person's: The Tide Collaboration."),
    )
    researcher = models.ForeignKey(
        "profiles.Researcher",
        verbose_name=_("person here"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="authorships",
        help_text=_("Links the name to a person's page. Type a few letters of the name."),
    )
    co_first = models.BooleanField(
        _("co-first"), default=False, help_text=_("Contributed equally as first author.")
    )
    co_last = models.BooleanField(
        _("co-last"), default=False, help_text=_("Contributed equally as last author.")
    )
    corresponding = models.BooleanField(_("corresponding"), default=False)
    selected = models.BooleanField(
        _("selected"), default=False, help_text=_("On this person's list of selected publications.")
    )
    selected_position = models.PositiveIntegerField(_("order among the selected"), default=0)
    hidden = models.BooleanField(
        _("hidden"), default=False, help_text=_("Not on this person's own pages.")
    )
    folded = FoldedField(sources=("given", "particle", "family", "literal"))

    # Where an author is at home who has no page here; `publications.loading` looks it up.
    home_page = ""

    objects = AuthorshipQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["folded"])

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["position", "id"]
        indexes = [
            models.Index(fields=["publication", "position"], name="authorship_byline"),
            models.Index(
                fields=["publication"], name="authorship_hidden", condition=models.Q(hidden=True)
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                # A person's papers are read from its index.
                fields=["researcher", "publication"],
                name="authorship_once_per_person",
                violation_error_message=_("This person is already among the authors."),
            ),
            models.CheckConstraint(
                condition=models.Q(literal="") ^ models.Q(family=""),
                name="authorship_person_or_group",
                violation_error_message=_("Give either a family name or a group's name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name.display()

    def clean(self) -> None:
        if self.researcher_id and not (self.family or self.literal):
            # A person picked from the list need not be typed again.
            self.given, self.family = self.researcher.given_name, self.researcher.family_name
        if bool(self.family) == bool(self.literal):
            raise ValidationError(_("Give either a family name or a group's name."))

    @property
    def name(self) -> Name:
        return Name(
            given=self.given,
            particle=self.particle,
            family=self.family,
            suffix=self.suffix,
            literal=self.literal,
        )
