from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponseBase
from django.urls import path

from transfer.bringing import views


def in_admin(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The admin site is asked at each request: it is not there yet when addresses are read."""

    @wraps(view)
    def asked(request: HttpRequest, **given: Any) -> HttpResponseBase:
        return admin.site.admin_view(view)(request, **given)

    return asked


urlpatterns = [
    path("", in_admin(views.start), name="bring_site"),
    path("<int:pk>/", in_admin(views.record), name="brought_site"),
    path("<int:pk>/undo/", in_admin(views.take_back), name="brought_site_undo"),
]
