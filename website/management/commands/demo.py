from typing import Any

from django.core.management.base import BaseCommand, CommandError

from website.demo.accounts import sign_ins
from website.demo.load import is_empty, is_loaded, load
from website.startup import migrate


class Command(BaseCommand):
    help = "Load the demo lab into an empty database, with three accounts to sign in by."

    def handle(self, **options: Any) -> None:
        migrate()
        if is_loaded():
            self.stdout.write("The demo lab is here already.")
        elif is_empty():
            load()
            self.stdout.write("The demo lab is loaded.")
        else:
            raise CommandError(
                "This database has content already, and the demo would mix with it. "
                "Give the demo a folder of its own: OCTAVO_DATA=/folder manage.py demo"
            )
        for sign_in in sign_ins():
            self.stdout.write(f"  {sign_in}")
