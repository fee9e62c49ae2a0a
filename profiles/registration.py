"""Those who register by themselves: a page that nobody lists until an editor has seen it.

Also what the sign-in pages need to know of people and labs.
"""

import logging
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from accounts import adapters, letters
from accounts.models import Registration, User
from accounts.orcid import keep_orcid
from profiles.models import Lab, Membership, Researcher
from profiles.models.lab import Role
from profiles.permissions import is_editor
from profiles.slugs import PEOPLE, unique_slug

log = logging.getLogger(__name__)


class AccountAdapter(adapters.AccountAdapter):
    def site_name(self) -> str:
        names = list(Lab.objects.public().values_list("name", flat=True)[:2])
        return names[0] if len(names) == 1 else super().site_name()

    def edits_for_others(self, user: User) -> bool:
        return is_editor(user)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        # The address is confirmed by now: allauth lets nobody come this far without.
        response = super().post_login(request, user, **kwargs)
        welcome(user)
        return response


class PersonForm(forms.Form):
    """What registering asks besides address and password."""

    first_name = forms.CharField(label=gettext_lazy("Given name"), max_length=100, required=False)
    last_name = forms.CharField(label=gettext_lazy("Family name"), max_length=100)
    lab = forms.ModelChoiceField(label=gettext_lazy("Lab"), queryset=Lab.objects.none())
    field_order = ["first_name", "last_name", "email", "password1", "lab"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first_name"].widget.attrs["autocomplete"] = "given-name"
        self.fields["last_name"].widget.attrs["autocomplete"] = "family-name"
        self.fields["lab"].queryset = Lab.objects.public()
        if Lab.objects.public().count() < 2:
            del self.fields["lab"]

    def signup(self, request: HttpRequest, user: User) -> None:
        lab = self.cleaned_data.get("lab") or Lab.objects.public().first()
        Registration.objects.create(user=user, lab=lab)


@transaction.atomic
def welcome(user: User) -> Researcher | None:
    """Make the page of somebody who registered, and tell those who decide about it."""
    registration = Registration.objects.filter(user=user).select_related("lab").first()
    if registration is None:
        return None
    registration.delete()
    if Researcher.objects.filter(user=user).exists():
        return None
    person = Researcher(
        user=user,
        given_name=user.first_name,
        family_name=user.last_name,
        email=user.email,
        visibility=Researcher.Visibility.AWAITING,
    )
    person.slug = unique_slug(Researcher.objects.all(), person.name, "person", PEOPLE)
    person.save()
    if registration.lab:
        Membership.objects.create(
            researcher=person, lab=registration.lab, role=Role.OTHER, started=timezone.localdate()
        )
    keep_orcid(user)
    transaction.on_commit(lambda: _tell_editors(person, registration.lab))
    return person


def _tell_editors(person: Researcher, lab: Lab | None) -> None:
    editors = lab.editors.filter(is_active=True) if lab else User.objects.none()
    if not editors:
        editors = User.objects.filter(is_superuser=True, is_active=True)
    addresses = list(editors.values_list("email", flat=True))
    if not addresses:
        return
    form = reverse("admin:profiles_researcher_change", args=[person.pk])
    context = {"person": person, "lab": lab, "address": letters.absolute(form)}
    try:
        letters.send("emails/registration", addresses, context, reply_to=person.email)
    except letters.LetterNotSentError:
        log.exception("The editors could not be told of %s.", person.slug)


def may_set_visibility(user: User, person: Researcher | None) -> bool:
    """Whoever registered by themselves is listed once an editor of theirs says so."""
    if person is None or person.visibility != Researcher.Visibility.AWAITING:
        return True
    return user.is_superuser or (person.user_id != user.pk and is_editor(user))
