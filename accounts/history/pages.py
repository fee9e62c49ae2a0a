"""The pages of a row's history in the admin: what was changed, and going back."""

from datetime import datetime

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.history.moments import moments
from accounts.history.restoring import GoingBackError, differences, go_back, steps_back
from accounts.meanwhile import latest_change

AT_A_TIME = 25


class HistoryOfParts:
    """For ModelAdmin: who changed what of a row and its parts, and a way back by equal rights."""

    def unasked(self, request: HttpRequest) -> frozenset[str]:
        """The fields that are not this user's to set."""
        return frozenset()

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict | None = None
    ) -> HttpResponse:
        row = self.get_object(request, unquote(object_id))
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        if back := request.GET.get("back", request.POST.get("back")):
            return self._back(request, row, _moment(back))
        parts = [inline.model for inline in self.inlines]
        page = Paginator(moments(row, parts), AT_A_TIME).get_page(request.GET.get("page"))
        context = {
            **self._frame(request, row, _("History of %s") % row),
            "page": page,
            "may_go_back": self.has_change_permission(request, row),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/history.html", context)

    def _back(self, request: HttpRequest, row: Model, before: datetime) -> HttpResponse:
        """Shows what going back would change; does it when that was looked at."""
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        newest = latest_change(row, [inline.model for inline in self.inlines])
        mark = f"{newest._meta.model_name}-{newest.pk}" if newest else ""
        steps = steps_back(self, request, row, before)
        when = date_format(timezone.localtime(before), "DATETIME_FORMAT")
        if request.method == "POST":
            if request.POST.get("newest") != mark:
                messages.warning(
                    request, _("It has been changed meanwhile. Look again at what would change.")
                )
            else:
                try:
                    go_back(steps, _("Put back as before %s") % when)
                except GoingBackError as error:
                    messages.error(request, str(error))
                else:
                    messages.success(
                        request,
                        _("It is again as it was before %s. That can be undone too.") % when,
                    )
                return HttpResponseRedirect(request.path)
        context = {
            **self._frame(request, row, _("Back to before %s") % when),
            "differences": list(differences(steps, row)),
            "back": before.isoformat(),
            "newest": mark,
        }
        return TemplateResponse(request, "admin/history_back.html", context)

    def _frame(self, request: HttpRequest, row: Model, title: str) -> dict:
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "object": row,
            "original": row,
            "opts": self.opts,
        }


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
        # Some of the first and the last moments there are have no place in our time zone.
        return timezone.localtime(moment if moment.tzinfo else timezone.make_aware(moment))
    except (ValueError, OverflowError) as error:
        raise Http404(text) from error
