"""The works that a site's pages list, through the publications' own importer."""

from profiles.models import Researcher
from publications.importing.apply import apply
from publications.importing.from_listing import plan_listing
from publications.listing import Listing
from publications.report import Report
from transfer.content import PAPERS, Site
from transfer.journal import Journal


def import_listed(site: Site, researcher: Researcher, journal: Journal) -> Report:
    listed = [item for item in site.items if item.kind == PAPERS and not item.left_out]
    if not listed:
        return Report()
    pages = ", ".join(dict.fromkeys(item.ref.split("#")[0] for item in listed))
    records = [record for item in listed for record in item.values["records"]]
    made = plan_listing(
        Listing(records=records), researcher=researcher, name=pages, user=journal.user
    )
    journal.records.append(apply(made, journal.user))
    return made.report()
