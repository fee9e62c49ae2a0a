"""The pieces of a list of names: words, initials, separators, signs and remarks."""

import re

from publications.listing.legend import SIGNS

WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f]|[’'ʼ´`‐‑–—-](?=[^\W\d_]))*", re.UNICODE)


INITIALS = re.compile(r"[^\W\d_](?:\.\s?[-‐‑–]\s?[^\W\d_])+(?=\.)|[^\W\d_](?:\.[^\W\d_])+(?=\.)")


SEPARATOR = re.compile(r"[,，]|[;；]|[、·•∙⋅]|&|＆")


ELLIPSIS = re.compile(r"(?:\.\s?){3,}|\.\.(?=\s*[&,])|…|\[…\]|\[\.\.\.\]")


ET_AL = re.compile(
    r"(?:et\s*\.?\s*al\b\.?|and (?:\d+ )?(?:others|colleagues|co-?authors|many others"
    r"|collaborators)\b"
    r"|u\.\s?a\.|外|等(?=\s|$|[,，.。]))",
    re.IGNORECASE,
)


AND = re.compile(r"(?:and|und|y|e|et|og|och|en)(?=\s)")


MARK = re.compile(rf"[{re.escape(SIGNS)}]+|\^(?=\W|$)")


DOT_BEFORE_MARK = re.compile(rf"\.{{1,2}}\s*(?=[{re.escape(SIGNS)}]{{1,3}}\s*(?:[,;&(]|and\b))")


NICKNAME = re.compile(r"[(\"'“‘]([^\W\d_][\w.'’ -]{0,20}?)[)\"'”’]\s*(?=[^\W\d_])")


REMARK = re.compile(r"\(([^()\n\f]{1,80})\)(?=\s*(?:[,;&.]|and\b|$|[\n\f\v]|[*†‡]))")


MARK_GROUP = re.compile(rf"[(\[]\s*[{re.escape(SIGNS)},\s=]{{1,6}}\s*[)\]]")


YEAR = re.compile(
    r"(?:19|20)\d\d|\b[’']\d\d\b|\d{3}|forthcoming|in press|submitted|accepted|n\.d\."
)


EDITOR = re.compile(r"\s*(?:eds?|editors?|hrsg)\b\.?", re.IGNORECASE)


TO_A_CAPITAL = re.compile(r"[’'\s]+(?:[a-z’']{1,5}\s+)*[^\W\d_a-z]")


TO_AN_INITIAL = re.compile(r"\s+[^\W\d_a-z]\.")


TO_A_NAME = re.compile(r"\s?[^\W\d_a-z][^\W\d_]{2,}")


NAMES_GO_ON = re.compile(
    r"([^\W\d_a-z][\w'’-]*)[ \v]*(?:,[ \v]*(?:and[ \v]+)?|&[ \v]*|and[ \v]+)"
    r"(?=[^\W\d_a-z][\w.'’-]*[ \v]+[^\W\d_a-z])"
)

# Before a title that is set off: "… and M. J. Ames / Reed, **A title**".
LAST_WORD = re.compile(r"[^\W\d_a-z][\w'’-]*[ \v,.]*")

MYSELF = "myself"  # the page's owner, among the others: "A. Holt, myself, and B. Reed"

TITLES = frozenset(("dr", "prof", "professor", "mr", "mrs", "ms"))


ARCHIVES = frozenset(("arxiv", "biorxiv", "medrxiv", "doi"))


def is_nickname(found: re.Match[str], after: str, words: int) -> bool:
    """Whether a bracket inside a name is a part of it: "Kim (Kay) Ames"."""
    return (
        0 < words < 3
        and found[1][0].isupper()
        and " " not in found[1].strip()
        and after.isupper()
        and not YEAR.search(found[1])
    )
