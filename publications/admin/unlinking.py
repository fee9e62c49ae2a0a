"""Taking somebody off a byline: asked first where nobody stays, and told to whom it concerns."""

import logging
from functools import cached_property

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import letters
from profiles.forms import OwnedFormSet
from profiles.models import Researcher
from publications.models import Authorship, Publication

AGREED = "_last_author_goes"
log = logging.getLogger(__name__)


class AuthorshipFormSet(OwnedFormSet):
    """The byline: a work that loses its last linked author is on nobody's page any more."""

    asks = False

    def clean(self) -> None:
        super().clean()
        if self.taken_off and not self._after and AGREED not in self.data:
            self.asks = True
            raise ValidationError(
                _(
                    "After this, no author of the paper has a page here. It leaves their page, "
                    "and only those who entered it, and administrators, can edit it. "
                    "Tick the box at the top, and save again, if this is what you want."
                )
            )

    @cached_property
    def _before(self) -> set[int]:
        rows = Authorship.objects.filter(publication=self.instance.pk, researcher__isnull=False)
        return set(rows.values_list("researcher_id", flat=True))

    @cached_property
    def _after(self) -> set[int]:
        after = set(self._before)
        for form in self.initial_forms:
            after.discard(form.initial.get("researcher"))
        for form in self.forms:
            person = getattr(form, "cleaned_data", {}).get("researcher")
            if person and not self._should_delete_form(form):
                after.add(person.pk)
        return after

    @property
    def taken_off(self) -> set[int]:
        """Those whose link to the work ends when this is saved."""
        return self._before - self._after if self.instance.pk else set()


def tell_those_taken_off(request: HttpRequest, work: Publication, people: set[int]) -> None:
    """By letter, unless it is oneself; and to whoever did it, that it was told."""
    for person in Researcher.objects.filter(pk__in=people).select_related("user"):
        user = person.user
        if user is None or user.pk == request.user.pk or not user.is_active:
            continue
        transaction.on_commit(lambda person=person: _tell(request, work, person))
        messages.info(
            request,
            _("%(person)s is no longer among the linked authors; a letter tells them.")
            % {"person": person},
        )


def _tell(request: HttpRequest, work: Publication, person: Researcher) -> None:
    context = {
        "by": request.user,
        "by_email": request.user.email,
        "title": work.title,
        "address": letters.absolute(reverse("publication", args=[work.slug])),
    }
    try:
        letters.send("emails/taken_off", person.user.email, context, reply_to=request.user.email)
    except letters.LetterNotSentError:
        # It stands in the history of the paper all the same.
        log.exception("%s could not be told of %s.", person.slug, work.key)
