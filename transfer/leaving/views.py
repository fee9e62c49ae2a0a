"""The admin's pages of leaving: everything as one archive, and being erased."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import admin, messages
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from profiles.models import Researcher
from profiles.permissions import editable_people, is_administrator
from transfer.leaving import archive as archives
from transfer.leaving import erasure


@require_safe
def leaving(request: HttpRequest, pk: int) -> HttpResponse:
    """What there is to take, and where one is erased."""
    person = _person(request, pk)
    context = {
        "title": _("Leave with everything"),
        "own": person.user_id == request.user.pk,
        "can_erase": erasure.can_erase(request.user, person),
    }
    return _page(request, "leaving.html", person, context)


@never_cache
@require_safe
def archive(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    person = _person(request, pk)
    own = person.user_id == request.user.pk or is_administrator(request.user)
    made = archives.Archive(person, with_account=own)
    return StreamingHttpResponse(
        iter(made),
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{made.name}"'},
    )


@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    """What would go and what would stay; a POST with the name typed does it."""
    person = _person(request, pk)
    if not erasure.can_erase(request.user, person):
        raise PermissionDenied(
            _(
                "Only %(person)s and administrators may erase this page. Whoever edits it for "
                "them can hide it."
            )
            % {"person": person.name}
        )
    return _erase(request, person)


# A browser that was left open must not be enough.
@reauthentication_required
def _erase(request: HttpRequest, person: Researcher) -> HttpResponse:
    problem = erasure.refusal(person)
    if request.method == "POST" and not problem:
        if _same(request.POST.get("name", ""), person.name):
            return _erased(request, person)
        problem = _("This is not the name. Type it as it stands here: %s") % person.name
    context = {
        "title": _("Erase %s") % person.name,
        "plan": erasure.plan(person),
        "problem": problem,
        "refused": bool(erasure.refusal(person)),
        "own": person.user_id == request.user.pk,
        "typed": request.POST.get("name", ""),
        "with_papers": "papers" in request.POST,
    }
    return _page(request, "erase.html", person, context)


def _erased(request: HttpRequest, person: Researcher) -> HttpResponse:
    name, own = person.name, person.user_id == request.user.pk
    erasure.erase(person, papers="papers" in request.POST, by=request.user)
    if own:
        logout(request)
        return redirect("home")
    messages.success(request, _("%s is erased.") % name)
    return redirect("admin:profiles_researcher_changelist")


def _person(request: HttpRequest, pk: int) -> Researcher:
    found: Researcher = get_object_or_404(editable_people(request.user), pk=pk)
    return found


def _same(typed: str, name: str) -> bool:
    return " ".join(typed.split()) == " ".join(name.split())


def _page(
    request: HttpRequest, template: str, person: Researcher, context: dict[str, Any]
) -> HttpResponse:
    return TemplateResponse(
        request,
        f"admin/leaving/{template}",
        {**admin.site.each_context(request), "person": person, **context},
    )
