"""Targets of a plan that stand already: their rows changed where the states differ."""

from collections.abc import Sequence

from publications.importing.plan import Target
from publications.importing.rows import (
    COLUMNS,
    FLAGS,
    MAPPINGS,
    NULLABLE,
    Creator,
    authorship_of,
    link_of,
    link_state,
    mapping,
    version_of,
)
from publications.importing.standing import Standing, author_state, version_state
from publications.importing.work import author_keys
from publications.models import Authorship, Link, Publication, Version
from typeset.fold import fold


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
        self.scribe.write(rows, "~")

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
        row.changed_at = self.scribe.date
        return changed

    def _change_lists(self, target: Target, standing: Standing) -> None:
        pk = target.pk
        for model, rows, field, make, of in (
            (Link, standing.links[pk], "links", link_of, link_state),
            (Version, standing.versions[pk], "versions", version_of, version_state),
        ):
            before, after = (target.before or {}).get(field, []), target.after.get(field, [])
            self.scribe.delete(row for row in rows if of(row) in before and of(row) not in after)
            added = [values for values in after if values not in before]
            self._insert(
                model, [make(pk, len(rows) + at, values) for at, values in enumerate(added)]
            )
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
        fields = ["position", "given", "particle", "family", "suffix", "literal", *FLAGS]
        fields += ["researcher", "selected", "selected_position", "folded"]
        Authorship.objects.bulk_update(unique, fields, batch_size=100)
        self.scribe.write(unique, "~")
        self._insert(Authorship, added)

    def _byline(
        self, target: Target, rows: Sequence[Authorship]
    ) -> tuple[list[Authorship], list[Authorship]]:
        """The rows of a changed byline: those that stay in it, and those that are new.

        A name that left the byline loses its row; a name that is spelled anew keeps it.
        """
        by_key = dict(zip(author_keys(map(author_state, rows)), rows, strict=True))
        authors = target.after.get("authors", [])
        keys = author_keys(authors)
        left = [row for key, row in by_key.items() if key not in keys]
        kept, fresh = [], []
        for position, (key, author) in enumerate(zip(keys, authors, strict=True)):
            new = authorship_of(target.pk, position, author)
            row = by_key.get(key) or next(
                (row for row in left if row.name.index_key == new.name.index_key), None
            )
            if row is None:
                member = target.linked.get(key)
                if member:
                    new.researcher_id = member
                    self._note_link(target.pk, member)
                fresh.append(new)
                continue
            if row in left:
                left.remove(row)
            kept.append(_respelled(row, new))
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
                    self._select(row)
                    changed.append(row)
                elif row.selected and not selected and (target.before or {}).get("selected"):
                    row.selected = False
                    changed.append(row)
        return changed


def _respelled(row: Authorship, new: Authorship) -> Authorship:
    for name in ("position", "given", "particle", "family", "suffix", "literal", *FLAGS):
        setattr(row, name, getattr(new, name))
    row.folded = fold(f"{row.given} {row.particle} {row.family} {row.literal}")
    return row
