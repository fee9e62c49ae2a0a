"""What imports of whole sites leave behind, so that they can be repeated."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


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
