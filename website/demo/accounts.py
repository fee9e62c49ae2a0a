"""The demo's three accounts, one of each kind, and what a start tells about them."""

import secrets
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.hashers import make_password

from accounts.addresses import vouch
from accounts.models import User

# The salt tells a demo password from one that somebody chose: Django salts those at random.
SALT = "TidewaterDemoLabAccount"


@dataclass(frozen=True)
class SignIn:
    kind: str
    email: str
    password: str
    person: str = ""  # the key in content/people.yaml

    def __str__(self) -> str:
        return f"{self.kind:<14} {self.email:<26} password: {self.password}"


SIGN_INS = (
    SignIn("administrator", "admin@tidewater.example", "harbour-master"),
    SignIn("lab editor", "mina@tidewater.example", "spring-tide", "mina"),
    SignIn("member", "kofi@tidewater.example", "neap-tide", "kofi"),
)


def is_public_site() -> bool:
    """Whether the site has an address that others reach; well-known passwords must not open it."""
    host = urlsplit(settings.BASE_URL).hostname
    return host not in {None, "localhost", "127.0.0.1", "::1"}


def create() -> dict[str, User]:
    """The accounts by person's key. On a public site nobody knows their passwords."""
    made = {}
    for sign_in in SIGN_INS:
        known = not is_public_site()
        password = sign_in.password if known else secrets.token_urlsafe(24)
        made[sign_in.person] = User.objects.create(
            email=sign_in.email,
            password=make_password(password, SALT if known else None),
            is_superuser=not sign_in.person,
            is_staff=not sign_in.person,
        )
        vouch(made[sign_in.person])
    return made


def sign_ins() -> list[SignIn]:
    """Those that are in the database and still have the demo's password."""
    encoded = dict(User.objects.values_list("email", "password"))
    return [each for each in SIGN_INS if f"${SALT}$" in encoded.get(each.email, "")]
