from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from accounts.sessions import remove_second_step


class Command(BaseCommand):
    help = "Take passkeys, app and recovery codes off an account whose owner has lost them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the address by which the account signs in")

    def handle(self, *, email: str, **options: Any) -> None:
        user = User.objects.filter(email=email.lower()).first()
        if user is None:
            raise CommandError(f"No account has the address {email}.")
        remove_second_step(user)
        self.stdout.write(f"{email} signs in by password alone, until a second step is set up.")
