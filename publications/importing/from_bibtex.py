"""Entries of a bibliography as works: what fits no column goes among the further fields.

``venue_text`` holds the writer's own words; ``abbr`` becomes the venue's short name.
"""

from collections.abc import Callable, Iterable, Sequence

from publications.bibtex.records import Author as Written
from publications.bibtex.records import Entry, Link, Offer
from publications.importing.checks import arxiv_of, date_of, doi_of, refused
from publications.importing.versions import appearances, versions_in
from publications.importing.work import Author, Button, Work, fitted
from publications.names import Name

# Where a file of the old site now lies in the storage; empty when it is not there.
Stored = Callable[[Link], str]


def works_of(entries: list[Entry], stored: Stored | None = None) -> list[Work]:
    versions = versions_in(entries)
    folded = {entry.key for some in versions.values() for entry in some}
    return [
        work_of(entry, stored, versions.get(entry.key, ()))
        for entry in entries
        if entry.is_work and entry.key not in folded
    ]


def work_of(entry: Entry, stored: Stored | None = None, versions: Sequence[Entry] = ()) -> Work:
    problems = list(entry.problems)
    problems += [_question(offer) for offer in entry.offers if not (offer.flag and offer.authors)]
    extra = _further_fields(entry)
    year, month, day = date_of(entry.year, entry.month, entry.day, extra, problems)
    work = Work(
        key=entry.key[:255],
        title=_title(entry, problems),
        type=entry.type,
        status=entry.status,
        year=year,
        month=month,
        day=day,
        venue_text=entry.venue,
        venue_short=entry.abbr,
        volume=entry.volume,
        number=entry.number,
        pages=entry.pages,
        publisher=entry.publisher,
        abstract=entry.abstract,
        doi=doi_of(entry.doi, extra, problems),
        arxiv_id=arxiv_of(entry.arxiv_id, extra, problems),
        note=entry.note,
        award=entry.award_name or entry.award,
        identifiers=dict(entry.identifiers),
        extra=extra,
        authors=tuple(_authors(entry.authors)),
        links=tuple(_links(entry.links, stored, extra, problems)),
        versions=appearances(versions, extra, problems),
        topics=tuple(entry.topics),
        selected=entry.selected,
        raw_type=entry.raw_type,
        fields=entry.all_fields,
        version_entries=[
            (each.key, each.raw_type, list(each.all_fields.items())) for each in versions
        ],
        line=entry.line,
        problems=problems,
    )
    return fitted(work)


def _title(entry: Entry, problems: list[str]) -> str:
    """Its title; an entry without one, which BibTeX takes too, goes by its key."""
    if entry.title.strip():
        return entry.title
    problems.append("It has no title; its key stands in its place. Give it one.")
    return entry.key


def _question(offer: Offer) -> str:
    if not offer.flag:
        return offer.text
    flag = offer.flag.replace("_", "-")
    return f"“{offer.text}” does not say which author is {flag}. Tick it at the authors."


def _further_fields(entry: Entry) -> dict[str, str]:
    """What the entry says beyond the columns, in BibTeX's own words."""
    extra = {name: value for name, value in entry.extra.items() if value}
    fields = entry.all_fields
    if editor := fields.get("editor") or fields.get("editors"):
        extra["editor"] = " ".join(editor.split())
    if entry.others:
        extra["others"] = "true"
    if entry.topics:
        extra["keywords"] = ", ".join(entry.topics)
    if entry.award and entry.award_name:
        extra["award_text"] = entry.award
    return extra


def _authors(written: Iterable[Written]) -> Iterable[Author]:
    for author in written:
        name = author.name
        if not (name.family or name.literal):
            if not name.given:
                continue
            name = Name(family=name.given)
        yield Author(name, author.co_first, author.co_last, author.corresponding)


def _links(
    links: list[Link], stored: Stored | None, extra: dict[str, str], problems: list[str]
) -> list[Button]:
    buttons = []
    for link in links:
        file = stored(link) if stored and link.relative else ""
        if file:
            buttons.append(Button(link.kind, label=link.label, file=file))
        elif link.relative:
            extra.setdefault(link.kind, link.url)
            problems.append(
                f"“{link.url}” is a file of the old site; import the whole site, or upload it here."
            )
        elif reason := refused(link.url):
            extra.setdefault(link.kind, link.url)
            problems.append(f"The address “{link.url[:200]}” was not linked. {reason}")
        else:
            buttons.append(Button(link.kind, link.url, link.label))
    return list(dict.fromkeys(buttons))
