"""The works that a site's pages list, through the publications' own importer."""

from profiles.models import Researcher
from publications.importing.apply import apply
from publications.importing.from_listing import plan_listing
from publications.importing.plan import Plan
from publications.listing import Listing
from publications.report import Report
from transfer.attachments import Attachments
from transfer.content import PAPERS, Item, Site
from transfer.previews import Previews, with_pictures
from transfer.rows import Rows


def import_listed(
    site: Site, researcher: Researcher, attachments: Attachments, rows: Rows
) -> Report:
    listed = [item for item in site.items if item.kind == PAPERS and not item.left_out]
    if not listed:
        return Report()
    pages = ", ".join(dict.fromkeys(item.ref.split("#")[0] for item in listed))
    records = [
        record
        for item in listed
        for record in with_pictures(item.values["records"], _place(item), site.origin)
    ]
    journal = rows.journal
    made = plan_listing(
        Listing(records=records), researcher=researcher, name=pages, user=journal.user
    )
    journal.records.append(apply(made, journal.user))
    _show(made, Previews(attachments, rows))
    return made.report()


def _place(item: Item) -> str:
    """Where the list stood on the old site, the address that is the page's own for certain."""
    return next((each for each in item.addresses if not each.startswith("/_")), "/")


def _show(made: Plan, previews: Previews) -> None:
    for item in made.items:
        pk = item.publication or (item.target.pk if item.target else None)
        if pk and item.work and item.work.image:
            problem = previews.give(f"list/{item.ref}", item.work.image, pk)
            item.problems += [problem] if problem else []
