"""LaTeX in, Unicode out, and the way back.

`to_unicode` reads what bibliographies hold: accents, ligatures, dashes, quotation marks, font
commands, protecting braces. `$…$` stays as it is, for the page to set as mathematics; a command
that is not known stays readable as text, and nothing is ever executed or opened.
One pass over the tokens with a stack of groups: no recursion, so no depth of braces can hurt.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import cache, cached_property, lru_cache
from typing import Any

from pylatexenc import latex2text

from typeset.latex_symbols import ACCENTS, DOLLAR, SPACING_ACCENTS, SYMBOLS, WRAPPERS

_TOKEN = re.compile(
    r"""
    (?P<math> \$\$[^$]+\$\$ | \$(?:[^$\\]|\\.)+\$ | \\\((?:[^\\]|\\[^()])*\\\) )
  | \\(?P<word>[A-Za-z]+)(?P<space>[ \t\r\n]*)
  | \\(?P<sign>.)
  | (?P<open>\{)
  | (?P<close>\})
  | (?P<run>---?|``|\'\'|~|!`|\?`)
  | (?P<text>[^\\${}~`\'\-!?]+|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_RUNS = {"---": "—", "--": "–", "``": "“", "''": "”", "~": " ", "!`": "¡", "?`": "¿"}
_RUN = re.compile(r"---?|``|''|~|!`|\?`")
_MATH = re.compile(r"((?<!\\)\$(?:[^$\\]|\\.)+\$)", re.DOTALL)
_COMMON = re.compile(
    r"(?<!\\)\\(?:([`'^\"~=.])(?:\{([A-Za-z])\}|([A-Za-z])|(\{\\i\}|\\i\}))"
    r"|(ss|[oOlL]|ae|AE|oe|OE|aa|AA)(?=\})|([&%#_]))"
)
_NO_BRACES = str.maketrans("", "", "{}")
_NEEDS_DECODING = re.compile(r"[\\{}$~]|--|``|\'\'|!`|\?`|&amp;")
_AMPERSAND = re.compile(r"\\?&amp;")
# What the journals of the American Physical Society and Google Scholar make of letters and braces.
_CONDITIONAL = re.compile(r"\\ifmmode\b.*?\\else\s?(.*?)\\fi\b\s?(?:\{\})?", re.DOTALL)
_CHARACTER = re.compile(r"\\char\s?(\d{2,3})(?!\d)")
_PROTECTED = re.compile(r"\\*\$\\+\{\\*\$([^${}\\]{1,60}?)\\*\$\\+\}\\*\$")
_DEPTH = 50  # of braces and of commands in a row; what lies deeper was written to do harm
_BRACE = re.compile(r"[{}]")
_SPACES = re.compile(r"[ \t\r\n\f\v]+")


def is_balanced(tex: str) -> bool:
    """Whether BibTeX, which counts every brace, could hold `tex` as a part of a value."""
    depth = 0
    for brace in _BRACE.findall(tex):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


@cache
def _accent(name: str) -> Callable[[str], str]:
    combining = ACCENTS[name]

    def accent(text: str) -> str:
        text = text.strip()
        if not text:
            return SPACING_ACCENTS.get(name, "")
        letter = {"ı": "i", "ȷ": "j"}.get(text[0], text[0])
        if name == "." and letter in "ij":
            return letter + text[1:]
        return unicodedata.normalize("NFC", letter + combining) + text[1:]

    return accent


class _Symbols(dict[str, str | None]):
    """The symbols above, and behind them every plain symbol that pylatexenc knows."""

    @cached_property
    def _known(self) -> Any:
        return latex2text.get_default_latex_context_db()

    def __missing__(self, name: str) -> str | None:
        spec = self._known.get_macro_spec(name)
        text = getattr(spec, "simplify_repl", None)
        known = isinstance(text, str) and text.strip() and not set(text) & set("%<")
        found = text if known else None
        if len(self) < 5000:
            self[name] = found
        return found


_symbols = _Symbols(SYMBOLS)


class _Group:
    """An open brace: what was written in it so far, and the commands that wait in it."""

    __slots__ = ("keep_braces", "out", "waiting")

    def __init__(self, keep_braces: bool = False) -> None:
        self.out: list[str] = []
        self.waiting: list[Callable[[str], str]] = []
        self.keep_braces = keep_braces

    def put(self, text: str) -> None:
        """Write a run of text; the first letter goes to a command that waits."""
        if self.waiting:
            text = text.lstrip()
            if not text:
                return
            self.put_whole(text[0])
            text = text[1:]
        self.out.append(text)

    def put_whole(self, text: str) -> None:
        """Write one argument: a group, a symbol, a formula."""
        while self.waiting:
            text = self.waiting.pop()(text)
        self.out.append(text)

    def close(self) -> str:
        if self.waiting:
            self.put_whole("")
        text = "".join(self.out)
        return "{" + text + "}" if self.keep_braces else text


class _Decoder:
    def __init__(self) -> None:
        self.groups = [_Group()]
        self.deeper = 0  # braces open beyond _DEPTH: they no longer count
        self.unknown = False  # the last token was an unknown command: its braces stay

    def decode(self, tex: str) -> str:
        for match in _TOKEN.finditer(tex):
            kind = match.lastgroup or ""
            if kind == "space":
                kind = "word"
            getattr(self, kind)(match)
        while len(self.groups) > 1:
            self._pop()
        return self.groups[0].close()

    def _pop(self) -> None:
        group = self.groups.pop()
        self.groups[-1].put_whole(group.close())
        self.unknown = group.keep_braces

    def _symbol(self, text: str) -> None:
        self.unknown = False
        if text or not self.groups[-1].waiting:
            self.groups[-1].put_whole(text)

    def _await(self, command: Callable[[str], str]) -> None:
        if len(self.groups[-1].waiting) < _DEPTH:
            self.groups[-1].waiting.append(command)

    def math(self, match: re.Match[str]) -> None:
        fence = 2 if match[0].startswith(("$$", "\\(")) else 1
        formula = match[0][fence:-fence]
        dollar = "$" if is_balanced(formula) else DOLLAR
        self._symbol(f"{dollar}{formula}{dollar}")

    def word(self, match: re.Match[str]) -> None:
        name, space = match["word"], match["space"]
        self.unknown = False
        if (symbol := _symbols[name]) is not None:
            self._symbol(symbol)
            if space and len(name) > 2 and symbol[-1:].isalpha():
                self.groups[-1].put(" ")
        elif name in ACCENTS:
            self._await(_accent(name))
        elif name in WRAPPERS:
            self._await(WRAPPERS[name])
        else:
            self._symbol(match[0])
            self.unknown = True

    def sign(self, match: re.Match[str]) -> None:
        sign = match["sign"]
        if sign in ACCENTS:
            self.unknown = False
            self._await(_accent(sign))
        else:
            self._symbol(SYMBOLS.get(sign, match[0]))

    def open(self, _: re.Match[str]) -> None:
        if len(self.groups) > _DEPTH:
            self.deeper += 1
            return
        self.groups.append(_Group(keep_braces=self.unknown))
        self.unknown = False

    def close(self, _: re.Match[str]) -> None:
        if self.deeper:
            self.deeper -= 1
        elif len(self.groups) > 1:
            self._pop()

    def run(self, match: re.Match[str]) -> None:
        self._symbol(_RUNS[match[0]])

    def text(self, match: re.Match[str]) -> None:
        self.unknown = False
        self.groups[-1].put(DOLLAR if match[0] == "$" else match[0])


def to_unicode(tex: str) -> str:
    r"""The text that `tex` prints, on one line, with formulas kept between dollar signs.

    A dollar sign that is no formula's is `$` when it stands alone, and `\$` where a second one
    could make a formula of what lies between.
    """
    return _to_unicode(tex) if len(tex) < 400 else _to_unicode.__wrapped__(tex)


@lru_cache(maxsize=32768)
def _to_unicode(tex: str) -> str:
    if _NEEDS_DECODING.search(tex):
        tex = _AMPERSAND.sub(r"\\&", tex.replace(DOLLAR, ""))
        if r"\char" in tex or r"\ifmmode" in tex:
            tex = _CHARACTER.sub(_character, in_text(tex))
        if "$" in tex:
            tex = _PROTECTED.sub(_unprotected, tex)
        quick = _quickly(tex)
        tex = _thoroughly(tex) if quick is None else quick
    return unicodedata.normalize("NFC", _SPACES.sub(" ", tex).strip(" "))


def in_text(tex: str) -> str:
    r"""What `\ifmmode \check{c}\else \v{c}\fi{}` says where no formula is: `\v{c}`."""
    return _CONDITIONAL.sub(r"\1", tex) if r"\ifmmode" in tex else tex


def _unprotected(found: re.Match[str]) -> str:
    r"""The word of `$\{$USENIX$\}$`, whose braces were to protect it; a set keeps them."""
    return found[1] if found[1][0].isalpha() else rf"\{{{found[1]}\}}"


def _character(found: re.Match[str]) -> str:
    code = int(found[1])
    return escape(chr(code)) if 32 <= code < 127 else found[0]


def _thoroughly(tex: str) -> str:
    text = _Decoder().decode(tex)
    alone = text.count(DOLLAR) + text.count("$") == 1
    return text.replace(DOLLAR, "$" if alone else r"\$")


def _quickly(tex: str) -> str | None:
    """The text of what holds only accents, formulas, dashes and protecting braces, as most does."""
    pieces = _MATH.split(tex) if "$" in tex else [tex]
    for place, piece in enumerate(pieces):
        if place % 2:
            if not is_balanced(piece):
                return None
            continue
        if "\\" in piece:
            piece = _COMMON.sub(_common, piece)
        if "\\" in piece or "$" in piece:
            return None
        pieces[place] = _RUN.sub(_run, piece).translate(_NO_BRACES)
    return "".join(pieces)


def _common(found: re.Match[str]) -> str:
    accent, braced, bare, dotless, symbol, sign = found.groups()
    if accent:
        return _accent(accent)(braced or bare or (dotless and "i"))
    return sign or SYMBOLS.get(symbol) or _symbols[symbol] or ""


def _run(found: re.Match[str]) -> str:
    return _RUNS[found[0]]


_SPECIAL = re.compile(
    r"(?P<math>\$(?:[^$\\]|\\.)+\$)|(?P<dollar>\\?\$)|(?P<entity>&(?=amp;))|(?P<one>[\\{}&%#_~^])"
    r"|(?P<pair>--|''|``|[!?]`)"
)
_ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def escape(text: str) -> str:
    """LaTeX that prints `text`: balanced whatever the text holds, formulas kept."""
    return _SPECIAL.sub(_escape_one, text)


def _escape_one(match: re.Match[str]) -> str:
    found = match[0]
    if match.lastgroup == "math":
        return found if is_balanced(found) else r"\$" + escape(found[1:-1]) + r"\$"
    if match.lastgroup == "dollar":
        return r"\$"
    if match.lastgroup == "entity":
        return r"\&{}"
    if match.lastgroup == "pair":
        return found[0] + "{}" + found[1]
    return _ESCAPES.get(found, "\\" + found)
