"""What ships with Hugo Blox as a sample, and is nobody's own."""

import re
from collections.abc import Mapping

from publications.names import Name
from transfer.jekyll.yaml_text import Value, text
from typeset.fold import fold

_TITLES = re.compile(
    r"an example (?:conference paper|journal article|preprint working paper|preprint)"
    r"|example (?:page|page \d|talk|event|project|course|talk using .*)"
    r"|(?:external|internal) project"
    r"|(?:wowchemy|academic|hugo blox|hugoblox)?:? ?(?:the )?website builder for hugo"
    r"|academic the website builder for hugo|academic website builder for hugo"
    r"|welcome to (?:wowchemy|hugo blox|hugoblox)\b.*|display jupyter notebooks with academic"
    r"|writing technical content in (?:academic|markdown|wowchemy)|getting started(?: with .*)?"
    r"|blog with jupyter notebooks!?|slides|conference paper|journal article|preprint working paper"
    r"|pandas|pytorch|scikit learn|python basics|visualization|statistics"
    r"|learn (?:python|javascript)|second brain|manage your knowledge|easily create.*"
    r"|sharpen your thinking.*|data visualization with plotly"
)
_TEXT = re.compile(
    r"lorem ipsum dolor sit amet|this work is driven by the results in my previous paper on llms"
    r"|add the publication s full text or supplementary notes here"
)
_AUTHORS = frozenset({"nelson bighetti", "吳恩達", "alice wu", "jane doe"})


def is_sample_author(name: Name) -> bool:
    return fold(name.display()) in _AUTHORS


def is_sample(values: Mapping[str, Value], body: str) -> bool:
    """A title of the theme's own, with the theme's text below it."""
    if not _TITLES.fullmatch(fold(text(values.get("title")))):
        return False
    said = fold(" ".join([text(values.get("abstract")), text(values.get("summary")), body]))
    if _TEXT.search(said) or not said:
        return True
    return any(name in said for name in ("academic", "wowchemy", "hugo", "example", "jupyter"))
