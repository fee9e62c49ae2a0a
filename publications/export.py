"""Publications out: JSON, BibTeX, CSL-JSON and RIS.

Each function takes any number of publications, asks for them in a fixed number of queries, and
leaves their order to the caller; which of them may be seen is the caller's to say as well.
"""

import json
from collections.abc import Callable, Iterable
from itertools import chain, count
from typing import Any

from django.conf import settings

from profiles.models import Researcher
from publications import bibtex, entries
from publications.csl import csl_record
from publications.loading import loaded
from publications.models import Authorship, Publication
from publications.ris import ris_record


def to_bibtex(
    works: Iterable[Publication], *, owner: Researcher | None = None, include_private: bool = False
) -> str:
    """BibTeX, with an entry for each further version of a work.

    ``include_private`` adds al-folio's and the reference managers' own fields, with ``selected``
    as the ``owner`` chose.
    """
    pk = owner.pk if owner else None
    rows = loaded(works)
    taken = {work.key.lower() for work in rows}
    found = []
    for work in rows:
        main, *versions = entries.entries_of(work, pk, settings.BASE_URL)
        for version in versions:
            version.key = _free(version.key, taken)
        found += [main, *versions]
    return bibtex.write(found, include_private)


def to_cite(work: Publication) -> str:
    """The one entry by which to cite a work, in BibTeX."""
    return bibtex.write([entries.entry_of(*loaded([work]), site=settings.BASE_URL)])


def bibtex_beside(works: Iterable[Publication], keys: Iterable[str]) -> dict[int, str]:
    """The BibTeX of each work, by its id, for a file in which the entries of ``keys`` stand too."""
    taken = {key.lower() for key in keys}
    texts = {}
    for work in loaded(works):
        found = entries.entries_of(work, site=settings.BASE_URL)
        for version in found[1:]:
            version.key = _free(version.key, taken)
        texts[work.pk] = bibtex.write(found, beside=keys)
    return texts


def to_json(works: Iterable[Publication], *, owner: Researcher | None = None) -> str:
    """A list of plain objects, which other programs read.

    People who are not public are not named by their address here, but for the ``owner``.
    """
    return _dumped([_plain(work, owner.pk if owner else 0) for work in loaded(works)])


def to_csl(works: Iterable[Publication], *, owner: Researcher | None = None) -> str:  # noqa: ARG001
    return _dumped([csl_record(work) for work in loaded(works)])


def to_ris(works: Iterable[Publication], *, owner: Researcher | None = None) -> str:  # noqa: ARG001
    return "".join(ris_record(work) for work in loaded(works))


def _free(key: str, taken: set[str]) -> str:
    numbered = (f"{key}-{number}" for number in count(2))
    free = next(each for each in chain([key], numbered) if each.lower() not in taken)
    taken.add(free.lower())
    return free


FORMATS: dict[str, Callable[..., str]] = {
    "json": to_json,
    "bibtex": to_bibtex,
    "ris": to_ris,
    "csl": to_csl,
}


def _dumped(items: list[dict[str, Any]]) -> str:
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def _plain(work: Publication, owner: int) -> dict[str, Any]:
    return {
        "key": work.key,
        "type": work.type,
        "title": work.title,
        "status": work.status,
        "year": work.year,
        "month": work.month,
        "venue": work.venue_text or (work.venue.name if work.venue else ""),
        "authors": [_plain_author(authorship, owner) for authorship in work.authorships.all()],
        "doi": work.doi,
        "arxiv_id": work.arxiv_id,
        "note": work.note,
        "award": work.award,
        "links": [
            {
                "kind": link.kind,
                "label": link.label,
                "url": f"{settings.BASE_URL}{link.href}" if link.file else link.url,
            }
            for link in work.links.all()
        ],
        "versions": [
            {
                "venue": version.venue_text or (version.venue.name if version.venue else ""),
                "year": version.year,
                "url": version.href,
            }
            for version in work.versions.all()
        ],
    }


def _plain_author(authorship: Authorship, owner: int) -> dict[str, Any]:
    person = authorship.researcher
    named = person if person and (person.is_public or person.pk == owner) else None
    surname = (authorship.particle, authorship.family, authorship.suffix)
    return {
        "given": authorship.given,
        "family": " ".join(part for part in surname if part),
        "literal": authorship.literal,
        "researcher": named.slug if named else None,
        "co_first": authorship.co_first,
        "co_last": authorship.co_last,
        "corresponding": authorship.corresponding,
        "selected": bool(named and authorship.selected),
    }
