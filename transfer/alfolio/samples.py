"""What ships with the theme as a sample, and is nobody's own."""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from transfer.jekyll.yaml_text import Value, text, texts
from typeset.fold import fold

LEFT_OUT = "This is sample content that ships with the theme; it was left out."

_NEWS = (
    "a simple inline announcement",
    "announcements and news can be much longer than just quick inline posts",
)
_POSTS = (
    "a post with ", "a post that can be cited", "a distill style blog post",
    "displaying beautiful tables with bootstrap", "displaying external posts on your al folio blog",
    "google gemini updates flash 1 5 gemma 2 and project astra", "welcome to jekyll",
)  # fmt: skip
_PAGES = (
    "write your biography here tell the world about yourself",
    "escreva sua biografia aqui diga ao mundo sobre voce",
    "materials for courses you taught replace this text with your description",
    "what an astonishing thing a book is it s a flat object made from a tree",
    "al folio v1 x is a starter with plugin owned runtime features",
    "locations of key files directories basic config options",
    "this is a page not in th emain menu",
    "this is a page not in the menu",
    "privacy policy the privacy of my visitors is extremely important",
    "a variety of common markup showing how the theme styles them",
    "this is the front page of a website that is powered by the academicpages template",
)
# What academicpages ships with.
_ACADEMICPAGES = re.compile(
    r"(?:your )?paper title number \d+(?: .*)?"
    r"|(?:conference proceeding )?talk \d+ on relevant topic in your field"
    r"|tutorial \d+ on relevant topic in your field|teaching experience \d+"
    r"|portfolio item number \d+|(?:future )?blog post(?: number \d+)?|draft post"
)
_PROJECT = re.compile(r"project \d+(?: with very long name)?")
_PROJECT_TEXT = (
    "every project has a beautiful feature showcase page",
    "every project has a beautiful feature shocase page",  # as older versions have it
)
_COURSES = frozenset({"prof data", "prof example"})
_BOOKS = frozenset({"the godfather"})
_ENTRIES = frozenset({"przibram1967letters", "gould2008", "gelfand1993"})
_ENTRY = re.compile(
    r"einstein19\d\d\w*|physrev\.47\.777|brownian.*|.*einstein.*1905.*", re.IGNORECASE
)
_COAUTHOR = re.compile(
    r"https://en\.wikipedia\.org/wiki/(?:Edwin_Plimpton_Adams|Boris_Podolsky|Nathan_Rosen"
    r"|Johann_Sebastian_Bach|Carl_Philipp_Emanuel_Bach|Erwin_Schr%C3%B6dinger|Hendrik_Lorentz"
    r"|Max_Planck)|https://link\.springer\.com/article/10\.1007/s00016-019-00242-z"
)
_SOCIALS = {
    "email": {"you@example.com", "test@gmail.com"},
    "inspirehep_id": {"1010907"},
    "scholar_userid": {"qc6CJjYAAAAJ"},
    "cv_pdf": {"/assets/pdf/example_pdf.pdf", "example_pdf.pdf"},
    "custom_social": {"https://www.alberteinstein.com/"},
}


def is_sample_news(body: str) -> bool:
    return fold(body).startswith(_NEWS)


def is_sample_post(values: Mapping[str, Value]) -> bool:
    if "sample-posts" in " ".join(texts(values.get("categories"))).split():
        return True
    title = fold(text(values.get("title")))
    if title == "external services" or title.startswith(_POSTS):
        return True
    return bool(_ACADEMICPAGES.fullmatch(title))


def is_sample_project(values: Mapping[str, Value], body: str) -> bool:
    title = fold(text(values.get("title")))
    if _ACADEMICPAGES.fullmatch(title):
        return True
    return bool(_PROJECT.fullmatch(title)) and fold(body).startswith(_PROJECT_TEXT)


def is_sample_page(body: str) -> bool:
    return fold(body).startswith(_PAGES)


def is_sample_paper(values: Mapping[str, Value]) -> bool:
    return bool(_ACADEMICPAGES.fullmatch(fold(text(values.get("title")))))


def is_sample_talk(values: Mapping[str, Value]) -> bool:
    return bool(_ACADEMICPAGES.fullmatch(fold(text(values.get("title")))))


def is_sample_course(values: Mapping[str, Value]) -> bool:
    if _ACADEMICPAGES.fullmatch(fold(text(values.get("title")))):
        return True
    return fold(text(values.get("instructor"))) in _COURSES


def is_sample_book(values: Mapping[str, Value]) -> bool:
    return fold(text(values.get("title"))) in _BOOKS


def is_sample_social(key: str, value: str) -> bool:
    return value in _SOCIALS.get(key, ())


def is_sample_entry(key: str) -> bool:
    """A paper of Einstein's; whoever asks knows that the site is not his."""
    return bool(_ENTRY.fullmatch(key)) or key in _ENTRIES


def is_sample_coauthor(url: str) -> bool:
    """One of the physicists with whom the theme's own Einstein writes."""
    return bool(_COAUTHOR.fullmatch(url))


def is_sample_picture(path: str) -> bool:
    return PurePosixPath(path).name in ("brownian-motion.gif", "wave-mechanics.gif")
