"""The papers as the theme's bibliography, with their files beside it."""

from collections.abc import Iterable

from profiles.models import Researcher
from publications.bibtex import write
from publications.bibtex.links import links_of, with_label
from publications.bibtex.records import Entry
from publications.bibtex.records import Link as Button
from publications.entries import entries_of
from publications.kinds import LinkKind
from publications.models import Publication
from transfer.alfolio_export.files import DOCUMENTS, PREVIEWS, Files

# The buttons whose files the theme looks for in its own folder.
_BARE = frozenset({LinkKind.PDF, LinkKind.SLIDES, LinkKind.POSTER, LinkKind.SUPPLEMENT})


def bibliography(works: Iterable[Publication], person: Researcher, files: Files) -> str:
    entries: list[Entry] = []
    for work in works:
        main, *versions = entries_of(work, person.pk)
        _with_files(main, work, files)
        entries += [main, *versions]
    return write(entries, include_private=True)


def in_order(works: Iterable[Publication], person: Researcher) -> list[Publication]:
    """As lists show them; the selected ones before, if the person has them in another order."""
    rows = list(works)
    places = [(row, _selected(row, person)) for row in rows]
    chosen = [(row, place) for row, place in places if place is not None]
    ordered = sorted(chosen, key=lambda each: each[1])
    if chosen == ordered:
        return rows
    return [row for row, _ in ordered] + [row for row, place in places if place is None]


def _selected(work: Publication, person: Researcher) -> int | None:
    for author in work.authorships.all():
        if author.researcher_id == person.pk and author.selected:
            return int(author.selected_position)
    return None


def _with_files(entry: Entry, work: Publication, files: Files) -> None:
    hosted = {link.href: link for link in work.links.all() if link.file}
    kept = []
    for button in entry.links:
        link = hosted.get(button.url)
        if link is None:
            kept.append(button)
        elif path := files.place(link.file.name, work.key, DOCUMENTS):
            name = path.removeprefix(f"{DOCUMENTS}/") if link.kind in _BARE else f"/{path}"
            kept.append(Button(button.kind, button.label, name, relative=True))
    entry.links = kept
    _keep_order(entry)
    if work.preview and (path := files.place(work.preview.name, work.key, PREVIEWS)):
        entry.preview = path.removeprefix(f"{PREVIEWS}/")


def _keep_order(entry: Entry) -> None:
    """Put an address that has changed in the place of the field that said it before."""
    fields, waiting = entry.fields, list(entry.links)
    replaced = []
    for name in fields:
        own = links_of(with_label(fields, name), entry.doi, entry.arxiv_id)[0]
        standing = [link for link in own if link in waiting]
        for link in standing:
            waiting.remove(link)
        if len(own) == 1 and not standing:
            replaced.append((name, own[0].kind))
    for name, kind in replaced:
        new = next((link for link in waiting if link.kind == kind and not link.label), None)
        if new:
            waiting.remove(new)
            fields[name] = new.url
