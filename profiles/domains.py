"""Own domains: which host names belong to whom, and what may be one.

A person's pages, or a lab's, are served at the top of their domain. Hosts are
accepted one by one from the database, never by a pattern.
"""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import idna
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DatabaseError, models
from django.utils.translation import gettext_lazy as _

from profiles import generation

# RFC 1123, section 2.1: letters, digits and hyphens, none at an end; 63 characters a part.
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)\Z")
_NO_DOMAIN = _(
    "“%(value)s” is no domain. Write it without https:// and without a path, "
    "such as mina-sorensen.example."
)


@dataclass(frozen=True)
class Home:
    """Whose a host is: ``prefix`` is where their pages lie here, ``domain`` what they are to show.

    ``asked`` is the host itself: the domain, or its variant with or without ``www.``.
    """

    prefix: str
    domain: str
    asked: str

    @property
    def origin(self) -> str:
        """Scheme, domain and port; scheme and port are those of the whole site."""
        site = urlsplit(settings.BASE_URL)
        return f"{site.scheme}://{self.domain}" + (f":{site.port}" if site.port else "")


class DomainField(models.CharField):
    """A host name in its ASCII form, in small letters; None when there is none."""

    def to_python(self, value: Any) -> str | None:
        return clean_domain(value) if value else None

    def get_prep_value(self, value: Any) -> str | None:
        return value or None


def clean_domain(text: str) -> str:
    """The domain as it is stored; a `ValidationError` when it is none, or is the site's own."""
    text = text.strip().rstrip(".")
    try:
        domain = idna.encode(text, uts46=True).decode("ascii").lower()
    except idna.IDNAError as error:
        raise ValidationError(_NO_DOMAIN, code="domain", params={"value": text}) from error
    parts = domain.split(".")
    if len(parts) < 2 or parts[-1].isdecimal() or not all(map(_LABEL.match, parts)):
        raise ValidationError(_NO_DOMAIN, code="domain", params={"value": text})
    if not settings.BASE_URL:
        raise ValidationError(
            _("Own domains need the address of the whole site: set OCTAVO_BASE_URL first."),
            code="no_base_url",
        )
    if domain in _of_the_site():
        raise ValidationError(
            _(
                "“%(value)s” is the address of the whole site. "
                "Write a domain of your own, such as mina-sorensen.example."
            ),
            code="of_the_site",
            params={"value": domain},
        )
    return domain


def refuse_taken(owner: models.Model, owners: tuple[type[models.Model], ...]) -> None:
    """A `ValidationError` at ``domain`` when another person or lab has it, with www. or without."""
    if not owner.domain:
        return
    for model in owners:
        others = model._base_manager.filter(domain__in=[owner.domain, _variant(owner.domain)])
        if isinstance(owner, model):
            others = others.exclude(pk=owner.pk)
        if others.exists():
            raise ValidationError(
                {"domain": _("Somebody else's pages have this domain. Choose another one.")}
            )


def home_of(host: str) -> Home | None:
    """Whose ``host`` is; None when it is nobody's. Asks the database once a generation."""
    return _homes().get(host.lower().rstrip(".")) if settings.BASE_URL else None


def home_at(path: str) -> Home | None:
    """The domain at which ``path`` of the whole site is served instead."""
    if not settings.BASE_URL or not path.startswith(("/people/", "/labs/")):
        return None
    homes = _homes()
    prefix = "/".join(path.split("/")[:3])
    return next((each for each in homes.values() if each.prefix == prefix), None)


_known: dict[str, tuple[int, dict[str, Home]]] = {}


def _homes() -> dict[str, Home]:
    mark = generation.current()
    asked, homes = _known.get("homes", (0, {}))
    if asked != mark:
        try:
            homes = _ask()
        except DatabaseError:
            return homes  # while the database is away, the hosts that were ours still are
        _known["homes"] = (mark, homes)
    return homes


def _ask() -> dict[str, Home]:
    # Here, as models have a field of this module.
    from profiles.models import Lab, Researcher  # noqa: PLC0415

    homes: dict[str, Home] = {}
    for model, folder in ((Researcher, "people"), (Lab, "labs")):
        rows = model.objects.exclude(domain=None).values_list("slug", "domain")
        for slug, domain in rows:
            for asked in (domain, _variant(domain)):
                homes.setdefault(asked, Home(f"/{folder}/{slug}", domain, asked))
    return homes


def _variant(domain: str) -> str:
    return domain.removeprefix("www.") if domain.startswith("www.") else f"www.{domain}"


def _of_the_site() -> set[str]:
    hosts = {host.lstrip(".").lower() for host in settings.ALLOWED_HOSTS}
    own = urlsplit(settings.BASE_URL).hostname or ""
    return hosts | {own, _variant(own), "localhost"}
