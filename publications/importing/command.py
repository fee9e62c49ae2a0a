"""What the commands that import have in common: their options, and how they report."""

import json
from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from profiles.models import Researcher
from publications.report import Report


class ImportCommand(BaseCommand):
    """Every import takes ``--dry-run`` and ``--json``; it acts as the administrator."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="show the plan, write nothing")
        parser.add_argument("--json", action="store_true", help="print one JSON object only")

    def print_report(self, report: Report, *, as_json: bool, dry_run: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(report.as_dict(), ensure_ascii=False))
        else:
            self.stdout.write(report.as_text(dry_run=dry_run))


def researcher_of(slug: str) -> Researcher | None:
    """The person of that slug, None for an empty one. Refuses an unknown one in one line."""
    if not slug:
        return None
    person: Researcher | None = Researcher.objects.filter(slug=slug).first()
    if person is None:
        raise CommandError(
            f"There is nobody with the address “{slug}”. Add them first: "
            f'manage.py add_researcher "Their Name" --slug {slug}'
        )
    return person
