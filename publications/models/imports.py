"""What imports leave behind, so that they can be repeated and undone."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportRecord(models.Model):
    """One import: whose, from where, and how it ended.

    Between plan and apply it holds the text itself, so that the plan that was
    shown and the plan that is applied are made of the same words.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        APPLIED = "applied", _("Applied")
        UNDONE = "undone", _("Undone")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    researcher = models.ForeignKey(
        "profiles.Researcher",
        verbose_name=_("for"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="imports",
    )
    origin = models.CharField(_("origin"), max_length=150)
    name = models.CharField(_("file"), max_length=500, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.APPLIED
    )
    text = models.TextField(_("text"), blank=True)
    counts = models.JSONField(_("counts"), default=dict, blank=True)
    created_at = models.DateTimeField(_("planned"), auto_now_add=True)
    asked_at = models.DateTimeField(_("left to an editor"), null=True, blank=True)
    applied_at = models.DateTimeField(_("applied"), null=True, blank=True)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name or self.origin


class ImportedEntry(models.Model):
    """What one source last said of a work: the base of the next three-way merge.

    ``origin`` is the source (a person's BibTeX, a service), ``key`` the entry in
    it; two entries of one source may describe the same work, and two files of one
    source may give one key to two works. ``payload`` holds the entry's state and its
    fields as they were written, ``linked`` the people who were linked by it.
    """

    publication = models.ForeignKey(
        "publications.Publication", on_delete=models.CASCADE, related_name="imported_entries"
    )
    origin = models.CharField(max_length=150)
    key = models.CharField(max_length=255)
    digest = models.CharField(max_length=32)
    payload = models.JSONField()
    linked = models.JSONField(default=list)
    record = models.ForeignKey(
        ImportRecord, on_delete=models.SET_NULL, null=True, related_name="entries"
    )
    previous = models.JSONField(null=True)
    imported_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["origin", "key", "publication"], name="imported_entry_once_per_key"
            )
        ]

    def __str__(self) -> str:
        return f"{self.origin}: {self.key}"


class ImportChange(models.Model):
    """What one import did to one publication: made it, or changed fields and linked people.

    ``changes`` holds each field as [before, after], ``linked`` the people by their ids.
    """

    record = models.ForeignKey(ImportRecord, on_delete=models.CASCADE, related_name="changes")
    publication = models.ForeignKey(
        "publications.Publication", on_delete=models.CASCADE, related_name="+"
    )
    created = models.BooleanField()
    changes = models.JSONField(default=dict)
    linked = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["record", "publication"], name="import_change_once_per_publication"
            )
        ]

    def __str__(self) -> str:
        return f"{self.record}: {self.publication}"
