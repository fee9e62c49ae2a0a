from django.urls import path

from profiles.markdown_views import PictureUpload, Preview

urlpatterns = [
    path("markdownify/", Preview.as_view(), name="markdownx_markdownify"),
    path("upload/", PictureUpload.as_view(), name="markdownx_upload"),
]
