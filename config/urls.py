from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/markdownx/", include("profiles.markdown_urls")),
    path("admin/", admin.site.urls),
    path("", include("website.urls")),
    path("", include("profiles.urls")),
    path("", include("publications.urls")),
    path("", include("news.urls")),
]

handler404 = "website.errors.not_found"
handler500 = "website.errors.server_error"
