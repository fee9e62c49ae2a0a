"""Addresses as the world outside sees them, for feeds, sitemaps, canonical links and metadata."""

from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix, reverse


def page_of(slug: str, name: str = "about") -> str:
    """The path of a person's page; a list of people asks for hundreds of them."""
    return _page_of(slug, name, get_script_prefix())


@lru_cache(maxsize=4096)
def _page_of(slug: str, name: str, _beneath: str) -> str:
    return reverse(name, args=[slug])


def absolute(request: HttpRequest, path: str) -> str:
    """The whole address of a path here, at OCTAVO_BASE_URL, else at the host that was asked."""
    if settings.BASE_URL and path.startswith("/"):
        return settings.BASE_URL + path
    return request.build_absolute_uri(path)
