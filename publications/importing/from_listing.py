"""Records of a hand-written list as works, and the plan to import them.

A list gives its works no keys. A work keeps the key under which the same list named it before,
so that a later edition of the list is merged with what the earlier one said.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from accounts.models import User
from profiles.models import Researcher
from publications.importing.checks import arxiv_of, date_of, doi_of, refused
from publications.importing.list_keys import keys_for
from publications.importing.plan import Choice, Plan, PlanItem
from publications.importing.planner import plan_works
from publications.importing.twice import put_together
from publications.importing.work import Appearance, Author, Button, State, Work, asked, fitted
from publications.listing import Listing, Record, Skipped
from publications.models import ImportedEntry
from publications.names import Name, split_name

ORIGIN = "list"
UNSURE = 0.6  # confidence below which a person is asked to look
_CHECKED = ("title", "authors", "year", "venue")
_YEAR = re.compile(r"[\s’'‘-]*(?:(?:19|20)\d\d|(?<=[’'‘])\d\d|(?<=[A-Za-z])\d\d)$")
_RANGE = re.compile(r"^(\w+)\s?[-—‐‑]\s?(\w+)$")  # as pages of bibliographies are kept, too
_TWICE = "The list has it twice; it was read as one work, which is selected."
_SHOWN = 100  # characters of a line that was left out


def plan_listing(
    listing: Listing,
    *,
    researcher: Researcher | None,
    name: str = "",
    user: User | None = None,
    choices: Mapping[str, Choice] | None = None,
    stored: Mapping[str, str] | None = None,
) -> Plan:
    """The plan for a list that was read; what was taken for no publication is among its problems.

    ``user`` is who asks: without one the plan is the administrator's. ``stored`` says under which
    name a file that a link names lies in the storage.
    """
    works, taken_up = works_of(listing, said_before(researcher), stored)
    made = plan_works(
        works, researcher=researcher, origin=ORIGIN, name=name, user=user, choices=choices
    )
    made.items += [
        PlanItem(f"line {each.line}", each.line, each.title, "unchanged", [_TWICE])
        for each in taken_up
    ]
    made.problems += [*listing.problems, *(_left_out(each) for each in listing.skipped)]
    if not works:
        made.problems.append("No publication was found in it.")
    return made


def name_of_owner(researcher: Researcher | None) -> Name | None:
    if researcher is None:
        return None
    return split_name(f"{researcher.family_name}, {researcher.given_name}")


def said_before(researcher: Researcher | None) -> dict[str, State]:
    """What this person's list said at its last import, by its keys."""
    origin = f"{ORIGIN}:{researcher.pk}" if researcher else ORIGIN
    entries = ImportedEntry.objects.filter(origin=origin).order_by("pk")
    return {key: payload["state"] for key, payload in entries.values_list("key", "payload")}


def works_of(
    listing: Listing, said: Mapping[str, State], stored: Mapping[str, str] | None = None
) -> tuple[list[Work], list[Work]]:
    """The works, each under its key, and the entries that only say again what one of them is.

    ``said`` is the earlier edition.
    """
    works, taken_up = put_together(
        [fitted(work_of(record, stored or {})) for record in listing.records]
    )
    keys = keys_for([work.state() for work in works], said)
    named = [replace(work, key=key) for work, key in zip(works, keys, strict=True)]
    if any(work.selected for work in named):
        return named, taken_up
    # A list that selects nothing does not say that nothing is selected.
    named = [replace(work, selected=bool(said.get(work.key, {}).get("selected"))) for work in named]
    return named, taken_up


def work_of(record: Record, stored: Mapping[str, str]) -> Work:
    """The work, yet without its key. ``fields`` keeps the entry as it stands in the list."""
    doubts = _doubts(record)
    problems = [asked(name, why) for name, why in doubts.items()]
    problems += record.problems
    extra = _further_fields(record)
    year, month, day = date_of(record.year, record.month, record.day, extra, problems)
    return Work(
        key="",
        title=record.title,
        type=record.type,
        status=record.status,
        year=year,
        month=month,
        day=day,
        venue_text=record.venue,
        venue_short=badge(record.venue_short),
        volume=record.volume,
        number=record.number,
        pages=_RANGE.sub(r"\1–\2", record.pages),
        publisher=record.publisher,
        abstract=record.abstract,
        doi=doi_of(record.doi, extra, problems),
        arxiv_id=arxiv_of(record.arxiv_id, extra, problems),
        note=record.note,
        award=record.award,
        selected=record.selected,
        identifiers=dict(record.identifiers),
        extra=extra,
        authors=tuple(
            Author(_whole(each.name), each.co_first, each.co_last, each.corresponding)
            for each in record.authors
        ),
        links=tuple(_buttons(record, stored, extra, problems)),
        versions=tuple(_appearances(record, problems)),
        fields={"original": record.original, "section": record.section},
        line=record.line,
        image=record.image,
        problems=problems,
        doubts=doubts,
    )


def badge(short: str) -> str:
    """The short name of the venue, not of the one meeting: “ICML” of “ICML 2024”."""
    bare = _YEAR.sub("", short).strip(" ,-’'‘")
    return "" if re.search(r"\d{2}", bare) or len(bare) < 2 else bare


def _doubts(record: Record) -> dict[str, str]:
    """The fields that a person should look at, each with the reason."""
    return {
        name: sure.reason
        for name in _CHECKED
        if (sure := record.confidence.get(name)) and sure.value < UNSURE and sure.reason
    }


def _further_fields(record: Record) -> dict[str, str]:
    extra = {"series": record.series, "address": record.place}
    if record.editors:
        extra["editor"] = " and ".join(editor.inverted() for editor in record.editors)
    if record.others:
        extra["others"] = "true"
    return {name: value for name, value in extra.items() if value}


def _whole(name: Name) -> Name:
    """A name of one word is a family name."""
    return name if name.family or name.literal else replace(name, family=name.given, given="")


def _buttons(
    record: Record, stored: Mapping[str, str], extra: dict[str, str], problems: list[str]
) -> list[Button]:
    buttons = []
    for link in record.links:
        if file := stored.get(link.url):
            buttons.append(Button(link.kind, label=link.label[:100], file=file))
        elif reason := refused(link.url):
            extra.setdefault(link.kind, link.url)
            problems.append(f"The address “{link.url[:200]}” was not linked. {reason}")
        else:
            buttons.append(Button(link.kind, link.url, link.label[:100]))
    return list(dict.fromkeys(buttons))


def _appearances(record: Record, problems: list[str]) -> list[Appearance]:
    versions = []
    for version in record.versions:
        lost: dict[str, str] = {}
        versions.append(
            Appearance(
                version.kind,
                version.venue[:500],
                date_of(version.year, None, None, lost, problems)[0],
                doi_of(version.doi, lost, problems),
                arxiv_of(version.arxiv_id, lost, problems),
                "" if version.url and refused(version.url) else version.url,
            )
        )
    return list(dict.fromkeys(versions))


def _left_out(skipped: Skipped) -> str:
    text = " ".join(skipped.text.split())
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…"
    return f"Line {skipped.line} was left out: {skipped.reason} “{shown}”"
