"""The works that a site's pages list, through the publications' own importer."""

from dataclasses import replace
from typing import NamedTuple

from profiles.models import Researcher
from publications.importing.apply import apply
from publications.importing.from_listing import plan_listing
from publications.importing.plan import Plan
from publications.listing import Link, Listing, Record
from publications.report import Report
from transfer.addresses import on_old_site, page_path
from transfer.attachments import AttachmentError, Attachments
from transfer.content import PAPERS, Item, Site
from transfer.placing import Places
from transfer.previews import Previews, with_pictures
from transfer.rows import Rows


def import_listed(
    site: Site, researcher: Researcher, attachments: Attachments, rows: Rows, places: Places
) -> Report:
    listed = [item for item in site.items if item.kind == PAPERS and not item.left_out]
    if not listed:
        return Report()
    pages = ", ".join(dict.fromkeys(item.ref.split("#")[0] for item in listed))
    links = _Links(places, {})
    records = [
        links.settle(record, _place(item))
        for item in listed
        for record in with_pictures(item.values["records"], _place(item), site.origin)
    ]
    journal = rows.journal
    made = plan_listing(
        Listing(records=records),
        researcher=researcher,
        name=pages,
        user=journal.user,
        stored=links.stored,
    )
    journal.records.append(apply(made, journal.user))
    _show(made, Previews(attachments, rows))
    return made.report()


class _Links(NamedTuple):
    """Where the links of the works lead now: to pages as they are here, and to files."""

    places: Places
    stored: dict[str, str]  # address, as the record has it → name in the storage

    def settle(self, record: Record, page: str) -> Record:
        problems = list(record.problems)
        found = [self._settled(link, page, problems) for link in record.links]
        links = tuple(link for link in found if link is not None)
        return replace(record, links=links, problems=problems)

    def _settled(self, link: Link, page: str, problems: list[str]) -> Link | None:
        places, origin = self.places, self.places.site.origin
        path = on_old_site(link.url, origin, page)
        if path is None:
            return link
        if there := places.pages.get(page_path(path)):
            return replace(link, url=there)
        try:
            if file := places.file(link.url, path):
                self.stored[link.url] = places.attachments.store(file, "publications")
                return link
            problem = f"“{link.url}” is not in the folder."
        except AttachmentError as error:
            problem = str(error)
        if origin:
            return replace(link, url=f"{origin}{path}")
        problems.append(problem)
        return None


def _place(item: Item) -> str:
    """Where the list stood on the old site, the address that is the page's own for certain."""
    return next((each for each in item.addresses if not each.startswith("/_")), "/")


def _show(made: Plan, previews: Previews) -> None:
    for item in made.items:
        pk = item.publication or (item.target.pk if item.target else None)
        if pk and item.work and item.work.image:
            problem = previews.give(f"list/{item.ref}", item.work.image, pk)
            item.problems += [problem] if problem else []
