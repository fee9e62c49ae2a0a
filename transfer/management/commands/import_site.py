from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from profiles.models import Lab
from publications.importing.command import ImportCommand
from transfer.folder import FolderError, SiteFolder
from transfer.importer import SiteError, import_site
from transfer.reading import read_site


class Command(ImportCommand):
    help = "Import a site from its folder: al-folio, or a plain Jekyll page. Twice changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument("--researcher", default="", help="the slug of the site's owner")
        parser.add_argument("--lab", default="", help="the slug of the lab that the owner joins")

    def handle(self, *, folder: Path, researcher: str, lab: str, **options: Any) -> None:
        joined = Lab.objects.filter(slug=lab).first() if lab else None
        if lab and not joined:
            raise CommandError(f"There is no lab with the address “{lab}”. Check --lab.")
        try:
            files = SiteFolder(folder)
            site = read_site(files)
            report = import_site(
                site, files, slug=researcher, lab=joined, dry_run=options["dry_run"]
            )
        except (FolderError, SiteError) as error:
            raise CommandError(str(error)) from error
        self.print_report(report, as_json=options["json"], dry_run=options["dry_run"])
