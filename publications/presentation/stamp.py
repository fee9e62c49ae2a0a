"""Which version of the program drew something: a digest of all that could draw it otherwise."""

import hashlib
from functools import lru_cache
from importlib.metadata import version

from django.conf import settings

_CODE = ("typeset", "profiles", "publications", "templates/publications", "templates/includes")
_PACKAGES = ("django", "markdown-it-py", "mdit-py-plugins", "nh3", "latex2mathml")
_SETTINGS = ("BASE_URL", "MEDIA_URL", "AUTHOR_FOLD", "STORAGES", "LANGUAGE_CODE")


def stamp() -> str:
    """Differs after each upgrade, and when a setting that shows in a drawing is another one."""
    given = repr([getattr(settings, name) for name in _SETTINGS])
    return hashlib.blake2b((_code() + given).encode(), digest_size=16).hexdigest()


@lru_cache(maxsize=1)
def _code() -> str:
    digest = hashlib.blake2b(" ".join(map(version, _PACKAGES)).encode())
    for folder in _CODE:
        for path in sorted((settings.BASE_DIR / folder).rglob("*")):
            if path.suffix in (".py", ".html", ".json", ".csl"):
                digest.update(path.read_bytes())
    return digest.hexdigest()
