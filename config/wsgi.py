import os
import sys

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # django-unfold would load PostgreSQL's driver, 10 MB and a tenth of the start, for the forms of
    # fields that only PostgreSQL has; it goes on without.
    sys.modules.setdefault("psycopg", None)  # type: ignore[arg-type]
application = get_wsgi_application()

# The apps must be loaded before.
from website import metrics  # noqa: E402
from website.cache import PageCache  # noqa: E402

if not settings.DEBUG:
    application = PageCache(application, settings.PAGE_CACHE_BYTES, metrics.counts)
