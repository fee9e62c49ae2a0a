import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from publications.importing.command import researcher_of
from transfer.alfolio_export.export import export_alfolio
from transfer.finished_folder import OccupiedError


class Command(BaseCommand):
    help = "Write one person's pages as an al-folio repository, which import_site takes back."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument("--researcher", required=True, help="the slug of the person")
        parser.add_argument(
            "--private",
            action="store_true",
            help="with drafts, what is scheduled, and private spellings of the name",
        )
        parser.add_argument("--json", action="store_true", help="print one JSON object only")

    def handle(self, *, folder: Path, researcher: str, **options: Any) -> None:
        person = researcher_of(researcher)
        if person is None:
            raise CommandError("Name the person: --researcher SLUG")
        try:
            report = export_alfolio(person, folder, private=options["private"])
        except OccupiedError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{folder} could not be written: {error.strerror}.") from error
        if options["json"]:
            self.stdout.write(json.dumps(report.as_dict(), ensure_ascii=False))
            return
        for problem in report.problems:
            self.stdout.write(problem)
        self.stdout.write(
            f"{person.name}: {report.publications} publications, {report.news} news, "
            f"{report.posts} posts, {report.courses} courses, {report.files} files in {folder}."
        )
