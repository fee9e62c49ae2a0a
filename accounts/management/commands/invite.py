from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from accounts import invitations, letters
from accounts.models import Invitation


class Command(BaseCommand):
    help = "Invite a person to edit their page: they get a letter with a link."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--slug", required=True, help="the end of the page's address")
        parser.add_argument("--email", default="", help="where to; else the account's or page's")

    def handle(self, *, slug: str, email: str, **options: Any) -> None:
        people = Invitation._meta.get_field("researcher").related_model.objects
        person = people.select_related("user").filter(slug=slug).first()
        if person is None:
            raise CommandError(f"Nobody has the page “{slug}”. Check --slug.")
        to = email or (person.user.email if person.user else "") or person.email
        if not to:
            raise CommandError(f"{person} has no e-mail address yet. Give one with --email.")
        try:
            invitation = invitations.invite(person, to, None)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except letters.LetterNotSentError as error:
            raise CommandError(f"The letter was not sent: {error}. Check EMAIL_URL.") from error
        self.stdout.write(
            f"{to} is invited to the page of {person}, until {invitation.expires_at:%Y-%m-%d}."
        )
