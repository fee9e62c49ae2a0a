"""TeX formulas as MathML, which every browser draws without a script."""

import re
import unicodedata
from functools import lru_cache
from html import escape
from xml.etree.ElementTree import Element

from latex2mathml import converter

# The elements that may appear and how many children each must have (None: any number).
ELEMENTS: dict[str, int | None] = {
    "math": None, "mrow": None, "mi": 0, "mn": 0, "mo": 0, "mtext": 0, "mspace": 0,
    "msup": 2, "msub": 2, "msubsup": 3, "mover": 2, "munder": 2, "munderover": 3,
    "mfrac": 2, "mroot": 2, "msqrt": None, "mstyle": None, "mpadded": None, "mphantom": None,
    "mtable": None, "mtr": None, "mtd": None, "menclose": None,
}  # fmt: skip
# No colours: a formula takes the page's own, so that it stays legible in light and dark.
ATTRIBUTES = frozenset({
    "display", "displaystyle", "scriptlevel", "mathvariant", "stretchy", "fence", "form",
    "separator", "largeop", "movablelimits", "symmetric", "minsize", "maxsize", "lspace",
    "rspace", "accent", "accentunder", "linethickness", "width", "height", "depth", "voffset",
    "columnalign",
})  # fmt: skip
_VALUE = re.compile(r"[#\w.+ -]{1,60}")
_MAX_LENGTH = 4000
_MAX_DEPTH = 60
_REFERENCE = re.compile(r"&#x([0-9A-Fa-f]{1,6});")
# What the converter does not know, in terms that it does.
_ALIASES = (
    (re.compile(r"\\(?:label\s*\{[^{}]*\}|nonumber|notag)(?![A-Za-z])"), ""),
    (re.compile(r"\\(?:begin|end)\s*\{(?:equation|displaymath|math)\*?\}"), ""),
    (
        re.compile(r"\\(begin|end)\s*\{(?:aligned|align|gathered|gather|multline|eqnarray)\*?\}"),
        r"\\\1{split}",
    ),
    (re.compile(r"\\arg(?![A-Za-z])"), r"\\operatorname{arg}"),
    (re.compile(r"\\dag(?![A-Za-z])"), r"\\dagger"),
    (re.compile(r"\\(?:mathop|mathbin|mathrel|mathord|middle|ensuremath)(?![A-Za-z])"), ""),
)
_ALPHABETS = {
    "bold": "BOLD",
    "italic": "ITALIC",
    "bold-italic": "BOLD ITALIC",
    "double-struck": "DOUBLE-STRUCK",
    "script": "SCRIPT",
    "bold-script": "BOLD SCRIPT",
    "fraktur": "FRAKTUR",
    "bold-fraktur": "BOLD FRAKTUR",
    "sans-serif": "SANS-SERIF",
    "monospace": "MONOSPACE",
}


class BadFormulaError(ValueError):
    pass


def formula(tex: str, *, display: bool = False, source: str = "") -> str:
    """The formula as MathML, or ``source`` (by default the TeX) as code where it is no good TeX."""
    markup = _convert(tex.strip(), display)
    return markup or f'<code class="math-source">{escape(source or tex)}</code>'


@lru_cache(maxsize=2048)
def _convert(tex: str, display: bool) -> str:
    if not tex or len(tex) > _MAX_LENGTH:
        return ""
    for pattern, replacement in _ALIASES:
        tex = pattern.sub(replacement, tex)
    try:
        # The converter's own writer unescapes what it wrote, so that `<` in a formula would open
        # a tag. Its tree is sound, and is written out here.
        tree = converter.convert_to_element(tex, display="block" if display else "inline")
        return _write(tree, 0)
    except Exception:  # noqa: BLE001 - on broken TeX the converter raises whatever it runs into
        return ""


def _write(element: Element, depth: int) -> str:
    tag = element.tag
    if depth > _MAX_DEPTH or tag not in ELEMENTS:
        raise BadFormulaError(tag)
    children = list(element)
    expected = ELEMENTS[tag]
    if (expected is not None and len(children) != expected) or (tag == "math" and depth):
        raise BadFormulaError(tag)
    content = _text(element) + "".join(_write(child, depth + 1) for child in children)
    return f"<{tag}{_attributes(element, tag)}>{content}</{tag}>"


def _text(element: Element) -> str:
    raw = element.text or ""
    # A command left standing, or a column mark outside a table, was not understood.
    if element.tag in ("mi", "mo") and (raw == "&" or (raw.startswith("\\") and len(raw) > 1)):
        raise BadFormulaError(raw)
    text = _REFERENCE.sub(_character, raw)
    alphabet = _ALPHABETS.get(element.get("mathvariant", ""))
    if alphabet and element.tag != "mtext":  # browsers know no mathvariant but "normal"
        text = "".join(_letter(alphabet, character) for character in text)
    return escape(text)


def _character(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    if code < 0x20 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        raise BadFormulaError(match[0])
    return chr(code)


def _letter(alphabet: str, character: str) -> str:
    name = unicodedata.name(character, "")
    plain = name.removeprefix("LATIN ").removeprefix("GREEK ").replace("LETTER ", "")
    for prefix in ("MATHEMATICAL ", ""):  # the older letters (ℝ, ℒ) are named without it
        try:
            return unicodedata.lookup(f"{prefix}{alphabet} {plain}")
        except KeyError:
            continue
    return character


def _attributes(element: Element, tag: str) -> str:
    return "".join(
        f' {name}="{escape(value)}"'
        for name, value in element.attrib.items()
        if name in ATTRIBUTES
        and _VALUE.fullmatch(value)
        and not (name == "display" and tag != "math")
        and not (name == "mathvariant" and value in _ALPHABETS)
    )
