from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from publications.importing.apply import apply
from publications.importing.command import ImportCommand, researcher_of
from publications.importing.from_listing import name_of_owner, plan_listing
from publications.listing import Listing, read_list
from publications.listing.file import ListError, text_of
from publications.names import Name


class Command(ImportCommand):
    help = (
        "Import a hand-written list of publications in Markdown, HTML or plain text. "
        "The same list twice changes nothing; a later edition updates and adds."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--researcher", required=True, help="the slug of the list's owner")

    def handle(self, *, file: Path, researcher: str, **options: Any) -> None:
        if not researcher:
            raise CommandError("Say whose list it is: --researcher SLUG")
        owner = researcher_of(researcher)
        listing = _read(file, name_of_owner(owner))
        made = plan_listing(listing, researcher=owner, name=file.name)
        if not options["dry_run"]:
            apply(made)
        self.print_report(made.report(), as_json=options["json"], dry_run=options["dry_run"])


def _read(path: Path, owner: Name | None) -> Listing:
    try:
        return read_list(text_of(path.read_bytes()).text, owner)
    except FileNotFoundError as error:
        raise CommandError(f"{path}: There is no such file. Check its name.") from error
    except OSError as error:
        raise CommandError(f"{path}: It cannot be read ({error.strerror}).") from error
    except ListError as error:
        raise CommandError(f"{path}: {error}") from error
