"""allauth's own hook for a connection that somebody adds while signed in."""

from typing import Any

from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.signals import social_account_added
from django.contrib import messages
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.orcid import keep_orcid


@receiver(social_account_added)
def keep_proven_orcid(
    request: HttpRequest,
    sociallogin: SocialLogin,
    **kwargs: Any,  # noqa: ARG001 - signals send more
) -> None:
    if not keep_orcid(sociallogin.user):
        messages.warning(
            request,
            _("Another page here carries your ORCID iD. Ask an editor of your lab to look at it."),
        )
