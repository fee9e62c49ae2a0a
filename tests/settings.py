"""The settings of tests: the project's own, in a temporary folder, with a fast hasher."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("OCTAVO_DATA", tempfile.mkdtemp(prefix="octavo-tests-"))
# Processes among which tests are shared each have their own folder, and so their own generation.
if shared_by := os.environ.get("PYTEST_XDIST_WORKER"):
    own_folder = Path(os.environ["OCTAVO_DATA"]) / shared_by
    own_folder.mkdir(exist_ok=True)
    os.environ["OCTAVO_DATA"] = str(own_folder)
os.environ.setdefault("OCTAVO_BASE_URL", "")

from config.settings import *  # noqa: E402, F403
from config.settings import CACHES, INSTALLED_APPS, SHARED_CACHE, STATIC_ROOT, STORAGES

# `make test-postgres`: each of the processes among which tests are shared has a Redis of its own.
if SHARED_CACHE and (worker := os.environ.get("PYTEST_XDIST_WORKER", "").removeprefix("gw")):
    CACHES["default"]["LOCATION"] = CACHES["default"]["LOCATION"].removesuffix("/0") + f"/{worker}"

# Tests name providers of sign-ins as they go.
INSTALLED_APPS = [
    *INSTALLED_APPS,
    *(
        f"allauth.socialaccount.providers.{name}"
        for name in ("orcid", "openid_connect")
        if f"allauth.socialaccount.providers.{name}" not in INSTALLED_APPS
    ),
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
STORAGES = {
    **STORAGES,
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT.mkdir(exist_ok=True)  # WhiteNoise warns where there is none
