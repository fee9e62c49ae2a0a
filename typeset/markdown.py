"""Markdown in, safe HTML out. The one place that marks text safe."""

import json
import re
import zlib
from collections.abc import Callable, MutableMapping, Sequence
from html import escape, unescape
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from typeset import sanitiser
from typeset.comments import split_comments
from typeset.finishing import finish
from typeset.mathml import formula
from typeset.memory import Memory
from typeset.parser import markdown_parser

Env = MutableMapping[str, Any]
Rule = Callable[[RendererHTML, Sequence[Token], int, Any, Env], str]

_BLOCKS = (
    r"address|article|aside|blockquote|caption|center|col|colgroup|dd|details|div|dl|dt|fieldset|"
    r"figcaption|figure|footer|form|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|summary|table|"
    r"tbody|td|tfoot|th|thead|tr|ul"
)
_BLOCK_TAG = re.compile(rf"</?(?:{_BLOCKS})\b[^>]*>", re.IGNORECASE)
_BREAK = re.compile(rf"<(?:br|/?(?:{_BLOCKS}))\b[^>]*>")
# Unclosed, these would turn all that follows them on the page into plain text.
_SWALLOWING = re.compile(
    r"</?(?:title|textarea|xmp|plaintext|listing|select|option|optgroup|button|frameset|head)\b[^>]*>"
    r"|<\?.*?(?:\?>|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_memory = Memory(2_000_000)  # characters: the news and biographies of a large lab
_LINE_BREAK = re.compile(r"\s*\n\s*")


def render(text: str, *, heading_offset: int = 1) -> SafeString:
    """A text of many lines as HTML; its headings start one below ``heading_offset``."""
    return _memory.recall(text, heading_offset, lambda: _render(text, heading_offset))


def _render(text: str, heading_offset: int) -> SafeString:
    html = sanitiser.block.clean(_parse(_block_parser, text))
    return mark_safe(finish(html, heading_offset))  # noqa: S308 - just sanitised


def render_inline(text: str) -> SafeString:
    """One line as HTML without any block: links and emphasis, no paragraph, list or picture."""
    source, _comments = split_comments(text)
    html = sanitiser.inline.clean(_inline_parser.renderInline(source, {}))
    return mark_safe(_LINE_BREAK.sub(" ", finish(html, 0)).strip())  # noqa: S308 - just sanitised


def inline_html(html: str) -> SafeString:
    """HTML that another library set, such as a citation's italics, kept to what a line may hold."""
    return mark_safe(sanitiser.inline.clean(html))  # noqa: S308 - just sanitised


def drawn(html: str) -> SafeString:
    """HTML that our own templates drew, of what was escaped or sanitised then, out of its store."""
    return SafeString(html)  # nobody can type into that store


def linked_data(data: Any) -> SafeString:
    """JSON-LD as a data block for a page's head; nothing in the data can end the block.

    A script element ends at the first ``</script``, whatever the quotes around it (HTML, “script
    data state”), so the three characters that could form one are written as JSON's escapes.
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - escaped


def plain(text: str, limit: int | None = None) -> str:
    """The words alone, on one line, formulas as TeX; cut at a word when longer than ``limit``."""
    return _memory.recall(text, ("plain", limit), lambda: _plain(text, limit))


def _plain(text: str, limit: int | None) -> str:
    html = sanitiser.block.clean(_parse(_block_parser, text, plain=True))
    words = " ".join(unescape(sanitiser.nothing.clean(_BREAK.sub(" ", html))).split())
    if limit is None or len(words) <= limit:
        return words
    cut = words[: max(limit - 1, 0)]
    if words[len(cut)] != " " and " " in cut:
        cut = cut[: cut.rindex(" ")]
    return cut.rstrip(" ,;:.–—-(") + "…"


def markdownify(content: str) -> str:
    """The preview of django-markdownx: the same as the public page."""
    return render(content)


def _parse(parser: MarkdownIt, text: str, **env: Any) -> str:
    source, _comments = split_comments(text)
    # Several texts stand on one page: each has footnotes of its own name.
    return str(parser.render(source, {"docId": f"{zlib.crc32(source.encode()):08x}", **env}))


def _raw_html(token: Token, _env: Env) -> str:
    return _SWALLOWING.sub("", token.content)


def _raw_html_in_line(token: Token, _env: Env) -> str:
    return " " if _BLOCK_TAG.fullmatch(token.content) else _SWALLOWING.sub("", token.content)


def _math(token: Token, env: Env) -> str:
    if env.get("plain"):
        return f" {escape(token.content)} " if token.block else escape(token.content)
    if token.block:
        drawn = formula(token.content, display=True, source=token.markup)
        return f'<div class="math">{drawn}</div>\n'
    return formula(token.content, display=token.meta["display"], source=token.markup)


def _footnote_mark(token: Token, env: Env) -> str:
    if env.get("plain"):
        return ""
    number = token.meta["id"] + 1
    name = f"{env['docId']}-{number}"
    repeat = f":{token.meta['subId']}" if token.meta.get("subId", 0) > 0 else ""
    if token.type == "footnote_anchor":
        return (
            f' <a href="#fnref-{name}{repeat}" class="footnote-backref" '
            'aria-label="Back to the text">↩︎</a>'
        )
    return (
        f'<sup class="footnote-ref"><a href="#fn-{name}" id="fnref-{name}{repeat}">'
        f"[{number}]</a></sup>"
    )


def _check_box(token: Token) -> str:
    if "checked" not in token.meta:
        return ""
    return "☑ " if token.meta["checked"] else "☐ "


def _align(token: Token) -> str:
    style = str(token.attrs.pop("style", ""))
    if style:
        token.attrSet("class", style.replace("text-align:", "align-"))
    return ""


def _instead(draw: Callable[[Token, Env], str]) -> Rule:
    def rule(
        _renderer: RendererHTML, tokens: Sequence[Token], index: int, _options: Any, env: Env
    ) -> str:
        return draw(tokens[index], env)

    return rule


def _behind(draw: Callable[[Token], str]) -> Rule:
    """What `draw` gives comes behind the tag, which it may change."""

    def rule(
        renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Env
    ) -> str:
        text = draw(tokens[index])
        return renderer.renderToken(tokens, index, options, env) + text

    return rule


def _renderer(*, inline_only: bool) -> MarkdownIt:
    parser = markdown_parser(inline_only=inline_only)
    # The sanitiser judges addresses; the parser's own check would print refused links as source.
    parser.validateLink = lambda url: isinstance(url, str)  # type: ignore[method-assign]
    rules = {
        "html_block": _instead(_raw_html),
        "html_inline": _instead(_raw_html_in_line if inline_only else _raw_html),
        "math_inline": _instead(_math),
        "math_block": _instead(_math),
        "footnote_ref": _instead(_footnote_mark),
        "footnote_anchor": _instead(_footnote_mark),
        "list_item_open": _behind(_check_box),
        "th_open": _behind(_align),
        "td_open": _behind(_align),
    }
    for name, rule in rules.items():
        parser.add_render_rule(name, rule)
    return parser


_block_parser = _renderer(inline_only=False)
_inline_parser = _renderer(inline_only=True)
