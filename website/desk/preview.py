"""A person's page as visitors see it, in a frame on the admin's start page."""

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from profiles.permissions import editable_people
from website.views import about

# The public page forbids every frame; this address of it is for the start page's alone.
POLICY = {**settings.CONTENT_SECURITY_POLICY["DIRECTIVES"], "frame-ancestors": ["'self'"]}


@require_safe
@xframe_options_sameorigin
def _page(request: HttpRequest, pk: int) -> HttpResponse:
    response = about(request, get_object_or_404(editable_people(request.user), pk=pk).slug)
    response._csp_config = POLICY  # noqa: SLF001 - as django-csp's own decorator does
    return response


def page(request: HttpRequest, pk: int) -> HttpResponse:
    return admin.site.admin_view(_page)(request, pk)
