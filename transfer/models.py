"""What imports of whole sites leave behind, so that they can be repeated."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class Imported(models.Model):
    """What a site last said of one thing: the base of the next three-way merge.

    ``ref`` names the thing within the site, ``origin`` the site among those of one person. The
    row may be gone: what a person deleted here does not come back.
    """

    researcher = models.ForeignKey(
        "profiles.Researcher", on_delete=models.CASCADE, related_name="imported"
    )
    origin = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=30)
    ref = models.CharField(max_length=500)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    row = GenericForeignKey()
    values = models.JSONField(default=dict)
    imported_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["researcher", "origin", "kind", "ref"], name="imported_once_per_ref"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.ref}"


class SiteImport(models.Model):
    """A site that was brought in the admin: planned, with its archive, then applied or undone."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        APPLIED = "applied", _("Applied")
        UNDONE = "undone", _("Undone")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    researcher = models.ForeignKey(
        "profiles.Researcher", on_delete=models.CASCADE, related_name="site_imports"
    )
    name = models.CharField(max_length=300)
    with_samples = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    report = models.JSONField(default=dict)
    records = models.ManyToManyField("publications.ImportRecord", related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    asked_at = models.DateTimeField(null=True, blank=True)  # left to an editor
    applied_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name


class SiteChange(models.Model):
    """What one such import did to one row: made it, or changed fields, each as [before, after]."""

    site_import = models.ForeignKey(SiteImport, on_delete=models.CASCADE, related_name="changes")
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    row = GenericForeignKey()
    created = models.BooleanField()
    changes = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.site_import}: {self.row}"
