"""Every reading rule of people, labs and what hangs on them, by name."""

from typing import Self

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Q

from profiles import clock
from profiles.revealing import or_revealed
from typeset.fold import fold

LISTED = Q(visibility="public")
NAMED = ("public", "name")  # whose name lists of people and works show
REACHABLE = Q(visibility__in=["public", "unlisted", "awaiting"])

ON_CARD = (
    "slug", "given_name", "family_name", "display_name", "original_name", "title", "visibility",
)  # fmt: skip


def current(prefix: str = "") -> Q:
    """Not ended yet, today included."""
    today = clock.today()
    return Q(**{f"{prefix}ended__isnull": True}) | Q(**{f"{prefix}ended__gte": today})


class LabQuerySet(models.QuerySet):
    def public(self) -> Self:
        return self.filter(public=True)


class ResearcherQuerySet(models.QuerySet):
    def public(self) -> Self:
        """Listed everywhere: pages, feeds, search, sitemap, exports."""
        return self.filter(LISTED)

    def reachable(self) -> Self:
        """Public, or unlisted: shown to whoever has the address."""
        return self.filter(or_revealed(self.model, REACHABLE))

    def outside_labs(self) -> Self:
        """Those who never were in a lab that has pages."""
        through = self.model.memberships.rel.related_model
        return self.exclude(
            Exists(through.objects.filter(researcher=OuterRef("pk"), lab__public=True))
        )

    def search(self, text: str) -> Self:
        words = fold(text).split()
        return self.filter(*(Q(folded__contains=word) for word in words)) if words else self.none()

    def for_people_list(self) -> Self:
        """Listed people, with what a card shows of them."""
        return self.public().only(*ON_CARD)


class MembershipQuerySet(models.QuerySet):
    def current(self) -> Self:
        return self.filter(current(), Q(started__isnull=True) | Q(started__lte=clock.today()))

    def ended(self) -> Self:
        return self.filter(ended__lt=clock.today())

    def for_people_list(self) -> Self:
        """Memberships of listed people in public labs, with what a card shows of the people."""
        own = [field.attname for field in self.model._meta.concrete_fields]
        return (
            self.filter(researcher__visibility__in=NAMED, lab__public=True)
            .select_related("researcher")
            .only(*own, *(f"researcher__{name}" for name in ON_CARD))
            .order_by("position", "started", "researcher__family_name", "researcher__given_name")
        )


class OwnedQuerySet(models.QuerySet):
    """Rows of one person or lab that can be drafts."""

    def published(self) -> Self:
        return self.filter(or_revealed(self.model, Q(draft=False)))


class SearchableQuerySet(OwnedQuerySet):
    def search(self, text: str) -> Self:
        words = fold(text).split()
        return self.filter(*(Q(folded__contains=word) for word in words)) if words else self.none()


class CourseQuerySet(OwnedQuerySet):
    def public(self) -> Self:
        return self.published().filter(researcher__visibility="public")

    def for_teaching_page(self) -> Self:
        return self.published().prefetch_related("sessions__materials")


class PageQuerySet(SearchableQuerySet):
    def public(self) -> Self:
        return self.published().filter(Q(researcher__visibility="public") | Q(lab__public=True))

    def in_navigation(self) -> Self:
        return self.published().filter(in_navigation=True)


class ProjectQuerySet(SearchableQuerySet):
    def public(self) -> Self:
        """Published, and of a public lab or of at least one listed person."""
        listed = self._owners().filter(researcher__visibility="public")
        return self.published().filter(Q(lab__public=True) | Exists(listed))

    def reachable(self) -> Self:
        """Published, and of a public lab or of somebody whose page can be seen."""
        seen = self._owners().exclude(researcher__visibility="hidden")
        return self.published().filter(Q(lab__public=True) | Exists(seen))

    def for_list(self) -> Self:
        return self.select_related("lab").prefetch_related("researchers")

    def _owners(self) -> models.QuerySet:
        return self.model.researchers.through.objects.filter(project_id=OuterRef("pk"))


class KnownApartQuerySet(models.QuerySet):
    """Pairs of rows of one kind, kept by their ids, the lower one first."""

    def of(self, model: type[models.Model]) -> Self:
        return self.filter(content_type=ContentType.objects.get_for_model(model))

    def pairs(self, model: type[models.Model]) -> frozenset[tuple[int, int]]:
        return frozenset(self.of(model).values_list("lower", "higher"))

    def with_row(self, row: models.Model) -> Self:
        return self.of(type(row)).filter(Q(lower=row.pk) | Q(higher=row.pk))

    def remember(self, one: models.Model, other: models.Model, user: models.Model | None) -> None:
        """Say that the two are two; saying it again changes nothing."""
        lower, higher = sorted((one.pk, other.pk))
        kind = ContentType.objects.get_for_model(type(one))
        self.get_or_create(
            content_type=kind, lower=lower, higher=higher, defaults={"told_by": user}
        )
