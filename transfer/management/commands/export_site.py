import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from transfer.finished_folder import OccupiedError
from transfer.static_site.crawl import ExportError
from transfer.static_site.export import export_site


class Command(BaseCommand):
    help = "Write the whole public site as files, which any web server or a browser alone can show."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument("--json", action="store_true", help="print one JSON object only")

    def handle(self, *, folder: Path, **options: Any) -> None:
        try:
            report = export_site(folder)
        except (OccupiedError, ExportError) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{folder} could not be written: {error.strerror}.") from error
        if options["json"]:
            self.stdout.write(json.dumps(report.as_dict(), ensure_ascii=False))
            return
        for problem in report.problems:
            self.stdout.write(problem)
        size = report.bytes / 1_000_000
        self.stdout.write(
            f"{report.pages} pages, {report.files} files, {size:.1f} MB in {report.folder}. "
            f"Open {folder / 'index.html'}."
        )
