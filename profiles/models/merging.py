"""What merging leaves behind: who merged what, which pairs are two, and where things once stood."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from profiles.querysets import KnownApartQuerySet


class MergeRecord(models.Model):
    """One merge: by whom, of what, and every row that it touched, so that it can be undone.

    ``journal`` holds the steps in the order in which they were made; `profiles.merging.undo`
    takes them back.
    """

    what = models.CharField(_("of"), max_length=60)
    kept = models.PositiveBigIntegerField(null=True)
    dropped = models.PositiveBigIntegerField(null=True)
    kept_name = models.TextField(_("kept"))
    dropped_name = models.TextField(_("merged into it"))
    journal = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("undone by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    undone_at = models.DateTimeField(_("undone"), null=True)

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ["-id"]
        indexes = [models.Index(fields=["what", "kept"], name="merge_of_row")]

    def __str__(self) -> str:
        return f"{self.dropped_name} → {self.kept_name}"


class KnownApart(models.Model):
    """Two rows of one kind that look alike and are two: never suggested as one again."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    lower = models.PositiveBigIntegerField()
    higher = models.PositiveBigIntegerField()
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    told_at = models.DateTimeField(_("since"), auto_now_add=True)

    objects = KnownApartQuerySet.as_manager()

    class Meta:
        verbose_name = _("known to be two")
        verbose_name_plural = _("known to be two")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "lower", "higher"], name="known_apart_once"
            ),
            models.CheckConstraint(
                condition=models.Q(lower__lt=models.F("higher")), name="known_apart_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.content_type.model} {self.lower} ≠ {self.higher}"


class OldAddress(models.Model):
    """An address that was public once: what stands there now, or that it is gone.

    ``path`` is that of a page; whatever lay beneath it is looked for beneath the new one.
    ``host`` is an own domain, empty for the site itself. Without ``target``, ``to`` is where to
    go; without both the address is gone. `profiles.old_addresses` writes and reads them.
    """

    host = models.CharField(max_length=253, blank=True)
    path = models.CharField(max_length=500)
    content_type = models.ForeignKey(
        ContentType, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    object_id = models.PositiveBigIntegerField(null=True, blank=True)
    target = GenericForeignKey("content_type", "object_id")
    to = models.CharField(max_length=1000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")
        ordering = ["path"]
        indexes = [models.Index(fields=["content_type", "object_id"], name="old_address_of_row")]
        constraints = [
            models.UniqueConstraint(fields=["host", "path"], name="old_address_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.host}{self.path}"
