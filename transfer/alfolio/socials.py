"""The links of a profile: from the data file in its order, and from the older flat keys."""

import re

from transfer.alfolio.samples import LEFT_OUT, is_sample_social
from transfer.content import Item
from transfer.html_to_markdown import plain_words
from transfer.jekyll.author import read_links
from transfer.jekyll.source import JekyllSource
from transfer.jekyll.yaml_text import Value, mapping, text, truth

DATA = ("_data/socials.yml", "_data/socials.yaml")

# Key of the site → platform here; with a pattern for places that have none here, and their label.
PLATFORMS = {
    "acm_id": "acm", "arxiv_id": "arxiv", "bluesky_url": "bluesky", "cv_pdf": "cv",
    "dblp_url": "dblp", "email": "email", "facebook_id": "facebook", "github_username": "github",
    "gitlab_username": "gitlab", "hal_id": "hal", "ieee_id": "ieee", "inspirehep_id": "inspire",
    "instagram_id": "instagram", "kaggle_id": "kaggle", "lattes_id": "lattes",
    "linkedin_username": "linkedin", "mastodon_username": "mastodon", "medium_username": "medium",
    "orcid_id": "orcid", "osf_id": "osf", "research_gate_profile": "researchgate",
    "scholar_userid": "scholar", "scopus_id": "scopus", "semanticscholar_id": "semanticscholar",
    "stackoverflow_id": "stackoverflow", "telegram_username": "telegram",
    "twitter_username": "x", "wikidata_id": "wikidata", "wikipedia_id": "wikipedia",
    "work_url": "website", "x_username": "x", "youtube_id": "youtube", "zotero_username": "zotero",
}  # fmt: skip
OTHERS = {
    "blogger_url": ("{}", "Blogger"),
    "discord_id": ("https://discord.com/users/{}", "Discord"),
    "flickr_id": ("https://www.flickr.com/people/{}", "Flickr"),
    "keybase_username": ("https://keybase.io/{}", "Keybase"),
    "lastfm_id": ("https://www.last.fm/user/{}", "Last.fm"),
    "leetcode_id": ("https://leetcode.com/u/{}/", "LeetCode"),
    "pinterest_id": ("https://www.pinterest.com/{}", "Pinterest"),
    "publons_id": ("https://publons.com/a/{}/", "Publons"),
    "quora_username": ("https://www.quora.com/profile/{}", "Quora"),
    "spotify_id": ("https://open.spotify.com/user/{}", "Spotify"),
    "strava_userid": ("https://www.strava.com/athletes/{}", "Strava"),
    "unsplash_id": ("https://unsplash.com/@{}", "Unsplash"),
    "whatsapp_number": ("https://wa.me/{}", "WhatsApp"),
}
_ACADEMIA = "academia_edu"
_FLAT = (*PLATFORMS, *OTHERS, _ACADEMIA)


def read_socials(source: JekyllSource) -> list[Item]:
    path = next((name for name in DATA if name in source.folder), "")
    own = mapping(source.data(path)) if path else {}
    flat = {key: value for key, value in source.config.items() if key in _FLAT}
    items = [_item(path, key, value) for key, value in own.items()]
    items += [
        _item(source.config_path, key, value)
        for key, value in flat.items()
        if key not in own and _renamed(key) not in own
    ]
    return [*(item for item in items if item is not None), *read_links(source)]


def _renamed(key: str) -> str:
    return "x_username" if key == "twitter_username" else key


def _item(path: str, key: str, value: Value) -> Item | None:
    if value is None or value in ("", {}, []):
        return None
    item = Item("link", f"{path}#{key}", title=key)
    if isinstance(value, dict):
        return _custom(item, key, value)
    written = plain_words(text(value))
    if is_sample_social(key, written):
        item.left_out = LEFT_OUT
    elif key == "rss_icon":
        if truth(value) is not True:
            return None
        item.values = {"platform": "rss", "value": "/feed.xml"}
    elif key in PLATFORMS:
        item.values = {"platform": PLATFORMS[key], "value": _value(key, written)}
    elif key in OTHERS:
        pattern, label = OTHERS[key]
        item.values = {"platform": "other", "value": _whole(pattern, written), "label": label}
    elif re.match(r"https?://\S+$", written):
        item.values = {"platform": "other", "value": written, "label": _label(key)}
    else:
        item.left_out = f"“{key}” is no place that is known here. Add it by hand with its address."
    return item


def _custom(item: Item, key: str, value: dict[str, Value]) -> Item:
    if key == _ACADEMIA:
        organisation, name = text(value.get("organization")), text(value.get("username"))
        address, label = f"https://{organisation}.academia.edu/{name}", "Academia.edu"
    else:
        address, label = (
            text(value.get("url")),
            plain_words(text(value.get("title"))) or _label(key),
        )
        if text(value.get("logo")):
            item.problems.append("Its logo was left out; links here have icons of their own.")
    item.values = {"platform": "other", "value": address, "label": label}
    if is_sample_social("custom_social", address):
        item.left_out = LEFT_OUT
    elif not re.match(r"https?://", address):
        item.left_out = "It has no address that begins with https://. Add it by hand."
    return item


def _value(key: str, written: str) -> str:
    """What people write into these keys, as the place itself knows it."""
    if key == "scholar_userid" and "/" not in written:
        return written.split("&")[0]
    if key == "mastodon_username" and "://" not in written:
        server, _, name = written.strip("@").partition("/")
        if not name and "@" in server:  # user@instance
            name, _, server = server.partition("@")
        return f"https://{server}/@{name.lstrip('@')}"
    if key == "youtube_id" and not written.startswith(("@", "channel/", "http")):
        return f"@{written}"
    if key in ("twitter_username", "x_username", "instagram_id", "medium_username"):
        return written.lstrip("@")
    if key == "cv_pdf" and "://" not in written and not written.startswith("/"):
        return f"/{written}" if "/" in written else f"/assets/pdf/{written}"
    return written


def _whole(pattern: str, written: str) -> str:
    return written if "://" in written else pattern.format(written)


def _label(key: str) -> str:
    words = re.sub(r"_(?:id|url|username|userid|profile|number)$", "", key).replace("_", " ")
    return words[:1].upper() + words[1:]
