"""The one stylesheet that is not a file: the accent colour that a lab or a person chose.

The policy of public pages forbids inline styles, so a colour from the database
cannot stand in the page. It stands in an address instead: the stylesheet is a
pure function of it, can be kept for ever by any cache, and the page links to it.
"""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control

from profiles import colours


@cache_control(public=True, max_age=30 * 86400)
def accent(_request: HttpRequest, colour: str) -> HttpResponse:
    drawn = colours.accent(colour)
    css = f":root {{ --accent: light-dark({drawn.light}, {drawn.dark}) }}\n"
    return HttpResponse(css, content_type="text/css; charset=utf-8")
