"""What merging people must know of papers; imported when the app is ready."""

from profiles.merging.journal import Journal
from profiles.merging.relations import DERIVED
from profiles.merging.rules import SETTLING, loose_ids
from profiles.models import Researcher
from publications.merging.bylines import same_person_twice
from publications.models import ImportChange, ImportedEntry, ImportRecord

DERIVED.add("publications.Drawing")
SETTLING["publications.Authorship"] = same_person_twice


@loose_ids(Researcher)
def linked_people(kept: Researcher, dropped: Researcher, journal: Journal) -> None:
    """Whom imports linked, so that the next import knows them again."""
    for model in (ImportedEntry, ImportChange):
        linked = model.objects.exclude(linked=[]).values_list("pk", "linked")
        rows = [pk for pk, people in linked.iterator() if dropped.pk in people]
        for row in model.objects.filter(pk__in=rows):
            people = [kept.pk if each == dropped.pk else each for each in row.linked]
            journal.change(row, {"linked": list(dict.fromkeys(people))})


@loose_ids(Researcher)
def sources(kept: Researcher, dropped: Researcher, journal: Journal) -> None:
    """Whose file it was: sources are told apart by the person's number."""
    end = f":{dropped.pk}"
    for record in ImportRecord.objects.filter(origin__endswith=end):
        journal.change(record, {"origin": f"{record.origin.removesuffix(end)}:{kept.pk}"})
    for entry in ImportedEntry.objects.filter(origin__endswith=end):
        origin = f"{entry.origin.removesuffix(end)}:{kept.pk}"
        same = ImportedEntry.objects.filter(
            origin=origin, key=entry.key, publication=entry.publication_id
        )
        if same.exists():
            journal.delete(entry)
        else:
            journal.change(entry, {"origin": origin})
