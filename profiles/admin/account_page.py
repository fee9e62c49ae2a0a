"""The account of a person, for those who may invite them: its state, and the three buttons."""

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display
from unfold.widgets import UnfoldAdminEmailInputWidget

from accounts import invitations, letters
from accounts.models import Invitation
from profiles.models import Researcher
from profiles.permissions import can_invite

INVITE, AGAIN, WITHDRAW = "invite", "again", "withdraw"


class InviteForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("Their e-mail address"),
        widget=UnfoldAdminEmailInputWidget,
        help_text=gettext_lazy("They get a letter with a link, and sign in with this address."),
    )


class HasAccount:
    """For the admin of people: a field that says how the account stands, and its page."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.account_page)
        address = path("<path:object_id>/account/", view, name="profiles_researcher_account_page")
        return [address, *super().get_urls()]

    @display(description=gettext_lazy("Who signs in"))
    def account_state(self, person: Researcher) -> str:
        """For the form; `account_page` has the buttons."""
        if person.pk is None:
            return _("Save the page first; then the person can be invited.")
        address = reverse("admin:profiles_researcher_account_page", args=[person.pk])
        link = '<a href="{}" class="text-link">{}</a>'
        return format_html("{} " + link, state_of(person), address, _("Invite, or see more"))

    def account_page(self, request: HttpRequest, object_id: str) -> HttpResponse:
        person = self.get_object(request, unquote(object_id))
        if not can_invite(request.user, person):
            raise PermissionDenied
        form = InviteForm(
            request.POST if INVITE in request.POST else None,
            initial={"email": person.user.email if person.user else person.email},
        )
        if request.method == "POST" and _done(request, person, form):
            return HttpResponseRedirect(request.path)
        return TemplateResponse(
            request, "admin/account_page.html", self._about(request, person, form)
        )

    def _about(self, request: HttpRequest, person: Researcher, form: InviteForm) -> dict:
        return {
            **self.admin_site.each_context(request),
            "title": _("Account of %s") % person,
            "opts": self.opts,
            "original": person,
            "form": form,
            "state": state_of(person),
            "claimed": bool(person.user) and person.user.is_claimed,
            "pending": pending(person),
            "past": Invitation.objects.filter(researcher=person).select_related("invited_by")[:10],
        }


def pending(person: Researcher) -> Invitation | None:
    return Invitation.objects.pending().filter(researcher=person).first()


def state_of(person: Researcher) -> str:
    """In one sentence: whether somebody can sign in for this page."""
    user = person.user
    if user and not user.is_active:
        return _("%(email)s is deactivated: nobody signs in for this page.") % {"email": user.email}
    if user and user.is_claimed:
        if user.last_login is None:
            return _("%(email)s can sign in, and never has.") % {"email": user.email}
        day = user.last_login.strftime("%Y-%m-%d")
        return _("%(email)s signed in last on %(day)s.") % {"email": user.email, "day": day}
    waiting = pending(person)
    if waiting is None:
        return _("Nobody can sign in for this page yet.")
    told = {"email": waiting.email, "day": waiting.sent_at.strftime("%Y-%m-%d")}
    if waiting.is_open:
        return _("%(email)s was invited on %(day)s and has not answered yet.") % told
    return _("%(email)s was invited on %(day)s; the link has expired.") % told


def _done(request: HttpRequest, person: Researcher, form: InviteForm) -> bool:
    """Do what the button says. What cannot be done is told where it was asked."""
    waiting = pending(person)
    try:
        if INVITE in request.POST:
            if not form.is_valid():
                return False
            made = invitations.invite(person, form.cleaned_data["email"], request.user)
            told = _("%(email)s is invited: the letter is on its way.") % {"email": made.email}
        elif AGAIN in request.POST and waiting:
            invitations.resend(waiting, request.user)
            told = _("A new letter is on its way to %(email)s; the former link is closed.") % {
                "email": waiting.email
            }
        elif WITHDRAW in request.POST and waiting:
            invitations.revoke(waiting)
            told = _("The invitation is withdrawn: its link opens nothing any more.")
        else:
            messages.warning(request, _("That invitation is closed already."))
            return True
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return INVITE not in request.POST
    except letters.LetterNotSentError:
        messages.warning(
            request, _("The invitation stands, but no letter could be sent. Send it again later.")
        )
        return True
    messages.success(request, told)
    return True
