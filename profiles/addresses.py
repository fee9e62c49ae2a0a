"""Addresses as the world outside sees them, for feeds, sitemaps, canonical links and metadata."""

from django.conf import settings
from django.http import HttpRequest


def absolute(request: HttpRequest, path: str) -> str:
    """The whole address of a path here, at OCTAVO_BASE_URL, else at the host that was asked."""
    if settings.BASE_URL and path.startswith("/"):
        return settings.BASE_URL + path
    return request.build_absolute_uri(path)
