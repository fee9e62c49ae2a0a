"""How the admin looks: django-unfold's settings; its colours are in admin-octavo/theme.css."""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _


def _file(path: str) -> Any:
    return lambda _request: static(path)


UNFOLD: dict[str, Any] = {
    "SITE_TITLE": "profiles.desk.site_name",
    "SITE_HEADER": "profiles.desk.site_name",
    "SITE_SYMBOL": "auto_stories",
    "SITE_URL": "/",
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": True,
    "BORDER_RADIUS": "6px",
    "STYLES": [_file("admin-octavo/theme.css"), _file("admin-octavo/forms.css")],
    "SCRIPTS": [
        _file("admin-octavo/saving.js"),
        _file("admin-octavo/rows.js"),
        _file("admin-octavo/reach.js"),
        _file("admin-octavo/member.js"),
    ],
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": _file("img/octavo.svg")}],
    "ACCOUNT": {"navigation": [{"title": _("My account"), "link": reverse_lazy("account")}]},
    "DASHBOARD_CALLBACK": "website.desk.start.start_page",
    "SIDEBAR": {
        "show_search": False,
        "show_all_applications": False,
        "navigation": "profiles.desk.navigation",
    },
}
