"""How people sign in besides e-mail and password: ORCID and a university's identity provider."""

import os
import re
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from config.env import env_bool, env_list, env_web_address

DOMAIN = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))+")


def signup_domains() -> list[str]:
    """The domains whose addresses may register by themselves; none: nobody may."""
    domains = [each.lower().removeprefix("@") for each in env_list("OCTAVO_SIGNUP_DOMAINS")]
    for domain in domains:
        if not DOMAIN.fullmatch(domain):
            raise ImproperlyConfigured(
                f"OCTAVO_SIGNUP_DOMAINS has {domain!r}; it takes domains such as uni.example, "
                "parted by commas."
            )
    return domains


def mail_from(host: str) -> str:
    address = os.environ.get("OCTAVO_MAIL_FROM", "").strip() or f"octavo@{host or 'localhost'}"
    if not re.fullmatch(r"[^\s<>@,]+@[^\s<>@,]+", address):
        raise ImproperlyConfigured(
            f"OCTAVO_MAIL_FROM is {address!r}; it takes an address such as site@lab.example.org."
        )
    return address


def providers() -> dict[str, Any]:
    """allauth's SOCIALACCOUNT_PROVIDERS, with those that are configured whole."""
    return {**_orcid(), **_openid_connect()}


def provider_apps() -> list[str]:
    """The apps of those providers; they load `requests`, which nobody else needs."""
    return [f"allauth.socialaccount.providers.{name}" for name in providers()]


def _orcid() -> dict[str, Any]:
    client = os.environ.get("OCTAVO_ORCID_ID", "").strip()
    secret = os.environ.get("OCTAVO_ORCID_SECRET", "").strip()
    _all_or_none(OCTAVO_ORCID_ID=client, OCTAVO_ORCID_SECRET=secret)
    if not client:
        return {}
    sandbox = env_bool("OCTAVO_ORCID_SANDBOX")
    app = {"client_id": client, "secret": secret, "name": "ORCID"}
    return {
        "orcid": {"APPS": [app], "BASE_DOMAIN": "sandbox.orcid.org" if sandbox else "orcid.org"}
    }


def _openid_connect() -> dict[str, Any]:
    server = env_web_address("OCTAVO_OIDC_URL")
    client = os.environ.get("OCTAVO_OIDC_ID", "").strip()
    secret = os.environ.get("OCTAVO_OIDC_SECRET", "").strip()
    name = os.environ.get("OCTAVO_OIDC_NAME", "").strip() or "University account"
    _all_or_none(OCTAVO_OIDC_URL=server, OCTAVO_OIDC_ID=client, OCTAVO_OIDC_SECRET=secret)
    if not client:
        return {}
    return {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "university",
                    "name": name,
                    "client_id": client,
                    "secret": secret,
                    # Its confirmed addresses open the account that has the same one.
                    "settings": {"server_url": server, "email_authentication": True},
                }
            ],
        }
    }


def _all_or_none(**values: str) -> None:
    missing = [name for name, value in values.items() if not value]
    if missing and len(missing) < len(values):
        given = ", ".join(name for name in values if name not in missing)
        raise ImproperlyConfigured(
            f"{given} is set, but not {', '.join(missing)}; set all of them or none."
        )
