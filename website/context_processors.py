from django.http import HttpRequest

from profiles.addresses import absolute
from website.navigation import Site


def site(request: HttpRequest) -> dict:
    """The site for masthead and footer, and the page's own address for links to it."""
    return {"site": Site(request.path), "canonical": absolute(request, request.path)}
