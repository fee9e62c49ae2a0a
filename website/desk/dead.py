"""Links on somebody's pages that `check_links` found dead."""

from collections.abc import Iterable, Iterator
from functools import reduce

from django.db.models import Model
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from website.desk.gap import Gap
from website.linked import SOURCES, Source
from website.models import LinkCheck


def dead_links(people: Iterable[int]) -> Iterator[tuple[int, Gap]]:
    """Whose page it is on, and the way to the form. Costs one query where no link is dead."""
    wanted, dead = set(people), list(LinkCheck.objects.dead().values_list("url", flat=True))
    if not dead:
        return
    for source in SOURCES:
        for column in source.columns():
            found = source.model._base_manager.filter(
                **{f"{column}__in": dead, f"{source.people}__in": wanted}
            )
            pairs = list(found.values_list("pk", source.people).order_by("pk"))
            rows = found.select_related(*filter(None, [source.form])).in_bulk()
            for pk, person in pairs:
                if person in wanted:
                    yield person, _gap(rows[pk], column, source)


def _gap(row: Model, column: str, source: Source) -> Gap:
    form = reduce(getattr, filter(None, source.form.split("__")), row)
    url = Truncator(getattr(row, column)).chars(90)
    return Gap(
        _("dead link"),
        _("A link leads nowhere any more: %(url)s") % {"url": url},
        _("Mend the link"),
        form,
        source.field,
        source.leaf,
    )
