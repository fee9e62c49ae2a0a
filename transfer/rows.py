"""Items as rows, one at a time: found again, made, merged, and remembered for the next time."""

from collections import defaultdict
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db.models import Model

from profiles.models import Researcher
from profiles.pictures import validate_picture
from publications.report import Action
from transfer import schedule
from transfer.attachments import AttachmentError, Attachments, digest_of
from transfer.content import Item
from transfer.journal import Journal
from transfer.kinds import KINDS, Kind, agree, plain
from transfer.merging import check, label, merge, messages_of, settle
from transfer.models import Imported

GONE = "It was deleted here since the last import, and stays so."


class Rows:
    """The rows of one person, and what one site said of them at the last import."""

    def __init__(
        self, researcher: Researcher, origin: str, attachments: Attachments, journal: Journal
    ) -> None:
        self.journal = journal
        self.researcher = researcher
        self.origin = origin
        self.attachments = attachments
        self.memories = {
            (memory.kind, memory.ref): memory
            for memory in Imported.objects.filter(researcher=researcher, origin=origin)
        }
        self.seen: set[tuple[str, str]] = set()
        self._claimed: dict[str, set[int]] = defaultdict(set)
        for memory in self.memories.values():
            self._claimed[memory.kind].add(memory.object_id)
        self._standing: dict[str, list[Model]] = {}

    def standing(self, item: Item, values: dict[str, Any]) -> Model | None:
        """The row that the item became, or one that somebody made and that says the same."""
        kind = KINDS[item.kind]
        memory = self.memories.get((item.kind, item.ref))
        if memory:
            return kind.rows(self.researcher).filter(pk=memory.object_id).first()
        if item.kind not in self._standing:
            self._standing[item.kind] = list(kind.rows(self.researcher))
        for row in self._standing[item.kind]:
            if row.pk not in self._claimed[item.kind] and agree(kind, row, values):
                self._claimed[item.kind].add(row.pk)
                self._memory(item, row)
                return row
        return None

    def write(self, item: Item, offered: dict[str, Any], slug: str = "") -> Action:
        """Make or merge the item's row; what there is to say of it comes to its problems."""
        kind = KINDS[item.kind]
        fresh = kind.model(**kind.owners(self.researcher))
        checked = check(fresh, offered)
        item.problems += checked.problems
        files = self._files(item)
        needs_file = item.kind == "photo" and not files
        if checked.refused or needs_file:
            return "rejected"
        row = self.standing(item, checked.values)
        if row is None and (item.kind, item.ref) in self.memories:
            self.seen.add((item.kind, item.ref))
            item.problems.append(GONE)
            return "unchanged"
        if row is None:
            return self._create(item, kind, fresh, checked.values, files, slug)
        return self.merge(item, row, checked.values, files)

    def merge(
        self, item: Item, row: Model, values: dict[str, Any], files: dict[str, ContentFile]
    ) -> Action:
        """Merge what the item says into a row that stands."""
        memory = self._memory(item, row)
        before = {name: getattr(row, name) for name in values}
        changed, kept = merge(row, values, memory.values)
        item.problems += settle(row, changed, before, exclude=_others(row, changed))
        item.problems += [f"{label(row, name)} was kept as it stands here." for name in kept]
        replaced = self._replace_files(row, files, memory.values)
        rescheduled = schedule.merge(row, item.parts, memory.values)
        if changed or replaced:
            row.save()
        if changed:
            said = {name: [plain(before[name]), plain(getattr(row, name))] for name in changed}
            self.journal.changed.append((row, said))
        self._remember(item, row, values, files)
        return "updated" if changed or replaced or rescheduled else "unchanged"

    def _create(
        self,
        item: Item,
        kind: Kind,
        row: Model,
        values: dict[str, Any],
        files: dict[str, ContentFile],
        slug: str,
    ) -> Action:
        if slug:
            row.slug = slug
        for name, file in files.items():
            _describe(row, name)
            setattr(row, name, file)
        try:
            row.full_clean()
        except ValidationError as error:
            item.problems += messages_of(row, error)
            return "rejected"
        self._save(row, files)
        if kind.many:
            getattr(row, kind.owner).add(self.researcher)
        schedule.create(row, item.parts)
        self.journal.made.append(row)
        self._claimed[item.kind].add(row.pk)
        self._memory(item, row)
        self._remember(item, row, values, files)
        return "created"

    def _save(self, row: Model, files: dict[str, ContentFile]) -> None:
        for name in files:  # a row that cannot be saved may have saved its files
            self.attachments.watch(row, name)
        row.save()

    def _files(self, item: Item) -> dict[str, ContentFile]:
        """The pictures that the item names, by field; what cannot be had is reported."""
        found = {}
        for name, path in item.files.items():
            try:
                file = self.attachments.content(path)
                validate_picture(file)
                found[name] = file
            except AttachmentError as error:
                item.problems.append(str(error))
            except ValidationError as error:
                item.problems.append(f"{path}: {' '.join(error.messages)}")
        return found

    def _replace_files(
        self, row: Model, files: dict[str, ContentFile], base: dict[str, Any]
    ) -> bool:
        """Take a picture that the site changed, or that is new to the row, unless a person did."""
        changed = {}
        for name, file in files.items():
            known = base.get(name) or {}
            stands = getattr(row, name).name or ""
            if digest_of(file) != known.get("digest") and stands == known.get("name", ""):
                _describe(row, name)
                setattr(row, name, file)
                if focus := getattr(row._meta.get_field(name), "focus_field", ""):
                    setattr(row, focus, "")  # it was a point of the former picture
                changed[name] = file
        if changed:
            self._save(row, changed)
        return bool(changed)

    def row_of(self, item: Item) -> Model | None:
        """The row that the item is, after it was written."""
        memory = self.memories.get((item.kind, item.ref))
        return memory.row if memory and (item.kind, item.ref) in self.seen else None

    def note(self, item: Item, row: Model) -> None:
        """Remember that the item became this row, whose values are remembered elsewhere."""
        self.seen.add((item.kind, item.ref))
        memory = self._memory(item, row)
        if memory.pk is None:
            memory.save()

    def _memory(self, item: Item, row: Model) -> Imported:
        key = (item.kind, item.ref)
        if key not in self.memories:
            self.memories[key] = Imported(
                researcher=self.researcher,
                origin=self.origin,
                kind=item.kind,
                ref=item.ref,
                content_type=ContentType.objects.get_for_model(row),
                object_id=row.pk,
            )
        return self.memories[key]

    def _remember(
        self, item: Item, row: Model, values: dict[str, Any], files: dict[str, ContentFile]
    ) -> None:
        """Keep what the site said, as the base of the next merge."""
        self.seen.add((item.kind, item.ref))
        memory = self.memories[item.kind, item.ref]
        said = {name: plain(value) for name, value in values.items()}
        said |= {
            name: {"digest": digest_of(file), "name": getattr(row, name).name}
            for name, file in files.items()
        }
        if item.kind == "course" and item.parts:
            said["schedule"] = schedule.offered(item.parts)
        if memory.pk is None or said != memory.values:
            memory.values = said
            memory.save()


def _others(row: Model, changed: list[str]) -> set[str]:
    """The fields that nobody touches now: what has been wrong with them for long stays theirs."""
    return {field.name for field in row._meta.fields} - set(changed)


def _describe(row: Model, name: str) -> None:
    """A picture needs a description; the title is better than none."""
    alt = f"{name}_alt"
    if hasattr(row, alt) and not getattr(row, alt):
        setattr(row, alt, str(row)[:200])
