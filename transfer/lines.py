"""Lines of a hand-written list: taken from Markdown one by one, with links and dates in them."""

import re
from dataclasses import dataclass, field

from typeset.dates import PartialDate

LINK = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*<?((?:[^()\s]|\([^()\s]*\))+?)>?\s*\)")
_BULLET = re.compile(r"^([ \t]*)(?:[*+-]|\d{1,3}[.)])[ \t]+")
_EMPHASIS = re.compile(r"(?<![\w\\])(\*\*|__|\*|_)(?=\S)(.+?)(?<=\S)\1(?!\w)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
INSTITUTION = re.compile(
    r"\b(?:universit\w*|university|college|institut\w*|school|academy|academia|polytechni\w*|politecnico"
    r"|[ée]cole|hochschule|facult\w*|laborator\w+|centre|center|ETH|EPFL|MIT|KAIST|POSTECH|UNIST|GIST"
    r"|Caltech|UC (?=[A-Z])|UCL[A]?|NYU|CMU|INRIA|CNRS|大学|대학교)",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY = rf"((?:(?:{'|'.join(_MONTHS)})[a-z]*\.?,?\s+)?)((?:19|20)\d\d)(?:-(\d\d(?:-\d\d)?)(?!\d))?"
_PERIOD = re.compile(
    rf"\(?\b{_DAY}(?P<range>\s*(?:[-–—]+|\bto\b|\buntil\b)\s*(?:{_DAY}|present|now|current|today)?)?"
    r"(?![\w/])\)?",
    re.IGNORECASE,
)


@dataclass
class Line:
    """One entry of a list, or one line of a paragraph."""

    text: str
    bullet: bool
    depth: int
    source: str  # with its bullet, as it was written
    more: list[str] = field(default_factory=list)  # paragraphs of their own below a bullet


def split_lines(body: str) -> list[Line]:
    """The lines of a list; what is indented below a bullet, or goes on without one, joins it."""
    found: list[Line] = []
    after_gap = True
    for raw in body.split("\n"):
        if not raw.strip():
            after_gap = True
            continue
        bullet = _BULLET.match(raw)
        indent = len(raw) - len(raw.lstrip())
        last = found[-1] if found else None
        if bullet:
            found.append(Line(raw[bullet.end() :].strip(), True, indent // 2, raw))
        elif last and last.bullet and (indent > 0 or not after_gap):
            _go_on(last, raw, after_gap=after_gap)
        else:
            found.append(Line(raw.strip(), False, 0, raw))
        after_gap = False
    return found


def _go_on(line: Line, raw: str, *, after_gap: bool) -> None:
    line.source += f"\n\n{raw}" if after_gap else f"\n{raw}"
    if after_gap:
        line.more.append(raw.strip())
    elif line.more:
        line.more[-1] += f" {raw.strip()}"
    else:
        line.text += f" {raw.strip()}"


def without_emphasis(text: str) -> str:
    """The text without the marks of bold and italics; words in code and links stay."""
    previous = ""
    while previous != text:
        previous, text = text, _EMPHASIS.sub(r"\2", text)
    return text


def words_of(text: str) -> str:
    """The words of one line of Markdown: links by their text, escapes taken out."""
    text = LINK.sub(r"\1", without_emphasis(text))
    return " ".join(_ESCAPE.sub(r"\1", text).split())


def address_of(text: str) -> str:
    """The address of the first link; empty when there is none."""
    match = LINK.search(text)
    return match[2] if match else ""


def split_commas(text: str) -> list[str]:
    """The pieces between commas and semicolons that stand in no bracket."""
    pieces, start, depth = [], 0, 0
    for match in re.finditer(r"[()\[\],;]", text):
        if match[0] in "([":
            depth += 1
        elif match[0] in ")]":
            depth = max(0, depth - 1)
        elif depth == 0:
            pieces.append(text[start : match.start()])
            start = match.end()
    return [piece.strip() for piece in [*pieces, text[start:]] if piece.strip()]


def take_period(text: str) -> tuple[str, str, str]:
    """The text without the first period in it, and when that began and ended; a lone date ends."""
    links = [match.span() for match in LINK.finditer(text)]
    for match in _PERIOD.finditer(text):
        if any(start < match.start() < end for start, end in links):
            continue
        first = _partial(match[1], match[2], match[3])
        last = _partial(match[5], match[6], match[7]) if match[6] else ""
        started, ended = (first, last) if match["range"] else ("", first)
        before, after = text[: match.start()].rstrip(" ,("), text[match.end() :].lstrip(" ,):")
        return f"{before}, {after}".strip(" ,"), started, ended
    return text, "", ""


def _partial(month: str | None, year: str, number: str | None) -> str:
    name = (month or "").strip()[:3].lower()
    if name in _MONTHS:
        return f"{year}-{_MONTHS.index(name) + 1:02}"
    try:
        return str(PartialDate.parse(f"{year}-{number}" if number else year))
    except ValueError:
        return year
