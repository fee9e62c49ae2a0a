"""What HTML may stand on a page: an allow-list, kept by nh3, which parses as browsers do."""

import re

import nh3

from typeset import mathml

_INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd",
    "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub",
    "sup", "time", "tt", "u", "var", "wbr",
}) | mathml.ELEMENTS.keys()  # fmt: skip
_BLOCK = frozenset({
    "blockquote", "caption", "col", "colgroup", "dd", "details", "div", "dl", "dt", "figcaption",
    "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "img", "li", "ol", "p", "pre", "section",
    "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
# These go with all that is in them; of other unknown elements the content stays.
_WITH_CONTENT = frozenset({
    "iframe", "noembed", "noframes", "noscript", "object", "script", "style", "svg", "template",
})  # fmt: skip
_ATTRIBUTES = {
    "*": {"title", "lang", "dir"},
    "a": {"href", "id", "class", "aria-label"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "reversed", "type", "class"},
    "ul": {"class"},
    "li": {"value", "class", "id"},
    "th": {"colspan", "rowspan", "scope", "class"},
    "td": {"colspan", "rowspan", "class"},
    "col": {"span"},
    "colgroup": {"span"},
    "del": {"datetime"},
    "ins": {"datetime"},
    "time": {"datetime"},
    "details": {"open"},
    "code": {"class"},
    "div": {"class"},
    "sup": {"class"},
    "section": {"class"},
    **{element: set(mathml.ATTRIBUTES) for element in mathml.ELEMENTS},
}
# Only what this package itself writes: a class of the page's own could dress text up as its parts.
_CLASSES = {
    "a": {"footnote-backref"},
    "ol": {"footnotes-list", "contains-task-list"},
    "ul": {"contains-task-list"},
    "li": {"footnote-item", "task-list-item"},
    "th": {"align-left", "align-center", "align-right"},
    "td": {"align-left", "align-center", "align-right"},
    "code": {"math-source"},
    "div": {"math"},
    "sup": {"footnote-ref"},
    "section": {"footnotes"},
}
_NUMBER = re.compile(r"\d{1,5}")
_FORMS = {
    "id": re.compile(r"fn(?:ref)?-[0-9a-f]{8}-\d+(?::\d+)?"),
    "width": re.compile(r"[\d.+-]{1,8}(?:em|ex|px|cm|mm|pt)?"),
    "height": re.compile(r"[\d.+-]{1,8}(?:em|ex|px|cm|mm|pt)?"),
    "colspan": _NUMBER,
    "rowspan": _NUMBER,
    "span": _NUMBER,
    "start": re.compile(r"-?\d{1,9}"),
    "value": re.compile(r"-?\d{1,9}"),
    "type": re.compile(r"[1aAiI]"),
    "display": re.compile(r"block|inline"),
    "dir": re.compile(r"ltr|rtl|auto"),
    "lang": re.compile(r"[A-Za-z0-9-]{1,35}"),
}


_FIRST_PART = re.compile(r"[^/?#]*")
_SCHEMES = {"href": ("http:", "https:", "mailto:"), "src": ("http:", "https:")}


def _attribute(_tag: str, name: str, value: str) -> str | None:
    if name in _SCHEMES:
        # nh3 knows each scheme by its exact spelling; what only resembles one goes too.
        first = "".join(_FIRST_PART.match(value)[0].split()).lower()  # type: ignore[index]
        return value if ":" not in first or first.startswith(_SCHEMES[name]) else None
    form = _FORMS.get(name)
    return value if form is None or form.fullmatch(value) else None


def _cleaner(tags: frozenset[str]) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=tags,
        clean_content_tags=_WITH_CONTENT,
        attributes={
            tag: (names - {"class"}) for tag, names in _ATTRIBUTES.items() if tag in tags | {"*"}
        },
        attribute_filter=_attribute,
        allowed_classes={tag: names for tag, names in _CLASSES.items() if tag in tags},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
        strip_comments=True,
    )


block = _cleaner(_INLINE | _BLOCK)
inline = _cleaner(_INLINE)
nothing = nh3.Cleaner(tags=frozenset(), clean_content_tags=_WITH_CONTENT, strip_comments=True)
