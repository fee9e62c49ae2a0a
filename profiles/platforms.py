"""The places a profile links to: what people type there, and the address it stands for."""

import re
from dataclasses import dataclass
from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from typeset.urls import validate_link


@dataclass(frozen=True)
class Platform:
    """``address`` holds ``{}`` where the value goes; empty takes whole addresses only."""

    key: str
    label: str
    address: str = ""
    example: str = ""


PLATFORMS = {
    platform.key: platform
    for platform in (
        Platform("email", _("E-mail"), "mailto:{}", "mina@lab.example"),
        Platform("cv", _("CV"), "", "https://lab.example/cv.pdf"),
        Platform("website", _("Website"), "", "https://lab.example"),
        Platform(
            "scholar",
            _("Google Scholar"),
            "https://scholar.google.com/citations?user={}",
            "qc6CJjYAAAAJ",
        ),
        Platform("orcid", _("ORCID"), "https://orcid.org/{}", "0000-0002-1825-0097"),
        Platform("dblp", _("DBLP"), "https://dblp.org/pid/{}.html", "w/HansWeber"),
        Platform(
            "semanticscholar",
            _("Semantic Scholar"),
            "https://www.semanticscholar.org/author/{}",
            "1741101",
        ),
        Platform("arxiv", _("arXiv"), "https://arxiv.org/a/{}", "sorensen_m_1"),
        Platform(
            "openreview", _("OpenReview"), "https://openreview.net/profile?id={}", "~Mina_Sorensen1"
        ),
        Platform("github", _("GitHub"), "https://github.com/{}", "mina-s"),
        Platform("gitlab", _("GitLab"), "https://gitlab.com/{}", "mina-s"),
        Platform("huggingface", _("Hugging Face"), "https://huggingface.co/{}", "mina-s"),
        Platform("kaggle", _("Kaggle"), "https://www.kaggle.com/{}", "mina-s"),
        Platform(
            "researchgate",
            _("ResearchGate"),
            "https://www.researchgate.net/profile/{}",
            "Mina-Sorensen",
        ),
        Platform("linkedin", _("LinkedIn"), "https://www.linkedin.com/in/{}", "mina-s"),
        Platform("mastodon", _("Mastodon"), "", "https://mastodon.example/@mina"),
        Platform("bluesky", _("Bluesky"), "https://bsky.app/profile/{}", "mina.example"),
        Platform("x", _("X"), "https://x.com/{}", "mina_s"),
        Platform("youtube", _("YouTube"), "https://www.youtube.com/{}", "@mina"),
        Platform("instagram", _("Instagram"), "https://www.instagram.com/{}", "mina_s"),
        Platform("facebook", _("Facebook"), "https://www.facebook.com/{}", "mina.s"),
        Platform("medium", _("Medium"), "https://medium.com/@{}", "mina"),
        Platform(
            "stackoverflow", _("Stack Overflow"), "https://stackoverflow.com/users/{}", "12345"
        ),
        Platform("telegram", _("Telegram"), "https://t.me/{}", "mina_s"),
        Platform(
            "hal", _("HAL"), "https://hal.science/search/index/?q=authIdHal_s:{}", "mina-sorensen"
        ),
        Platform("inspire", _("INSPIRE"), "https://inspirehep.net/authors/{}", "1010907"),
        Platform("osf", _("OSF"), "https://osf.io/{}", "abc12"),
        Platform("zotero", _("Zotero"), "https://www.zotero.org/{}", "mina"),
        Platform(
            "scopus",
            _("Scopus"),
            "https://www.scopus.com/authid/detail.uri?authorId={}",
            "55515656200",
        ),
        Platform("acm", _("ACM"), "https://dl.acm.org/profile/{}", "81100000000"),
        Platform("ieee", _("IEEE Xplore"), "https://ieeexplore.ieee.org/author/{}", "37000000000"),
        Platform("lattes", _("Lattes"), "http://lattes.cnpq.br/{}", "0000000000000000"),
        Platform("wikipedia", _("Wikipedia"), "https://en.wikipedia.org/wiki/{}", "Tide_gauge"),
        Platform("wikidata", _("Wikidata"), "https://www.wikidata.org/wiki/{}", "Q937"),
        Platform("phone", _("Phone"), "tel:{}", "+47 55 00 00 00"),
        Platform("rss", _("Feed"), "", "/feed.xml"),
        Platform("other", _("Something else"), "", "https://lab.example"),
    )
}
PLATFORM_CHOICES = [(platform.key, platform.label) for platform in PLATFORMS.values()]


def clean_value(platform: str, value: str) -> str:
    """The value as it is kept; raises ValidationError at the field ``value``."""
    value = value.strip()
    known = PLATFORMS.get(platform, PLATFORMS["other"])
    try:
        if platform == "email":
            value = value.removeprefix("mailto:")
            validate_email(value)
        elif _is_whole(value) or not known.address:
            validate_link(value)
        elif any(character.isspace() for character in value) and platform != "phone":
            raise ValidationError(_("There is a space in it."))
    except ValidationError as error:
        message = _("%(problem)s Write it as in this example: %(example)s")
        params = {"problem": " ".join(error.messages), "example": known.example}
        raise ValidationError({"value": message % params}) from error
    return value


def link_address(platform: str, value: str) -> str:
    """The address that a value stands for: ``github``, ``mina-s`` → ``https://github.com/mina-s``."""
    pattern = PLATFORMS.get(platform, PLATFORMS["other"]).address
    if _is_whole(value) or not pattern:
        return value
    return pattern.format(quote(value, safe="/@:~+.-_"))


def bare_value(platform: str, value: str) -> str:
    """What stands for the place of which somebody gave the whole address, where that is certain.

    ``github``, ``https://www.github.com/mina-s/`` → ``mina-s``; else the value as it is.
    """
    before, _, after = PLATFORMS.get(platform, PLATFORMS["other"]).address.partition("{}")
    if not before.startswith("https://") or after:
        return value
    value = re.sub(
        r"^https?://(?:www\.|mobile\.)?twitter\.com/", PLATFORMS["x"].address[:-2], value
    )
    place = re.escape(before.removeprefix("https://").removeprefix("www."))
    pattern = rf"https?://(?:www\.)?{place}([\w@~.-]+)/?(?:[?&]hl=[\w-]+)?#?"
    if platform == "scholar":
        pattern = r"https?://scholar\.google\.[a-z.]+/citations\?(?:.*&)?user=([\w-]+)(?:[&#].*)?"
    match = re.fullmatch(pattern, value.strip())
    return match[1] if match else value


def _is_whole(value: str) -> bool:
    return ":" in value.split("/", 1)[0] or value.startswith("/")
