"""In a lab that asks for it, a member's change waits until an editor agrees."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from accounts.history.records import CHANGED
from profiles.admin.rights import once
from profiles.approval.snapshots import Change, changes_between, snapshot
from profiles.models import Lab, Proposal, Researcher
from profiles.permissions import approving_labs, approving_labs_for, visible_proposals


def approving_lab(request: HttpRequest) -> Lab | None:
    """The lab whose editors have to agree to what this user changes; None: nobody has to."""
    return once(request, "approving lab", lambda: approving_labs(request.user).first())


def left_to_editors(request: HttpRequest, person: Researcher | None) -> bool:
    """For what is applied as a whole, an import say: whether an editor has to apply it."""
    lab = approving_lab(request)
    if lab and person:
        lab = approving_labs_for(request.user, person).first()
    if lab is None:
        return False
    messages.info(
        request,
        _("The plan is kept, and waits until an editor of %(lab)s applies it: they find it among "
          "the imports, or by the address of this page.") % {"lab": lab},
    )  # fmt: skip
    return True


class AwaitsApproval:
    """For admins: every way in which a row is changed goes through `_proposing`."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict | None = None,
    ) -> HttpResponse:
        def save() -> HttpResponse:
            return super(AwaitsApproval, self).changeform_view(
                request, object_id, form_url, extra_context
            )

        if object_id is not None:
            waiting = self._waiting(object_id).select_related("made_by__researcher")
            extra_context = {
                **(extra_context or {}),
                "proposals": waiting,
                "readable_proposals": visible_proposals(request.user),
            }
            return self._proposing(request, object_id, save)
        return self._adding(request, save)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict | None = None
    ) -> HttpResponse:
        delete = super().delete_view
        return self._proposing(
            request, object_id, lambda: delete(request, object_id, extra_context)
        )

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict | None = None
    ) -> HttpResponse:
        view = super().history_view
        return self._proposing(request, object_id, lambda: view(request, object_id, extra_context))

    def get_actions(self, request: HttpRequest) -> dict:
        actions = super().get_actions(request)
        if approving_lab(request):
            # One by one, so that each can be looked at.
            actions.pop("delete_selected", None)
        return actions

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        request.octavo_added = obj
        return super().log_addition(request, obj, message)

    def _waiting(self, object_id: str) -> Any:
        row = self._stored(object_id)
        return Proposal.objects.of(row).waiting() if row else Proposal.objects.none()

    def _proposing(
        self, request: HttpRequest, object_id: str, deed: Callable[[], HttpResponse]
    ) -> HttpResponse:
        """Do the deed; if visitors would see it, undo it, and keep what it did as a proposal."""
        lab = approving_lab(request) if request.method == "POST" else None
        row = self._stored(object_id) if lab else None
        lab = approving_labs_for(request.user, row).first() if row else None
        if lab is None:
            return deed()
        with transaction.atomic():
            before = snapshot(row, self.inlines)
            response = deed()
            after = snapshot(self._stored(object_id), self.inlines)
            changes = changes_between(before, after)
            seen = not (_draft_in(before) and _draft_in(after))
            held = response.status_code == 302 and bool(changes) and seen
            transaction.set_rollback(held)
        if not held:
            return response
        _propose(request, lab, row, changes)
        return HttpResponseRedirect(request.get_full_path())

    def _adding(self, request: HttpRequest, save: Callable[[], HttpResponse]) -> HttpResponse:
        """What is new is saved as a draft; that it becomes public is the proposal."""
        can_be_draft = any(field.name == "draft" for field in self.opts.concrete_fields)
        asks = request.method == "POST" and can_be_draft and approving_lab(request)
        if not asks or request.POST.get("draft"):
            return save()
        request.POST = request.POST.copy()
        request.POST["draft"] = "on"
        response = save()
        added = getattr(request, "octavo_added", None)
        lab = approving_labs_for(request.user, added).first() if added else None
        if added is not None and lab is None:
            added.draft = False
            added.save()
        elif added is not None:
            publish: Change = {
                "model": added._meta.label,
                "pk": added.pk,
                "deed": CHANGED,
                "before": {"draft": True},
                "after": {"draft": False},
            }
            _propose(request, lab, added, [publish])
        return response

    def _stored(self, object_id: str) -> Model | None:
        """The row that the form itself would find: ``+7`` and ``_37`` are ways to write 7, too."""
        try:
            pk = self.opts.pk.to_python(unquote(object_id))
        except ValidationError:
            return None
        return self.model._base_manager.filter(pk=pk).first()


def _draft_in(state: dict) -> bool:
    """Whether the row itself, which comes first, is a draft."""
    return bool(state) and bool(next(iter(state.values())).get("draft", False))


def _propose(request: HttpRequest, lab: Lab, row: Model, changes: list[Change]) -> None:
    Proposal.objects.create(
        lab=lab, target=row, name=str(row)[:300], changes=changes, made_by=request.user
    )
    # What the form said was true for a moment only.
    list(messages.get_messages(request))
    messages.info(
        request,
        _("Your change is kept, and waits until an editor of %(lab)s agrees. "
          "Until then visitors see what they saw before.") % {"lab": lab},
    )  # fmt: skip
