"""The account pages that allauth does not have: invitations, delegates, one session."""

from typing import Any

from allauth.account.utils import perform_login
from allauth.core import ratelimit
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import delegation, invitations, letters, pending
from accounts.delegate_form import DelegateForm
from accounts.entrance import AskAgainForm, InvitedForm
from accounts.models import Invitation, User

form_view = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Everything about one's account, on one page."""
    has_providers = bool(settings.SOCIALACCOUNT_PROVIDERS)
    return render(request, "accounts/account.html", {"has_providers": has_providers})


@require_safe
def invitation_link(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the letter; the token moves to the session, so that no address tells it on.

    Nothing is accepted yet: mail servers open links, too.
    """
    pending.keep(request, token)
    return redirect("invitation")


@sensitive_post_parameters("password")
@form_view
def invitation(request: HttpRequest) -> HttpResponse:
    found = pending.invitation(request)
    if found is None:
        return _after_closing(request)
    try:
        if request.user.is_authenticated:
            return _accept_signed_in(request, found)
        return _accept_anew(request, found)
    except invitations.InvitationClosedError:
        return _closed(request)


def _after_closing(request: HttpRequest) -> HttpResponse:
    """Who just accepted by way of another site comes back here, and goes on to their page."""
    page = getattr(request.user, "researcher", None)
    token = request.session.get(pending.KEY, "")
    if page and invitations.was_accepted(token, request.user):
        pending.drop(request)
        return HttpResponseRedirect(_form_of(page))
    return _closed(request)


def _closed(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/invitation_closed.html", {"form": AskAgainForm()}, status=410)


def _accept_signed_in(request: HttpRequest, found: Invitation) -> HttpResponse:
    if request.method == "POST":
        try:
            invitations.accept(found, request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            pending.drop(request)
            return HttpResponseRedirect(_next_of(found))
    own = getattr(request.user, "researcher", None)
    fits = own is None or found.researcher is None or own.pk == found.researcher.pk
    return render(
        request, "accounts/invitation_signed_in.html", {"invitation": found, "fits": fits}
    )


def _accept_anew(request: HttpRequest, found: Invitation) -> HttpResponse:
    holder = invitations.account_of(found)
    if holder is not None and not holder.is_active:
        raise invitations.InvitationClosedError
    context: dict[str, Any] = {"invitation": found, "holder": holder}
    if holder is None or not holder.is_claimed:
        form = InvitedForm(request.POST or None, user=holder or _newcomer(found))
        if request.method == "POST" and form.is_valid():
            user = invitations.take_account(found, form.cleaned_data["password"])
            pending.drop(request)
            return perform_login(request, user, redirect_url=_next_of(found), email=user.email)
        context["form"] = form
    return render(request, "accounts/invitation.html", context)


def _newcomer(found: Invitation) -> User:
    """Against whose names and address a password is checked."""
    person = found.researcher
    names = {"first_name": person.given_name, "last_name": person.family_name} if person else {}
    return User(email=found.email, **names)


def _next_of(found: Invitation) -> str:
    return _form_of(found.researcher) if found.researcher else reverse("admin:index")


def _form_of(page: Any) -> str:
    return reverse("admin:profiles_researcher_change", args=[page.pk])


@form_view
def ask_again(request: HttpRequest) -> HttpResponse:
    """Passes a wish for a new link on; says the same whatever it finds."""
    form = AskAgainForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "accounts/invitation_closed.html", {"form": form})
    email = form.cleaned_data["email"].lower()
    refused = ratelimit.consume_or_429(request, action="ask_again", key=email)
    if refused:
        return refused
    try:
        invitations.ask_again(email)
    except letters.LetterNotSentError:
        return render(request, "accounts/no_letter.html", status=503)
    return render(request, "accounts/invitation_asked.html", {"email": email})


@login_required
@form_view
def delegates(request: HttpRequest) -> HttpResponse:
    form = DelegateForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            made = form.save()
        except ValidationError as error:
            form.add_error(None, error)
        except letters.LetterNotSentError:
            messages.warning(request, _("The right is given, but no letter could be sent."))
            return redirect("delegates")
        else:
            told = _("%s can edit now; a letter says so.")
            messages.success(request, told % made.delegate)
            return redirect("delegates")
    context = {
        "form": form,
        "granted": delegation.granted(request.user),
        "held": delegation.held(request.user),
    }
    return render(request, "accounts/delegates.html", context)


@login_required
@require_POST
def end_delegation(request: HttpRequest, pk: int) -> HttpResponse:
    mine = delegation.granted(request.user) | delegation.held(request.user)
    get_object_or_404(mine.distinct(), pk=pk).delete()
    messages.success(request, _("That right has ended."))
    return redirect("delegates")


@login_required
@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(UserSession, pk=pk, user=request.user).end()
    messages.success(request, _("That device is signed out."))
    return redirect("usersessions_list")
