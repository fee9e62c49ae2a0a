from django.db import models


class WithdrawnFile(models.Model):
    """A stored file that is at its address no more: hidden, replaced, or its row deleted.

    It is kept under a name that nobody knows, so that history can bring it back.
    """

    name = models.CharField(max_length=300, unique=True)
    kept_as = models.CharField(max_length=300, unique=True)
    withdrawn_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name
