"""The changes that wait for an editor: a list, and a page on which to agree or to decline."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin
from unfold.decorators import display

from accounts.meanwhile import latest_change
from profiles.admin.rights import takes_part
from profiles.approval.deciding import DecisionError, agree, decline, differences, overtaken
from profiles.models import Proposal
from profiles.permissions import can_decide, visible_proposals


@admin.register(Proposal)
class ProposalAdmin(ModelAdmin):
    """Nothing is typed here but a remark; the rows are made and decided by what members do."""

    fields = ()
    list_display = ("name", "author", "made_at", "lab", "standing")
    list_filter = ("state",)
    list_select_related = ("lab", "made_by")
    list_filter_submit = True
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Proposal]:
        return visible_proposals(request.user)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return takes_part(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        if obj is None:
            return takes_part(request)
        return visible_proposals(request.user).filter(pk=obj.pk).exists()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict | None = None,
    ) -> HttpResponse:
        found = self.get_object(request, unquote(object_id)) if object_id else None
        if found is None:
            raise Http404
        if request.method == "POST":
            return self._decide(request, found)
        waits = found.state == Proposal.State.WAITING
        context: dict[str, Any] = {
            **self.admin_site.each_context(request),
            "title": _("Change of %s") % found.name,
            "opts": self.opts,
            "original": found,
            "proposal": found,
            "differences": list(differences(found)),
            "overtaken": overtaken(found) if waits else [],
            "may_decide": waits and can_decide(request.user, found),
            "may_withdraw": waits and found.made_by_id == request.user.pk,
            "form_address": _form_of(found),
            "newest": _newest(found),
        }
        return TemplateResponse(request, "admin/proposal.html", context)

    def _decide(self, request: HttpRequest, proposal: Proposal) -> HttpResponse:
        decision = request.POST.get("decision")
        remark = request.POST.get("remark", "").strip()[:5000]
        proposal.remark = remark
        state = Proposal.State
        try:
            if decision == "agree" and can_decide(request.user, proposal):
                if request.POST.get("newest") != _newest(proposal):
                    raise DecisionError(
                        _("It has been changed meanwhile. Look again at what you agree to.")
                    )
                agree(proposal, request.user)
                messages.success(request, _("Agreed: visitors see the change now."))
            elif decision == "decline" and can_decide(request.user, proposal):
                decline(proposal, request.user, state.DECLINED, remark)
                messages.success(request, _("Declined. The author reads your remark."))
            elif decision == "withdraw" and proposal.made_by_id == request.user.pk:
                decline(proposal, request.user, state.WITHDRAWN)
                messages.success(request, _("Withdrawn: all stays as it is."))
            else:
                raise Http404
        except DecisionError as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(request.path)
        return HttpResponseRedirect(reverse("admin:profiles_proposal_changelist"))

    @display(description=gettext_lazy("By"))
    def author(self, proposal: Proposal) -> str:
        return str(getattr(proposal.made_by, "researcher", None) or proposal.made_by)

    @display(
        description=gettext_lazy("State"),
        label={"waiting": "warning", "agreed": "success", "declined": "danger"},
    )
    def standing(self, proposal: Proposal) -> tuple[str, str]:
        return proposal.state, proposal.get_state_display()


def _newest(proposal: Proposal) -> str:
    """The last change of what is proposed for: a draft may be edited while an editor reads it."""
    row = proposal.target
    if row is None:
        return ""
    parts = [each.model for each in admin.site.get_model_admin(type(row)).inlines]
    newest = latest_change(row, parts)
    return f"{newest._meta.model_name}-{newest.pk}" if newest else ""


def _form_of(proposal: Proposal) -> str:
    kind = proposal.content_type
    if kind.model_class()._base_manager.filter(pk=proposal.object_id).exists():
        name = f"admin:{kind.app_label}_{kind.model}_change"
        return reverse(name, args=[proposal.object_id])
    return ""
