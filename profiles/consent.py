"""What the world sees of a person: each thing hidden, or shown again, in one step.

Hiding needs nobody's agreement and holds from the next request on. Name variants that are only
matched are never shown anyway, see `NameVariant.private`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from profiles.models import PreviewLink, Researcher

Visibility = Researcher.Visibility
EMAIL = "email"  # among `profiles.platforms`


@dataclass(frozen=True)
class Matter:
    """Something that can be hidden by itself."""

    key: str
    title: Promise
    hint: Promise
    is_shown: Callable[[Researcher], bool]
    show: Callable[[Researcher, bool], None]
    there: Callable[[Researcher], bool] = lambda _person: True


def hide(person: Researcher, key: str) -> None:
    with transaction.atomic():
        MATTERS[key].show(person, False)


def show(person: Researcher, key: str) -> None:
    with transaction.atomic():
        MATTERS[key].show(person, True)


def _show_photos(person: Researcher, shown: bool) -> None:
    for photo in person.photos.exclude(public=shown):
        photo.public = shown
        photo.save()


def _show_email(person: Researcher, shown: bool) -> None:
    for link in person.links.filter(platform=EMAIL).exclude(public=shown):
        link.public = shown
        link.save()
    if person.email and person.email_public != shown:
        person.email_public = shown
        person.save()


def _show_page(person: Researcher, shown: bool) -> None:
    _set_visibility(person, _as_before(person) if shown else Visibility.NAME)


def _show_all(person: Researcher, shown: bool) -> None:
    _set_visibility(person, _as_before(person) if shown else Visibility.HIDDEN)


def _as_before(person: Researcher) -> str:
    """How the page was shown before it was hidden: an unlisted one does not become public."""
    records = person.history.exclude(visibility__in=[Visibility.NAME, Visibility.HIDDEN])
    latest = records.values_list("visibility", flat=True).first()
    return latest or Visibility.PUBLIC


def _set_visibility(person: Researcher, visibility: str) -> None:
    if visibility in (Visibility.NAME, Visibility.HIDDEN):
        # Whoever holds a link to see drafts would else go on seeing the page.
        PreviewLink.objects.of(person).delete()
    if person.visibility != visibility:
        person.visibility = visibility
        person.save()


def _has_email(person: Researcher) -> bool:
    return bool(person.email) or person.links.filter(platform=EMAIL).exists()


def _email_shown(person: Researcher) -> bool:
    linked = person.links.filter(platform=EMAIL, public=True).exists()
    return linked or bool(person.email and person.email_public)


MATTERS = {
    matter.key: matter
    for matter in (
        Matter(
            "photo",
            _("My photo"),
            _("Hidden, it is on no page, and its file no longer answers at its address."),
            lambda person: person.photos.filter(public=True).exists(),
            _show_photos,
            lambda person: person.photos.exists(),
        ),
        Matter(
            "email",
            _("My e-mail address"),
            _("Hidden, it is on no page. Invitations and letters of the site still reach you."),
            _email_shown,
            _show_email,
            _has_email,
        ),
        Matter(
            "page",
            _("My page"),
            _("Hidden, your name stays among the lab's people and on your papers, without a page."),
            lambda person: person.visibility not in (Visibility.NAME, Visibility.HIDDEN),
            _show_page,
        ),
        Matter(
            "all",
            _("Everything"),
            _("Hidden, your page, photos and news are gone from every page, feed, search and "
              "export. Bylines of papers print your name as the papers do, and lead nowhere."),
            lambda person: person.visibility != Visibility.HIDDEN,
            _show_all,
        ),
    )
}  # fmt: skip
