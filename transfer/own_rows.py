"""What is somebody's own, when they leave: the same answer for every way out."""

from django.db.models import Exists, OuterRef, Q

from profiles.models import Researcher
from publications.models import Authorship, Publication
from publications.querysets import PublicationQuerySet


def own_works(person: Researcher, *, private: bool = False) -> PublicationQuerySet:
    """The person's papers, and those that came with their site and name nobody here.

    ``private`` adds drafts and what the person has hidden.
    """
    linked = Authorship.objects.filter(publication=OuterRef("pk"), researcher__isnull=False)
    works = Publication.objects.all() if private else Publication.objects.public()
    theirs = linked.filter(researcher=person)
    if not private:
        theirs = theirs.filter(hidden=False)
    brought = Publication.imported_entries.rel.related_model.objects.filter(
        publication=OuterRef("pk"), record__researcher=person
    )
    return works.filter(Q(Exists(theirs)) | (Q(Exists(brought)) & ~Q(Exists(linked))))
