"""The page on which preview links are made and taken back, for each thing that can be a draft."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import action
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from profiles.addresses import absolute
from profiles.models import Lab, PreviewLink, Researcher
from profiles.previews import token_of


class PreviewLinkForm(forms.Form):
    note = forms.CharField(
        label=gettext_lazy("For whom"),
        max_length=100,
        required=False,
        widget=UnfoldAdminTextInputWidget,
        help_text=gettext_lazy("Only you see this: for example my co-authors."),
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("It opens for"),
        coerce=int,
        initial=7,
        widget=UnfoldAdminSelectWidget,
        choices=[
            (1, gettext_lazy("a day")),
            (7, gettext_lazy("a week")),
            (30, gettext_lazy("a month")),
            (90, gettext_lazy("three months")),
        ],
    )


class SharesPreviews:
    """For an admin whose rows can be drafts, or have drafts."""

    actions_detail = ("preview_links",)

    @action(description=gettext_lazy("Preview links"), url_path="preview-links", icon="visibility")
    def preview_links(self, request: HttpRequest, object_id: str) -> HttpResponse:
        target = self.get_object(request, unquote(object_id))
        if not self.has_change_permission(request, target):
            raise PermissionDenied
        form = PreviewLinkForm(request.POST if "make" in request.POST else None)
        if "make" in request.POST and form.is_valid():
            _make(request, target, form)
            return HttpResponseRedirect(request.path)
        if "revoke" in request.POST:
            _revoke(request, target)
            return HttpResponseRedirect(request.path)
        links = PreviewLink.objects.of(target).current().select_related("made_by__researcher")
        context = {
            **self.admin_site.each_context(request),
            "title": _("Preview links of %s") % target,
            "opts": self.opts,
            "original": target,
            "form": form,
            "whole": isinstance(target, (Researcher, Lab)),
            "links": [(link, _address(request, link)) for link in links],
        }
        return TemplateResponse(request, "admin/preview_links.html", context)


def _make(request: HttpRequest, target: Model, form: PreviewLinkForm) -> None:
    PreviewLink.objects.of(target).filter(expires_at__lte=timezone.now()).delete()
    PreviewLink.objects.create(
        target=target,
        note=form.cleaned_data["note"],
        made_by=request.user,
        expires_at=timezone.now() + timedelta(days=form.cleaned_data["days"]),
    )
    messages.success(request, _("The link is made. Copy it from the list and send it."))


def _revoke(request: HttpRequest, target: Model) -> None:
    pk = request.POST["revoke"]
    if pk.isdecimal() and PreviewLink.objects.of(target).filter(pk=pk).delete()[0]:
        messages.success(request, _("The link is taken back: it opens nothing any more."))


def _address(request: HttpRequest, link: PreviewLink) -> str:
    return absolute(request, f"/preview/{token_of(link)}/")
