"""The signs that people type beside names: taken off, so that a name is only a name.

`*` and its lookalikes say "contributed equally" unless the entry explains them otherwise; what
`†`, `‡` or `§` say, only the entry itself can tell.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from publications.bylines import repair_names, split_author_list, whole_group
from publications.names import Name, split_name

_COMMANDS = {
    "dagger": "†", "dag": "†", "textdagger": "†", "ddagger": "‡", "ddag": "‡",
    "textdaggerdbl": "‡", "S": "§", "textsection": "§", "P": "¶", "textparagraph": "¶",
    "ast": "*", "star": "*", "bigstar": "*", "textasteriskcentered": "*", "textborn": "*",
    "Letter": "✉", "Envelope": "✉", "faEnvelope": "✉", "sharp": "#", "parallel": "‖", "Vert": "‖",
    "diamond": "⋄", "circ": "∘", "bullet": "•", "clubsuit": "♣", "spadesuit": "♠",
}  # fmt: skip
_LOOKALIKES = str.maketrans("∗⁎＊⋆★✱﹡✝✞🖂📧⁺", "*******††✉✉+")
SIGNS = "*∗⁎＊⋆★✱﹡†✝✞‡§¶‖✉🖂📧⋄•♣♠"
_COMMAND = re.compile(
    r"\\(" + "|".join(sorted(_COMMANDS, key=len, reverse=True)) + r")(?![A-Za-z])\s*(?:\{\})?"
)
_WRAPPER = re.compile(
    r"\\(?:textsuperscript|textsubscript|mkbibsuperscript|footnotemark|thanks)\s*"
    r"(?:\{((?:[^{}]|\{[^{}]*\})*)\}|\[([^\]]*)\])"
    r"|\$\s*\{?\s*\^?([^$]*)\$|\^\{([^{}]*)\}|<sup>(.{0,60}?)</sup>"
)
_NO_SIGN = re.compile(r"\\(?:text|mathrm|mathsf|textrm|mathbf)\b|[\s^{}\\,;]")
_ONLY_SIGNS = re.compile(rf"(?:[{SIGNS}#+&∘\d]|(?<![a-z])[a-z](?![a-z])){{0,8}}")
_BARE = re.compile(
    rf"\s*[{SIGNS}¹²³⁴⁵⁶⁷⁸⁹⁰⁺]+|(?<=[\w.}})])\\?[+^&#]+(?=[\s,}}]|$)|(?:^|(?<=[\s,{{]))\\?[+^#]+(?=\w)"
)
# Of an affiliation. In braces it belongs to the name.
_NUMBER = re.compile(r"(?<=[^\W\d_]{2})\d(?:,\d)*(?=\s*(?:,|$))")
_REMARK = re.compile(r"[(\[]([^()\[\]]{4,80})[)\]]")
_LEGEND = re.compile(rf"\{{?[(\[]\s*[{SIGNS}#][^()\[\]]{{4,200}}[)\]]\}}?")
_EMPTY = re.compile(r"(\\[A-Za-z]+)?\{\s*\}")
_EMPTY_BRACKETS = re.compile(r"\(\s*\)|\[\s*\]")
_FOOTNOTE = re.compile(r"\s*\\(?:footnote|thanks)\s*\{((?:[^{}]|\{[^{}]*\})*)\}")
_BOLD = re.compile(r"\*\*([^*]+)\*\*")
_SPACE_BEFORE_COMMA = re.compile(r"\s+(?=,)")
_SUSPICIOUS = re.compile(
    r"\d(?<=[^\W\d_]\d)(?!\w)|"
    rf"[{SIGNS}¹²³⁴⁵⁶⁷⁸⁹⁰⁺#+^&$(\[<]|\\(?:textsuperscript|textsubscript|mkbib|footnote|thanks|"
    + "|".join(_COMMANDS)
    + r")(?![a-z])"
)


@dataclass(slots=True)
class Signature:
    """One name of a byline, with the signs and remarks that stood beside it."""

    name: Name
    signs: str = ""
    remarks: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Byline:
    signatures: list[Signature]
    others: bool = False
    repaired: bool = False
    legends: list[str] = field(default_factory=list)

    @property
    def is_plain(self) -> bool:
        return not any(one.signs or one.remarks for one in self.signatures)


def read_byline(raw: str) -> Byline:
    """The names of an author or editor field, free of signs."""
    legends: list[str] = []
    found = split_author_list(raw)
    signatures, repaired = [Signature(split_name(name)) for name in found.names], found.repaired
    if _SUSPICIOUS.search(raw):
        legends = [match[0].strip("{}()[] ") for match in _LEGEND.finditer(raw)]
        found = split_author_list(_LEGEND.sub("", raw)) if legends else found
        signatures, changed = _signed(found.names)
        repaired = found.repaired or changed
    named = [signature for signature in signatures if signature.name != Name()]
    return Byline(named, found.others, repaired or len(named) != len(signatures), legends)


def _signed(raw_names: Iterable[str]) -> tuple[list[Signature], bool]:
    """The signatures in raw names that may carry signs, and whether more than signs was changed."""
    raw_names = list(raw_names)
    pieces = [piece for name in raw_names for piece in _opened(name)]
    stripped = [found for piece in pieces if (found := strip_signs(piece))[0]]
    clean = [text for text, _, _ in stripped]
    names = repair_names(clean)
    signatures = [
        Signature(split_name(name), signs, remarks)
        for name, (_, signs, remarks) in zip(names, stripped, strict=True)
    ]
    return signatures, len(stripped) != len(raw_names) or names != clean


def _opened(piece: str) -> list[str]:
    """The people in a braced group such as "{Ann Roe*, Ben Ito*}"; a consortium has no signs."""
    inside = whole_group(piece)
    if inside and re.search(rf"\w[{SIGNS}]", inside):
        parts = [part.strip() for part in inside.split(",")]
        if all(len(part.split()) > 1 for part in parts):
            return parts
        return [inside]
    return [piece]


def strip_signs(piece: str) -> tuple[str, str, list[str]]:
    """A raw name without signs, the signs, and the remarks in brackets that were about it."""
    signs: list[str] = []
    remarks: list[str] = []

    def wrapped(found: re.Match[str]) -> str:
        inside = read_signs(next((group for group in found.groups() if group is not None), ""))
        if not _ONLY_SIGNS.fullmatch(inside):
            return found[0]
        signs.append(inside)
        return ""

    def bare(found: re.Match[str]) -> str:
        signs.append(found[0].strip().strip("\\").translate(_LOOKALIKES))
        return " " if found[0][:1].isspace() else ""

    def remark(found: re.Match[str]) -> str:
        if not meaning_of(found[1]):
            return found[0]
        remarks.append(found[1])
        return ""

    def footnote(found: re.Match[str]) -> str:
        remarks.append(found[1])
        return ""

    bold = _BOLD.fullmatch(piece)
    text = _WRAPPER.sub(wrapped, bold[1] if bold else piece)
    text = _FOOTNOTE.sub(footnote, text)
    text = _BARE.sub(bare, _COMMAND.sub(lambda found: _COMMANDS[found[1]], text))
    text = _REMARK.sub(remark, text)
    if "{" not in text:
        text = _NUMBER.sub(bare, text)
    if not signs and not remarks:
        return (bold[1] if bold else piece), "", []
    text = _EMPTY.sub(lambda found: found[0] if found[1] else "", _EMPTY_BRACKETS.sub("", text))
    text = _SPACE_BEFORE_COMMA.sub("", " ".join(text.split())).strip(" ,")
    return text, "".join(dict.fromkeys("".join(signs))), remarks


def is_sign(text: str) -> bool:
    return bool(text) and all(char in f"{SIGNS}#+^&∘‖" for char in text)


def read_signs(text: str) -> str:
    """`\\dagger,\\ast` as "†*"."""
    text = _COMMAND.sub(lambda found: _COMMANDS[found[1]], text)
    return _NO_SIGN.sub("", text).translate(_LOOKALIKES)


_CO_LAST = re.compile(
    r"co-?last|co-?senior|(?:joint|shared|equal)(?:ly)?[ -](?:last|senior|advis|supervis)|"
    r"equal(?:ly)? (?:contributing )?senior|jointly (?:supervised|advised|directed)"
)
_CO_FIRST = re.compile(
    r"co-?first|(?:joint|shared|co)[ -]?lead|equal(?:ly)?[ -](?:contribut|author|first|share)|"
    r"contribut\w* (?:\w+ ){0,3}equal|"
    r"(?:joint|shared?|equal)(?:ly)? (?:the )?first|joint author|equal work|co-?primary|"
    r"同等|共同第一|并列第一|並列第一|共同筆頭|공동\s?제?1\s?저자|동등|"
    r"gleicherma(?:ß|ss)en|gleiche[nrms]? (?:teil|beitr|ma(?:ß|ss))|gleichwertig|gleichberechtigt|"
    r"(?:geteilte|gemeinsame) erstautor|erstautorenschaft|ko-?erstautor|"
    r"parts égales|contribu\w+ (?:\w+ )?également|contribution égale|co-?premiers? aut|"
    r"contribu\w+ (?:\w+ )?por igual|contribución igual|igual contribu|contribu\w+ igualmente|"
    r"egual misura|ugual misura|contributo (?:uguale|paritario)|gelijke bijdrage|evenveel"
)
_CORRESPONDING = re.compile(
    r"corr?es?pond(?:ing|ence)|corr\. ?author|korrespond|"
    r"통신저자|교신저자|通讯作者|通訊作者|責任著者|"
    r"aut[oeu]+re? correspondant|correspondant principal|autora? (?:de|para|por) corresp|"
    r"autore (?:di )?corrispond|autor(?:a)? correspondente"
)


def meaning_of(text: str) -> tuple[str, ...]:
    """The flags that a legend or a remark speaks of."""
    text = text.lower()
    if "corresponding chapter" in text:
        return ()
    flags = []
    if _CO_LAST.search(text):
        flags.append("co_last")
    elif _CO_FIRST.search(text):
        flags.append("co_first")
    if _CORRESPONDING.search(text):
        flags.append("corresponding")
    return tuple(flags)
