"""The only signal receivers: content that is saved or deleted begins a new generation."""

from typing import Any

from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save

from profiles import generation

CONTENT = frozenset({"profiles", "publications", "news", "transfer"})


def content_changed(sender: type[Model], **_: Any) -> None:
    """A row was saved or deleted, or a relation changed; history rows are nobody's content."""
    if sender._meta.app_label in CONTENT and not hasattr(sender, "history_date"):
        generation.bump()


def connect() -> None:
    for signal in (post_save, post_delete, m2m_changed):
        signal.connect(content_changed, dispatch_uid=f"octavo-{id(signal)}")
