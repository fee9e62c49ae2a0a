"""Bringing a whole site in the admin: give an archive, look the plan over, apply it, undo it."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST
from simple_history.models import HistoricalRecords
from unfold.widgets import (
    UnfoldAdminFileFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldBooleanWidget,
)

from profiles.admin.approval import left_to_editors
from profiles.admin.rights import only_person, takes_part
from profiles.models import Researcher
from profiles.permissions import editable_people
from transfer import importer
from transfer.archives import SUFFIXES
from transfer.bringing import imports, undoing
from transfer.limits import FolderError
from transfer.models import SiteImport

MAX_UPLOAD = 300 * 1024 * 1024
SHOWN = 500  # lines of one group of the plan


class SiteForm(forms.Form):
    researcher = forms.ModelChoiceField(
        Researcher.objects.none(),
        label=gettext_lazy("Whose site it is"),
        widget=UnfoldAdminSelectWidget,
    )
    file = forms.FileField(
        label=gettext_lazy("The site as an archive"),
        widget=UnfoldAdminFileFieldWidget({"accept": ",".join(SUFFIXES)}),
        help_text=gettext_lazy(
            "A .zip or .tar.gz of the site's source. On GitHub: Code, then Download ZIP."
        ),
    )
    with_samples = forms.BooleanField(
        label=gettext_lazy("Take the theme's sample content too"),
        required=False,
        widget=UnfoldBooleanWidget,
    )

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person = self.fields["researcher"]
        person.queryset = editable_people(request.user)
        person.initial = getattr(request.user, "researcher", None) or only_person(request)

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if not imports.suffix_of(file.name):
            raise forms.ValidationError(
                _("This is no archive that can be read. Give one of: %s.") % ", ".join(SUFFIXES)
            )
        if file.size > MAX_UPLOAD:
            raise forms.ValidationError(
                _("The archive has more than 300 MB. Leave out what the site does not need.")
            )
        return file


def visible(request: HttpRequest) -> QuerySet[SiteImport]:
    """The imports for people whom the visitor may edit."""
    records = SiteImport.objects.filter(researcher__in=editable_people(request.user))
    return records.select_related("researcher", "user")


@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """The form, and the sites that were brought."""
    if not takes_part(request):
        raise PermissionDenied
    form = SiteForm(request, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = imports.keep(
                given["file"],
                given["researcher"],
                request.user,
                with_samples=given["with_samples"],
            )
        except (FolderError, importer.SiteError) as error:
            form.add_error("file", str(error))
        else:
            return redirect("brought_site", made.pk)
    past = visible(request).exclude(state=SiteImport.State.PLANNED, asked_at=None)[:20]
    context = {"title": _("Bring a site"), "form": form, "records": past}
    return _page(request, "start.html", context)


@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The plan of a site that is not applied yet, else what came of it."""
    found = get_object_or_404(visible(request), pk=pk)
    if request.method == "POST":
        if found.state != SiteImport.State.PLANNED:
            return redirect("brought_site", pk)
        if "forget" in request.POST:
            imports.forget(found)
            return redirect("bring_site")
        if left_to_editors(request, found.researcher):
            found.asked_at = timezone.now()
            found.save()
            return redirect("brought_site", pk)
        return StreamingHttpResponse(_told(request, found))
    context = {
        "title": _("Bring a site: the plan")
        if found.state == SiteImport.State.PLANNED
        else _("Bring a site: what came of it"),
        "record": found,
        "groups": groups_of(found.report),
        "problems": found.report.get("problems", []),
        "counts": {key: found.report.get(key, 0) for key in ("created", "updated", "rejected")},
    }
    return _page(request, "record.html", context)


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(visible(request), pk=pk)
    if left_to_editors(request, found.researcher):
        return redirect("brought_site", pk)
    try:
        undone = undoing.undo(found, request.user)
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
    return redirect("brought_site", pk)


def groups_of(report: dict[str, Any]) -> list[dict[str, Any]]:
    """The lines of a report by what becomes of them, those with problems first."""
    items = report.get("items", [])
    names = {
        "created": _("New"),
        "updated": _("Changed"),
        "rejected": _("Left out"),
        "unchanged": _("As before"),
    }
    groups = []
    for action, label in names.items():
        lines = [item for item in items if item["action"] == action]
        lines.sort(key=lambda item: not item["problems"])
        kinds = Counter(item["kind"] for item in lines)
        groups.append(
            {
                "action": action,
                "label": label,
                "count": len(lines),
                "kinds": ", ".join(f"{number} {kind}" for kind, number in kinds.most_common()),
                "lines": lines[:SHOWN],
                "more": max(0, len(lines) - SHOWN),
            }
        )
    return [group for group in groups if group["count"]]


def _told(request: HttpRequest, found: SiteImport) -> Iterator[str]:
    """The page as it grows: its head, how far the writing is, and at the end where to go on.

    Should the visitor leave before the end, nothing is written.
    """
    context = {**admin.site.each_context(request), "title": _("Importing"), "record": found}
    template = "admin/publications/import_progress.html"
    head, tail = render_to_string(template, context, request).split("<!-- progress -->")
    yield head
    # The middleware that tells history who writes is left by the time the page grows.
    HistoricalRecords.context.request = request
    try:
        for done, all_of_them in imports.applying(found, request.user):
            if done % 10 == 0 or done == all_of_them:
                yield format_html(
                    '<p class="step"><progress value="{}" max="{}"></progress> {}</p>',
                    done,
                    all_of_them,
                    _("%(done)s of %(all)s written") % {"done": done, "all": all_of_them},
                )
        yield format_html(
            '<p class="step">{} <a href="{}" data-go-on>{}</a></p>',
            _("The site is imported."),
            reverse("brought_site", args=[found.pk]),
            _("See what came of it"),
        )
    except (importer.SiteError, FolderError) as error:
        yield format_html('<p class="step">{}</p>', str(error))
    except DatabaseError:
        yield format_html(
            '<p class="step">{}</p>',
            _("The database refused it, and nothing was written. Go back and try again."),
        )
    finally:
        del HistoricalRecords.context.request
    yield tail


def _page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return TemplateResponse(
        request,
        f"admin/bringing/{template}",
        {**admin.site.each_context(request), **context},
    )
