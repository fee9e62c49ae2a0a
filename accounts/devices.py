"""What a browser calls itself, in two words that its owner knows it by."""

import re

from django.utils.translation import gettext as _

# In this order: most name others, too, to be taken for them.
BROWSERS = {
    "Edge": r"Edg(?:e|A|iOS)?/",
    "Opera": r"OPR/",
    "Samsung Internet": r"SamsungBrowser/",
    "Firefox": r"Firefox/|FxiOS/",
    "Chrome": r"Chrome/|CriOS/",
    "Safari": r"Safari/",
}
SYSTEMS = {
    "iPhone": r"iPhone",
    "iPad": r"iPad",
    "Android": r"Android",
    "Windows": r"Windows",
    "ChromeOS": r"CrOS",
    "Mac": r"Mac OS X|Macintosh",
    "Linux": r"Linux",
}


def device(user_agent: str) -> str:
    """“Firefox on Linux”; what nothing is known of is an unknown browser."""
    browser = _first(BROWSERS, user_agent) or _("Unknown browser")
    system = _first(SYSTEMS, user_agent)
    named = {"browser": browser, "system": system}
    return _("%(browser)s on %(system)s") % named if system else browser


def _first(names: dict[str, str], user_agent: str) -> str:
    return next((name for name, sign in names.items() if re.search(sign, user_agent)), "")
