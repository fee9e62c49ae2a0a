"""Every reading rule of publications, by name."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from profiles.revealing import or_revealed
from typeset.fold import fold

if TYPE_CHECKING:
    from profiles.models import Lab, Researcher


class VenueQuerySet(models.QuerySet):
    def search(self, text: str) -> Self:
        words = fold(text).split()
        return self.filter(*(Q(folded__contains=word) for word in words)) if words else self.none()


class AuthorshipQuerySet(models.QuerySet):
    def shown(self) -> Self:
        """Those by which a publication appears on a person's own pages."""
        return self.filter(hidden=False)


class PublicationQuerySet(models.QuerySet):
    def public(self) -> Self:
        """No drafts."""
        return self.filter(or_revealed(self.model, Q(draft=False)))

    def listed(self) -> Self:
        """Public, and not hidden by everybody here who wrote it.

        A work whose linked authors have all hidden it, or are all hidden
        themselves, is on no list of the whole site; one that has no linked
        author at all is the lab's own and stays.
        """
        linked = self._authorships().filter(researcher__isnull=False)
        shown = linked.filter(hidden=False, researcher__visibility="public")
        return self.public().filter(~Exists(linked) | Exists(shown))

    def reachable(self) -> Self:
        """Those that have a page: public, unless all who wrote it here are hidden people."""
        linked = self._authorships().filter(researcher__isnull=False)
        seen = linked.exclude(researcher__visibility="hidden")
        return self.public().filter(~Exists(linked) | Exists(seen))

    def of(self, researcher: "Researcher") -> Self:
        """On this person's pages: public, theirs, and not hidden by them."""
        own = self._authorships().shown().filter(researcher=researcher)
        return self.public().filter(Exists(own))

    def by_listed(self, slug: str) -> Self:
        """By the listed person with this address, as their own pages show it."""
        theirs = self._authorships().shown().filter(researcher__slug=slug)
        return self.filter(Exists(theirs.filter(researcher__visibility="public")))

    def selected_by(self, researcher: "Researcher") -> Self:
        """Their selected works, in their own order."""
        return (
            self.public()
            .filter(
                authorships__researcher=researcher,
                authorships__selected=True,
                authorships__hidden=False,
            )
            .order_by("authorships__selected_position", *self.model._meta.ordering)
        )

    def of_lab(self, lab: "Lab") -> Self:
        """Listed works with an author who is or was in the lab."""
        ours = self._authorships().filter(
            hidden=False,
            researcher__visibility="public",
            researcher__memberships__lab=lab,
        )
        return self.public().filter(Exists(ours))

    def highlighted(self) -> Self:
        return self.filter(highlighted=True)

    def for_list(self) -> Self:
        """With all that an item of a list draws, in a fixed number of queries."""
        return self.select_related("venue").prefetch_related(
            models.Prefetch(
                "authorships",
                self._authorship.objects.select_related("researcher").order_by("position", "id"),
            ),
            "links",
            models.Prefetch(
                "versions", self.model.versions.rel.related_model.objects.select_related("venue")
            ),
        )

    def search(self, text: str) -> Self:
        """Every word in the title, or in an author's name."""
        found = self
        for word in fold(text).split():
            by_name = self._authorships().filter(folded__contains=word)
            found = found.filter(Q(folded_title__contains=word) | Exists(by_name))
        return found

    @property
    def _authorship(self) -> type[models.Model]:
        return self.model.authorships.rel.related_model

    def _authorships(self) -> AuthorshipQuerySet:
        """Those of the outer query's publication, for `Exists`."""
        return self._authorship.objects.filter(publication=OuterRef("pk"))
