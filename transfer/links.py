"""Links of a profile as the places know them that they lead to."""

from typing import Any

from profiles.platforms import PLATFORMS, bare_value
from typeset.fold import fold

_NO_PLACES = frozenset({"email", "phone", "rss", "cv", "website", "other"})


def settled(values: dict[str, Any]) -> dict[str, Any]:
    """The values of a link, with the place that its label names, and its bare name there."""
    platform, value = values.get("platform", ""), values.get("value", "")
    if platform == "other" and (named := _called(values.get("label", ""))):
        platform, values = named, {**values, "platform": named, "label": ""}
    return {**values, "value": bare_value(platform, value)}


def _called(label: str) -> str:
    """The platform that goes by this name; the themes have no key for some."""
    names = {fold(str(each.label)): key for key, each in PLATFORMS.items()}
    platform = names.get(fold(label), "")
    return "" if platform in _NO_PLACES else platform
