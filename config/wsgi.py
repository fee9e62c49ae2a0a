import gc
import os
import sys

from config.later import load_later, load_views_later

gc.disable()  # hardly anything that a start leaves is garbage, and to look takes a tenth of it
load_later("sqlparse")  # Django names it at once, and asks it for something in migrations alone

from django.conf import settings  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402

from config.apps import OctavoAdminConfig  # noqa: E402

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # django-unfold would load PostgreSQL's driver, 10 MB and a tenth of the start, for the forms of
    # fields that only PostgreSQL has; it goes on without.
    sys.modules.setdefault("psycopg", None)  # type: ignore[arg-type]
load_later(
    "PIL.Image",  # 7 MB; by uploads
    "PIL.ImageOps",
    "profiles.markdown_views",  # 2 MB with the Markdown of django-markdownx, which nobody sees
    # The patterns by which lists and sites are read, a fifth of the start; by imports.
    "publications.importing.offer",
    "publications.listing",
    "publications.listing.file",
    "transfer.importer",
    "transfer.bringing.imports",
    "transfer.leaving.archive",
    "transfer.leaving.erasure",
    # By formulas, and by items of lists that are drawn anew.
    "latex2mathml",  # which looks up its own version
    "latex2mathml.converter",
    "pylatexenc.latex2text",
    "publications.bibtex",
    "publications.entries",
    "allauth.mfa.webauthn.internal.auth",  # 9 MB with cryptography; by passkeys
)
load_views_later(
    "accounts.views",
    "allauth.account.views",
    "allauth.mfa.base.views",
    "allauth.mfa.recovery_codes.views",
    "allauth.mfa.totp.views",
    "allauth.mfa.webauthn.views",
    "allauth.socialaccount.views",
    "allauth.usersessions.views",
    "transfer.bringing.views",
    "transfer.leaving.views",
)
OctavoAdminConfig.later = True
application = get_wsgi_application()

# The apps must be loaded before.
from website import metrics  # noqa: E402
from website.cache import PageCache  # noqa: E402

# What is loaded stays: no need ever to look through it for garbage, and what requests leave behind
# is found sooner.
gc.freeze()
gc.set_threshold(10_000, 20, 50)  # a page leaves some thousand objects, and little garbage
gc.enable()

if not settings.DEBUG:
    application = PageCache(application, settings.PAGE_CACHE_BYTES, metrics.counts)
