"""“My selected papers”: which works a person shows first, in which order, and which not at all."""

import hashlib
from collections.abc import Iterable

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from profiles.admin.rights import people
from profiles.models import Researcher
from profiles.permissions import editable_people
from publications.models import Authorship


def works_of(person: Researcher) -> QuerySet[Authorship]:
    """The selected ones in their order, then the others, newest first."""
    return (
        Authorship.objects.filter(researcher=person)
        .select_related("publication__venue")
        .order_by(
            "-selected",
            "selected_position",
            F("publication__year").desc(nulls_first=True),
            F("publication__month").desc(nulls_last=True),
            "-publication_id",
        )
    )


def own_selection(request: HttpRequest) -> HttpResponse:
    """To the page of the person for whom the user acts."""
    found = getattr(request.user, "researcher", None) or next(iter(people(request)), None)
    if found is None:
        raise PermissionDenied
    return redirect("admin:publications_selection", found.pk)


@require_http_methods(["GET", "POST"])
def selection(request: HttpRequest, pk: int) -> HttpResponse:
    """A row for each work: ``order`` sends all as they stand, the others those that are ticked."""
    person = get_object_or_404(editable_people(request.user), pk=pk)
    sent = [_numbers(request, name) for name in ("order", "selected", "hidden")]
    posted = request.method == "POST"
    if posted and save_selection(person, *sent, opened_with=request.POST.get("opened_with", "")):
        messages.success(request, _("Saved. The selected papers stand in this order."))
        return HttpResponseRedirect(request.path)
    works = list(works_of(person))
    context = {
        **admin.site.each_context(request),
        "title": _("Selected papers of %(person)s") % {"person": person.name},
        "person": person,
        "opened_with": stamp(works),
        "works": as_sent(works, *sent) if posted else works,
        "overtaken": posted,
    }
    return TemplateResponse(request, "admin/selection.html", context)


def stamp(works: Iterable[Authorship]) -> str:
    """What a form was opened with, so that saving it shows whether somebody else came before."""
    rows = [(work.pk, work.selected, work.hidden) for work in works]
    return hashlib.blake2b(repr(rows).encode(), digest_size=12).hexdigest()


def as_sent(
    works: list[Authorship], order: list[int], selected: list[int], hidden: list[int]
) -> list[Authorship]:
    """The works as the form had them; those that it did not know come last, as they are."""
    for work in works:
        if work.pk in order:
            work.selected, work.hidden = work.pk in selected, work.pk in hidden
    places = {pk: place for place, pk in reversed(list(enumerate(order)))}
    return sorted(works, key=lambda work: places.get(work.pk, len(order)))


@transaction.atomic
def save_selection(
    person: Researcher,
    order: list[int],
    selected: Iterable[int],
    hidden: Iterable[int],
    opened_with: str = "",
) -> bool:
    """Write what changed; nothing, and say so, if somebody else came before.

    Works that were not sent, having come meanwhile, stay as they are.
    """
    # Of two who save at once, the second sees what the first has saved.
    Researcher.objects.select_for_update().get(pk=person.pk)
    if opened_with and opened_with != stamp(works_of(person)):
        return False
    works = Authorship.objects.filter(researcher=person).in_bulk(order)
    selected, hidden, place = set(selected), set(hidden), 0
    for pk in dict.fromkeys(order):
        if (work := works.get(pk)) is None:
            continue
        wanted = (pk in selected, pk in hidden, work.selected_position)
        if pk in selected:
            wanted = (*wanted[:2], place)
            place += 1
        if wanted != (work.selected, work.hidden, work.selected_position):
            work.selected, work.hidden, work.selected_position = wanted
            work.save(update_fields=["selected", "hidden", "selected_position"])
    return True


def _numbers(request: HttpRequest, name: str) -> list[int]:
    return [int(each) for each in request.POST.getlist(name) if each.isdecimal()]
