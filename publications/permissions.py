"""Who may edit publications: linked authors, who entered them, and the authors' editors."""

from django.db.models import Q, QuerySet

from profiles.models import MergeRecord, Researcher
from profiles.permissions import (
    Visitor,
    editable_people,
    formerly_edited,
    is_administrator,
    is_editor,
    owned_by,
)
from publications.models import Authorship, Coauthor, ImportRecord, Publication, Topic, Venue


def editable_publications(user: Visitor, of: int | None = None) -> QuerySet[Publication]:
    """All of them, or ``of`` this one alone: then no other byline is looked at."""
    works = Publication.objects.all() if of is None else Publication.objects.filter(pk=of)
    if is_administrator(user):
        return works
    if not user.is_active or not user.is_authenticated:
        return works.none()
    linked = Authorship.objects.filter(researcher__in=editable_people(user))
    if of is not None:
        linked = linked.filter(publication=of)
    # What was entered for somebody is theirs: the right to it ends with the right to edit for them.
    entered_for = Authorship.objects.filter(
        formerly_edited(user, "researcher"), publication__created_by=user
    )
    own = Q(created_by=user) & ~Q(pk__in=entered_for.values("publication_id"))
    return works.filter(own | Q(pk__in=linked.values("publication_id")))


def can_edit_publication(user: Visitor, publication: Publication) -> bool:
    return editable_publications(user, publication.pk).exists()


def editable_authorships(user: Visitor) -> QuerySet[Authorship]:
    """Those whose ``selected``, order and ``hidden`` are the user's to set."""
    if is_administrator(user):
        return Authorship.objects.all()
    return Authorship.objects.filter(researcher__in=editable_people(user))


def deletable_publications(user: Visitor, of: int | None = None) -> QuerySet[Publication]:
    """Those one may edit, unless they are also on the page of somebody whom one may not.

    Such a shared work is taken off one's own page by ``hidden``; it is not one's to delete.
    """
    mine = editable_publications(user, of)
    if is_administrator(user):
        return mine
    others = Authorship.objects.filter(researcher__isnull=False).exclude(
        researcher__in=editable_people(user)
    )
    if of is not None:
        others = others.filter(publication=of)
    return mine.exclude(pk__in=others.values("publication_id"))


def mergeable_publications(user: Visitor) -> QuerySet[Publication]:
    """Any two of those that one may edit; nobody's authorship is lost when they are merged."""
    return editable_publications(user)


def can_merge_publications(user: Visitor, one: Publication, other: Publication) -> bool:
    pair = {one.pk, other.pk}
    return len(pair) == 2 and mergeable_publications(user).filter(pk__in=pair).count() == 2


def linkable_people(user: Visitor) -> QuerySet[Researcher]:
    """Whom one may link a name in a byline to: everybody listed, and one's own people."""
    if not user.is_active or not user.is_authenticated:
        return Researcher.objects.none()
    return Researcher.objects.filter(
        Q(visibility=Researcher.Visibility.PUBLIC) | Q(pk__in=editable_people(user).values("pk"))
    )


def editable_venues(user: Visitor) -> QuerySet[Venue]:
    """Venues are everybody's: anybody may add one, editors keep them in order."""
    return Venue.objects.all() if is_editor(user) else Venue.objects.none()


def mergeable_venues(user: Visitor) -> QuerySet[Venue]:
    """Any two of them, for editors."""
    return editable_venues(user)


def can_merge_venues(user: Visitor, one: Venue, other: Venue) -> bool:
    pair = {one.pk, other.pk}
    return len(pair) == 2 and mergeable_venues(user).filter(pk__in=pair).count() == 2


def respellable_authorships(user: Visitor) -> QuerySet[Authorship]:
    """The names of outside authors that an editor may spell alike: in works that they edit."""
    if not is_editor(user):
        return Authorship.objects.none()
    outside = Authorship.objects.filter(researcher__isnull=True)
    if is_administrator(user):
        return outside
    return outside.filter(publication__in=editable_publications(user).values("pk"))


def editable_coauthors(user: Visitor) -> QuerySet[Coauthor]:
    """Those of the people and labs whose papers one edits: on no other's does such a link stand."""
    return owned_by(user, Coauthor.objects.all(), "researcher", "lab")


def can_edit_coauthor(user: Visitor, coauthor: Coauthor) -> bool:
    return editable_coauthors(user).filter(pk=coauthor.pk).exists()


def editable_topics(user: Visitor) -> QuerySet[Topic]:
    return Topic.objects.all() if is_editor(user) else Topic.objects.none()


def visible_imports(user: Visitor) -> QuerySet[ImportRecord]:
    """Those one made for nobody, and those made for people whom one may edit."""
    if is_administrator(user):
        return ImportRecord.objects.all()
    if not user.is_active or not user.is_authenticated:
        return ImportRecord.objects.none()
    mine = Q(user=user, researcher__isnull=True)
    return ImportRecord.objects.filter(mine | Q(researcher__in=editable_people(user)))


def undoable_merges(user: Visitor) -> QuerySet[MergeRecord]:
    """Merges of works that one may edit: every linked author may undo what a colleague did."""
    found = MergeRecord.objects.filter(what="publications.Publication")
    if is_administrator(user):
        return found
    return found.filter(kept__in=mergeable_publications(user).values("pk"))


def undoable_merges_of_venues(user: Visitor) -> QuerySet[MergeRecord]:
    found = MergeRecord.objects.filter(what="publications.Venue")
    return found if is_editor(user) else found.none()


def undoable_respellings(user: Visitor) -> QuerySet[MergeRecord]:
    """New spellings of outside authors: one's own, for as long as one edits a lab."""
    found = MergeRecord.objects.filter(what="publications.Authorship")
    if is_administrator(user):
        return found
    return found.filter(user=user) if is_editor(user) else found.none()
