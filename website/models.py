from datetime import datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class LinkCheckQuerySet(models.QuerySet):
    def dead(self) -> Self:
        """Found dead twice, on different days: a server may have been down for an hour."""
        return self.filter(times_dead__gte=2)


class LinkCheck(models.Model):
    """What was found at an address to which pages link, when it was last asked."""

    url = models.CharField(_("address"), max_length=1000, unique=True)
    status = models.PositiveSmallIntegerField(default=0)
    told = models.CharField(max_length=200, blank=True)
    times_dead = models.PositiveSmallIntegerField(default=0)
    checked_at = models.DateTimeField()

    objects = LinkCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("checked link")
        verbose_name_plural = _("checked links")
        ordering = ["url"]

    def __str__(self) -> str:
        return self.url

    def note(self, status: int, told: str, at: datetime, *, dead: bool) -> None:
        self.status, self.told, self.checked_at = status, told, at
        self.times_dead = self.times_dead + 1 if dead else 0
        self.save()
