"""Two records of one person."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Invitation
from profiles.duplicates import alike
from profiles.merging.engine import Plan
from profiles.merging.fates import Fate
from profiles.merging.journal import Journal
from profiles.merging.rules import SETTLING, Rules
from profiles.models import KnownApart, NameVariant, Page, Researcher
from profiles.permissions import (
    can_merge_people,
    mergeable_people,
    mergeable_with,
    undoable_merges,
)
from profiles.slugs import LAB_PAGES, PERSON_PAGES, unique_slug
from typeset.fold import fold


def _remarks(kept: Researcher, dropped: Researcher) -> Iterable[str]:
    lower, higher = sorted((kept.pk, dropped.pk))
    if KnownApart.objects.of(Researcher).filter(lower=lower, higher=higher).exists():
        yield _("Somebody has said that these two are different people.")
    if kept.user_id and dropped.user_id:
        yield _(
            "Both have an account. The one that is not chosen remains, and edits no page any more."
        )
    if kept.visibility != dropped.visibility:
        yield _("One of them is not public: what is theirs is shown as the chosen visibility says.")


def _spellings(plan: Plan, journal: Journal) -> None:
    """The names of both records stay, so that papers are recognised by them."""
    kept = Researcher.objects.get(pk=plan.kept.pk)
    known = {fold(each.name) for each in kept.name_variants.all()}
    known |= {fold(name) for name in _names(kept)}
    for name in (*_names(plan.kept), *_names(plan.dropped)):
        if fold(name) not in known:
            known.add(fold(name))
            journal.make(NameVariant(researcher=kept, name=name, private=True))


def _names(person: Researcher) -> list[str]:
    own = f"{person.family_name}, {person.given_name}" if person.given_name else person.family_name
    return [name for name in (own, person.original_name) if name]


def _page(page: Page, kept: Researcher) -> Fate:
    """Two pages of one address are two pages: the one that comes gets another address."""
    pages = Page.objects.filter(researcher__in=(kept.pk, page.researcher_id))
    slug = unique_slug(pages, page.slug, "page", PERSON_PAGES | LAB_PAGES)
    note = _("at a new address: %s") % slug
    return Fate(page, values={"slug": slug}, note=note)


def _invitation(invitation: Invitation, _kept: Researcher) -> Fate:
    """Of two letters that wait for an answer one is withdrawn."""
    return Fate(invitation, values={"revoked_at": timezone.now()}, note=_("withdrawn"))


SETTLING["profiles.Page"] = _page
SETTLING["accounts.Invitation"] = _invitation

PEOPLE = Rules(
    Researcher,
    mergeable=mergeable_people,
    may=can_merge_people,
    undoable=undoable_merges,
    partners=mergeable_with,
    refusal=gettext_lazy(
        "Two people who both have an account, or who share no lab of yours, can be merged by an "
        "administrator only."
    ),
    alike=alike,
    ordered=frozenset(
        f"profiles.{model}.researcher"
        for model in (
            "Photo", "ProfileLink", "Section", "Education", "Experience", "Award", "Talk",
            "Service", "Page",
        )
    ),
    remarks=_remarks,
    afterwards=_spellings,
)  # fmt: skip
