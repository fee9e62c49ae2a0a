"""The names in an author field, one by one, as they were written.

BibTeX parts them by "and" outside braces. Fields that part them by commas or semicolons are no
BibTeX, but people write them; they are read as what they mean, and said to be repaired.
"""

import re
from dataclasses import dataclass

from typeset.latex import to_unicode

EXTENDED_NAME = re.compile(
    r"(?:^|,)\s*(family|given|prefix|suffix|useprefix|[a-z]+-i)\s*=", re.IGNORECASE
)
_INITIALS = re.compile(r"(?:[^\W\d_]\.?[ -]?){1,4}")
_PUBMED = re.compile(r"[^\W\d_][\w'’-]*[a-zß-ÿ][\w'’ -]* [A-Z]{1,3}(?:-[A-Z])?")
_AND = re.compile(r"(?:^|(?<= ))and(?: |$)", re.IGNORECASE)
_GLUED_AND = re.compile(r"(?<=\.)and (?=[^\W\d_])")
_AMPERSAND = re.compile(r"\s\\?&\s(?![^{}]*\})")
_AND_OR_BRACE = re.compile(r"[{}]|(?:^|(?<= ))and(?: |$)", re.IGNORECASE)
_OTHERS = re.compile(r"others|et\.? al\.?", re.IGNORECASE)
_ET_AL = re.compile(r",? et\.? al\.?$", re.IGNORECASE)


@dataclass(frozen=True)
class NameList:
    """The names of one field as they were written, and whether it ends in "and others"."""

    names: tuple[str, ...]
    others: bool = False
    repaired: bool = False  # commas or semicolons stood where BibTeX wants "and"


def split_author_list(field: str) -> NameList:
    """Split an author or editor field at every "and" outside braces."""
    line = " ".join(field.split())
    text = _unwrapped(line) if line.startswith("{") else line
    if ".and " in text:
        text = _GLUED_AND.sub(" and ", text)
    written = [piece for piece in _split_and(text) if piece]
    pieces = [piece for piece in _listed(written) if piece] if written else []
    names = [name for piece in pieces for name in _repair(piece, alone=len(pieces) == 1)]
    kept: list[str] = []
    others = False
    for name in names:
        if _OTHERS.fullmatch(name):
            others = True
            continue
        shorter = _ET_AL.sub("", name)
        others = others or shorter != name
        kept.append(shorter)
    fixed = repair_names(kept)
    repaired = len(names) != len(written) or fixed != kept or text != line
    return NameList(tuple(fixed), others, repaired)


def repair_names(names: list[str]) -> list[str]:
    """PubMed's "Holt MA" as "Holt, MA", where a whole list is written so."""
    if len(names) < 2 or not all(map(_PUBMED.fullmatch, names)):
        return names
    return [", ".join(name.rsplit(" ", 1)) for name in names]


def _split_and(text: str) -> list[str]:
    if "{" not in text:
        pieces = _AND.split(text)
    else:
        pieces, start, depth = [], 0, 0
        for found in _AND_OR_BRACE.finditer(text):
            if found[0] == "{":
                depth += 1
            elif found[0] == "}":
                depth = max(0, depth - 1)
            elif depth == 0:
                pieces.append(text[start : found.start()])
                start = found.end()
        pieces.append(text[start:])
    return [piece.strip() for piece in pieces]


def _unwrapped(text: str) -> str:
    """A whole list of names in one more pair of braces, which would make one name of it."""
    inside = whole_group(text)
    while outer := whole_group(inside):
        inside = outer
    names = [name for name in _split_and(inside) if name != "others"] if " and " in inside else []
    listed = len(names) > 1 and all(name.count(",") == 1 for name in names)
    return inside if listed else text


def _listed(pieces: list[str]) -> list[str]:
    """The pieces without stray commas; "Ann Roe, Bo Lee, and Cy Poe" with an "and" for its comma.

    Only the comma before its "and" tells such a list from "Roe Lee, Ann and Cy Poe".
    """
    plain = "," not in pieces[-1]
    found: list[str] = []
    for piece in pieces:
        bare = piece.strip(" ,;")
        parts = _AMPERSAND.split(bare) if "&" in bare else [bare]
        if len(parts) == 1 and plain and piece.endswith(","):
            parts = split_top(bare, ",")
        parts = [part.strip(" ,") for part in parts]
        whole = len(parts) > 1 and all(len(tokens_of(part)) > 1 for part in parts)
        found += parts if whole else [bare]
    return found


def _repair(piece: str, *, alone: bool) -> list[str]:
    """The names in `piece` when a comma or a semicolon was written for "and"."""
    if ";" in piece and alone and len(names := split_top(piece, ";")) > 1:
        return [name for name in map(str.strip, names) if name]
    if piece.count(",") < 2 or EXTENDED_NAME.search(piece):
        return [piece]
    parts = [part for part in map(str.strip, split_top(piece, ",")) if part]
    if len(parts) > 1 and all(len(tokens_of(part)) > 1 for part in parts):
        return parts
    if len(parts) > 3 and len(parts) % 2 == 0 and all(map(_is_initials, parts[1::2])):
        return [f"{family}, {given}" for family, given in zip(parts[::2], parts[1::2], strict=True)]
    return [piece]


def _is_initials(text: str) -> bool:
    return bool(_INITIALS.fullmatch(to_unicode(text)))


def split_top(text: str, separator: str) -> list[str]:
    """Split at the characters of `separator` that stand outside braces."""
    pattern = f"[{re.escape(separator)}]"
    if "{" not in text:
        return re.split(pattern, text)
    pieces, start, depth = [], 0, 0
    for found in re.finditer(rf"[{{}}]|{pattern}", text):
        if found[0] == "{":
            depth += 1
        elif found[0] == "}":
            depth = max(0, depth - 1)
        elif depth == 0:
            pieces.append(text[start : found.start()])
            start = found.end()
    return [*pieces, text[start:]]


def tokens_of(text: str) -> list[str]:
    return [token for token in split_top(text, " ~") if token]


def whole_group(text: str) -> str:
    """What stands in the braces when one pair holds the whole of `text`."""
    if not (text.startswith("{") and text.endswith("}")) or text.startswith("{\\"):
        return ""
    depth = 0
    for found in re.finditer(r"[{}]", text):
        depth += 1 if found[0] == "{" else -1
        if depth == 0:
            return text[1:-1] if found.end() == len(text) else ""
    return ""
