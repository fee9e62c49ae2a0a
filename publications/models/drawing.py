from django.db import models


class Drawing(models.Model):
    """What lists show of a publication, as it was last drawn; made anew from the rows at any time.

    ``changes`` counts the changes of all that it is drawn from. The database itself counts them
    (`publications.triggers`), so that no way of writing can leave an old drawing in use: it holds
    while it was ``drawn_at`` the present count, by this very version of the program (``stamp``).
    """

    publication = models.OneToOneField(
        "publications.Publication",
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="drawing",
    )
    changes = models.PositiveBigIntegerField(db_default=1)
    drawn_at = models.PositiveBigIntegerField(db_default=0)
    stamp = models.CharField(max_length=32, db_default="", blank=True)
    parts = models.JSONField(null=True, blank=True)
    bibtex = models.TextField(db_default="", blank=True)

    def __str__(self) -> str:
        return f"{self.publication_id}: {self.drawn_at} of {self.changes}"
