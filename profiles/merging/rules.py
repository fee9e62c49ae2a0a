"""What is particular to merging one kind of row; everything else the engine finds by itself."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Model, QuerySet

from profiles.permissions import Visitor

if TYPE_CHECKING:
    from profiles.merging.engine import Plan
    from profiles.merging.fates import Fate
    from profiles.merging.fields import Choice
    from profiles.merging.journal import Journal

Choices = Mapping[str, str]
Settling = Callable[[Model, Model], "Fate"]


@dataclass(frozen=True)
class Rules:
    """How two rows of ``model`` are merged, and by whom."""

    model: type[Model]
    mergeable: Callable[[Visitor], QuerySet]
    may: Callable[[Visitor, Any, Any], bool]
    undoable: Callable[[Visitor], QuerySet]
    # What those are told who could merge each of two rows, but not with one another.
    refusal: str = ""
    # With which rows a user may merge this one, where it is not with any of the mergeable.
    partners: Callable[[Visitor, Any], QuerySet] | None = None
    # The pairs of a row with others that may be the same; none where nobody can tell.
    alike: Callable[[Any, QuerySet], Iterable[Any]] = lambda _row, _others: ()
    # Fields that are chosen as one, under the first one's name: a day is nothing without its year.
    together: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    # Of two sets or yes-or-no answers both hold, and nobody is asked.
    united: frozenset[str] = frozenset()
    # Filled when empty, else left alone, and never shown.
    silent: frozenset[str] = frozenset()
    # Relations (by label) in which rows have a place among those of one owner.
    ordered: frozenset[str] = frozenset()
    # Which side stands unless somebody says otherwise, where it is not the row that is kept.
    suggested: Callable[[Any, Any], Choices] = lambda _kept, _dropped: {}
    # Values that are no columns, such as a byline, side by side.
    further: Callable[[Any, Any], Iterable["Choice"]] = lambda _kept, _dropped: ()
    # For a relation (by label) all fates at once, instead of one row after the other.
    fates: Mapping[str, Callable[[Any, Any, Choices], list["Fate"]]] = field(default_factory=dict)
    # What else is to be done, and what a person should know before.
    afterwards: Callable[["Plan", "Journal"], None] = lambda _plan, _journal: None
    remarks: Callable[[Any, Any], Iterable[str]] = lambda _kept, _dropped: ()


# Yes-or-no fields of rows that hang on what is merged, which hold only where both said so.
# Every other one holds where either did.
ONLY_BOTH: dict[str, frozenset[str]] = {}
# What becomes of a row (by its model's label) that could not stand beside one of the kept row:
# left out here, the two are put together like what they hang on.
SETTLING: dict[str, Settling] = {}
# Further places that hold ids of a model's rows where no relation says so.
LOOSE: dict[type[Model], list[Callable[[Model, Model, "Journal"], None]]] = {}


def loose_ids(model: type[Model]) -> Callable[[Callable], Callable]:
    """Registers a function that moves ids of this model's rows out of texts and lists."""

    def register(function: Callable) -> Callable:
        LOOSE.setdefault(model, []).append(function)
        return function

    return register
