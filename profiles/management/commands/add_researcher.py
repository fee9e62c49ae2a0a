from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from profiles.models import Lab
from profiles.newcomers import add_researcher


class Command(BaseCommand):
    help = "Add a person with a public page; with an e-mail address, an account to invite."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="for example “Mina Sørensen” or “van der Berg, Jan”")
        parser.add_argument("--slug", required=True, help="the end of the page's address")
        parser.add_argument("--email", default="", help="the address to sign in by")
        parser.add_argument("--lab", default="", help="the slug of the lab that the person joins")

    def handle(self, *, name: str, slug: str, email: str, lab: str, **options: Any) -> None:
        joined = Lab.objects.filter(slug=lab).first() if lab else None
        if lab and not joined:
            raise CommandError(f"There is no lab with the address “{lab}”. Check --lab.")
        try:
            person = add_researcher(name, slug, email=email, lab=joined)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{person.name} has the page {person.get_absolute_url()}.")
        if person.user:
            self.stdout.write(f"The account {person.user.email} has no password yet: invite it.")
