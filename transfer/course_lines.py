"""Hand-written lists of courses as records: `STAT88: Probability (Fall 2020) at UC Berkeley.`"""

import re
from dataclasses import dataclass, field
from typing import Any

from transfer.lines import (
    INSTITUTION,
    LINK,
    Line,
    split_commas,
    split_lines,
    without_emphasis,
    words_of,
)

_ONE_CODE = r"(?:[A-Z]{2,8}(?:[ -]?[A-Z]{1,4})?[ -]?\d{1,5}|[A-Z][ -]?\d{2,5})[A-Z]{0,3}(?:\.\d+)?"
_CODES = rf"{_ONE_CODE}(?:\s*[/&]\s*(?:{_ONE_CODE}|\d{{2,5}}[A-Z]?))*"
_CODE_FIRST = re.compile(rf"({_CODES})\s*(?:[:.,|]|[-–—](?=\s))?\s+(?=\S)")
_CODE_IN_BRACKETS = re.compile(rf"\s*\(({_CODES})\)")
_SEASON = (
    r"spring|summer|fall|autumn|winter|michaelmas|hilary|trinity|lent|easter|ws|ss|wise|sose"
    r"|wintersemester|sommersemester|[hf]s|vt|ht|semester\s+\d|term\s+\d|q[1-4]|s[12]"
    r"|(?:1st|2nd|first|second)\s+semester"
)
_YEAR = r"(?:19|20)\d\d(?:\s?[-–/]\s?(?:(?:19|20)?\d\d))?"
_WHEN = re.compile(
    rf"\b(?P<term>{_SEASON})(?:\s+(?:semester|term|quarter))?,?\s*(?P<year>{_YEAR})"
    rf"|(?P<year2>{_YEAR})[\s,-]+(?P<term2>{_SEASON})\b(?:\s+(?:semester|term|quarter))?"
    rf"|\b(?P<year3>{_YEAR})(?!\w)",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:(?:head|graduate|undergraduate|lead|co-?|guest|course|primary|sole)[ -]?)*"
    r"(?:teaching (?:assistant|fellow|associate)|instructor|lecturer|tutor|grader|TAs?|GSI"
    r"|professor|guest lecture|organi[sz]er|teacher)\b(?:\s+(?:for|of|in))?\s*:?",
    re.IGNORECASE,
)
_AT = re.compile(r"(?:^|[\s,(])(?:at|@)\s+(?:the\s+(?=[A-Z\[]))?(?=[A-Z\[])")
_THESIS = re.compile(
    r"\b(?:(?:[BM]\.?\s?Sc\.?|Ph\.?\s?D\.?|Bachelor|Master|Diplom|Doctoral)[’'s]*\s*[- ]?thes[ie]s"
    r"|thesis\b|Bachelorarbeit|Masterarbeit)",
    re.IGNORECASE,
)
_SUBHEADING = re.compile(r"^#{1,6}\s+|^(\*\*|__)(.+)\1:?$")
_PARTED = re.compile(r"[(,;–—-]\s*(?:as\s+(?:an?\s+)?)?$")
_TIME = "\ue000"  # stands where a term was taken out
_LONG = 250  # characters of a line that is prose


@dataclass
class _Course:
    title: str = ""
    code: str = ""
    institution: str = ""
    role: str = ""
    url: str = ""
    times: list[tuple[str, int | None]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_courses(body: str) -> tuple[list[dict[str, Any]], str]:
    """The courses in the text, one for each term they were given in, and the text that is none."""
    records: list[dict[str, Any]] = []
    rest: list[str] = []
    context = _Course()
    heading: Line | None = None
    for line in split_lines(body):
        if not line.bullet and _SUBHEADING.search(line.text):
            context, heading = _facts(_SUBHEADING.sub(r"\2", line.text)), line
            continue
        course = _facts(line.text) if len(words_of(line.text)) <= _LONG else None
        if course is None or not (course.title and _is_course(course, line)):
            if heading:
                rest.append(f"{heading.source}\n")
                heading = None
            rest.append(line.source if line.bullet else f"{line.source}\n")
            continue
        course.notes += line.more
        context = context if heading or not rest else _Course()
        records += _records(course, context)
        heading = None
    if heading:
        rest.append(heading.source)
    return records, "\n".join(rest)


def _is_course(course: _Course, line: Line) -> bool:
    if _THESIS.search(line.text):
        return False
    if line.bullet:
        return bool(course.code or course.times or course.role or course.institution)
    return bool(course.code or (course.times and course.institution))


def _records(course: _Course, context: _Course) -> list[dict[str, Any]]:
    notes = list(course.notes)
    institution = course.institution or context.institution
    if not institution and context.title and not (context.role or context.times):
        institution = context.title if INSTITUTION.search(context.title) else ""
        notes += [] if institution else [context.title]
    return [
        {
            "code": course.code,
            "title": course.title,
            "term": term,
            "year": year,
            "institution": institution,
            "role": (course.role or context.role),
            "url": course.url,
            "description": "\n\n".join(notes),
        }
        for term, year in course.times or context.times or [("", None)]
    ]


def _facts(text: str) -> _Course:
    course = _Course()
    text = without_emphasis(text).strip()
    text = _take_code(_take_link(text, course), course)
    text = _take_times(text, course)
    if not course.code:
        text = _take_code(text.lstrip(f"{_TIME} ,:;.–—-"), course)
    text = _take_role(text, course)
    text = _take_institution(text, course)
    pieces = [piece.strip(f"{_TIME} .:;–—-") for piece in split_commas(text)]
    pieces = [piece.replace("~~", "") for piece in pieces]
    course.title = words_of(", ".join(piece for piece in pieces if re.search(r"\w", piece)))
    return course


def _take_link(text: str, course: _Course) -> str:
    """A link on the course's name gives its address; others stay in the description."""
    links = list(LINK.finditer(text))
    if links and not INSTITUTION.search(links[0][1]) and _leads(text[: links[0].start()]):
        course.url = links[0][2]
        links = links[1:]
    named = [match for match in links if not INSTITUTION.search(match[1])]
    if named:
        spans = [_bracket_around(text, match) for match in named]
        kept = (text[start:end] for start, end in spans)
        course.notes.append(", ".join(each[1:-1] if each[0] == "(" else each for each in kept))
        for start, end in reversed(spans):
            text = text[:start] + text[end:]
    course.notes += [match[0] for match in links if match not in named]
    return LINK.sub(r"\1", text)


def _bracket_around(text: str, link: re.Match[str]) -> tuple[int, int]:
    """Where the link stands, with the words that share a bracket with it alone."""
    opened, closed = text.rfind("(", 0, link.start()), text.find(")", link.end())
    inside = f"{text[opened + 1 : link.start()]}{text[link.end() : closed]}"
    if opened < 0 or closed < 0 or re.search(r"[()\[\]]", inside):
        return link.span()
    return opened, closed + 1


def _leads(before: str) -> bool:
    """Whether nothing but a time and a role stands before a name."""
    return not re.search(r"\w", _ROLE.sub("", _WHEN.sub("", before)))


def _take_code(text: str, course: _Course) -> str:
    match = _CODE_FIRST.match(text)
    if match and not re.match(_SEASON, match[1], re.IGNORECASE):
        course.code = " ".join(match[1].split())
        return text[match.end() :]
    if match := _CODE_IN_BRACKETS.search(text):
        course.code = " ".join(match[1].split())
        return text[: match.start()] + text[match.end() :]
    return text


def _take_times(text: str, course: _Course) -> str:
    pieces, position = [], 0
    for match in _WHEN.finditer(text):
        term = match["term"] or match["term2"] or ""
        written = match["year"] or match["year2"] or match["year3"]
        year = int(written[:4])
        if len(written.strip()) > 4:  # 2019/20: the year in which it begins, and the rest as words
            term = f"{term} {written}".strip()
        course.times.append((" ".join(term.split()), year))
        pieces.append(text[position : match.start()])
        position = match.end()
    text = _TIME.join([*pieces, text[position:]])
    return re.sub(rf"\((?:[,;&/{_TIME}\s]|and)*\)", _TIME, text).strip()


def _take_role(text: str, course: _Course) -> str:
    """A role at the beginning, or behind a comma, a dash or a bracket."""
    match = _ROLE.search(text)
    if match is None:
        return text
    before, after = text[: match.start()], text[match.end() :]
    if re.search(r"\w", before) and not _PARTED.search(before):
        return text
    course.role = re.sub(r"\s+(?:for|of|in)$", "", match[0].rstrip(" :"), flags=re.IGNORECASE)
    return f"{_PARTED.sub('', before).rstrip()}, {after.lstrip(' ):,;–—-')}".strip(" ,")


def _take_institution(text: str, course: _Course) -> str:
    for match in reversed(list(_AT.finditer(text))):
        words = re.split(rf"\.\s|[,;{_TIME}]|\s\s", text[match.end() :])[0].strip(" .:)(")
        named = INSTITUTION.search(words) or words.isupper()
        # "Data Science at Scale (Fall 2020)" is a title; "… (Fall 2020) at Reed" names the place.
        if words and (named or _TIME in text[: match.start()]):
            course.institution = words
            after = text[text.index(words, match.end()) + len(words) :]
            return f"{text[: match.start()].rstrip(' ,(')}, {after.lstrip(' .,)')}".strip(" ,")
    pieces = split_commas(text)
    found = [piece for piece in pieces[1:] if INSTITUTION.search(piece)]
    if found:
        course.institution = found[0].strip(f"{_TIME} .()")
        return ", ".join(piece for piece in pieces if piece != found[0])
    bracket = re.search(rf"\(([^()]*)\)[\s.,{_TIME}]*$", text)
    if bracket and INSTITUTION.search(bracket[1]):
        course.institution = bracket[1].strip()
        return text[: bracket.start()].rstrip()
    return text
