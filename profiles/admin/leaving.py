"""The way out, from a person's form; its pages are in `transfer.leaving`, which knows all apps."""

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action


class Leaving:
    actions_detail = ("leave",)

    @action(description=_("Leave"), url_path="leave", icon="logout")
    def leave(self, request: HttpRequest, object_id: str) -> HttpResponse:
        person = self.get_object(request, unquote(object_id))
        if not self.has_change_permission(request, person):
            raise PermissionDenied
        return redirect("leaving", pk=person.pk)
