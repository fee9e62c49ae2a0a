"""What the signs beside names mean: the page says it, in a line of its own or in brackets.

`*` is co-first nearly everywhere, `†` is co-first on one page and corresponding author on
another; so the legend nearest to the entry is asked first, and without one only `*` is believed.
"""

import re

__all__ = ["SIGNS", "is_legend", "meaning_of", "normal_sign", "read_legend", "spans"]

SIGNS = "*∗⁎＊†‡§¶‖∥#♯✝⋆★☆✦✉📧📩♦♣♠△▲○◇⊕+"
_SAME = str.maketrans({
    "∗": "*", "⁎": "*", "＊": "*", "✝": "†", "♯": "#", "∥": "‖", "★": "⋆", "☆": "⋆",
    "📧": "✉", "📩": "✉",
})  # fmt: skip
_SIGN = (
    r"(?:\*{1,3}|\+(?=\s)|[∗⁎＊†‡§¶‖∥#♯✝⋆★☆✦✉📧📩♦♣♠△▲◇⊕]{1,3}|[=](?=\s)"
    r"|(?<![\w.])[1-4¹²³⁴](?=\s*[:=]|\s+(?:denot|indicat|mean|equal|contrib|co|correspond)))"
)
_VERB = (
    r"(?:denotes?|indicates?|means?|marks?|represents?|stands? for|refers? to|signif\w+|is|are|for"
    r"|表示|は|为|為|:|=|：|-|–|—)"
)
_MEANINGS = (
    ("co_last", re.compile(
        r"(?:joint|co|equal|shared)[- ]?(?:ly)? ?(?:senior|last|advis\w+|supervis\w+|mentor\w+)"
        r"|equal(?:ly)? (?:senior|last|advis\w+|supervis\w+)"
        r"|(?:senior|last) authors?(?: contributed)? equal|共同通讯|共同責任|공동 교신",
        re.IGNORECASE)),
    ("co_first", re.compile(
        r"equal(?:ly)?[- ](?:contribut\w+|first|authors?|share)|contribut\w* equal"
        r"|contribut\w+ to th\w+"
        r" \w+ equal|co[- ]?first|co[- ]?lead|joint(?:ly)?[- ]first|shared[- ](?:first|co-?first)"
        r"|^\W*first[- ]authors?\W*$"
        r"|joint lead|equal contribut\w*|equal authorship|equally contribut\w+"
        r"|first co[- ]?authors?"
        r"|contribution égale|contribu\w+ égale\w*|gleich\w* beitr|gleichberechtigt\w*"
        r"|contribuci\S+ igual"
        r"|共同一作|共同第一|同等贡献|同等貢獻|等しく|同等|co-primary"
        r"|공동\s*(?:제\s*)?1?\s*저자|공동 ?제?1저자",
        re.IGNORECASE)),
    ("corresponding", re.compile(
        r"correspond\w*|auteur correspondant|korrespond\w+|autor\w* de correspond"
        r"|通讯|通訊|責任著者|교신",
        re.IGNORECASE)),
    ("student", re.compile(
        r"(?:graduate|undergraduate|ph\.?d\.?|master\S*|advised|supervised|mentored|my"
        r"|high school)?"
        r" ?(?:students?|mentees?|advisees?|interns?|postdocs?|trainees?|supervisees?)"
        r"|指导学生|学生"
        r"|alphabetical\w*|ordered by name|presenter|presenting|speaker|project lead\w*|alphabetic",
        re.IGNORECASE)),
)  # fmt: skip
_AND = r"(?:\s*(?:,|/|and|or|&|、|和)\s*)"
_SIGNS = rf"[\"'“‘(\[]?{_SIGN}[\"'”’)\]]?(?:{_AND}[\"'“‘(\[]?{_SIGN}[\"'”’)\]]?){{0,3}}"
_PHRASE = r"[^*∗†‡§¶#⋆★✉\n\f()\[\]]{2,90}?"
_FORWARD = re.compile(
    rf"(?P<signs>{_SIGNS})\s*{_VERB}?\s*(?P<what>(?:the |an? |that )?{_PHRASE})"
    r"(?=\s*(?:[;.,)\]|\n\f]|$|and\s+[*†‡§#]|[*∗†‡§¶#⋆★✉]))",
    re.IGNORECASE,
)
_BACKWARD = re.compile(
    rf"(?P<what>{_PHRASE})\s*(?:is|are|was|were)?\s*(?:denoted|marked|indicated|noted|flagged"
    rf"|labell?ed"
    rf"|shown|highlighted)\s*(?:by|with|as|using)?\s*(?:an?|the)?\s*(?:asterisks?|sign|symbol"
    rf"|mark)?\s*"
    rf"(?P<signs>{_SIGNS})",
    re.IGNORECASE,
)
_WITH = re.compile(
    rf"(?:authors?|names?)?\s*(?:with|marked with"
    rf"|by)\s*(?P<signs>{_SIGNS})\s*(?P<what>{_PHRASE})(?=[;.,)\]\n\f]|$)",
    re.IGNORECASE,
)
_SPELLED = re.compile(r"\b(?:an? )?(?:(asterisk)s?|(?:double[- ])?(dagger)s?)\b", re.IGNORECASE)


_HINT = re.compile(  # a quick look, since nearly no entry explains signs
    r"equal|contrib|correspond|first|senior|last|lead|student|mentee|advis|supervis|trainee|intern"
    r"|postdoc|alphabet|present|speaker|égale|igual|gleich|[一-龥가-힣]",
    re.IGNORECASE,
)
# Between other remarks: "… 63:277–283. †Joint first authors".
_ASIDE = re.compile(
    r"[∗⁎＊†‡§¶#*]\s?(?:(?:joint|co-?|shared) ?first authors?|(?:co-?)?corresponding authors?"
    r"|equal contributions?|(?:these )?(?:authors )?contributed equally|equally contributed)\b\.?",
    re.IGNORECASE,
)
_A_FEW = 8  # words
_NO_LEGEND = re.compile(r"\]\(|https?:|<a\s|\b(?:19|20)\d\d\b")


def normal_sign(sign: str) -> str:
    return sign.translate(_SAME)


def meaning_of(phrase: str) -> str:
    """What a phrase says of an author: a flag of `Author`, "student" for none, "" for unclear."""
    return next((name for name, pattern in _MEANINGS if pattern.search(phrase)), "")


def read_legend(text: str) -> dict[str, str]:
    """For every sign that the text explains, what it means."""
    legend: dict[str, str] = {}
    if not _HINT.search(text) or not meaning_of(text[:4000]):
        return legend
    text = _SPELLED.sub(lambda m: "*" if m[1] else "†", text[:4000])
    for pattern in (_BACKWARD, _WITH, _FORWARD):
        for found in pattern.finditer(text):
            signs = re.findall(_SIGN, found["signs"])
            for sign, meaning in zip(signs, _meanings(found["what"], len(signs)), strict=True):
                if meaning:
                    legend.setdefault(normal_sign(sign), meaning)
    return legend


def _meanings(phrase: str, count: int) -> list[str]:
    """A meaning for each of the signs: "* and † mark joint first and joint last authors"."""
    parts = re.split(r",? and |, | & ", phrase)
    if count > 1 and len(parts) == count and all(meanings := [meaning_of(part) for part in parts]):
        return meanings
    return [meaning_of(phrase)] * count


def is_legend(text: str) -> bool:
    """Whether a short text does nothing but explain signs."""
    if len(text) > 400 or not _HINT.search(text) or not meaning_of(text) or _NO_LEGEND.search(text):
        return False
    aside = [(start, end) for start, end, _ in spans(text)]
    for start, end in reversed(aside):
        text = text[:start] + text[end:]
    if aside and len(text.split()) > _A_FEW:
        return False  # an entry with its legend in brackets
    if aside or read_legend(text):
        return True
    return len(text.split()) <= 12 and bool(
        re.search(r"equal|correspond|co-?first", text, re.IGNORECASE)
    )


def spans(text: str) -> list[tuple[int, int, dict[str, str]]]:
    """The stretches in brackets, and the lines, that explain signs, with their explanations."""
    found = []
    for match in re.finditer(r"[(\[（]([^()\[\]（）\n\f]{4,160})[)\]）]", text):
        legend = read_legend(match[1])
        if legend:
            found.append((match.start(), match.end(), legend))
    found += [
        (aside.start(), aside.end(), legend)
        for aside in _ASIDE.finditer(text)
        if (legend := read_legend(aside[0]))
    ]
    for line in re.finditer(r"(?<=[\n\f\v])[^\n\f\v]{3,160}", text):
        said = line[0].strip()
        if said[:1] in SIGNS and (legend := read_legend(said)):
            found.append((line.start(), line.end(), legend))
    return found
