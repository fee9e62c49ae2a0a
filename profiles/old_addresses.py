"""Addresses for life: whatever was public once answers at its old address too.

A page that moved redirects for good, with all that lies beneath it; one that is gone says so. The
old address is asked only where nothing answers any more, so a new page may take it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from profiles.models import OldAddress

LONGEST = 500


@dataclass(frozen=True, slots=True)
class Answer:
    """Where to go; without an address, what was there is gone."""

    address: str = ""


def remember(path: str, target: Model, host: str = "") -> OldAddress | None:
    """Let ``path`` lead to where ``target`` stands, now and after further moves."""
    if not _is_page(path) or path == _address(target):
        return None
    kind = ContentType.objects.get_for_model(type(target))
    return _write(host, path, content_type=kind, object_id=target.pk, to="")


def remember_removed(path: str, target: Model) -> OldAddress | None:
    """Let ``path`` say that ``target`` is gone, from its removal on and as long as it is gone."""
    if not _is_page(path):
        return None
    kind = ContentType.objects.get_for_model(type(target))
    return _write("", path, content_type=kind, object_id=target.pk, to="")


def remember_address(path: str, to: str, host: str = "") -> OldAddress | None:
    """Let ``path`` lead to an address of this site that is no row's: ``/publications/``."""
    if not _is_page(path) or path == to or not to.startswith("/") or to.startswith("//"):
        return None
    return _write(host, path, content_type=None, object_id=None, to=to)


def answer(path: str, host: str = "") -> Answer | None:
    """What to say at an address where nothing answers; None: it was never anything.

    What visitors may not see, a hidden person or a draft, has no old address either.
    """
    found = {
        each.path: each
        for each in OldAddress.objects.filter(host=host, path__in=list(_above(path)))
    }
    for above in _above(path):
        if (old := found.get(above)) is None:
            continue
        if old.content_type_id is None:
            address = old.to
        else:
            row = old.content_type.model_class()._base_manager.filter(pk=old.object_id).first()
            if row is not None and not is_seen(row):
                return None
            address = _address(row) if row is not None else ""
        if not address:
            return Answer()
        there = address.partition("#")[0]
        there += _named_after(above, there, path[len(above) :])
        return None if there == path else Answer(there)
    return None


def seen_at(row: Model) -> str:
    """The address at which visitors find the stored row; empty when they find none."""
    if not (hasattr(row, "slug") and hasattr(row, "get_absolute_url")) or row.pk is None:
        return ""
    stored = type(row)._base_manager.filter(pk=row.pk).first()
    return _address(stored) if stored is not None and is_seen(stored) else ""


def _named_after(old: str, new: str, tail: str) -> str:
    """What lies beneath a page, renamed if it has the page's name: ``drift/drift.pdf``."""
    was, now = (each.rstrip("/").rpartition("/")[2] for each in (old, new))
    return now + tail.removeprefix(was) if tail.startswith(f"{was}.") else tail


def _write(host: str, path: str, **values: object) -> OldAddress:
    return OldAddress.objects.update_or_create(host=host, path=path, defaults=values)[0]


def _is_page(path: str) -> bool:
    return path.startswith("/") and "#" not in path and 1 < len(path) <= LONGEST


def _address(row: Model) -> str:
    find = getattr(row, "get_absolute_url", None)
    return find() if find else ""


def _above(path: str) -> Iterator[str]:
    """The path itself, then each page that it lies beneath, the nearest first."""
    if len(path) > LONGEST:
        return
    yield path
    end = path.rfind("/", 0, len(path) - 1)
    while end > 0:
        yield path[: end + 1]
        end = path.rfind("/", 0, end)


def is_seen(row: Model) -> bool:
    """Whether a visitor finds the row's page, by its own reading rule."""
    rows = type(row)._default_manager.all()
    for rule in ("reachable", "public", "published"):
        if hasattr(rows, rule):
            return getattr(rows, rule)().filter(pk=row.pk).exists()
    return True
