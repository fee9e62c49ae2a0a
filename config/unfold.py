"""How the admin looks: django-unfold's settings. The colours are in static/admin-octavo/theme.css."""

from typing import Any

from django.templatetags.static import static


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
    "SCRIPTS": [_file("admin-octavo/rows.js"), _file("admin-octavo/reach.js")],
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": _file("img/octavo.svg")}
    ],
    "LOGIN": {"form": "accounts.forms.SignInForm"},
    "DASHBOARD_CALLBACK": "profiles.desk.start_page",
    "SIDEBAR": {
        "show_search": False,
        "show_all_applications": False,
        "navigation": "profiles.desk.navigation",
    },
}
