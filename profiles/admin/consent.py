"""The page on which somebody hides themselves, or a part, in one click."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import action

from profiles import consent
from profiles.models import Researcher
from profiles.registration import may_set_visibility


class HidesThings:
    """For the admin of people."""

    @action(
        description=gettext_lazy("What is shown of me"), url_path="shown", icon="visibility_off"
    )
    def shown(self, request: HttpRequest, object_id: str) -> HttpResponse:
        person = self.get_object(request, unquote(object_id))
        if not self.has_change_permission(request, person):
            raise PermissionDenied
        if request.method == "POST":
            self._change(request, person)
            return HttpResponseRedirect(request.path)
        matters = [
            (matter, matter.is_shown(person))
            for matter in consent.MATTERS.values()
            if matter.there(person)
        ]
        context = {
            **self.admin_site.each_context(request),
            "title": _("What is shown of %s") % person,
            "opts": self.opts,
            "original": person,
            "matters": matters,
            "may_show": may_set_visibility(request.user, person),
        }
        return TemplateResponse(request, "admin/consent.html", context)

    def _change(self, request: HttpRequest, person: Researcher) -> None:
        deed, _colon, key = request.POST.get("do", "").partition(":")
        if key not in consent.MATTERS or deed not in ("hide", "show"):
            raise Http404
        title = consent.MATTERS[key].title
        if deed == "hide":
            consent.hide(person, key)
            messages.success(request, _("%s: hidden from now on.") % title)
        elif may_set_visibility(request.user, person):
            consent.show(person, key)
            messages.success(request, _("%s: shown again.") % title)
        else:
            raise PermissionDenied
