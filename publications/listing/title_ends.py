"""Where in a text a title that begins at a given place may end: sentences, and venues ahead."""

import re
from collections.abc import Iterator

from publications.listing.venue_words import venue_evidence

__all__ = ["VENUE_AHEAD", "parting_ends", "sentence_ends"]

_ABBREVIATED = re.compile(
    r"(?:\b(?:ann|bull|comm|commun|chem|biol|mech|eng|acad|soc|amer|symp|geophys|probab|vs|e\.g"
    r"|i\.e|cf|etc|al|no|vol|dr|prof|st|mr|mrs|ms|fig|eq|resp|approx|ca|proc|conf|trans"
    r"|int|j|u\.s|ph\.d|ed|eds|pp|sci|lett|rev|phys|math|stat|appl|comput|res|sp|spp|var|ver)"
    r"|\b[A-Z])$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"([.?!]|。|．)[)\]”\"’»]*(?=\s+[^\W_a-z]|\s+[(\[“\"*]|\s*[\x00\n\f\v]|\s*$|(?<=[。．]))"
)
VENUE_AHEAD = re.compile(
    r"[,.;:\s–—|(\[{\x00-]*(?:(?:in(?! (?:19|20)\d\d)|at|on|to appear|appear\w*|published"
    r"|accepted|submitted|presented|under"
    r"|forthcoming|manuscript|working paper|technical report|master|ph\.?d|diploma|bachelor"
    r"|doctoral"
    r"|vol\b|pp?\.|doi|arxiv|available|proc|also|journal)\b|[’'\[(]?(?:19|20)\d\d\b|\d+\s*[(:,]|$"
    r"|(?-i:[A-Z])[^,.()]{2,70},\s*vol(?:ume\b|\.)\s*\d"
    r"|(?-i:[A-Z])[^.;:]{1,70}\.\s*(?:19|20)\d\d(?:\s[^.;:]{3,12})?;\s*\d"
    r"|(?-i:[A-Z])[^,.()]{2,70}(?:\.[^,.()]{1,30}){0,4}\s\d{1,4}\s*(?:\((?:19|20)|:|,\s*\d))",
    re.IGNORECASE,
)
_PARTING = re.compile(r",\s+|\s+[-–—|]\s+|\s+\(|;\s+|\s+[Ii]n:?\s+(?=[A-Z])|\v")
_VOLUME_AHEAD = re.compile(
    r",\s+(?:in\s+)?[A-Z][^,.()]{2,70}(?:(?:\.[^,.()]{1,30}){0,4}\s\d{1,4}\s*(?:\((?:19|20)|:|,\s*\d)"
    r"|,\s*[Vv]ol(?:ume\b|\.)\s*\d)"
)


def sentence_ends(text: str, start: int, limit: int) -> Iterator[int]:
    sentences = 0
    for found in _SENTENCE.finditer(text, start, limit):
        if found[1] == "." and _ABBREVIATED.search(text[start : found.start()]):
            continue
        quoted = found[0][-1:] in "”»" and "“" in text[start : found.start()]
        yield found.end() if found[1] in "?!" or quoted else found.start()
        sentences += found[1] not in "?!"
        if sentences == 2:
            return


def parting_ends(text: str, start: int, limit: int) -> Iterator[tuple[int, bool]]:
    """Commas, dashes and the like, where a venue seems to follow, and whether with its volume."""
    for count, found in enumerate(_PARTING.finditer(text, start, limit)):
        position = found.start()
        ahead = text[position : position + 120]
        evident = venue_evidence(ahead[:70].split(".")[0]) >= 0.8
        if evident or (VENUE_AHEAD.match(ahead) and "in" not in found[0].lower()):
            yield position, bool(_VOLUME_AHEAD.match(ahead))
        if count > 40:
            return
