from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from profiles.fields import ColourField, FoldedField, LinkField
from publications.querysets import VenueQuerySet


class Venue(models.Model):
    """A journal, conference, workshop or publisher, entered once."""

    name = models.CharField(
        _("name"),
        max_length=300,
        unique=True,
        help_text=_("In full: Conference on Field Observation."),
        error_messages={"unique": _("There is already a venue of this name. Choose that one.")},
    )
    short_name = models.CharField(
        _("short name"), max_length=50, blank=True, help_text=_("On the badge: FLOW.")
    )
    url = LinkField(_("address"), blank=True, help_text=_("The venue's own page: https://…"))
    colour = ColourField(
        _("colour of the badge"), help_text=_("Such as #1f5f5b; empty takes the accent.")
    )
    folded = FoldedField(sources=("name", "short_name"))

    objects = VenueQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["folded"])

    class Meta:
        verbose_name = _("venue")
        verbose_name_plural = _("venues")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
