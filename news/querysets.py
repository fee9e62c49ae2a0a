"""Every reading rule of news and posts, by name."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from profiles import clock
from profiles.revealing import or_revealed
from typeset.fold import fold

if TYPE_CHECKING:
    from profiles.models import Lab, Researcher


class PublishedQuerySet(models.QuerySet):
    """What news and posts share; ``people`` names the relation to their owners."""

    people = "researchers"

    def published(self, now: datetime | None = None) -> Self:
        """Neither draft nor scheduled for later."""
        due = Q(publish_at__isnull=True) | Q(publish_at__lte=now or clock.now())
        return self.filter(or_revealed(self.model, due & Q(draft=False)))

    def public(self) -> Self:
        """Published, and of a public lab or of somebody who is listed."""
        return self.published().filter(Q(lab__public=True) | Exists(self._owners(listed=True)))

    def reachable(self) -> Self:
        """Those whose own page can be seen: also that of somebody unlisted."""
        seen = self._owners(listed=False).exclude(researcher__visibility="hidden")
        return self.published().filter(Q(lab__public=True) | Exists(seen))

    def of(self, researcher: "Researcher") -> Self:
        """Published on this person's pages."""
        return self.published().filter(**{self.people: researcher})

    def of_lab(self, lab: "Lab") -> Self:
        """The lab's own, and that of its listed people."""
        ours = self._owners(listed=True).filter(researcher__memberships__lab=lab)
        return self.published().filter(Q(lab=lab) | Exists(ours))

    def search(self, text: str) -> Self:
        words = fold(text).split()
        return self.filter(*(Q(folded__contains=word) for word in words)) if words else self.none()

    def _owners(self, *, listed: bool) -> models.QuerySet:
        through = getattr(self.model, self.people).through
        link = {f"{self.model._meta.model_name}_id": OuterRef("pk")}
        owners = through.objects.filter(**link)
        return owners.filter(researcher__visibility="public") if listed else owners


class NewsItemQuerySet(PublishedQuerySet):
    def with_pages(self) -> Self:
        """Those that have a page of their own."""
        return self.filter(inline=False)

    def in_order(self) -> Self:
        """Newest first, pinned ones before."""
        return self.order_by("-pinned", "-date", "-id")

    def for_list(self) -> Self:
        """In order, with the people and the lab they are of."""
        return self.in_order().select_related("lab").prefetch_related("researchers")


class PostQuerySet(PublishedQuerySet):
    people = "authors"

    def in_order(self) -> Self:
        return self.order_by("-date", "-id")

    def for_list(self) -> Self:
        return self.in_order().select_related("lab").prefetch_related("authors")
