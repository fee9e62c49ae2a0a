"""“My selected papers”: which works a person shows first, in which order, and which not at all."""

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
    if request.method == "POST":
        sent = [_numbers(request, name) for name in ("order", "selected", "hidden")]
        save_selection(person, *sent)
        messages.success(request, _("Saved. The selected papers stand in this order."))
        return HttpResponseRedirect(request.path)
    context = {
        **admin.site.each_context(request),
        "title": _("Selected papers of %(person)s") % {"person": person.name},
        "person": person,
        "works": works_of(person),
    }
    return TemplateResponse(request, "admin/selection.html", context)


@transaction.atomic
def save_selection(
    person: Researcher, order: list[int], selected: Iterable[int], hidden: Iterable[int]
) -> None:
    """Write what changed. Works that were not sent, having come meanwhile, stay as they are."""
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


def _numbers(request: HttpRequest, name: str) -> list[int]:
    return [int(each) for each in request.POST.getlist(name) if each.isdecimal()]
