"""Which addresses a page may link to."""

import re
import unicodedata
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_HOST = re.compile(r"(?=.*[^\W_])[\w.:-]+")
_INVISIBLE = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
# What a browser drops before it reads an address.
_TRIMMED = "".join(map(chr, range(0x21)))
_DROPPED = str.maketrans("", "", "\t\n\r")


def validate_link(value: str) -> None:
    """Accept http, https and mailto addresses and paths on this site; refuse all else."""
    _refuse_strange_characters(value)
    if value.startswith("/"):
        _validate_path(value)
        return
    match = _SCHEME.match(value)
    scheme = match[1].lower() if match else ""
    if scheme in ("http", "https"):
        _validate_web_address(value)
    elif scheme == "mailto":
        _validate_mail_address(value)
    else:
        raise ValidationError(
            _(
                "Write the whole address, beginning with https://, http:// or mailto:, "
                "for example https://www.example.org/paper.pdf, or a path on this site "
                "that begins with one slash, for example /people/."
            ),
            code="scheme",
        )


def is_external(url: str) -> bool:
    """Whether a browser would leave this site for ``url``, however the address is disguised."""
    seen = url.strip(_TRIMMED).translate(_DROPPED).replace("\\", "/").lower()
    return seen.startswith(("//", "http:", "https:"))


def _refuse_strange_characters(value: str) -> None:
    if any(unicodedata.category(character) in _INVISIBLE for character in value):
        raise ValidationError(
            _("The address holds an invisible character. Type it again instead of pasting it."),
            code="invisible",
        )
    if any(character.isspace() for character in value):
        raise ValidationError(
            _("The address holds a space. Remove it, or write %20 in its place."), code="space"
        )
    if "\\" in value:
        raise ValidationError(
            _("The address holds a backslash. Write / in its place."), code="backslash"
        )


def _validate_path(value: str) -> None:
    if value.startswith("//"):
        raise ValidationError(
            _(
                "Two slashes at the beginning lead to another site. Write https:// before its "
                "name, for example https://www.example.org/, or one slash for a path on this site."
            ),
            code="slashes",
        )


def _validate_web_address(value: str) -> None:
    try:
        parts = urlsplit(value)
        host = parts.hostname if parts.port != 0 else None
    except ValueError:  # a broken IPv6 address or port
        host = None
    if not host or not _HOST.fullmatch(host):
        raise ValidationError(
            _("No site is named in the address. Write it as https://www.example.org/paper.pdf."),
            code="host",
        )
    if "@" in parts.netloc:
        raise ValidationError(
            _("The address holds a sign-in name or password before an @. Remove that part."),
            code="userinfo",
        )


def _validate_mail_address(value: str) -> None:
    try:
        validate_email(value[len("mailto:") :].partition("?")[0])
    except ValidationError as error:
        raise ValidationError(
            _("Write one e-mail address after mailto:, for example mailto:name@example.org."),
            code="mail",
        ) from error
