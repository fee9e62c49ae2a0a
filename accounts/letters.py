"""Letters: plain text, in the site's name, from `templates/emails/` and `account/email/`."""

import smtplib
from collections.abc import Sequence
from email.utils import formataddr
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core import context as allauth_context
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string


class LetterNotSentError(Exception):
    """The mail server did not take the letter."""


def absolute(path: str) -> str:
    """The whole address of a path here, for letters: on OCTAVO_BASE_URL, else where one asked."""
    if settings.BASE_URL:
        return settings.BASE_URL + path
    request = allauth_context.request
    return request.build_absolute_uri(path) if request else f"http://localhost:8000{path}"


def send(
    template: str, to: str | Sequence[str], context: dict[str, Any], *, reply_to: str = ""
) -> None:
    """Send ``<template>_subject.txt`` and ``<template>_message.txt``.

    Several addressees do not see each other. Raises LetterNotSentError.
    """
    site_name = " ".join(get_adapter().site_name().split())
    values = {"site_name": site_name, "site_address": absolute("/"), **context}
    people = [to] if isinstance(to, str) else list(to)
    letter = EmailMessage(
        subject=" ".join(render_to_string(f"{template}_subject.txt", values).split()),
        body=render_to_string(f"{template}_message.txt", values).strip() + "\n",
        from_email=formataddr((site_name, settings.DEFAULT_FROM_EMAIL)),
        to=people[:1] if len(people) == 1 else [],
        bcc=people if len(people) > 1 else [],
        reply_to=[reply_to] if reply_to else None,
    )
    try:
        letter.send()
    except (smtplib.SMTPException, OSError) as error:
        raise LetterNotSentError(str(error)) from error
