from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from publications.bibtex import MAX_BYTES, Bibliography, BibtexError, read
from publications.importing.apply import apply
from publications.importing.bulk import many_objects
from publications.importing.command import ImportCommand, researcher_of
from publications.importing.planner import plan


class Command(ImportCommand):
    help = "Import publications from BibTeX files. The same file twice changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--researcher", default="", help="the slug of the files' owner")

    def handle(self, *, files: list[Path], researcher: str, **options: Any) -> None:
        owner = researcher_of(researcher)
        with many_objects():
            bibliographies = [_read(path) for path in files]
        made = plan(*bibliographies, researcher=owner, name=", ".join(path.name for path in files))
        if not options["dry_run"]:
            apply(made)
        self.print_report(made.report(), as_json=options["json"], dry_run=options["dry_run"])


def _read(path: Path) -> Bibliography:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise BibtexError(
                f"It has more than {MAX_BYTES // 1024**2} MB. Split it and import the parts."
            )
        data = path.read_bytes()
        if not data.strip():
            raise BibtexError("It is empty. Choose another file.")
        return read(data)
    except FileNotFoundError as error:
        raise CommandError(f"{path}: There is no such file. Check its name.") from error
    except OSError as error:
        raise CommandError(f"{path}: It cannot be read ({error.strerror}).") from error
    except BibtexError as error:
        raise CommandError(f"{path}: {error}") from error
