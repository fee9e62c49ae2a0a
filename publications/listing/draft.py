"""An entry made ready: its strip, with everything claimed that needs no title to be known."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from publications.listing.asides import Asides, claim_asides
from publications.listing.blocks import Part
from publications.listing.buttons import References, claim_references
from publications.listing.details import Date, claim_leading_date
from publications.listing.entries import Entry
from publications.listing.inline import parse
from publications.listing.legend import spans
from publications.listing.patents import Patent, claim_patent
from publications.listing.prose import ABSTRACT, BIBTEX
from publications.listing.strip import BOLD, CODE, Strip, spaced
from publications.listing.venue_words import CONFERENCES
from typeset.fold import fold

__all__ = ["Draft", "draft_of"]

_PROSE = re.compile(r"\b(?:we|this paper|our|this work|in this|this article|i)\b", re.IGNORECASE)
_IMAGE = re.compile(
    r"!\[[^\]\n]{0,200}\]\(\s*([^()\s]{1,500})[^()\n]{0,200}\)"
    r"|<img\b[^<>]{0,500}?src\s*=\s*[\"']?([^\"'\s>]+)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\s*[*_]*(?P<label>title|authors?|venue|journal|conference|published in|publication|year"
    r"|date|doi|status|(?:(?:recommend(?:ed)?|suggested)\s+)?citation|cite as|how to cite"
    r"|book title|publisher|location|pages?|volume|type|links?|note"
    r"|award)\s*[*_]*\s*[:：]\s*[*_]*\s*(?=\S)",
    re.IGNORECASE,
)
_TAG = re.compile(
    r"\W{0,4}(?P<tag>(?=[\w&@/+-]*[A-Z][\w&@/+-]*[A-Z])[A-Za-z][\w&@/+-]{1,25}"
    r"(?:\s[A-Z][\w@-]{1,20}){0,3}\s*[-’'‘]?\s*"
    r"(?:(?:19|20)\d\d|[’'‘]?\d\d)|[A-Z][A-Za-z]{1,12})(?P<more>(?:\s*[-,(]?\s*(?:workshop|oral"
    r"|spotlight|findings|poster|highlight|main"
    r"|demo|best paper)\)?)*)(?P<close>[\])】]?)[*_\s]*(?=\W|$)",
    re.IGNORECASE,
)


# "[ICML3]" and "C3:" number an entry; "SAM2:" begins a title.
_NUMBER = re.compile(
    r"\s*(?:[\[(](?:[A-Z]{1,4}[- .]?\d{1,3}[a-z]?|\d{1,3})(?:[\])]|[.:](?=\s))"
    r"|(?:[A-Z]{1,2}[- .]?\d{1,3}[a-z]?|\d{1,3})(?:[\])]|[.:](?=\s)))\s*"
)


# "[J]." behind a title: the Chinese standard's sign for what kind of carrier the work is in.
_CARRIER = re.compile(r"\s*\[(?:J|C|D|M|N|R|P|S|A|Z|DB|CP|EB)(?:/OL)?\]\s*(?://|[.．,，:：])?\s*")
_LONGEST = 20_000


@dataclass(slots=True)
class Draft:
    entry: Entry
    strip: Strip
    references: References
    abstract: str = ""
    bibtex: str = ""
    image: str = ""
    rest: str = ""  # what is too far from the beginning to be read
    legend: dict[str, str] = field(default_factory=dict)
    dates: list[Date] = field(default_factory=list)
    tag: str = ""  # "[ICML'24]" before everything else
    labels: list[tuple[int, int, str]] = field(
        default_factory=list
    )  # "Venue:" and what it leads to
    patent: Patent | None = None
    asides: Asides = field(default_factory=Asides)


def draft_of(entry: Entry, references: Mapping[str, str]) -> Draft:
    parts, abstract, bibtex, image = _sorted_out(entry.parts)
    parts, rest = _clipped(parts)
    heading = min(entry.heading, len(parts))
    strip = parse([(part.breaks, part.text) for part in parts], references, heading)
    draft = Draft(entry, strip, References(), abstract, bibtex, image, rest)
    if strip.images and not image:
        draft.image = strip.images[0]
    for start, end, legend in spans(strip.text):
        strip.claim(start, end, "legend")
        draft.legend.update(legend)
    _claim_labels(draft)
    for carrier in _CARRIER.finditer(strip.text):
        strip.claim(carrier.start(), carrier.end(), "connector")
    if found := _NUMBER.match(strip.text):
        strip.claim(0, found.end(), "tag")
    draft.patent = claim_patent(strip)
    draft.asides = claim_asides(strip)
    draft.references = claim_references(strip)
    draft.dates = claim_leading_date(strip)
    _claim_tag(draft)
    return draft


def _clipped(parts: list[Part]) -> tuple[list[Part], str]:
    """The parts up to what any entry may need, and the text behind them."""
    kept: list[Part] = []
    room = _LONGEST
    for index, part in enumerate(parts):
        if len(part.text) > room:
            rest = [part.text[room:], *(later.text for later in parts[index + 1 :])]
            return [*kept, replace(part, text=part.text[:room])], "\n".join(rest)
        kept.append(part)
        room -= len(part.text)
    return kept, ""


def _sorted_out(parts: list[Part]) -> tuple[list[Part], str, str, str]:
    """The lines without abstract, BibTeX and pictures, and those three."""
    kept: list[Part] = []
    abstract: list[str] = []
    bibtex: list[str] = []
    image = ""
    in_abstract = False
    for part in parts:
        if found := _IMAGE.search(part.text):
            image = image or found[1] or found[2] or ""
        if part.verbatim or BIBTEX.match(part.text):
            bibtex.append(part.text)
            in_abstract = False
        elif part.fold:
            bib = "bib" in part.fold.lower() or "cit" in part.fold.lower()
            (bibtex if bib else abstract).append(part.text)
        elif (
            kept
            and (found := ABSTRACT.match(part.text))
            and (len(part.text) > 60 or found.end() >= len(part.text))
        ):
            abstract.append(part.text[found.end() :].strip())
            in_abstract = True
        elif (
            in_abstract
            and part.breaks != "hard"
            and not part.bullet
            and len(part.text) > 30
            and "](" not in part.text
        ):
            abstract.append(part.text)
        elif kept and _is_prose(part.text):
            abstract.append(part.text)
            in_abstract = True
        else:
            in_abstract = False
            kept.append(part)
    return kept, spaced(" ".join(abstract)), "\n".join(bibtex).strip(), image


def _is_prose(text: str) -> bool:
    return len(text) > 300 and len(text.split()) > 50 and len(_PROSE.findall(text)) > 1


def _claim_labels(draft: Draft) -> None:
    """Lines that say what they are, and the columns of a table."""
    text = draft.strip.text
    start = 0
    header = [fold(re.sub(r"[*_`]", "", cell)) for cell in draft.entry.header]
    for index, line in enumerate(re.split(r"[\n\f\v]", text)):
        found = _LABEL.match(line)
        if found and (index or len(text) > len(line)):
            draft.strip.claim(start, start + found.end(), "connector")
            draft.labels.append((start + found.end(), start + len(line), fold(found["label"])))
        elif header and index < len(header) and line.strip():
            draft.labels.append((start, start + len(line), header[index]))
        start += len(line) + 1


def _claim_tag(draft: Draft) -> None:
    """A short name before everything else, set off by brackets, code, bold or its own line."""
    strip = draft.strip
    free = strip.free()
    lead = len(free) - len(free.lstrip("\x00 \n\f\v"))
    found = _TAG.match(free, lead)
    if not found or len(free) - found.end() < 20:
        return
    start, end = found.span("tag")
    yeared = bool(re.search(r"\d\d$", found["tag"]))
    if not yeared and fold(found["tag"]) not in CONFERENCES:
        return
    before = free[lead:start]
    bracketed = bool(found["close"]) and any(sign in before for sign in "[(【")
    styled = strip.has_style(start, end, CODE) or (
        strip.has_style(start, end, BOLD) and not _bold_goes_on(strip, end)
    )
    alone = free[found.end() : found.end() + 1] in "\n\f" and yeared
    if bracketed or styled or alone:
        stop = found.end("close") if found["close"] else found.end("more")
        draft.tag = spaced(free[start:end])
        strip.claim(start, end, "tag")
        del stop


def _bold_goes_on(strip: Strip, end: int) -> bool:
    """Whether the bold stretch has more in it than the tag: a title that begins with an acronym."""
    run = next((run for run in strip.runs(BOLD) if run[0] < end <= run[1]), None)
    return run is not None and run[1] - end > 25
