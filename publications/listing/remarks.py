"""What an entry says of a work in words: its state, further versions, editors."""

import re
from dataclasses import dataclass
from itertools import islice

from publications.listing.byline import Byline, read_byline, stops_of
from publications.listing.people import Acquaintance
from publications.listing.records import Version
from publications.listing.strip import BLOCK, HARD, HOLE, LinkSpan, Strip, spaced
from publications.names import Name

__all__ = ["Status", "claim_editors", "claim_status", "claim_versions"]

_STATUSES = (
    ("in preparation", re.compile(
        r"\b(?:(?:manuscript |paper |work |currently )?in (?:preparation|prep\b\.?|progress)"
        r"|(?:will|to) be (?:re)?submitted(?: soon)?"
        r"|work[- ]in[- ]progress|draft(?: available)?(?! of)|in the works"
        r"|coming soon)", re.IGNORECASE)),
    ("accepted", re.compile(
        r"\b(?:(?:conditionally |provisionally |just |recently )?accepted(?: for (?:publication"
        r"|presentation|oral"
        r" presentation))?|to ap+ea?r|forthcoming|in press|in print|im druck|à paraître|en prensa"
        r"|aceptado"
        r"|to be (?:published|presented))(?:\s+(?:as an? [\w ]{1,20}"
        r"|with [\w ]{1,20}))?", re.IGNORECASE)),
    ("submitted", re.compile(
        r"\b(?:(?:has been |was |is |currently |manuscript "
        r"|paper )?(?:re)?submitted(?: for publication)?"
        r"|(?:currently |still )?under (?:peer[- ])?(?:review|submission|revision|consideration)"
        r"|in (?:review|revision|submission)|(?:(?:first|second|third) )?revisions? requested"
        r"|(?:minor|major) revisions?(?: requested)?"
        r"|revise (?:and|&) resubmit(?:ted)?|r\s?&\s?r|eingereicht|soumis|投稿中"
        r"|审稿中)", re.IGNORECASE)),
    ("published", re.compile(
        r"\b(?:published(?: as an? [\w ]{1,24})?|appeared|appears|presented|appearing)(?=\s+(?:in"
        r"|at|on|by|as)\b)",
        re.IGNORECASE)),
    ("preprint", re.compile(
        r"\b(?:preprint(?:s)?(?: is)?(?: available)?|available)(?=\s+(?:on|at|from|in)\s+(?:arxiv"
        r"|biorxiv|medrxiv|ssrn))"
        r"|(?<=[\[(])preprint(?=[\])])"
        r"|\bunpublished(?: manuscript)?|\bworking paper", re.IGNORECASE)),
)  # fmt: skip
_LEADS = re.compile(
    r"\s*(?:(?:to|at|in|for|on|by|with|as|into)\s*:?\s+(?:the\s+(?=[A-Z\d])"
    r"|The\s+(?=\d))?)?(?=[^\s])",
    re.IGNORECASE,
)
_RANK = {"in preparation": 1, "submitted": 2, "accepted": 3, "preprint": 4, "published": 5}

_VERSION = re.compile(
    r"\b(?:(?:an?|the|see also(?: the)?|with an?)\s+)?"
    r"(?P<kind>(?:journal|conference|workshop|extended|full|longer|long|short|shorter|preliminary"
    r"|earlier"
    r"|early|previous|abridged|expanded|arxiv|preprint|proceedings|extended abstract"
    r"|conference paper|tech report)"
    r"(?:\s+abstract)?)\s+(?:version|versions)\b"
    r"(?:\s+of (?:this|the) (?:paper|work|article))?"
    r"(?:\s*(?:has|was|is|has been|have|will|be|also))*"
    r"(?:\s*(?:appeared|published|appears?|to appear|accepted|available|presented|under review"
    r"|submitted"
    r"|forthcoming))?(?:\s+(?:in|at|on|to|as|with|from|under))?(?:\s+the)?\s*[:,]?\s*"
    rf"(?P<venue>[^;()\[\]{HARD}{BLOCK}]*)",
    re.IGNORECASE,
)
_ALSO = re.compile(
    r"\b(?P<kind>also|previously|earlier|first|shorter version|originally)\s+(?:appeared"
    r"|published|presented|accepted"
    r"|available|appears|in|at|as)(?:\s+(?:in|at|on|as))?\s*:?\s*(?P<venue>(?=\S*[A-Z\d])"
    rf"[^;()\[\]{HARD}{BLOCK}]+)",
    re.IGNORECASE,
)
_PREPRINT_ON = re.compile(
    r"(?:,\s*)?\b(?:preprint|also)\s+(?:is\s+)?available\s+(?:on|at|as"
    r"|from)\s+(?:an?\s+)?(?P<venue>arxiv|biorxiv"
    r"|medrxiv|ssrn|psyarxiv)(?:\s+preprint)?", re.IGNORECASE
)  # fmt: skip
_KINDS = (
    ("journal", "journal"), ("conference", "conference"), ("proceedings", "conference"),
    ("workshop", "workshop"), ("arxiv", "preprint"), ("preprint", "preprint"),
    ("tech", "preprint"), ("extended abstract", "workshop"), ("extended", "extended"),
    ("full", "extended"), ("long", "extended"), ("expanded", "extended"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Status:
    value: str
    text: str
    start: int
    end: int


def claim_status(strip: Strip) -> list[Status]:
    """The phrases that say how far a work has come, with the "at the" that leads to its venue."""
    found: list[Status] = []
    for value, pattern in _STATUSES:
        text = strip.free()
        for match in pattern.finditer(text):
            if match.start() and (
                text[match.start() - 1].isalnum() or text[match.start() - 1] == "-"
            ):
                continue
            lead = _LEADS.match(text, match.end())
            end = lead.end() if lead and lead.end() > match.end() + 1 else match.end()
            found.append(
                Status(value, spaced(text[match.start() : match.end()]), match.start(), end)
            )
            strip.claim(match.start(), end, "status")
    found.sort(key=lambda one: _RANK[one.value])
    return found


def claim_versions(strip: Strip) -> list[Version]:
    """Further appearances that the entry names in words."""
    versions = []
    for pattern in (_PREPRINT_ON, _VERSION, _ALSO):
        text = strip.free()
        for match in pattern.finditer(text):
            start, end = match.span("venue")
            closing = _closing(text, match.start())
            end = closing if closing > start else _end_of_venue(text, start, end)
            venue = text[start:end].replace(HOLE, " ")
            kind = _version_kind(match.groupdict().get("kind") or "preprint", venue)
            if pattern is _PREPRINT_ON:
                kind, end = "preprint", match.end()
            elif not re.search(r"\w", venue) and pattern is _ALSO:
                continue
            link = strip.link_over(match.start(), end) or _link_behind(strip, end)
            year = re.search(r"(?:19|20)\d\d", venue)
            versions.append(
                Version(
                    kind,
                    spaced(venue).strip(" .,;:*_"),
                    int(year[0]) if year else None,
                    link.url if link else "",
                )
            )
            strip.claim_rest(match.start(), end, "version")
    return versions


def _link_behind(strip: Strip, end: int) -> LinkSpan | None:
    """The link that follows, unless it is the work's own identifier."""
    link = strip.link_over(end, min(len(strip.text), end + 3))
    own = link is not None and strip.role_at(link.start) == "identifier"
    return None if own else link


def _closing(text: str, position: int) -> int:
    """Where the bracket closes that a position is in; -1 when it is in none."""
    opening = text.rfind("(", max(0, position - 12), position)
    if opening < 0 or ")" in text[opening:position]:
        return -1
    depth = 0
    for index in range(opening, min(len(text), opening + 400)):
        depth += (text[index] == "(") - (text[index] == ")")
        if depth == 0:
            return index
    return -1


def _end_of_venue(text: str, start: int, end: int) -> int:
    """A venue ends with its sentence, or before a claimed stretch."""
    stretch = text[start:end]
    hole = stretch.find(HOLE)
    if hole >= 0:
        stretch = stretch[:hole]
    for dot in re.finditer(r"\.(?=\s+[A-Z\[(“]|\s*$)", stretch):
        if not re.search(
            r"\b(?:proc|conf|int|symp|trans|j|vol|no|vs|st|[A-Z])$",
            stretch[: dot.start()],
            re.IGNORECASE,
        ):
            return start + dot.start()
    return start + len(stretch.rstrip(" ,"))


def _version_kind(phrase: str, venue: str) -> str:
    lower = phrase.lower()
    kind = next((kind for word, kind in _KINDS if word in lower), "")
    if kind:
        return kind
    lower = venue.lower()
    if "workshop" in lower:
        return "workshop"
    if re.search(r"arxiv|biorxiv|medrxiv|preprint", lower):
        return "preprint"
    if re.search(r"journal|transactions|letters", lower):
        return "journal"
    return "conference" if re.search(r"conf|proc|symposium|(?:19|20)\d\d|lncs", lower) else "other"


_PLACES = 12  # an "in" in a title, and a few more
_EDITORS = re.compile(
    r"(?:\(\s*)?\b(?:edited by|herausgegeben von|hrsg\.(?: von)?|(?:eds?|editors?)\b\.?\s*(?:by"
    r"|:)?)\s*(?=[^\W\d_])",
    re.IGNORECASE,
)
_EDITORS_AFTER = re.compile(
    r"\s*,?\s*\(?\s*(?:eds?\b\.?|editors?|hrsg\.?|hg\.|dirs?\.|éds?\.|coords?\.|a cura di)\s*\)?",
    re.IGNORECASE,
)


def claim_editors(strip: Strip, acquaintance: Acquaintance) -> tuple[Name, ...]:
    """ "edited by A. Holt and B. Reed", "In A. Holt, B. Reed (eds.), Handbook of Fog"."""
    text = strip.free()
    stops = stops_of(strip, text)
    if found := _EDITORS.search(text):
        byline = read_byline(strip, text, found.end(), stops, acquaintance)
        if byline:
            strip.claim(found.start(), byline.end, "editors")
            return tuple(person.name for person in byline.people)
    places = re.finditer(r"\bin:?\s+(?=[^\W\d_])", text, re.IGNORECASE)
    for found in islice(places, _PLACES):
        byline = read_byline(strip, text, found.end(), stops, acquaintance)
        if byline is None:
            continue
        after = _EDITORS_AFTER.match(text, byline.end)
        end = after.end() if after else byline.end
        if end > byline.end or _are_called_editors(text, byline):
            strip.claim(found.start(), end, "editors")
            return tuple(person.name for person in byline.people)
    return ()


def _are_called_editors(text: str, byline: Byline) -> bool:
    """Whether the bracket behind the last of the names says so: "R. Ames et C. Reed (dir.)"."""
    remarks = [text[start:end] for start, end in byline.people[-1].remarks]
    return any(_EDITORS_AFTER.fullmatch(remark) for remark in remarks)
