"""Importing papers in the admin: give a file or text, look the plan over, apply it, undo it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from profiles.admin.approval import left_to_editors
from profiles.admin.rights import takes_part
from profiles.permissions import editable_people
from publications.admin.import_form import ImportForm
from publications.importing import offer as offers
from publications.importing.apply import AlreadyAppliedError, apply, applying
from publications.importing.plan import Plan
from publications.importing.review import choices_from, groups, left_out, strangers
from publications.importing.undo import undo
from publications.models import ImportRecord
from publications.permissions import visible_imports

LONG = 300  # works to write, from which on the page shows how far it is
LISTED = 200  # works of one kind that the page of a past import names
FORGOTTEN = timedelta(days=2)  # plans that nobody applied


def urls() -> list[URLPattern]:
    view = admin.site.admin_view
    return [
        path("import/", view(start), name="publications_import"),
        path("import/<int:pk>/", view(record), name="publications_import_record"),
        path("import/<int:pk>/undo/", view(take_back), name="publications_import_undo"),
    ]


@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """The form, and the imports there were."""
    if not takes_part(request):
        raise PermissionDenied
    form = ImportForm(request, request.POST or None, request.FILES or None)
    return begin(request, form)


def begin(request: HttpRequest, form: ImportForm) -> HttpResponse:
    """The plan for what the form holds, or the form with what is missing in it."""
    if form.is_valid():
        return redirect("admin:publications_import_record", _planned(request, form).pk)
    made = visible_imports(request.user).exclude(state=ImportRecord.State.PLANNED, asked_at=None)
    return _page(
        request,
        "import_start.html",
        {
            "title": _("Import papers"),
            "form": form,
            "records": made.select_related("researcher", "user")[:20],
        },
    )


@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The plan of an import that is not applied yet, else what it did."""
    found = _found(request, pk)
    if found.state != ImportRecord.State.PLANNED:
        return _result(request, found)
    offer = offers.offer_of(found)
    choices = choices_from(request.POST, offer.refs) if request.method == "POST" else {}
    made = offer.plan(request.user, choices)
    if request.method == "GET":
        return _review(request, found, made)
    if more := left_out(made, request.POST):
        made = offer.plan(request.user, choices | more)
    if left_to_editors(request, found.researcher):
        found.asked_at = timezone.now()
        found.save()
        return redirect("admin:publications_import_record", found.pk)
    if len(made.targets) >= LONG:
        return StreamingHttpResponse(_told(request, found, made))
    try:
        apply(made, request.user, found)
    except AlreadyAppliedError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _done(found))
    return redirect("admin:publications_import_record", found.pk)


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    if left_to_editors(request, found.researcher):
        return redirect("admin:publications_import_record", found.pk)
    try:
        undone = undo(found, request.user)
    except ValueError as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request,
            _("Undone: %(deleted)s deleted, %(reverted)s as they were before.")
            % {"deleted": undone.deleted, "reverted": undone.reverted},
        )
        for line in undone.kept[:20]:
            messages.warning(request, line)
    return redirect("admin:publications_import_record", found.pk)


def _found(request: HttpRequest, pk: int) -> ImportRecord:
    records = visible_imports(request.user).select_related("researcher", "user")
    found = get_object_or_404(records, pk=pk)
    if found.researcher_id and found.state == ImportRecord.State.PLANNED:
        # The right may have ended between the plan and its application.
        get_object_or_404(editable_people(request.user), pk=found.researcher_id)
    return found


def _planned(request: HttpRequest, form: ImportForm) -> ImportRecord:
    State = ImportRecord.State  # noqa: N806 - a class
    old = timezone.now() - FORGOTTEN
    forgotten = ImportRecord.objects.filter(state=State.PLANNED, asked_at=None)
    forgotten.filter(created_at__lt=old).delete()
    source = form.cleaned_data["source"]
    if source.problem:
        messages.warning(request, source.problem)
    return ImportRecord.objects.create(
        user=request.user,
        researcher=form.cleaned_data["researcher"],
        origin=form.cleaned_data["origin"],
        name=form.cleaned_data["name"][:500],
        state=State.PLANNED,
        text=source.text,
    )


def _review(request: HttpRequest, found: ImportRecord, made: Plan) -> HttpResponse:
    counts = groups(made)
    context = {
        "title": _("Import papers: the plan"),
        "record": found,
        "plan": made,
        "groups": counts,
        "strangers": strangers(made),
        "to_write": sum(counts[name].count for name in ("unsure", "updated", "created")),
    }
    return _page(request, "import_plan.html", context)


def _result(request: HttpRequest, found: ImportRecord) -> HttpResponse:
    changes = found.changes.select_related("publication").order_by("pk")
    created, changed = changes.filter(created=True), changes.filter(created=False)
    context = {
        "title": _("Import papers: what came of it"),
        "record": found,
        "created": created[:LISTED],
        "more_created": max(0, created.count() - LISTED),
        "changed": changed[:LISTED],
        "more_changed": max(0, changed.count() - LISTED),
    }
    return _page(request, "import_record.html", context)


def _told(request: HttpRequest, found: ImportRecord, made: Plan) -> Iterator[str]:
    """The page as it grows: its head, how far the writing is, and at the end where to go on.

    Should the visitor leave before the end, nothing is written.
    """
    context = {**admin.site.each_context(request), "title": _("Importing"), "record": found}
    template = "admin/publications/import_progress.html"
    head, tail = render_to_string(template, context, request).split("<!-- progress -->")
    yield head
    try:
        for done, all_of_them in applying(made, request.user, found):
            yield format_html(
                '<p class="step"><progress value="{}" max="{}"></progress> {}</p>',
                done,
                all_of_them,
                _("%(done)s of %(all)s written") % {"done": done, "all": all_of_them},
            )
        address = reverse("admin:publications_import_record", args=[found.pk])
        yield format_html(
            '<p class="step">{} <a href="{}" data-go-on>{}</a></p>',
            _done(found),
            address,
            _("See what came of it"),
        )
    except AlreadyAppliedError as error:
        yield format_html('<p class="step">{}</p>', str(error))
    except DatabaseError:
        yield format_html(
            '<p class="step">{}</p>',
            _("The database refused it, and nothing was written. Go back and try again."),
        )
    yield tail


def _done(found: ImportRecord) -> str:
    return _("Imported: %(created)s new, %(updated)s changed, %(unchanged)s as before.") % (
        found.counts
    )


def _page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return TemplateResponse(
        request,
        f"admin/publications/{template}",
        {**admin.site.each_context(request), **context},
    )
