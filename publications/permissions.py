"""Who may edit publications: linked authors, who entered them, and the authors' editors."""

from django.db.models import Q, QuerySet

from profiles.permissions import Visitor, editable_people, is_administrator
from publications.models import Authorship, Publication


def editable_publications(user: Visitor) -> QuerySet[Publication]:
    if is_administrator(user):
        return Publication.objects.all()
    if not user.is_active or not user.is_authenticated:
        return Publication.objects.none()
    linked = Authorship.objects.filter(researcher__in=editable_people(user))
    return Publication.objects.filter(
        Q(created_by=user) | Q(pk__in=linked.values("publication_id"))
    )


def can_edit_publication(user: Visitor, publication: Publication) -> bool:
    return editable_publications(user).filter(pk=publication.pk).exists()


def editable_authorships(user: Visitor) -> QuerySet[Authorship]:
    """Those whose ``selected``, order and ``hidden`` are the user's to set."""
    if is_administrator(user):
        return Authorship.objects.all()
    return Authorship.objects.filter(researcher__in=editable_people(user))
