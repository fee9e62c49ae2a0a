import os
import runpy
import socket
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError

from website.demo.accounts import is_public_site, sign_ins
from website.demo.load import is_empty, load
from website.startup import collect_static, migrate


class Command(BaseCommand):
    help = (
        "Serve the site: bring tables and static files up to date, load the demo lab into an "
        "empty database, and become gunicorn on PORT."
    )
    # They have been run by those who changed the code, and cost a second at every start.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--no-demo", action="store_true", help="Leave an empty database as it is."
        )

    def handle(self, *, no_demo: bool, **options: Any) -> None:
        host, port = _listening_address()
        migrate()
        collect_static()
        if not no_demo and not is_public_site() and is_empty():
            self.stdout.write("Loading the demo lab …")
            load()
        self._greet(host, port)
        sys.stdout.flush()
        os.chdir(settings.BASE_DIR)
        os.execv(  # noqa: S606 - gunicorn takes this process over, signals and all
            sys.executable,
            [sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.py", "config.wsgi"],
        )

    def _greet(self, host: str, port: int) -> None:
        address = settings.BASE_URL or f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}"  # noqa: S104
        self.stdout.write(f"Octavo serves {address}/ – stop it with Ctrl-C.")
        if known := sign_ins():
            self.stdout.write(f"The demo lab's accounts, at {address}/admin/:")
            for sign_in in known:
                self.stdout.write(f"  {sign_in}")
        elif is_empty():
            self.stdout.write(
                "It is empty. Make the first account: .venv/bin/python manage.py createsuperuser"
            )


def _listening_address() -> tuple[str, int]:
    """gunicorn's own host and port, once nobody else is found to listen there."""
    try:
        gunicorn = runpy.run_path(str(settings.BASE_DIR / "config/gunicorn.py"))
    except ImproperlyConfigured as error:
        raise CommandError(str(error)) from error
    host, port = gunicorn["host"], gunicorn["port"]
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family) as trial:
            # As gunicorn does, so that a port in TIME_WAIT is taken for free.
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
    except OSError as error:
        raise CommandError(
            f"Octavo cannot listen on {host}, port {port}: {error.strerror}. "
            "Stop what runs there, or choose another port: make run PORT=8001"
        ) from error
    return host, port
