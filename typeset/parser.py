"""The Markdown that Octavo reads: CommonMark, what GitHub adds to it, and mathematics.

Formulas are `$…$` and `$$…$$`, Kramdown's `$$…$$` within a line, and `\\(…\\)` and `\\[…\\]`.
Money is no formula: a dollar sign opens one only before a character that is not a space, and closes
one only after a character that is not a space and before one that is not a digit.
"""

import re
from collections.abc import Callable
from functools import partial

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin

InlineRule = Callable[[StateInline, bool], bool]

# Deep enough for any real page, shallow enough for Python's stack below a web request.
_MAX_NESTING = 40

_DOUBLE = re.compile(r"\$\$(?!\$)((?:[^$\\]|\\.|\$(?!\$))++)\$\$", re.DOTALL)
_SINGLE = re.compile(r"\$(?![\s$])((?:[^$\\]|\\.)++)(?<!\s)\$(?![\d$])", re.DOTALL)
_PARENTHESES = re.compile(r"\\{1,2}\(((?:(?!\\\))[\s\S]){1,2000}?)\\{1,2}\)")
_BRACKETS = re.compile(r"\\{1,2}\[((?:(?!\\\])[\s\S]){1,2000}?)\\{1,2}\]")
_TEX = re.compile(r"[\\^_={}<>|+*/]")
_SURE_TEX = re.compile(r"\\[A-Za-z]|[\^=]|_\{|(?<![A-Za-z])[A-Za-z]_[A-Za-z0-9](?![A-Za-z0-9])")
_ONE_LETTER = re.compile(r"\s*[A-Za-z]'*\s*")
_MONEY = re.compile(r"[\d.,]+\s?(?:[kKmMbB]\b|\s|$)")
_AUTOLINK = "gfm_autolink_protocol"
_PROTOCOLS = ("http", "https", "mailto", "xmpp")
_LONGEST_PROTOCOL = max(map(len, _PROTOCOLS))
_MAX_LINES = 100  # of one formula; each that has no end is read so far in vain
_BLOCK_ENDS = {"$$": "$$", "\\[": "\\]"}


def markdown_parser(*, inline_only: bool = False) -> MarkdownIt:
    """A parser; one for single lines (subtitles, notes) has no footnotes to put below them."""
    parser = MarkdownIt(
        "commonmark", {"maxNesting": _MAX_NESTING, "xhtmlOut": False, "tasklists": True}
    )
    parser.enable(["table", "strikethrough"])
    parser.use(gfm_autolink_plugin)
    rules = {rule.name: rule.fn for rule in parser.inline.ruler.__rules__}
    parser.inline.ruler.at(_AUTOLINK, partial(_autolink, rules[_AUTOLINK]))
    parser.inline.ruler.before("escape", "math_inline", _math_inline)
    if not inline_only:
        parser.use(deflist_plugin)
        parser.use(footnote_plugin)
        parser.block.ruler.before(
            "fence", "math_block", _math_block, {"alt": ["paragraph", "reference"]}
        )
    return parser


def _autolink(rule: InlineRule, state: StateInline, silent: bool) -> bool:
    """The plugin's rule, which at each colon searches all the text before it, shown the end of it.

    The rest is put before what the rule has written, or left waiting.
    """
    start, end = max(0, state.pos - _LONGEST_PROTOCOL), state.pos
    if state.src[end] != ":" or not state.src[start:end].endswith(_PROTOCOLS):
        return False
    shown = _LONGEST_PROTOCOL + 2  # enough for what may stand before a protocol
    head, state.pending = state.pending[:-shown], state.pending[-shown:]
    written = len(state.tokens)
    found = rule(state, silent)
    if found and head:
        state.tokens[written].content = head + state.tokens[written].content
    elif not found:
        state.pending = head + state.pending
    return found


def _math_inline(state: StateInline, silent: bool) -> bool:
    found = _math_at(state.src, state.pos, state.posMax)
    if found is None:
        return False
    match, display = found
    if not silent:
        token = state.push("math_inline", "math", 0)
        token.content = match[1]
        token.markup = match[0]
        token.meta = {"display": display}
    state.pos = match.end()
    return True


def _math_at(source: str, position: int, end: int) -> tuple[re.Match[str], bool] | None:
    """The formula that begins at ``position``, and whether it stands on a line of its own."""
    character = source[position]
    if character == "$":
        match = _DOUBLE.match(source, position, end)
        if match and match[1].strip():
            return match, False  # as Kramdown has it: in a paragraph, two dollars are one
        match = _SINGLE.match(source, position, end)
        return (match, False) if match and _is_formula(match) else None
    if character == "\\":
        match = _PARENTHESES.match(source, position, end)
        if match and _is_tex_in_brackets(match[1]):
            return match, False
        match = _BRACKETS.match(source, position, end)
        if match and _is_tex_in_brackets(match[1]):
            return match, True
    return None


def _is_formula(match: re.Match[str]) -> bool:
    """Whether what two single dollar signs enclose is a formula, and not money or a shell path."""
    source, content = match.string, match[1]
    if _TEX.search(content):
        return True
    before = source[match.start() - 1 : match.start()]
    after = source[match.end() : match.end() + 1]
    if before.isdigit() or (after.isalnum() and not _ONE_LETTER.fullmatch(content)):
        return False
    return not (_MONEY.match(content) and " " in content)


def _is_tex_in_brackets(content: str) -> bool:
    """Whether `\\(…\\)` holds a formula: in Markdown it may as well be brackets, escaped."""
    if "](" in content or "://" in content:
        return False
    return bool(_SURE_TEX.search(content) or _ONE_LETTER.fullmatch(content))


def _math_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A formula whose delimiters begin its first line and end its last one."""
    if state.is_code_block(start):
        return False
    first = _line(state, start)
    closing = _BLOCK_ENDS.get(first[:2])
    # Within a paragraph only a delimiter alone on its line begins a block.
    if closing is None or (silent and len(first) > 2):
        return False
    lines = [first[2:]]
    while not lines[-1].endswith(closing):
        line = start + len(lines)
        ended = line >= end or state.sCount[line] < state.blkIndent
        if ended or closing in lines[-1] or len(lines) > _MAX_LINES:
            return False
        lines.append(_line(state, line))
        if not lines[-1]:
            return False
    content = "\n".join(lines)[: -len(closing)]
    if not content.strip() or (closing == "\\]" and not _is_tex_in_brackets(content)):
        return False
    if not silent:
        token = state.push("math_block", "math", 0)
        token.block = True
        token.content = content
        token.markup = first[:2] + content + closing
        token.map = [start, start + len(lines)]
        state.line = start + len(lines)
    return True


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip()
