"""The only signal receivers: what a saved or deleted row changes beside itself."""

from typing import Any

from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save

from profiles import generation, old_addresses, withdrawing
from profiles.models import Researcher
from website import renaming

CONTENT = frozenset({"profiles", "publications", "news", "transfer"})


def is_content(sender: type[Model]) -> bool:
    """History rows are nobody's content."""
    return sender._meta.app_label in CONTENT and not hasattr(sender, "history_date")


def content_changed(sender: type[Model], **_: Any) -> None:
    """A row was saved or deleted, or a relation changed: a new generation begins."""
    if is_content(sender):
        generation.bump()


def before_saving(sender: type[Model], instance: Model, raw: bool = False, **_: Any) -> None:
    """Look at what the row has now: its files, and its address."""
    if is_content(sender) and not raw:
        instance.__dict__["_replaced_files"] = list(withdrawing.replaced(instance))
        instance.__dict__["_seen_at"] = old_addresses.seen_at(instance)
        if sender is Researcher:
            instance.__dict__["_former_name"] = renaming.former_name(instance)


def after_saving(sender: type[Model], instance: Model, raw: bool = False, **_: Any) -> None:
    """An address that was public leads to the new one; files go where they may be seen."""
    if is_content(sender) and not raw:
        if before := instance.__dict__.pop("_seen_at", ""):
            old_addresses.remember(before, instance)
        for file in instance.__dict__.pop("_replaced_files", ()):
            withdrawing.withdraw(file)
        withdrawing.place(instance)
        if sender is Researcher:
            if former := instance.__dict__.pop("_former_name", None):
                renaming.carry_over(instance, former)
            withdrawing.place_all_of(instance)


def before_deleting(sender: type[Model], instance: Model, **_: Any) -> None:
    """Where something public is removed, its address says so."""
    if is_content(sender) and (address := old_addresses.seen_at(instance)):
        old_addresses.remember_removed(address, instance)


def after_deleting(sender: type[Model], instance: Model, **_: Any) -> None:
    if is_content(sender):
        for field in withdrawing.file_fields(sender):
            withdrawing.withdraw(getattr(instance, field.attname))


def connect() -> None:
    for signal in (post_save, post_delete, m2m_changed):
        signal.connect(content_changed, dispatch_uid=f"octavo-{id(signal)}")
    pre_save.connect(before_saving, dispatch_uid="octavo-before-saving")
    post_save.connect(after_saving, dispatch_uid="octavo-after-saving")
    pre_delete.connect(before_deleting, dispatch_uid="octavo-before-deleting")
    post_delete.connect(after_deleting, dispatch_uid="octavo-after-deleting")
