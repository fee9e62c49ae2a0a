"""Type, state and year of a work, decided from all that was read, each with its reason."""

import re

from publications.listing.details import Date, year_in
from publications.listing.identifiers import year_of_arxiv
from publications.listing.records import Confidence, Record, Section
from publications.listing.venue_words import CONFERENCES, JOURNALS
from typeset.fold import fold

__all__ = ["decide_status", "decide_type", "decide_year"]

_ARCHIVE = re.compile(
    r"\W*(?:(?:on |available on |the )?(?:arxiv|biorxiv|medrxiv|ssrn|chemrxiv|psyarxiv|techrxiv"
    r"|hal|pre-?print|corr)"
    r"(?:[ .,-]*(?:e-?prints?|pre-?prints?|org|\W|cs|math|stat|physics|eess|econ|q-bio|q-fin"
    r"|cond-mat|astro-ph|hep-\w\w|quant-ph|[\d.]+|abs|\.[a-z][\w-]{1,9}))*|preprints?(?: on \w+"
    r"| under review)?)\W*",
    re.IGNORECASE,
)
_TYPES = tuple(
    (type_, re.compile(pattern, re.IGNORECASE))
    for type_, pattern in (
        ("phdthesis", (r"\b(?:ph\.?\s?d\.?|doctoral|doctorat\w*)\b.{0,30}\b(?:thesis|diss\w*"
                      r"|arbeit)|thèse de doctorat"
                      r"|doktorarbeit|tesis doctoral|博士论文|博士論文|dissertation,? (?:university"
                      r"|universität)"
                      r"|\bdissertation\b(?=.*(?:ph\.?d|doctor))")),
        ("mastersthesis", (r"\b(?:master'?s?|m\.?\s?sc\.?|m\.?s\.?|diploma"
                          r"|masters)\b.{0,25}\b(?:thesis|arbeit)|masterarbeit"
                          r"|diplomarbeit|硕士论文|修士論文|mémoire de master")),
        ("thesis", r"\bthesis\b|\bdissertation\b|bachelorarbeit"),
        ("patent", r"\bpatents?\b|特許|专利"),
        ("abstract", (r"extended abstract|^\W*abstracts?\b|\babstracts? (?:book|of)\b"
                     r"|conference abstract|摘要")),
        ("workshop", r"\bwork?shops?\b(?! (?:quarterly|journal|review))|\bwkshp\b|\batelier\b"),
        ("report", (r"technical report|tech(?:nical)?\.? rep|white paper|research report"
                   r"|team (?:report|description)")),
        ("dataset", r"\bdata ?set\b(?!s and bench)"),
        ("incollection", (r"\bbook chapter|\bchapter\b|\bhandbook of|encyclop(?:a?e)dia of"
                         r"|\bin book\b|festschrift")),
        ("inproceedings", (r"\bproceedings\b(?! of the (?:national academy|ieee\b|royal|american"
                          r"|london|edinburgh|vldb|acm on|aaai conf.*journal))"
                          r"|\bproc\.? (?:of )?(?:the )?(?!natl|ieee\b|vldb|acm on|r\. soc|roy)"
                          r"|\bconference\b|\bconf\b\.?|\bsymposium\b|\bsymposia\b"
                          r"|\bcongress\b|\bcolloquium\b|\bmeeting\b|\bsummit\b|conférence|tagung"
                          r"|konferenz|\bfindings of\b|会議|大会|会议|학술대회")),
        ("article", (r"\bjournal\b|\btransactions\b|\btrans\.|\bletters\b|\blett\.|\bannals\b"
                    r"|\breviews?\b|\bmagazine\b|\bbulletin\b"
                    r"|\bj\.|\barchiv\w*|\bacta\b|\bquarterly\b|zeitschrift"
                    r"|\bproceedings of the (?:national|ieee|royal|american|vldb|acm on)"
                    r"|\brevue\b|\brevista\b|\bplos\b|\bpnas\b|\bfrontiers in\b|\bnature\b"
                    r"|学报|論文誌|论文志|\bsurveys\b|\bphys\.|\bint\. j")),
    )
)  # fmt: skip
_YEAR_IN_NOTE = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_HOUSE = re.compile(r"university press|springer|elsevier|wiley|crc press", re.IGNORECASE)
_THESIS = re.compile(r"\b(?:thesis|dissertation)\b", re.IGNORECASE)


def decide_type(record: Record, section: Section, *, italic: bool) -> tuple[str, Confidence]:
    """The type: what the venue says, then what the heading says."""
    by_venue = _type_of_venue(record, italic=italic)
    if record.editors and {a.name for a in record.authors} == set(record.editors):
        return "collection", Confidence(0.8, "Its authors are called its editors.")
    said = section.type
    if said and by_venue == "preprint" and said in ("article", "inproceedings", "workshop"):
        return "preprint", Confidence(0.6, "It has no venue but an archive of preprints.")
    if said and by_venue != said and not _narrows(by_venue, said):
        return said, Confidence(0.9, f"The heading “{section.heading}” says so.")
    if by_venue:
        return by_venue, Confidence(0.85, "The name of the venue says so.")
    return said or "misc", Confidence(0.3, "Nothing says what kind of work this is.")


def _narrows(by_venue: str, said: str) -> bool:
    """Whether the venue tells more closely what the heading says widely."""
    if said == "preprint":  # once it was one
        return by_venue not in ("", "unpublished")
    return (said, by_venue) in {
        ("inproceedings", "workshop"), ("inproceedings", "abstract"), ("thesis", "phdthesis"),
        ("thesis", "mastersthesis"), ("article", "abstract"), ("workshop", "abstract"),
    }  # fmt: skip


def _type_of_venue(record: Record, *, italic: bool) -> str:
    venue = record.venue
    if not venue:
        return _type_without_venue(record)
    if _ARCHIVE.fullmatch(venue):
        return "preprint"
    folded = fold(venue)
    if folded in JOURNALS or folded.removeprefix("the ") in JOURNALS:
        return "article"
    if "extended abstract" in record.note.lower():
        return "abstract"
    named = next((type_ for type_, pattern in _TYPES if pattern.search(venue)), "")
    if named == "workshop" and "and workshop" in folded and "conference" in folded:
        named = "inproceedings"  # "Conference and Workshop on …"
    return named or _type_by_details(record, italic=italic)


def _type_by_details(record: Record, *, italic: bool) -> str:
    """The type of a work whose venue has no word that tells."""
    words = re.split(r"\W+", record.venue_short or record.venue)
    if any(fold(word) in CONFERENCES for word in words):
        return "inproceedings"
    if record.editors and not record.volume:
        return "incollection"
    if record.volume or record.number:
        return "article"
    if _THESIS.search(record.note):
        return "thesis"
    if record.venue_short and year_in(record.venue_short):
        return "inproceedings"
    if _HOUSE.search(record.venue):
        return "book"
    return "article" if italic or record.pages or record.doi else ""


def _type_without_venue(record: Record) -> str:
    context = f"{record.note} {record.series}"
    for type_, pattern in _TYPES[:4]:
        if pattern.search(context):
            return type_
    if record.status == "in preparation":
        return "unpublished"
    if record.arxiv_id or record.identifiers.keys() & {"biorxiv", "medrxiv", "ssrn", "psyarxiv"}:
        return "preprint"
    if record.status == "preprint":
        return "preprint"
    if record.status == "submitted":
        return "unpublished"
    if re.search(r"\breport\b", record.title, re.IGNORECASE):
        return "report"
    return "article" if record.doi or record.volume else ""


def decide_status(record: Record, said: str, section: Section) -> tuple[str, Confidence]:
    if said:
        return said, Confidence(0.95, "The entry says so.")
    archive = not record.venue or bool(_ARCHIVE.fullmatch(record.venue))
    identified = bool(
        record.arxiv_id
        or record.identifiers.keys() & {"biorxiv", "medrxiv", "psyarxiv", "ssrn", "chemrxiv"}
    )
    if section.status and (archive or section.status != "preprint"):
        return section.status, Confidence(0.9, f"The heading “{section.heading}” says so.")
    if archive and not record.doi and (identified or record.venue):
        return "preprint", Confidence(0.8, "It has no venue but an archive of preprints.")
    if not record.venue and not record.doi and not record.year:
        return "published", Confidence(0.4, "Nothing says how far it has come.")
    return "published", Confidence(0.8, "Nothing says that it is not published.")


def decide_year(
    record: Record, dates: list[Date], byline_end: int, section: Section
) -> tuple[Date, Confidence]:
    """The year: a date in the entry, then the venue's name, the heading, the arXiv id."""
    written = [date for date in dates if date.year]
    if written:
        after = [date for date in written if byline_end >= 0 and date.start >= byline_end]
        chosen = after[0] if after else written[-1]
        dated = [date for date in written if date.year == chosen.year and date.month]
        chosen = chosen if chosen.month or not dated else dated[0]
        years = {date.year for date in written}
        sure = 0.98 if len(years) == 1 else 0.7
        reason = "The entry says so." if len(years) == 1 else "The entry has more than one year."
        return chosen, Confidence(sure, reason)
    if year := year_in(record.venue):
        return Date(year), Confidence(0.95, "The name of the venue says so.")
    if section.year:
        return Date(section.year), Confidence(0.9, f"The heading “{section.heading}” says so.")
    if record.arxiv_id and (year := year_of_arxiv(record.arxiv_id)):
        sure = 0.8 if record.status in ("preprint", "submitted") else 0.5
        return Date(year), Confidence(sure, "It is the year of the arXiv id; the entry names none.")
    if len(years := {int(year) for year in _YEAR_IN_NOTE.findall(record.note)}) == 1:
        return Date(years.pop()), Confidence(0.6, "It is the only year in the entry.")
    for value in record.identifiers.values():
        if found := re.match(r"10\.1101/(20\d\d)\.\d\d\.\d\d\.", value):
            return Date(int(found[1])), Confidence(
                0.5, "It is the year of the preprint's id; the entry names none."
            )
    return Date(), Confidence(0.0, "The entry names no year.")
