"""Icons as inline SVG, by the names that Octavo has for platforms, links and buttons.

Brand marks come from Simple Icons, all others from Lucide; both packages hold the drawings.
"""

import re
from functools import cache, lru_cache
from importlib.resources import files
from zipfile import ZipFile

from simple_icons_pack import get_icon

SIZE = 18
UNKNOWN = "link"

# Octavo's name where the brand's own slug is another.
_BRANDS = {
    name: name
    for name in (
        "acm", "academia", "arxiv", "bilibili", "blogger", "bluesky", "codeberg", "discord", "dblp",
        "facebook", "figshare", "flickr", "github", "gitlab", "goodreads", "googlescholar", "hal",
        "huggingface", "ieee", "inspire", "instagram", "kaggle", "keybase", "leetcode", "mastodon",
        "matrix", "medium", "orcid", "osf", "overleaf", "pinterest", "publons", "pubmed", "pypi",
        "quora", "reddit", "researchgate", "scopus", "semanticscholar", "signal", "spotify",
        "stackexchange", "stackoverflow", "strava", "substack", "telegram", "threads", "unsplash",
        "vimeo", "wechat", "whatsapp", "wikidata", "wikipedia", "x", "xing", "youtube", "zenodo",
        "zhihu", "zotero",
    )
} | {
    "scholar": "googlescholar",
    "inspirehep": "inspire",
    "twitter": "x",
    "webofscience": "clarivate",
    "doi": "doi",
}  # fmt: skip
# Octavo's name where Lucide's is another; every other name is looked up in Lucide as it is.
_SIGNS = {
    "email": "mail",
    "website": "globe",
    "html": "globe",
    "work": "briefcase",
    "cv": "file-text",
    "pdf": "file-text",
    "package": "package",
    "slides": "presentation",
    "poster": "image",
    "blog": "newspaper",
    "supplement": "files",
    "data": "database",
    "bibtex": "quote",
    "cite": "quote",
    "address": "map-pin",
    "place": "map-pin",
    "feed": "rss",
    "close": "x",
    "openreview": "messages-square",
    "lattes": "id-card",
    "lastfm": "music",
    "other": UNKNOWN,
}
# In neither package; drawn for Octavo.
_DRAWN = {
    "linkedin": (
        '<path fill-rule="evenodd" d="M4 2h16a2 2 0 0 1 2 2v16a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V4a2 2 '
        "0 0 1 2-2zM6 10v8h2.6v-8zM7.3 5.8a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3zM10.8 10v8h2.6v-4.2"
        'c0-1.2.6-1.9 1.6-1.9s1.5.7 1.5 1.9V18H19v-4.8c0-2.1-1.2-3.4-3-3.4-1.2 0-2 .5-2.6 1.3V10z"'
        "/>"
    ),
}
_INSIDE = re.compile(r"<svg[^>]*>(?:<title>.*?</title>)?(.*)</svg>", re.DOTALL)
_BETWEEN_TAGS = re.compile(r">\s+<")


@lru_cache(maxsize=512)
def icon(name: str) -> str:
    """The drawing for a platform, a kind of link or a button; a chain link where there is none.

    It is markup for the page, hidden from screen readers: what it stands for must be said in text.
    """
    key = name.strip().lower().replace("_", "-")
    if key in _DRAWN:
        return _filled(_DRAWN[key])
    brand = get_icon(_BRANDS[key]) if key in _BRANDS else None
    inside = _INSIDE.fullmatch(brand.svg) if brand else None
    if inside:
        return _filled(inside[1])
    return _outlined(_SIGNS.get(key, key)) or _outlined(UNKNOWN)


def _filled(inside: str) -> str:
    return (
        f'<svg class="icon" width="{SIZE}" height="{SIZE}" viewBox="0 0 24 24" fill="currentColor" '
        f'aria-hidden="true" focusable="false">{inside}</svg>'
    )


def _outlined(sign: str) -> str:
    try:
        drawn = _outlines().read(f"{sign}.svg").decode()
    except KeyError:
        return ""
    inside = _BETWEEN_TAGS.sub("><", drawn[drawn.index(">") + 1 : drawn.rindex("</svg>")]).strip()
    return (
        f'<svg width="{SIZE}" height="{SIZE}" viewBox="0 0 24 24" fill="none" '
        'stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" '
        f'class="icon" aria-hidden="true" focusable="false">{inside}</svg>'
    )


@cache
def _outlines() -> ZipFile:
    """Lucide's drawings; it would itself look through all 1,700 again for each that is drawn."""
    return ZipFile(str(files("lucide") / "lucide.zip"))
