"""The pages of long lists."""

from django.core.paginator import Page, Paginator


class KeyedPaginator(Paginator):
    """Sorts and skips keys alone: what a list shows of a row is asked for on its page only."""

    def page(self, number: int | str) -> Page:
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        rows = self.object_list
        keys = list(rows.values_list("pk", flat=True)[start : start + self.per_page])
        place = {key: at for at, key in enumerate(keys)}
        found = rows.order_by().filter(pk__in=keys)
        return self._get_page(sorted(found, key=lambda row: place[row.pk]), number, self)
