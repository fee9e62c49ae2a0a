"""Where a work appeared, in one line: for every type, every status, and with gaps in the record."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from publications.kinds import Status, Type

if TYPE_CHECKING:
    from publications.models import Publication, Version

_RANGE = re.compile(r"(?<=\w)\s*[-–—]{1,3}\s*(?=\w)")

IN_A_BOOK = frozenset({
    Type.INBOOK, Type.BOOKINBOOK, Type.SUPPBOOK, Type.INCOLLECTION, Type.SUPPCOLLECTION,
    Type.INREFERENCE,
})  # fmt: skip
IN_A_PERIODICAL = frozenset({Type.ARTICLE, Type.PERIODICAL, Type.SUPPPERIODICAL})
# These say what they are, since their line would not show it otherwise.
NAMED = frozenset({
    Type.ABSTRACT, Type.PHDTHESIS, Type.MASTERSTHESIS, Type.THESIS, Type.REPORT, Type.MANUAL,
    Type.PATENT, Type.DATASET, Type.SOFTWARE, Type.BOOKLET, Type.ONLINE,
})  # fmt: skip
# Where these go is nobody's business while they are judged.
UNNAMED = frozenset({Status.SUBMITTED, Status.IN_PREPARATION})
NUMBERED = frozenset({Type.REPORT, Type.PATENT, Type.MANUAL})
# BibTeX's other names for where a work appeared, kept among the further fields.
ELSEWHERE = ("school", "institution", "organization", "howpublished", "booktitle", "series")


@dataclass(frozen=True)
class VenueLine:
    """``before`` and ``after`` are plain words around the venue's name, which is set in italics."""

    before: str = ""
    name: str = ""
    url: str = ""
    after: str = ""

    def __str__(self) -> str:
        return self.before + self.name + self.after

    def __bool__(self) -> bool:
        return bool(str(self))


def venue_line(work: "Publication") -> VenueLine:
    if work.status in UNNAMED:
        return VenueLine(before=work.get_status_display(), after=_listed(_year(work)))
    if work.status == Status.ACCEPTED:
        return _accepted(work)
    if work.status == Status.PREPRINT or work.type == Type.PREPRINT:
        return _preprint(work)
    if work.type in IN_A_PERIODICAL:
        return _line(work, after=_issue(work) + _listed(pages(work.pages), _year(work)))
    if work.type in IN_A_BOOK:
        before = _("In ") if _name(work) else work.get_type_display()
        return _line(work, before=before, after=_listed(*_book_parts(work)))
    if work.type in NAMED:
        return _line(work, before=_kind(work), after=_listed(*_kind_parts(work)))
    return _line(work, after=_listed(*_book_parts(work)))


def version_line(version: "Version") -> VenueLine:
    """“Journal version: Journal of Slow Measurement, 2024”, its name leading to it."""
    name = version.venue_text or (version.venue.name if version.venue else "")
    if not name and version.arxiv_id:
        name = f"arXiv:{version.arxiv_id}"
    kind = version.get_kind_display()
    if not name:
        return VenueLine(name=kind, url=version.href, after=_listed(_year(version)))
    return VenueLine(f"{kind}: ", name, version.href, _listed(_year(version)))


def pages(text: str) -> str:
    """``201--240`` as “201–240”."""
    return _RANGE.sub("–", text.strip())


def _accepted(work: "Publication") -> VenueLine:
    name = _name(work)
    before = _("Accepted at ") if name else _("Accepted")
    return VenueLine(before, name, _url(work), _listed(_year(work)))


def _preprint(work: "Publication") -> VenueLine:
    name = _name(work)
    if not name and work.arxiv_id:
        name = f"arXiv:{work.arxiv_id}"
    says_so = "preprint" in name.lower()
    before = "" if says_so else _("Preprint")
    return _line(work, before=before, name=name, after=_listed(_year(work)))


def _line(
    work: "Publication", *, before: str = "", name: str | None = None, after: str = ""
) -> VenueLine:
    """The parts set together: a kind stands before a name with a comma, “In” with a space."""
    name = _name(work) if name is None else name
    if before and name and not before.endswith(" "):
        before += ", "
    if not before and not name:
        after = after.removeprefix(", ").lstrip()
    return VenueLine(before, name, _url(work), after)


def _name(work: "Publication") -> str:
    if name := work.venue_text or (work.venue.name if work.venue else ""):
        return name
    elsewhere = (str(work.extra.get(field) or "") for field in ELSEWHERE)
    return next((text.strip("{} ") for text in elsewhere if text), "")


def _url(work: "Publication") -> str:
    return work.venue.url if work.venue and _name(work) else ""


def _year(work: "Publication | Version") -> str:
    return str(work.year or "")


def _issue(work: "Publication") -> str:
    """“ 12(3)”, “ 12” or “, no. 3”."""
    if work.volume:
        return f" {work.volume}({work.number})" if work.number else f" {work.volume}"
    return _(", no. %(number)s") % {"number": work.number} if work.number else ""


def _book_parts(work: "Publication") -> list[str]:
    volume = _("vol. %(volume)s") % {"volume": work.volume} if work.volume else ""
    extent = pages(work.pages)
    if extent:
        several = any(sign in extent for sign in "–,")
        extent = (_("pp. %(pages)s") if several else _("p. %(pages)s")) % {"pages": extent}
    publisher = work.publisher if work.publisher != _name(work) else ""
    return [volume, extent, publisher, _year(work)]


def _kind(work: "Publication") -> str:
    kind = work.get_type_display()
    return f"{kind} {work.number}" if work.number and work.type in NUMBERED else kind


def _kind_parts(work: "Publication") -> list[str]:
    version = str(work.extra.get("version") or "")
    version = _("version %(version)s") % {"version": version} if version else ""
    return [version, *_book_parts(work)]


def _listed(*parts: str) -> str:
    """“, 201–240, 2024”: each part that there is, behind a comma."""
    return "".join(f", {part}" for part in parts if part)
