import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

# The apps must be loaded before.
from website import metrics  # noqa: E402
from website.cache import PageCache  # noqa: E402

if not settings.DEBUG:
    application = PageCache(application, settings.PAGE_CACHE_BYTES, metrics.counts)
