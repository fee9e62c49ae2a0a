"""Outside authors: one spelling for whoever stands in several bylines under several."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from profiles import generation
from profiles.merging.journal import Journal
from profiles.models import MergeRecord
from publications.coauthors import key_of, names_near, printed_keys, spelled_keys
from publications.models import Authorship, Coauthor
from publications.names import Name
from publications.permissions import editable_coauthors, respellable_authorships
from typeset.fold import fold

PARTS = ("given", "particle", "family", "suffix", "literal")


@dataclass(frozen=True)
class Spelling:
    """One way in which a name stands in bylines; ``works`` tells in how many."""

    name: Name
    works: int = 0

    @property
    def token(self) -> str:
        """The name in a form, so that it is found again to the letter."""
        return json.dumps([getattr(self.name, part) for part in PARTS], ensure_ascii=False)


@dataclass(frozen=True)
class Respelling:
    """What giving one spelling to all would do: names that change, and those that are two's."""

    stands: Name
    changed: list[Authorship]
    left: list[Authorship]


def from_token(token: str) -> Name | None:
    """The name of a token; None for what is no token."""
    try:
        parts = json.loads(token)
    except ValueError:
        return None
    if not isinstance(parts, list) or len(parts) != len(PARTS):
        return None
    if not all(isinstance(part, str) for part in parts):
        return None
    return Name(**dict(zip(PARTS, parts, strict=True)))


def spellings(names: QuerySet[Authorship], query: str = "") -> QuerySet[Authorship, dict]:
    """The names as they are spelled, those alike beside each other, with the number of works."""
    for word in fold(query).split():
        names = names.filter(folded__contains=word)
    found = names.order_by("family", "literal", "given", "particle", "suffix").values(*PARTS)
    return found.annotate(works=Count("publication", distinct=True))


def spelling(row: dict) -> Spelling:
    return Spelling(Name(**{part: row[part] for part in PARTS}), row["works"])


def respelling(user: User, names: Iterable[Name], stands: Name) -> Respelling:
    """The names that would change. Two that stand in one byline are two people's, and stay."""
    spelled = Q(pk__in=[])
    for name in {*names, stands}:
        spelled |= Q(**{part: getattr(name, part) for part in PARTS})
    rows = respellable_authorships(user).filter(spelled).select_related("publication")
    by_work: dict[int, list[Authorship]] = defaultdict(list)
    for row in rows.order_by("-publication__year", "publication_id", "position"):
        by_work[row.publication_id].append(row)
    changed, left = [], []
    for found in by_work.values():
        others = [row for row in found if row.name != stands]
        (changed if len(found) == 1 else left).extend(others)
    return Respelling(stands, changed, left)


@transaction.atomic
def respell(user: User, names: Iterable[Name], stands: Name) -> MergeRecord | None:
    """Write the one spelling; None when there is nothing to change."""
    made = respelling(user, names, stands)
    if not made.changed:
        return None
    former = sorted({row.name.display() for row in made.changed})
    homes = _homes_to_keep(user, made)
    journal = Journal(user, _("Spelled alike: %s") % stands.display())
    for row in made.changed:
        journal.change(row, {part: getattr(stands, part) for part in PARTS})
    for home in homes:
        journal.change(home, {"names": f"{home.names}\n{stands.inverted()}"})
    generation.bump()
    return MergeRecord.objects.create(
        what=Authorship._meta.label,
        kept_name=stands.display(),
        dropped_name=", ".join(former),
        journal=journal.steps,
        user=user,
    )


def _homes_to_keep(user: User, made: Respelling) -> list[Coauthor]:
    """What says where these authors are at home, and would lose them under the new spelling."""
    former = {key for row in made.changed for key in printed_keys(row.name)}
    changed = [row.pk for row in made.changed]
    found = []
    for home in editable_coauthors(user):
        keys = spelled_keys(home)
        loses = not keys.isdisjoint(former) and key_of(made.stands) not in keys
        if loses and names_near(home).filter(pk__in=changed).exists():
            found.append(home)
    return found
