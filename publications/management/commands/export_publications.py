from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from publications.export import FORMATS
from publications.importing.command import researcher_of
from publications.models import Publication


class Command(BaseCommand):
    help = (
        "Print publications for other programs: all that are no drafts, or those of one person, "
        "with those that the person has hidden."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--researcher", default="", help="the slug of the person")
        parser.add_argument("--format", choices=sorted(FORMATS), required=True)
        parser.add_argument(
            "--private", action="store_true", help="in BibTeX, with selected, preview and the like"
        )

    def handle(self, *, researcher: str, **options: Any) -> None:
        owner = researcher_of(researcher)
        works = Publication.objects.public()
        if owner:
            works = works.filter(authorships__researcher=owner)
        if options["private"] and options["format"] != "bibtex":
            raise CommandError("--private goes with --format bibtex only.")
        choices = {"include_private": True} if options["private"] else {}
        text = FORMATS[options["format"]](works, owner=owner, **choices)
        self.stdout.write(text, ending="")
