"""What is said beside the headline of an entry, and would be taken for a part of it: in which
edition, for which group, at which publisher, in which series."""

import re
from dataclasses import dataclass, field

from publications.listing.strip import HARD, Strip, spaced

__all__ = ["Asides", "claim_asides"]

_YEAR = r"(?:18[5-9]\d|19\d\d|20\d\d)"
_EDITION = re.compile(
    r"(?<!\w)(?:\d{1,2}(?:st|nd|rd|th)|rev(?:ised|\.)|\d{1,2}\.)\s"
    r"(?:rev(?:ised|\.)\s)?(?:ed(?:ition|n)?\b\.?|Aufl(?:age)?\b\.?)(?P<end>,\s)?",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r",?\s(?:for|on behalf of)\sthe\s(?:[A-Z][\w&-]*\s){1,6}?(?:Investigators"
    r"|Collaborat(?:ion|ors)|Consortium|(?:Study|Working|Research|Trial|Writing)?\s?Group|Team|Network|Committee)\b"
)
_IN_BRACKETS = re.compile(
    r"\[(?P<what>(?:conference|poster|oral|paper|symposium|keynote)\s"
    r"(?:presentation|paper|session|address|talk)|computer software"
    r"|manuscript (?:submitted|in preparation)[^\[\]]{0,40}"
    r"|in (?:german|french|spanish|chinese|japanese))\]",
    re.IGNORECASE,
)
_THESIS = re.compile(
    r"\[(?=(?:unpublished )?(?:doctoral|ph\.?d\.?|master['’]?s|bachelor['’]?s)[^\[\]]{3,120}(\]))",
    re.IGNORECASE,
)
_SERIES = re.compile(
    r",?\s(?:coll(?:ection)?\b\.?|Reihe|serie)\s?:?\s?[«“\"„]\s?(?P<series>[^«»“”\"„\n]{3,80}?)\s?[»”\"“]",
    re.IGNORECASE,
)
_WORDS = r"[A-ZÀ-Þ][\w'’&.-]*"
_IMPRINT = re.compile(
    rf"[,.(]\s(?P<place>{_WORDS}(?:[ /,-]{{1,2}}{_WORDS}){{0,2}}):\s(?P<publisher>(?!(?:An?|The)\s)"
    rf"{_WORDS}(?:\s(?:of|de|for|and|&|für|{_WORDS})){{0,5}}?)[,;]?\s(?P<year>{_YEAR})"
    rf"(?=[\s.,;()]|$)(?!\s\w)"
)
_EDITOR_SIGN = re.compile(
    r"\W*(?:gemeinsam|zusammen) mit [^():\n]{3,80}(?P<sign>\((?:Hg|Hrsg|Hgg)\.?\))", re.IGNORECASE
)


@dataclass(slots=True)
class Asides:
    notes: list[str] = field(default_factory=list)
    series: str = ""
    place: str = ""
    publisher: str = ""
    years: list[tuple[int, int]] = field(default_factory=list)  # each with where it stands


def claim_asides(strip: Strip) -> Asides:
    found = Asides()
    for pattern in (_EDITION, _GROUP, _IN_BRACKETS):
        for said in pattern.finditer(strip.free()):
            named = said.groupdict().get("what") or said[0]
            found.notes.append(spaced(named).strip(" ,"))
            strip.claim(said.start(), said.end(), "tag")
    for thesis in _THESIS.finditer(strip.free()):
        strip.claim(thesis.start(), thesis.end(), "connector")
        strip.claim(*thesis.span(1), "connector")
    if series := _SERIES.search(strip.free()):
        found.series = spaced(series["series"])
        strip.claim(series.start(), series.end(), "connector")
        strip.claim(*series.span("series"), "venue")
    if sign := _EDITOR_SIGN.match(strip.free()):
        strip.claim(*sign.span("sign"), "connector")
    _claim_imprint(strip, found)
    return found


def _claim_imprint(strip: Strip, found: Asides) -> None:
    """“, Göttingen: Wallstein 2021”, “Chicago: University of Chicago Press, 2021”."""
    said = _IMPRINT.search(strip.free())
    if said is None or HARD in said[0]:
        return
    found.place, found.publisher = spaced(said["place"]), spaced(said["publisher"])
    found.years.append((int(said["year"]), said.start("year")))
    strip.claim(said.start("place"), said.end(), "venue")
    strip.claim(*said.span("year"), "date")
