"""Hand-written lists of degrees as records."""

import re
from dataclasses import dataclass, field
from typing import Any

from transfer.lines import (
    INSTITUTION,
    LINK,
    Line,
    address_of,
    split_commas,
    split_lines,
    take_period,
    without_emphasis,
    words_of,
)

_DEGREE = re.compile(
    r"(?:Ph\.?\s?D\b\.?|D\.?\s?Phil\b\.?|Doctor(?:ate|al\b[^,]*)?(?:\s+of\s+(?:Philosophy|Science|Engineering|Arts))?"
    r"|Dr\.(?:\s?[a-z]+\.)*|Habilitation|M\.?\s?Phil\b\.?|M\.?\s?B\.?\s?A\b\.?"
    r"|[MB]\.?\s?(?:Sc?|A|Eng|Tech|Ed|Mus|Math|Res|Stat|S\.?E|E|Com|Arch|F\.?A)\b\.?(?!\w)"
    r"|S\.?\s?[MB]\.|A\.?\s?B\.|LL\.?\s?[MBD]\b\.?|J\.?\s?D\.|M\.?\s?D\b\.?"
    r"|[ML][123]\b|(?:Master(?!\s+[Tt]hesis)|Bachelor|Magister|Licen\w+|Diplom\w*|Dipl\.[\w.-]*)(?:[’']?s)?(?:\s+degree)?"
    r"(?:\s+of\s+(?:Science|Arts|Engineering|Technology|Philosophy|Mathematics"
    r"|Business Administration))?"
    r"|Postdoc\w*(?:\s+(?:fellow\w*|researcher|associate))?)"
    r"(?:\s+(?:student|candidate))?(?=[\s,.;:()/-]|$)",
)  # case matters: "ma" and "be" are words
_PLACE = re.compile(r"(?:[A-ZÀ-Þ][\w.'-]*\s?){1,4}")
_ADVISOR = re.compile(
    r"[(,;]?\s*\b(?P<further>(?:co-?|second |joint ))?(?:(?:first |main |thesis |phd )?"
    r"(?:advis[oe]rs?|supervisors?|mentors?|promotors?)\s*[:：]"
    r"|(?:advised|supervised|mentored) by|under (?:the )?(?:supervision|guidance) of)\s*"
    r"(?P<who>(?:\[[^\]]*\]\([^)]*\)|(?!\s(?:en)?titled\b)[^(),;\[]|\[(?![^\]]*\]\()|\([^)]*\))++)",
    re.IGNORECASE,
)
_LONG = 600  # characters of a line that is no entry of a list


@dataclass
class _Facts:
    """What one line says."""

    degree: str = ""
    field_: str = ""
    institution: str = ""
    institution_url: str = ""
    advisor: str = ""
    advisor_url: str = ""
    started: str = ""
    ended: str = ""
    notes: list[str] = field(default_factory=list)
    source: str = ""  # as it was written


def read_education(body: str) -> tuple[list[dict[str, Any]], str]:
    """The degrees in the text, in its order, and the text that is none."""
    rows: list[_Facts] = []
    rest: list[str] = []
    place = _Facts()
    depth = 0  # of the row that came last
    mine = False  # whether the last row stands below the institution that was named last
    for line in split_lines(body):
        facts = _facts(line.text) if len(line.text) < _LONG else _Facts()
        facts.source = _kept(line)
        facts.notes += filter(None, (_take_advisor(each, facts) for each in line.more))
        last = rows[-1] if rows and mine else None
        if facts.degree:
            if not facts.institution:
                facts.institution, facts.institution_url = place.institution, place.institution_url
                facts.notes = [*place.notes, *facts.notes]
                if not (facts.started or facts.ended):
                    facts.started, facts.ended = place.started, place.ended
            rows.append(facts)
            mine, depth = True, line.depth
        elif last and not last.institution and facts.institution:
            _fill(last, facts)
        elif last and line.bullet and line.depth > depth and not facts.advisor:
            last.notes.append(line.text)
            last.source += f"\n{facts.source}"
        elif facts.institution and not line.bullet:
            place, mine = facts, False
        elif last and (line.bullet or facts.advisor) and not facts.institution:
            _fill(last, facts)
        else:
            rest.append(facts.source)
    return _records(rows, rest)


def read_degree(title: str, details: list[str]) -> dict[str, Any]:
    """One degree of which the institution is known: what its title and the lines below it say."""
    facts = _facts(title)
    for line in details:
        below = _Facts()
        rest = _take_advisor(without_emphasis(line), below)
        below.notes += [rest] if re.search(r"\w", rest) else []
        _fill(facts, below)
    if facts.institution and facts.degree:  # a word in the title that names schools
        facts.notes.insert(0, facts.institution)
    return {
        "degree": facts.degree,
        "field": facts.field_,
        "advisor": facts.advisor,
        "advisor_url": facts.advisor_url,
        "note": ". ".join(facts.notes),
    }


def _records(rows: list[_Facts], rest: list[str]) -> tuple[list[dict[str, Any]], str]:
    records = []
    for row in rows:
        if not row.institution:
            rest.append(row.source)
            continue
        records.append(
            {
                "institution": row.institution,
                "institution_url": row.institution_url,
                "degree": row.degree,
                "field": row.field_,
                "advisor": row.advisor,
                "advisor_url": row.advisor_url,
                "started": row.started,
                "ended": row.ended,
                "note": ". ".join(row.notes),
            }
        )
    return records, "\n".join(rest)


def _kept(line: Line) -> str:
    return line.source if line.bullet else f"{line.source}\n"


def _fill(row: _Facts, facts: _Facts) -> None:
    """Put what a further line says to the row it belongs to."""
    for name in ("institution", "institution_url", "advisor", "advisor_url", "started", "ended"):
        value = getattr(facts, name)
        if value and not getattr(row, name):
            setattr(row, name, value)
        elif value and not name.endswith("_url") and value != getattr(row, name):
            row.notes.append(f"Advisor: {value}" if name == "advisor" else value)
    row.notes += facts.notes
    row.source += f"\n{facts.source}"


def _facts(text: str) -> _Facts:
    facts = _Facts()
    text = _take_advisor(without_emphasis(text), facts)
    text, facts.started, facts.ended = take_period(text)
    pieces = [piece.strip(" ,;:–—-") for piece in split_commas(text)]
    pieces = [piece for piece in pieces if re.search(r"\w", piece)]
    degrees = [piece for piece in pieces if _DEGREE.match(words_of(piece))]
    if len(degrees) > 1:
        # "B.S., Statistics, B.A., Economics": which field belongs to which is clear as it stands.
        own = [piece for piece in pieces if not _is_institution(piece)]
        facts.degree = ", ".join(words_of(piece) for piece in own)
        pieces = [piece for piece in pieces if _is_institution(piece)]
    for piece in pieces:
        _take(piece, facts)
    return facts


def _take(piece: str, facts: _Facts) -> None:
    words = words_of(piece)
    match = _DEGREE.match(words)
    if match and not facts.degree:
        _take_degree(words, match, facts)
        if facts.institution and not facts.institution_url:
            facts.institution_url = address_of(piece)
    elif _is_institution(piece) and not facts.institution:
        match = re.match(r"(?:at|from)\s+(?:the\s+(?=\[))?", piece)
        piece = piece[match.end() :] if match else piece
        facts.institution, facts.institution_url = words_of(piece), address_of(piece)
    elif facts.degree and not facts.field_ and not facts.institution and not LINK.search(piece):
        facts.field_ = words
    elif facts.institution and not facts.notes and _PLACE.fullmatch(piece):
        facts.institution = f"{facts.institution}, {words}"
    else:
        facts.notes.append(piece)


def _take_degree(words: str, match: re.Match[str], facts: _Facts) -> None:
    rest = words[match.end() :].strip()
    facts.degree = match[0].strip()
    if bracket := re.match(r"\(([^()]*)\)\s*", rest):
        facts.degree = f"{facts.degree} ({bracket[1]})"
        rest = rest[bracket.end() :]
    rest = re.sub(r"^(?:in|of|,|:|[-–—])\s*", "", rest).strip(" ,")
    at = re.search(r"\s(?:at|from)\s+(?=[A-Z[])", rest)
    if at and _is_institution(rest[at.end() :]):
        facts.institution = rest[at.end() :]
        rest = rest[: at.start()]
    if rest and _is_institution(rest) and not facts.institution:
        facts.institution = rest
    else:
        facts.field_ = rest


def _is_institution(piece: str) -> bool:
    link = LINK.fullmatch(piece.strip())
    return bool(INSTITUTION.search(words_of(piece))) or (
        link is not None and not _DEGREE.match(words_of(piece)) and len(link[1]) > 2
    )


def _take_advisor(text: str, facts: _Facts) -> str:
    while match := _ADVISOR.search(text):
        who = match["who"].strip(" .") if "." not in match["who"][:-1] else match["who"].strip()
        if match["further"] or facts.advisor or len(LINK.findall(who)) > 1:
            facts.notes.append(match[0].lstrip(" (,;").rstrip(" ,;"))
        else:
            facts.advisor, facts.advisor_url = words_of(who), address_of(who)
        text = f"{text[: match.start()]}, {text[match.end() :].lstrip(' )')}".strip(" ,")
    return text
