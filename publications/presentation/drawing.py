"""What lists show of each publication, drawn once and kept.

Whoever finds that a drawing does not hold any longer makes it anew, and keeps it if nobody else
is writing just then: a page is right either way. What makes drawings invalid is the database's
business (`publications.triggers`).
"""

import json
import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import F, QuerySet
from django.template.loader import get_template
from django.urls import get_script_prefix

from publications import bibtex as bib
from publications import entries
from publications.loading import loaded_by_id
from publications.models import Drawing, Publication
from publications.presentation.anchors import FILES
from publications.presentation.byline import draw_byline
from publications.presentation.item import item
from publications.presentation.stamp import stamp

TEMPLATES = ("margin", "title", "where", "notes", "acts")
MOST_NAMES = 100  # a longer byline is unfolded on the paper's own page alone
MOST_BIBTEX = 8_000  # characters; what is longer is linked, not put beside the item
_BATCH = 500
_KEPT_AWAY = 5  # seconds without another try after keeping drawings failed
_COLUMNS = ("changes", "drawn_at", "stamp", "parts", "bibtex")

logger = logging.getLogger(__name__)
_failed = {"at": 0.0}


@dataclass(slots=True)
class Drawn:
    """``parts`` are HTML by the names of ``TEMPLATES``, the byline's data, and what else is asked.

    ``heading`` is the value by which a list is parted.
    """

    pk: int
    year: int | None
    type: str
    heading: Any
    parts: dict[str, Any]
    bibtex: str


def columns(works: QuerySet[Publication], heading: str = "year") -> QuerySet:
    """The rows of ``works`` that `drawn` reads."""
    own = (f"drawing__{name}" for name in _COLUMNS)
    return works.values_list("pk", "year", "type", heading, *own)


def columns_by_key(works: QuerySet[Publication], heading: str = "year") -> Sequence[tuple]:
    """The same in two queries, where many are found or skipped for the few in the slice ``works``.

    They are sorted and cut by their keys alone: drawings are long.
    """
    keys = list(works.values_list("pk", heading))
    alone = columns(Publication.objects.filter(pk__in={pk for pk, _value in keys}).order_by())
    found = {pk: (year, kind, own) for pk, year, kind, _year, *own in alone}
    return [
        (pk, year, kind, value, *own)
        for pk, value in keys
        if pk in found
        for year, kind, own in [found[pk]]
    ]


def drawn(
    works: QuerySet[Publication] | Sequence[tuple[Any, ...]], heading: str = "year"
) -> list[Drawn]:
    """``works`` in their order; one query, and two more when some must be drawn anew.

    They may be rows of `columns` already.

    ``heading`` names a column or an annotation; when it stands in several rows, so does the work.
    """
    # A preview's addresses have a secret prefix: nothing drawn for it is kept, or taken from there.
    usual = get_script_prefix() == "/"
    mark = stamp()
    found: list[Drawn] = []
    wanted: dict[int, list[Drawn]] = {}
    counts: dict[int, int | None] = {}
    rows = columns(works, heading) if isinstance(works, QuerySet) else works
    for pk, year, kind, value, changes, drawn_at, stamped, kept, bibtex in rows:
        parts = json.loads(kept) if isinstance(kept, str) else kept
        each = Drawn(pk, year, kind, value, parts, bibtex)
        found.append(each)
        if not usual or drawn_at != changes or stamped != mark or parts is None:
            wanted.setdefault(pk, []).append(each)
            counts[pk] = changes
    if not wanted:
        return found
    fresh = loaded_by_id(sorted(wanted))
    for work in fresh:
        parts, bibtex = draw(work)
        for each in wanted[work.pk]:
            each.parts, each.bibtex = parts, bibtex
    if usual:
        _keep([(wanted[work.pk][0], counts[work.pk]) for work in fresh], mark)
    gone = wanted.keys() - {work.pk for work in fresh}
    return [each for each in found if each.pk not in gone]


def redraw() -> int:
    """Draw now whatever is out of date; how many works that were."""
    outdated = Publication.objects.exclude(
        drawing__stamp=stamp(), drawing__drawn_at=F("drawing__changes")
    )
    pks = list(outdated.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(pks), _BATCH):
        drawn(Publication.objects.filter(pk__in=pks[start : start + _BATCH]).order_by("pk"))
    return len(pks)


def draw(work: Publication) -> tuple[dict[str, Any], str]:
    """The parts of a work from `loaded`, and its BibTeX."""
    shown = item(work)
    parts: dict[str, Any] = {
        name: get_template(f"publications/drawn/{name}.html").render({"item": shown}).strip()
        for name in TEMPLATES
    }
    parts["byline"] = draw_byline(
        work.authorships.all(),
        fold=settings.AUTHOR_FOLD,
        most=MOST_NAMES,
        others=bool(work.extra.get("others")),
    )
    entry = entries.entry_of(work, site=settings.BASE_URL)
    parts |= {
        "url": shown.url,
        "key": work.key,
        # By which other keys people's own files know it: their old pages have these in addresses.
        "keys": [
            [entry.origin, entry.key]
            for entry in work.imported_entries.all()
            if entry.origin.startswith(f"{FILES}:") and entry.key != work.key
        ],
        # Whether a file of BibTeX tells no more of it: further entries, or one to inherit from.
        "alone": not work.versions.all() and not entry.parents,
    }
    return parts, bib.write([entry]).strip()


def _keep(drawings: Sequence[tuple[Drawn, int | None]], mark: str) -> None:
    if time.monotonic() - _failed["at"] < _KEPT_AWAY and _failed["at"]:
        return
    parts = Drawing._meta.get_field("parts")
    rows = [
        (
            parts.get_db_prep_save(each.parts, connection),
            each.bibtex,
            mark,
            changes,
            each.pk,
            changes,
        )
        for each, changes in drawings
    ]
    # Unless they have changed again: then the next visitor draws them.
    update = (
        f"UPDATE {Drawing._meta.db_table} SET parts = %s, bibtex = %s, stamp = %s, drawn_at = %s "  # noqa: S608
        "WHERE publication_id = %s AND changes = %s"
    )
    try:
        with _without_waiting(), transaction.atomic(savepoint=False), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                connection.connection.execute("SET LOCAL lock_timeout = '50ms'")
            cursor.executemany(update, rows)
    except DatabaseError as error:
        _failed["at"] = time.monotonic()
        logger.debug("%s drawings were not kept: %s", len(rows), error)


@contextmanager
def _without_waiting() -> Iterator[None]:
    """No page waits until an import has been written: SQLite has one writer at a time."""
    raw = connection.connection
    if connection.vendor != "sqlite":
        yield
        return
    raw.execute("PRAGMA busy_timeout = 0")
    try:
        yield
    finally:
        seconds = connection.settings_dict["OPTIONS"].get("timeout", 5)
        raw.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")
