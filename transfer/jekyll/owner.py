"""Whose site it is, as its configuration says."""

import re

from publications.names import split_name
from transfer.html_to_markdown import plain_words
from transfer.jekyll.yaml_text import Value, mapping, text, texts
from typeset.fold import fold

# In the title of a site, these say that the title is no person's name.
_NO_NAME = re.compile(
    r"\b(?:lab|labs|laboratory|group|team|page|homepage|website|site|blog|home|about|welcome|blank"
    r"|research|university|institute|department|center|centre|jekyll|portfolio)\b",
    re.IGNORECASE,
)
# “Homepage of Mina Berg”, “Mina Berg's Website”, “Mina Berg | Home”.
_PAGE = r"(?:(?:personal|academic|web|home|official)[ -]?)*(?:page|site|website|webpage|homepage)"
_PAGE_OF = re.compile(
    rf"^(?:the )?(?:welcome to )?{_PAGE} of |['’]s? {_PAGE}$|\s+[|–—:-]\s+(?:home|{_PAGE})$",
    re.IGNORECASE,
)
_SAMPLES = frozenset({"you r name", "you name", "first last"})
_DEGREES = re.compile(
    r"(?:\s*,\s*(?:Ph\.? ?D|M\.?D|D\.?Sc|Sc\.?D|M\.?Sc|B\.?Sc|MS|MA|MBA|MPH|PE|P\.E|Dr\.-Ing)\b\.?"
    r"|\s+(?:Ph\.? ?D\b\.?|M\.D\.))+$"
)
_TITLES = re.compile(r"^(?:(?:dr|prof|professor|mr|ms|mrs)\b\.?\s*)+", re.IGNORECASE)


def owner_of(config: dict[str, Value]) -> tuple[str, str]:
    """Given and family name; both empty when the configuration names nobody."""
    given = _words(config, "first_name", "middle_name")
    family = _words(config, "last_name")
    if fold(f"{given} {family}") in _SAMPLES:
        given = family = ""
    family = _DEGREES.sub("", family)
    if family:
        return given, family
    if given:  # a lab, or somebody of one name
        return "", given
    author = config.get("author")
    for written in (
        text(mapping(author).get("name")) or text(author),
        text(config.get("name")),
        text(config.get("title")),
    ):
        name = _PAGE_OF.sub("", plain_words(written)).strip()
        if name and name.lower() not in ("blank", "your name") and _is_name(name):
            found = split_name(without_title(name))
            return found.given, f"{found.particle} {found.family or found.literal}".strip()
    return "", plain_words(text(config.get("name")))


def without_title(name: str) -> str:
    """The name without “Dr.” before it, or “Ph.D.” and the like behind it."""
    return _DEGREES.sub("", _TITLES.sub("", name))


def name_from_slug(slug: str) -> tuple[str, str]:
    *given, family = [word.capitalize() for word in slug.split("-") if word] or [slug]
    return " ".join(given), family


def site_title(config: dict[str, Value]) -> str:
    title = plain_words(text(config.get("title")))
    return "" if title.lower() == "blank" else title


def scholar_names(config: dict[str, Value]) -> list[str]:
    """The spellings of the owner's name that the site looks for in bylines: `Family, Given`."""
    scholar = mapping(config.get("scholar"))
    return [
        f"{family}, {given}"
        for family in texts(scholar.get("last_name"))
        for given in texts(scholar.get("first_name"))
    ]


def is_sample_name(name: str) -> bool:
    return fold(name).startswith("einstein a")


def _words(config: dict[str, Value], *names: str) -> str:
    return " ".join(word for name in names for word in plain_words(text(config.get(name))).split())


def _is_name(text: str) -> bool:
    words = text.split()
    return 2 <= len(words) <= 5 and not _NO_NAME.search(text) and not re.search(r"[\d@|/:<>]", text)
