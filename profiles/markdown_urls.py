from django.http import HttpRequest, HttpResponseBase
from django.urls import path

from profiles import markdown_views  # loaded at the first request, see config/wsgi.py


def markdownify(request: HttpRequest) -> HttpResponseBase:
    return markdown_views.Preview.as_view()(request)


def upload(request: HttpRequest) -> HttpResponseBase:
    return markdown_views.PictureUpload.as_view()(request)


urlpatterns = [
    path("markdownify/", markdownify, name="markdownx_markdownify"),
    path("upload/", upload, name="markdownx_upload"),
]
