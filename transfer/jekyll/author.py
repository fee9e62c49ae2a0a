"""The author block of a configuration, as academicpages and minimal-mistakes keep it."""

import re
from collections.abc import Iterable

from transfer.content import Item
from transfer.html_to_markdown import plain_words
from transfer.jekyll.source import JekyllSource
from transfer.jekyll.yaml_text import Value, mapping, text

# Key of the block → platform here.
_PLATFORMS = {
    "googlescholar": "scholar", "google_scholar": "scholar", "orcid": "orcid", "dblp": "dblp",
    "semantic": "semanticscholar", "semanticscholar": "semanticscholar", "arxiv": "arxiv",
    "github": "github", "gitlab": "gitlab", "kaggle": "kaggle", "huggingface": "huggingface",
    "researchgate": "researchgate", "research_gate": "researchgate", "linkedin": "linkedin",
    "mastodon": "mastodon", "bluesky": "bluesky", "twitter": "x", "x": "x", "youtube": "youtube",
    "instagram": "instagram", "facebook": "facebook", "medium": "medium", "email": "email",
    "stackoverflow": "stackoverflow", "telegram": "telegram", "inspire": "inspire",
    "inspirehep": "inspire", "osf": "osf", "zotero": "zotero", "scopus": "scopus", "uri": "website",
    "website": "website", "homepage": "website", "wikipedia": "wikipedia",
    "lattes": "lattes", "openreview": "openreview", "cv": "cv",
}  # fmt: skip
_OTHERS = {
    "academia": "Academia.edu", "bitbucket": "Bitbucket", "codepen": "CodePen", "pubmed": "PubMed",
    "flickr": "Flickr", "publons": "Publons", "impactstory": "Impactstory", "keybase": "Keybase",
    "pinterest": "Pinterest", "soundcloud": "SoundCloud", "tumblr": "Tumblr", "weibo": "Weibo",
    "xing": "XING", "zhihu": "Zhihu", "wikipedia": "Wikipedia", "goodreads": "Goodreads",
}  # fmt: skip
_WHOLE = re.compile(r"https?://\S+$")
_ADDRESS = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+")
# What the theme comes with.
_SAMPLES = frozenset(
    {"earth", "location", "red brick university", "employer",
     "none@example.org", "academicpages", "yourorcidurl", "https://scholar.google.com/citations?user=yourid",
     "https://www.ncbi.nlm.nih.gov/pubmed/?term=john+snow", "http://orcid.org/yourorcidurl",
     "http://yourfullgooglescholarurl.com", "https://scholar.google.com/citations?user=PS_CX0AAAAAJ"}
)  # fmt: skip


def author_of(source: JekyllSource) -> dict[str, Value]:
    """The block; empty where the configuration has none."""
    return mapping(source.config.get("author"))


def read_author(source: JekyllSource) -> dict[str, str]:
    """What the block says of the person, beside the name and the links."""
    author = author_of(source)
    where = [source.line(author.get(name)) for name in ("employer", "location")]
    where = [each for each in where if each.lower() not in _SAMPLES]
    return {
        "subtitle": source.line(author.get("bio")),
        "more_info": "  \n".join(filter(None, where)),
        "pronouns": plain_words(text(author.get("pronouns")))[:50],
    }


def read_links(source: JekyllSource) -> list[Item]:
    """The links of the block, and of the list `links` that newer versions have in it."""
    author = author_of(source)
    items = [_item(source.config_path, key, text(value)) for key, value in author.items()]
    listed = author.get("links")
    for each in listed if isinstance(listed, list) else []:
        address, label = (
            text(mapping(each).get("url")),
            plain_words(text(mapping(each).get("label"))),
        )
        if _WHOLE.match(address):
            values = {"platform": "other", "value": address, "label": label or "Link"}
            items.append(Item("link", f"{source.config_path}#author.{label}", label, values=values))
    return list(_known(items))


def link_items(path: str, values: dict[str, Value]) -> list[Item]:
    """The links among a person's own settings, by the same keys."""
    items = [_item(path, key, text(value)) for key, value in values.items()]
    return list(_known(items))


def _known(items: Iterable[Item | None]) -> Iterable[Item]:
    return (item for item in items if item is not None)


def _item(path: str, key: str, written: str) -> Item | None:
    if not written or written.lower() in _SAMPLES or key not in {*_PLATFORMS, *_OTHERS}:
        return None
    item = Item("link", f"{path}#author.{key}", key)
    if key == "email":
        written = written.removeprefix("mailto:")
        if not _ADDRESS.fullmatch(written):
            item.left_out = f"“{written}” is no e-mail address. Add it by hand."
    if key in _PLATFORMS:
        item.values = {"platform": _PLATFORMS[key], "value": _value(key, written)}
    elif _WHOLE.match(written):
        item.values = {"platform": "other", "value": written, "label": _OTHERS[key]}
    else:
        item.left_out = f"“{written}” is no whole address of {_OTHERS[key]}. Add it by hand."
    return item


def _value(key: str, written: str) -> str:
    if key == "mastodon" and not _WHOLE.match(written):
        name, _, server = written.strip("@").partition("@")
        return f"https://{server}/@{name}" if server else written
    if key in ("uri", "website", "homepage") and "://" not in written:
        return f"https://{written}"
    return written.lstrip("@") if key in ("twitter", "x", "instagram", "medium") else written
