from typing import Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PreviewLinkQuerySet(models.QuerySet):
    def current(self) -> Self:
        """Those that still open something."""
        return self.filter(expires_at__gt=timezone.now(), made_by__is_active=True)

    def of(self, target: models.Model) -> Self:
        kind = ContentType.objects.get_for_model(target)
        return self.filter(content_type=kind, object_id=target.pk)


class PreviewLink(models.Model):
    """A link by which somebody without an account sees ``target`` with its drafts.

    Whoever has it sees the drafts until it expires; deleting the row takes it back.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    target = GenericForeignKey()
    note = models.CharField(
        _("for whom"),
        max_length=100,
        blank=True,
        help_text=_("For yourself, to know the links apart: co-authors, dean's office."),
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="preview_links"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(_("until"))

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["expires_at", "id"]
        indexes = [models.Index(fields=["content_type", "object_id"], name="preview_target")]

    def __str__(self) -> str:
        return self.note or str(self.target)
