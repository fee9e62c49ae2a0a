from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from profiles.fields import FoldedField, LinkField
from publications.names import Name, split_name
from publications.querysets import CoauthorQuerySet

MOST_NAMES = 50
LONGEST = 300


class Coauthor(models.Model):
    """Where somebody is at home who has no page here, but stands in bylines here.

    It holds for the papers of one person, or of a lab's people. Nothing leads from a byline to
    it: whoever draws one looks the names up (`publications.coauthors`), so that papers which come
    later have the link too.
    """

    researcher = models.ForeignKey(
        "profiles.Researcher",
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="coauthors",
        help_text=_("The link stands in the bylines of this person's papers."),
    )
    lab = models.ForeignKey(
        "profiles.Lab",
        verbose_name=_("lab"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="coauthors",
        help_text=_("Instead of a person: in those of everybody who is or was in the lab."),
    )
    names = models.TextField(
        _("names"),
        help_text=_(
            "As bylines spell them, each on a line of its own: "
            "Achterberg, Rosalind; under it Achterberg, R."
        ),
    )
    url = LinkField(
        _("home page"), help_text=_("For example https://www.example.org/~achterberg/.")
    )
    draft = models.BooleanField(
        _("draft"), default=False, help_text=_("Drafts are not public: the name is not linked.")
    )
    folded = FoldedField(sources=("names",))
    changed_at = models.DateTimeField(auto_now=True)

    objects = CoauthorQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["folded"])

    class Meta:
        verbose_name = _("co-author elsewhere")
        verbose_name_plural = _("co-authors elsewhere")
        ordering = ["folded", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(researcher__isnull=True) ^ models.Q(lab__isnull=True),
                name="coauthor_has_one_owner",
                violation_error_message=_("Choose either a person or a lab."),
            ),
        ]

    def __str__(self) -> str:
        return next((name.display() for name in self.spellings), self.names)

    @property
    def spellings(self) -> list[Name]:
        return [split_name(line) for line in self.names.splitlines() if line.strip()]

    def clean(self) -> None:
        lines = list(dict.fromkeys(" ".join(line.split()) for line in self.names.splitlines()))
        self.names = "\n".join(line for line in lines if line)
        if len(lines) > MOST_NAMES:
            raise ValidationError(
                {"names": _("These are more than %d spellings of one person.") % MOST_NAMES}
            )
        if any(len(line) > LONGEST for line in lines):
            raise ValidationError({"names": _("A name is too long. Give one on each line.")})
        if not self.names or not all(name.display() for name in self.spellings):
            raise ValidationError({"names": _("Give the name as bylines spell it.")})
