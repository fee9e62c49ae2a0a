"""Patents: “US Patent 10,123,456 B2”, “WO2019/123456”, “Korean Patent Application No. …”."""

import re
from dataclasses import dataclass

from publications.listing.strip import Strip, spaced
from typeset.fold import fold

__all__ = ["Patent", "claim_patent"]

# What stands for each office beside its letters.
_OFFICES = {
    "US": r"U\.\s?S\.(?:\s?A\.)?|USA|United States(?: of America)?",
    "EP": r"E\.P\.|European?|Europ[äa]isch\w*",
    "WO": r"W\.O\.|PCT|World|WIPO|International",
    "CN": r"China|Chinese",
    "JP": r"Japan(?:ese)?",
    "KR": r"Korean?|Republic of Korea|South Korean?",
    "DE": r"German\w*|Deutsch\w*",
    "FR": r"French|France|français",
    "GB": r"UK|British|Great Britain",
    "CA": r"Canad\w+",
    "AU": r"Australian?",
    "TW": r"Taiwan(?:ese)?",
    "IN": r"Indian?",
    "IL": r"Israeli?",
    "IT": r"Italian?",
    "ES": r"Spanish|Spain",
    "NL": r"Dutch|Netherlands",
    "SE": r"Swedish|Sweden",
    "CH": r"Swiss|Switzerland",
    "SG": r"Singapore(?:an)?",
}
_CODE = rf"(?-i:{'|'.join(_OFFICES)})"
_DIGITS = (
    r"PCT/[A-Z]{2}\d{2,4}/\d{4,7}"
    r"|ZL\s?\d{4}\s?\d\s?\d{7}(?:\.[\dX])?"  # what China grants
    r"|\d{1,2}(?:,\d{3}){2}|\d{1,2}(?:\.\d{3}){2}"  # 10,123,456
    r"|\d{2}/\d{3},?\d{3}"  # 16/123,456
    r"|10-\d{4}-\d{5,7}|10-\d{5,7}"
    r"|\d{4}[/-]\d{5,7}"
    r"|\d{2} \d{4} \d{3} \d{3}(?:\.\d)?|\d{1,4}(?: \d{3}){2,3}"
    r"|\d{6,13}(?:\.[\dX])?"
)
_LETTER = r"\s?[ABCSUTY]\d?(?!\w)"
_WORD = (
    r"(?:(?:provisional|non-?provisional|utility|design|granted|pending|issued)\s){0,3}"
    r"(?:patent\w*|brevet|特許|专利|專利|특허)"
    r"(?:\s(?:application|appl?\.?|app\.|publication|pub\.?|grant|disclosure|pending)){0,3}"
    r"(?:\sfor\s(?:invention|utility models?|designs?))?"
    r"|application(?=\s(?:No|Number|Nr))"
)
_NO = r"\s?[:,]?\s?\(?(?:No\.?|Nr\.?|Number|Numéro|n°|№|#|号|第)?\s?[:.]?\s?"
_OFFICE = "|".join(f"(?P<{code}>(?-i:{code})|{names})" for code, names in _OFFICES.items())
_STATED = re.compile(
    rf"(?<!\w)(?:(?:{_OFFICE})[\s-]+)?(?P<word>(?:{_WORD})){_NO}"
    rf"(?P<number>(?:(?:{_CODE})[\s/-]?)?(?:{_DIGITS})(?:{_LETTER})?)(?!\w)\)?",
    re.IGNORECASE,
)
_BARE = re.compile(
    rf"(?<![\w/-])(?P<number>(?:US|EP|WO|CN|KR|JP|DE|GB)[\s/-]?(?:{_DIGITS})(?:{_LETTER})?"
    r"|PCT/[A-Z]{2}\d{2,4}/\d{4,7}|ZL\s?\d{4}\s?\d\s?\d{7}(?:\.[\dX])?)(?!\w)"
)
# What kind of patent it is, before the title.
_LEAD = re.compile(
    r"\W*(?P<kind>(?:(?:invention|utility(?: model)?|design|plant|provisional|national"
    r"|international|chinese|us|european|korean|japanese|german)\s){1,3}patent(?:\sapplication)?)"
    r"(?:\s?\((?P<state>[^()\n]{2,60})\))?\s?[:：]\s?(?=\S)",
    re.IGNORECASE,
)
_BEGINS = re.compile(rf"(?:{_CODE})(?=[\s/-]?\d)|PCT(?=/)")
_ASKED = re.compile(r"appl|app\.|provisional|pending|disclosure", re.IGNORECASE)
_ROLES = re.compile(r"(?<!\w)(?:co-?)?inventors?(?:\s*[:：]|(?=\s+\w))\s*", re.IGNORECASE)
_EVENT = (
    r"(?:issued|filed|granted|awarded|published|pending|priority|filing date|issue date)"
    r"(?:\s+date)?(?:\s+(?:on|in))?\s?:?(?!\w)"
)
_DATED = r"(?P<dated>(?=,?\s{0,2}(?:[A-Z][\w .,]{0,15}|\d[\d\w .,/-]{0,15})?(?:19|20)\d\d))"
_EVENTS = re.compile(
    rf"(?<!\w){_EVENT}{_DATED}|(?<=[(,.;\x00])\s?(?P<alone>{_EVENT})(?=\W*(?:[),.;\x00]|$))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Patent:
    """Its number as people cite it, with the country's letters: “US 10,123,456 B2”.

    ``said`` are words such as “filed”, where they tell what the date does not.
    """

    number: str
    said: tuple[str, ...] = ()


def claim_patent(strip: Strip) -> Patent | None:
    """The patent that an entry names, and all that is said of it but the dates."""
    text = strip.text
    lead = _LEAD.match(text)
    if lead:
        strip.claim(0, lead.end(), "tag")
    found = _STATED.search(text, lead.end() if lead else 0) or _BARE.search(text)
    told = [spaced(part) for part in lead.groups() if part] if lead else []
    if found is None:
        return Patent("", (", ".join(told),)) if lead else None
    strip.claim(found.start(), found.end(), "tag")
    rest = strip.free()
    for role in _ROLES.finditer(rest):
        strip.claim(role.start(), role.end(), "connector")
    events = list(_EVENTS.finditer(rest))
    for event in events:
        strip.claim(event.start(), event.end(), "connector")
    said = [spaced(event[0]).strip(" :").lower() for event in events if not _is_told(event)]
    said += [", ".join(told)] if told else []
    return Patent(_number(found), tuple(dict.fromkeys(said)))


def _is_told(event: re.Match[str]) -> bool:
    """Whether the date of the record tells it: patents are dated by when they were granted."""
    return event["dated"] is not None and not re.match(
        "filed|filing|priority|pending", event[0], re.IGNORECASE
    )


def _number(found: re.Match[str]) -> str:
    written = " ".join(found["number"].split())
    groups = found.groupdict()
    word = fold(groups.get("word") or "")
    office = next((code for code in _OFFICES if groups.get(code)), "")
    if written.startswith("ZL"):
        office = office or "CN"
    elif begins := _BEGINS.match(written):
        office, written = begins[0], written[begins.end() :].lstrip(" /-")
        if office == "PCT":
            written = f"PCT/{written}"
            office = ""
    written = re.sub(r"(?<=\d)(?=[ABCSUTY]\d?$)", " ", written)
    asked = " (application)" if _ASKED.search(word) else ""
    return f"{office} {written}{asked}".strip()
