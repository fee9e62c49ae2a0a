"""Links of a person, as what they lead to."""

import re
from urllib.parse import urlsplit

from transfer.content import Item
from transfer.html_to_markdown import plain_words
from transfer.jekyll.yaml_text import Value, mapping, text

_HOSTS = {
    "scholar.google": "scholar", "orcid.org": "orcid", "github.com": "github",
    "gitlab.com": "gitlab", "linkedin.com": "linkedin", "twitter.com": "x", "x.com": "x",
    "dblp.": "dblp", "semanticscholar.org": "semanticscholar", "researchgate.net": "researchgate",
    "youtube.com": "youtube", "bsky.app": "bluesky", "openreview.net": "openreview",
    "huggingface.co": "huggingface", "stackoverflow.com": "stackoverflow",
    "facebook.com": "facebook", "instagram.com": "instagram", "medium.com": "medium",
    "arxiv.org": "arxiv", "kaggle.com": "kaggle", "osf.io": "osf", "zotero.org": "zotero",
    "scopus.com": "scopus", "inspirehep.net": "inspire", "t.me": "telegram",
}  # fmt: skip
_ICONS = {"cv": "cv", "file-pdf": "cv", "mastodon": "mastodon"}
_ADDRESS = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+")
_SAMPLES = frozenset(
    {"https://twitter.com/georgecushen", "https://x.com/georgecushen", "https://github.com/gcushen",
     "https://www.linkedin.com/", "https://scholar.google.co.uk/citations?user=sIwtMXoAAAAJ",
     "https://x.com/getresearchdev", "https://github.com/hugoblox", "mailto:test@example.org"}
)  # fmt: skip


def read_links(path: str, values: dict[str, Value]) -> list[Item]:
    items: list[Item | None] = []
    for name in ("social", "profiles", "links"):
        entries = values.get(name)
        listed = entries if isinstance(entries, list) else []
        items += [_link(path, mapping(entry)) for entry in listed]
    found = [item for item in items if item]
    email = text(values.get("email"))
    if _ADDRESS.fullmatch(email) and not any(item.values["platform"] == "email" for item in found):
        values_ = {"platform": "email", "value": email}
        found.insert(0, Item("link", f"{path}#email", "E-mail", values=values_))
    return found


def _link(path: str, entry: dict[str, Value]) -> Item | None:
    address = text(entry.get("link") or entry.get("url"))
    icon = text(entry.get("icon")).rsplit("/", 1)[-1]
    if not address or "#" in address[:2] or address.lower() in _SAMPLES:
        return None
    label = plain_words(text(entry.get("label") or entry.get("name")))
    platform = _platform(address, icon)
    if platform == "email":
        address = address.removeprefix("mailto:").split("?")[0]
    elif "://" not in address and not address.startswith("mailto:"):
        address = f"/{address.lstrip('/')}"
    values: dict[str, Value] = {"platform": platform, "value": address}
    if platform == "other":
        values["label"] = label or icon.replace("-", " ").capitalize() or "Link"
    return Item("link", f"{path}#{icon or platform}", icon or platform, values=dict(values))


def _platform(address: str, icon: str) -> str:
    if address.startswith("mailto:") or _ADDRESS.fullmatch(address):
        return "email"
    if icon in _ICONS:
        return _ICONS[icon]
    host = urlsplit(address).netloc.lower().removeprefix("www.")
    for part, platform in _HOSTS.items():
        if host == part or host.startswith(part) or host.endswith(f".{part}"):
            return platform
    if not host and re.search(r"\b(?:cv|resume|vita)", address, re.IGNORECASE):
        return "cv"
    return "other"
