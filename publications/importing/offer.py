"""A text that is to be imported, read once: BibTeX or a hand-written list, whichever it is."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from accounts.models import User
from profiles.models import Researcher
from publications.bibtex import read
from publications.importing.from_listing import (
    ORIGIN,
    name_of_owner,
    plan_listing,
    said_before,
    works_of,
)
from publications.importing.plan import Choice, Plan
from publications.importing.planner import plan
from publications.listing import read_list
from publications.models import ImportRecord

BIBTEX = "bibtex"
_ENTRY = re.compile(r"^[ \t]*@[A-Za-z]+\s*[{(]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Offer:
    """What a text offers: the names of its entries, and the plan for what a person chose."""

    refs: Sequence[str]
    plan: Callable[[User | None, Mapping[str, Choice]], Plan]


def kind_of(text: str) -> str:
    """The origin by which the text's imports go.

    Comments may stand before the first entry of a BibTeX file, and a page may show the BibTeX of
    its papers; what the text begins with decides.
    """
    found = _ENTRY.search(text)
    return BIBTEX if found and found.start() * 2 < len(text) else ORIGIN


def offer_of(record: ImportRecord) -> Offer:
    """What an import that is planned but not applied offers."""
    if record.origin == ORIGIN:
        return _listed(record.text, record.researcher, record.name)
    bibliography = read(record.text)
    refs = [entry.key for entry in bibliography.entries]

    def made(user: User | None, choices: Mapping[str, Choice]) -> Plan:
        return plan(
            bibliography,
            researcher=record.researcher,
            name=record.name,
            user=user,
            choices=choices,
        )

    return Offer(refs, made)


def _listed(text: str, researcher: Researcher | None, name: str) -> Offer:
    listing = read_list(text, name_of_owner(researcher))
    refs = [work.key for work in works_of(listing, said_before(researcher))[0]]
    made = partial(plan_listing, listing, researcher=researcher, name=name)
    return Offer(refs, lambda user, choices: made(user=user, choices=choices))
