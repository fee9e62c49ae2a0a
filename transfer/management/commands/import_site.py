from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from profiles.models import Lab
from publications.importing.command import ImportCommand
from transfer.archives import opened
from transfer.importer import SiteError, import_site, owner_name
from transfer.limits import FolderError
from transfer.reading import read_site


class Command(ImportCommand):
    help = (
        "Import a site from its folder, .zip or .tar.gz: al-folio, academicpages, Hugo Blox or a "
        "plain Jekyll page. Twice changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("folder", type=Path, metavar="DIR", help="a folder or an archive")
        parser.add_argument("--researcher", default="", help="the slug of the site's owner")
        parser.add_argument("--lab", default="", help="the slug of the lab that the owner joins")
        parser.add_argument(
            "--with-samples",
            action="store_true",
            help="import what ships with the theme as a sample, too",
        )

    def handle(self, *, folder: Path, researcher: str, lab: str, **options: Any) -> None:
        joined = Lab.objects.filter(slug=lab).first() if lab else None
        if lab and not joined:
            raise CommandError(f"There is no lab with the address “{lab}”. Check --lab.")
        try:
            with opened(folder, settings.DATA_DIR / "unpacking") as files:
                site = read_site(
                    files, with_samples=options["with_samples"], owner=owner_name(researcher)
                )
                report = import_site(
                    site, files, slug=researcher, lab=joined, dry_run=options["dry_run"]
                )
        except (FolderError, SiteError) as error:
            raise CommandError(str(error)) from error
        self.print_report(report, as_json=options["json"], dry_run=options["dry_run"])
