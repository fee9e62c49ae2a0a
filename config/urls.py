from django.urls import include, path
from django.views.generic import RedirectView

from config.later_addresses import addresses_later
from website.desk import preview

urlpatterns = [
    path("admin/markdownx/", include("profiles.markdown_urls")),
    path("admin/preview/<int:pk>/", preview.page, name="page_preview"),
    path("admin/leaving/", include("transfer.leaving.urls")),
    path("admin/bring/", include("transfer.bringing.urls")),
    # One way to sign in, with its limits and second step, for the admin too.
    path("admin/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("admin/password_change/", RedirectView.as_view(pattern_name="account_change_password")),
    addresses_later("admin/", "config.admin_urls", "admin"),
    path("accounts/", include("accounts.urls")),
    path("", include("website.urls")),
    path("", include("publications.urls")),
    path("", include("news.urls")),
    # Last: people's free pages answer at whatever name the others leave.
    path("", include("profiles.urls")),
]

handler404 = "website.errors.not_found"
handler500 = "website.errors.server_error"
