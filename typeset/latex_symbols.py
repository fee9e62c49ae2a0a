"""What LaTeX commands print: accents, symbols, and commands that set their argument."""

import re
from collections.abc import Callable

DOLLAR = "\ue000"  # a literal dollar, until it is known whether it could be read as math
SPACING_ACCENTS = {"`": "`", "'": "´", "^": "^", "~": "~", "=": "¯", '"': "¨", ".": "˙"}
ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306",
    ".": "\u0307", '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323",
    "c": "\u0327", "k": "\u0328", "b": "\u0331", "t": "\u0361", "G": "\u030f", "U": "\u030e",
    "C": "\u030f", "f": "\u0311", "textcommabelow": "\u0326", "ocirc": "\u030a",
    "polhk": "\u0328", "cftil": "\u0303",
    "udot": "\u0323",
}  # fmt: skip
_SWITCHES = (
    "it", "em", "bf", "sc", "tt", "rm", "sf", "sl", "itshape", "slshape", "upshape", "scshape",
    "bfseries", "mdseries", "rmfamily", "sffamily", "ttfamily", "normalfont", "tiny",
    "scriptsize", "footnotesize", "small", "normalsize", "large", "Large", "LARGE", "huge",
    "Huge", "selectfont", "boldmath", "unboldmath",
)  # fmt: skip
_PLAIN = (
    "textit", "emph", "textbf", "textsc", "texttt", "textsf", "textrm", "textsl", "textup",
    "textmd", "textnormal", "text", "mbox", "hbox", "underline", "uline", "mkbibemph",
    "mkbibbold", "mkbibitalic", "ensuremath", "url", "nolinkurl", "path", "doi", "natexlab",
    "capitalisewords", "hl", "nocase", "mkbibacro", "ce", "textlatin",
)  # fmt: skip
# What pylatexenc does not know, or says otherwise than a bibliography means it.
SYMBOLS = {
    " ": " ", "\n": " ", "\t": " ", ",": " ", ";": " ", ":": " ", "\\": " ", "newline": " ",
    "linebreak": " ", "quad": " ", "qquad": " ", "space": " ", "!": "", "/": "", "-": "", "@": "",
    "&": "&", "%": "%", "#": "#", "_": "_", "$": DOLLAR, "{": "{", "}": "}", "i": "ı", "j": "ȷ",
    "textbraceleft": "{", "textbraceright": "}", "textasciitilde": "~", "textasciicircum": "^",
    "textbackslash": "\\", "textless": "<", "textgreater": ">", "textbar": "|",
    "textunderscore": "_", "textdollar": DOLLAR, "textquotesingle": "'", "textasciigrave": "`",
    "euro": "€", "texteuro": "€", "slash": "/", "dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ",
    "lq": "‘", "rq": "’", "cprime": "′", "BibTeX": "BibTeX", "TeX": "TeX", "LaTeX": "LaTeX",
    "LaTeXe": "LaTeX2e", "bibrangedash": "–", "bibnamedash": "—", "hyphen": "-", "relax": "",
    "thinspace": " ", "psq": " f.", "psqq": " ff.", "protect": "", "noindent": "", "par": " ",
    "newblock": " ", "sloppy": "", "raggedright": "",
    "unskip": "", "nobreak": "", "allowbreak": "", "xspace": "", "newpage": " ",
    **dict.fromkeys(_SWITCHES, ""),
}  # fmt: skip
_SUPERSCRIPT = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_SUBSCRIPT = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_SUPERSCRIPTABLE = re.compile(r"[0-9+\-−=()]+|n")
_SUBSCRIPTABLE = re.compile(r"[0-9+\-−=()]+")


def _superscript(text: str) -> str:
    return text.translate(_SUPERSCRIPT) if _SUPERSCRIPTABLE.fullmatch(text) else text


def _subscript(text: str) -> str:
    return text.translate(_SUBSCRIPT) if _SUBSCRIPTABLE.fullmatch(text) else text


def _same(text: str) -> str:
    return text


def _nothing(_: str) -> str:
    return ""


WRAPPERS: dict[str, Callable[[str], str]] = {
    **dict.fromkeys(_PLAIN, _same),
    "textsuperscript": _superscript,
    "mkbibsuperscript": _superscript,
    "textsubscript": _subscript,
    "mkbibsubscript": _subscript,
    "mkbibquote": lambda text: f"“{text}”",
    "enquote": lambda text: f"“{text}”",
    "mkbibparens": lambda text: f"({text})",
    "mkbibbrackets": lambda text: f"[{text}]",
    "MakeUppercase": str.upper,
    "uppercase": str.upper,
    "MakeLowercase": str.lower,
    "lowercase": str.lower,
    # The text of these is their second argument; the first is an address, a colour or a kind.
    **dict.fromkeys(
        ("href", "textcolor", "bibinfo", "foreignlanguage", "texorpdfstring"), _nothing
    ),
    **dict.fromkeys(("noopsort", "SortNoop", "hspace", "vspace", "label"), _nothing),
}
