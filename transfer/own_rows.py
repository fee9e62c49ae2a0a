"""What is somebody's own, when they leave: the same answer for every way out."""

from django.db.models import Exists, OuterRef, Q

from profiles.models import Researcher
from publications.models import Authorship, Publication
from publications.querysets import PublicationQuerySet


def own_works(person: Researcher, *, private: bool = False) -> PublicationQuerySet:
    """The person's papers, and those that came with their site: a lab's, or nobody's here.

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
    # What others hide is theirs to show, and what they are writing theirs alone.
    seen = Q(pk__in=Publication.objects.listed().values("pk")) | ~Q(Exists(linked))
    if private:
        seen |= Q(draft=False)
    return works.filter(Q(Exists(theirs)) | (Q(Exists(brought)) & seen))
