"""Targets of a plan that stand already: their rows changed where the states differ."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Model

from publications.importing.plan import Target
from publications.importing.rows import (
    AUTHORSHIP,
    COLUMNS,
    LINK,
    MAPPINGS,
    NULLABLE,
    VERSION,
    Creator,
    authorship_values,
    link_state,
    mapping,
)
from publications.importing.standing import Standing, author_state, version_state
from publications.importing.work import author_keys, name_of
from publications.models import Authorship, Link, Publication, Version
from typeset.fold import fold

# What a byline says of an author, as against what is the linked person's own.
PRINTED = (
    "position", "given", "particle", "family", "suffix", "literal", "co_first", "co_last",
    "corresponding", "folded",
)  # fmt: skip


class Changer(Creator):
    """Writes changed targets, as `Creator` writes new ones."""

    def update(self, targets: Sequence[Target]) -> None:
        if not targets:
            return
        standing = Standing(target.pk for target in targets)
        changed = set()
        for target in targets:
            changed |= self._change_columns(target, standing.rows[target.pk])
            self._change_lists(target, standing)
        self._change_authors(targets, standing)
        rows = list(standing.rows.values())
        Publication.objects.bulk_update(rows, [*changed, "changed_at"], batch_size=100)
        self.scribe.write(Publication, "~", "id", [row.pk for row in rows])

    def _change_columns(self, target: Target, row: Publication) -> set[str]:
        before, after = target.before or {}, target.after
        changed = {name for name in COLUMNS if before.get(name) != after.get(name)}
        for name in changed:
            setattr(row, name, after.get(name, None if name in NULLABLE else ""))
        for name in MAPPINGS:
            if mapping(before, name) != mapping(after, name):
                setattr(row, name, mapping(after, name))
                changed.add(name)
        if "venue_text" in changed or before.get("venue_short") != after.get("venue_short"):
            row.venue = self.venues.find(after.get("venue_text", ""), after.get("venue_short", ""))
            changed.add("venue")
        if "title" in changed:
            row.folded_title = fold(row.title)
            changed.add("folded_title")
        if "abstract" in changed:
            row.folded_abstract = fold(row.abstract)
            changed.add("folded_abstract")
        row.changed_at = self.scribe.date
        return changed

    def _change_lists(self, target: Target, standing: Standing) -> None:
        pk = target.pk
        for model, rows, field, names, of in (
            (Link, standing.links[pk], "links", LINK, link_state),
            (Version, standing.versions[pk], "versions", VERSION, version_state),
        ):
            before, after = (target.before or {}).get(field, []), target.after.get(field, [])
            self.scribe.delete(row for row in rows if of(row) in before and of(row) not in after)
            added = [values for values in after if values not in before]
            made = [(pk, len(rows) + at, *values) for at, values in enumerate(added)]
            self._add(model, names, made)
        before, after = (
            set((target.before or {}).get("topics", ())),
            set(target.after.get("topics", ())),
        )
        if gone := before - after:
            Publication.topics.through.objects.filter(
                publication_id=pk, topic__name__in=gone
            ).delete()
        self._add_topics((pk, name) for name in after - before)

    def _change_authors(self, targets: Sequence[Target], standing: Standing) -> None:
        changed, added = [], []
        for target in targets:
            rows = standing.authorships[target.pk]
            if (target.before or {}).get("authors") != target.after.get("authors"):
                rows, fresh = self._byline(target, rows)
                added += fresh
                changed += rows
            changed += self._link_people(target, rows)
        unique = list({id(row): row for row in changed}.values())
        fields = [*PRINTED, "researcher", "selected", "selected_position"]
        Authorship.objects.bulk_update(unique, fields, batch_size=100)
        self.scribe.write(Authorship, "~", "id", [row.pk for row in unique])
        self._add(Authorship, AUTHORSHIP, added)

    def _add(self, model: type[Model], names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        made = model.objects.bulk_create(
            model(**dict(zip(names, values, strict=True))) for values in rows
        )
        self.scribe.write(model, "+", "id", [row.pk for row in made])

    def _byline(
        self, target: Target, rows: Sequence[Authorship]
    ) -> tuple[list[Authorship], list[tuple[Any, ...]]]:
        """The rows of a changed byline: those that stay in it, and those that are new.

        A name that left the byline loses its row; a name that is spelled anew keeps it.
        """
        by_key = dict(zip(author_keys(map(author_state, rows)), rows, strict=True))
        authors = target.after.get("authors", [])
        keys = author_keys(authors)
        left = [row for key, row in by_key.items() if key not in keys]
        kept, fresh = [], []
        for position, (key, author) in enumerate(zip(keys, authors, strict=True)):
            coarse = name_of(author).index_key
            row = by_key.get(key) or next(
                (row for row in left if row.name.index_key == coarse), None
            )
            if row is None:
                member = target.linked.get(key)
                if member:
                    self._note_link(target.pk, member)
                place = self._next_selected() if self._is_selected(target, member) else 0
                fresh.append(authorship_values(target.pk, position, author, member, place))
                continue
            if row in left:
                left.remove(row)
            values = authorship_values(target.pk, position, author)
            for name, value in zip(AUTHORSHIP, values, strict=True):
                if name in PRINTED:
                    setattr(row, name, value)
            kept.append(row)
        self.scribe.delete(left)
        return kept, fresh

    def _link_people(self, target: Target, rows: Sequence[Authorship]) -> list[Authorship]:
        """Link who is to be linked, and set or unset what the importing person selected."""
        changed = []
        for key, row in zip(author_keys(map(author_state, rows)), rows, strict=True):
            member = target.linked.get(key)
            if member and row.researcher_id is None:
                row.researcher_id = member
                self._note_link(target.pk, member)
                changed.append(row)
            if self.owner and row.researcher_id == self.owner.pk:
                selected = target.after.get("selected", False)
                if selected and not row.selected:
                    row.selected, row.selected_position = True, self._next_selected()
                    changed.append(row)
                elif row.selected and not selected and (target.before or {}).get("selected"):
                    row.selected = False
                    changed.append(row)
        return changed
