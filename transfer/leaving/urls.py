from collections.abc import Callable
from functools import wraps

from django.contrib import admin
from django.http import HttpRequest, HttpResponseBase
from django.urls import path

from transfer.leaving import views


def in_admin(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The admin site is asked at each request: it is not there yet when addresses are read."""

    @wraps(view)
    def asked(request: HttpRequest, pk: int) -> HttpResponseBase:
        return admin.site.admin_view(view)(request, pk)

    return asked


urlpatterns = [
    path("<int:pk>/", in_admin(views.leaving), name="leaving"),
    path("<int:pk>/archive/", in_admin(views.archive), name="archive"),
    path("<int:pk>/erase/", in_admin(views.erase), name="erase"),
]
