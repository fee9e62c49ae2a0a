"""Which drafts pass the reading rules while a preview is drawn; otherwise none does."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType

from django.db.models import Model, Q

Rows = Mapping[str, frozenset[int]]  # the labels of models, and the keys of rows

_NONE: Rows = MappingProxyType({})
_REVEALED: ContextVar[Rows] = ContextVar("revealed", default=_NONE)


@contextmanager
def revealing(rows: Rows) -> Iterator[None]:
    token = _REVEALED.set(rows)
    try:
        yield
    finally:
        _REVEALED.reset(token)


def is_revealing() -> bool:
    return bool(_REVEALED.get())


def or_revealed(model: type[Model], rule: Q) -> Q:
    """``rule``, or that the row is one of those which a preview is being drawn for."""
    rows = _REVEALED.get().get(model._meta.label)
    return rule | Q(pk__in=rows) if rows else rule
