"""Merging in the admin: choose two, look at what comes of it, merge, undo."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.dataclasses import UnfoldAction
from unfold.decorators import action

from profiles.admin.approval import approving_lab
from profiles.merging.engine import OutdatedError, Plan, merge, plan
from profiles.merging.fields import SIDES
from profiles.merging.rules import Choices, Rules
from profiles.merging.undo import ImpossibleError, obstacles, undo
from profiles.models import KnownApart, Lab, MergeRecord

SHOWN = 20
_PREFIX = "stands:"


class Merging:
    """For an `OwnedModelAdmin`: its rows can be merged, by ``merging``."""

    merging: Rules
    actions = ("merge_chosen",)
    actions_detail = ("merge_with",)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        pair = "<int:kept>/<int:dropped>/"
        return [
            path(f"merge/{pair}", view(self.merge_view), name=self._name("merge")),
            path(f"apart/{pair}", view(self.apart_view), name=self._name("apart")),
            path("merges/<int:pk>/", view(self.record_view), name=self._name("merged")),
            *super().get_urls(),
        ]

    def get_actions_detail(self, request: HttpRequest, object_id: str) -> list[UnfoldAction]:
        actions = super().get_actions_detail(request, object_id)
        if str(object_id).isdecimal() and self._mine(request).filter(pk=object_id).exists():
            return actions
        return [each for each in actions if each.path != "merge-with"]

    @admin.action(description=gettext_lazy("Merge the two that are chosen"))
    def merge_chosen(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        pair = sorted(queryset.values_list("pk", flat=True)[:3])
        if len(pair) != 2:
            messages.warning(request, _("Choose two rows: the first remains, with what both have."))
            return None
        if self._mine(request).filter(pk__in=pair).count() != 2:
            return self._refuse(request)
        return redirect(self.address("merge", *pair))

    @action(
        description=gettext_lazy("Merge with another"), url_path="merge-with", icon="call_merge"
    )
    def merge_with(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Which other row it is, and what was merged into this one before."""
        if not object_id.isdecimal():
            raise Http404
        row = get_object_or_404(self._mine(request), pk=object_id)
        others = self._others(request, row)
        query = request.GET.get("q", "").strip()[:200]
        found = self.get_search_results(request, others, query)[0][:SHOWN] if query else []
        records = self.merging.undoable(request.user).filter(kept=row.pk)
        context = {
            "title": _("Merge with another"),
            "row": row,
            "suspicions": self.merging.alike(row, self._mine(request)),
            "query": query,
            "found": [(each, self.address("merge", row.pk, each.pk)) for each in found],
            "apart": self._known_apart(request, row),
            "records": [(each, self.address("merged", each.pk)) for each in records[:SHOWN]],
        }
        return self._page(request, "choose.html", context)

    def merge_view(self, request: HttpRequest, kept: int, dropped: int) -> HttpResponse:
        """What merging would do; a POST does it."""
        pair = self._pair(request, kept, dropped)
        if not self.merging.may(request.user, *pair):
            return self._refuse(request)
        if lab := approving_lab(request):
            return self._leave_to(request, lab)
        asked = _asked(request)
        if request.method == "POST":
            try:
                record = merge(
                    self.merging, *pair, request.user, asked, request.POST.get("digest") or "none"
                )
            except OutdatedError:
                pair = self._pair(request, kept, dropped)
                messages.warning(
                    request,
                    _("Something has changed since this page was drawn. Look it over once more."),
                )
            else:
                messages.success(request, _("Merged. It can be undone here."))
                return redirect(self.address("merged", record.pk))
        made = plan(self.merging, *pair, asked)
        return self._page(request, "preview.html", self._preview(made))

    def _preview(self, made: Plan) -> dict[str, Any]:
        kept, dropped = made.kept.pk, made.dropped.pk
        return {
            "title": _("Merge: what comes of it"),
            "plan": made,
            "swapped": self.address("merge", dropped, kept),
            "apart": self.address("apart", kept, dropped),
            "list": self.address("changelist"),
            "links": {
                side: self.address("change", pk)
                for side, pk in zip(SIDES, (kept, dropped), strict=True)
            },
        }

    def apart_view(self, request: HttpRequest, kept: int, dropped: int) -> HttpResponse:
        """Remember that the two are two, or with ``forget`` no longer."""
        if request.method != "POST":
            raise Http404
        one, other = self._pair(request, kept, dropped)
        if "forget" in request.POST:
            lower, higher = sorted((kept, dropped))
            KnownApart.objects.of(type(one)).filter(lower=lower, higher=higher).delete()
            messages.success(request, _("Forgotten: the two may be suggested again."))
        else:
            KnownApart.objects.remember(one, other, request.user)
            messages.success(request, _("Remembered: “%s” and “%s” are two.") % (one, other))
        back = request.POST.get("next", "")
        if not url_has_allowed_host_and_scheme(back, None):
            back = self.address("changelist")
        return redirect(back)

    def record_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What a merge did; a POST undoes it."""
        record = get_object_or_404(self.merging.undoable(request.user), pk=pk)
        if request.method == "POST" and (lab := approving_lab(request)):
            return self._leave_to(request, lab)
        return record_page(
            request,
            record,
            back=self.address("changelist"),
            row=lambda found: self.address("change", found),
        )

    def _refuse(self, request: HttpRequest) -> HttpResponse:
        """Both are the user's, but not to be put together by them."""
        why = self.merging.refusal or _("These two are not yours to merge. Ask an administrator.")
        messages.error(request, why)
        return redirect(self.address("changelist"))

    def _leave_to(self, request: HttpRequest, lab: Lab) -> HttpResponse:
        """Merging shows at once what either row says, which those who agree have not seen."""
        messages.error(
            request,
            _("In %(lab)s an editor agrees to what is changed. Ask one to do this.") % {"lab": lab},
        )
        return redirect(self.address("changelist"))

    def address(self, deed: str, *args: int) -> str:
        return reverse(f"admin:{self._name(deed)}", args=args)

    def _name(self, deed: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{deed}"

    def _mine(self, request: HttpRequest) -> QuerySet:
        return (
            self.merging.mergeable(request.user)
            if self.admits(request)
            else self.model.objects.none()
        )

    def _others(self, request: HttpRequest, row: Model) -> QuerySet:
        mine = self._mine(request).exclude(pk=row.pk)
        return self.merging.partners(request.user, row) if self.merging.partners else mine

    def _pair(self, request: HttpRequest, *pks: int) -> tuple[Model, Model]:
        """Both rows, each of which the user could merge with some other."""
        rows = self._mine(request).in_bulk(pks)
        if len(rows) != 2:
            raise Http404
        return rows[pks[0]], rows[pks[1]]

    def _known_apart(self, request: HttpRequest, row: Model) -> list[tuple[Model, str]]:
        pairs = KnownApart.objects.with_row(row)
        others = {each.lower if each.higher == row.pk else each.higher for each in pairs}
        rows = self._others(request, row).filter(pk__in=others)
        return [(each, self.address("apart", row.pk, each.pk)) for each in rows]

    def _page(self, request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
        return page(request, template, context)


def _asked(request: HttpRequest) -> Choices:
    return {
        name.removeprefix(_PREFIX): value
        for name, value in request.POST.items()
        if name.startswith(_PREFIX) and value in SIDES
    }


def record_page(
    request: HttpRequest, record: MergeRecord, *, back: str, row: Any = None
) -> HttpResponse:
    """The page of a merge that was made; a POST undoes it."""
    if request.method == "POST":
        try:
            undo(record, request.user)
        except ImpossibleError as error:
            for line in error.obstacles:
                messages.error(request, line)
        else:
            messages.success(request, _("Undone: both stand as they did before."))
        return redirect(request.path)
    here = [record.kept, *([record.dropped] if record.undone_at else [])]
    context = {
        "title": _("A merge"),
        "record": record,
        "obstacles": [] if record.undone_at else obstacles(record),
        "back": back,
        "rows": [
            (name, row(pk))
            for name, pk in zip((record.kept_name, record.dropped_name), here, strict=False)
            if row and pk
        ],
    }
    return page(request, "record.html", context)


def page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return TemplateResponse(
        request,
        f"admin/merging/{template}",
        {**admin.site.each_context(request), **context},
    )
