from typing import Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _


class ProposalQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        return self.filter(state=State.WAITING)

    def of(self, row: models.Model) -> Self:
        kind = ContentType.objects.get_for_model(row)
        return self.filter(content_type=kind, object_id=row.pk)


class State(models.TextChoices):
    WAITING = "waiting", _("Waiting for an editor")
    AGREED = "agreed", _("Agreed to")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Proposal(models.Model):
    """A member's change that becomes public when an editor of the lab agrees.

    ``changes`` holds for each row what was done to it and its fields before and after;
    `profiles.approval` writes and reads them.
    """

    State = State

    lab = models.ForeignKey(
        "profiles.Lab", verbose_name=_("lab"), on_delete=models.CASCADE, related_name="proposals"
    )
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    target = GenericForeignKey()
    name = models.CharField(_("of what"), max_length=300)
    changes = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.CASCADE,
        related_name="proposals",
    )
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.WAITING
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided"), null=True)
    remark = models.TextField(_("remark"), blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("change to agree to")
        verbose_name_plural = _("changes to agree to")
        ordering = ["-made_at", "-id"]
        indexes = [models.Index(fields=["content_type", "object_id"], name="proposal_of_row")]

    def __str__(self) -> str:
        return self.name
