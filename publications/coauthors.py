"""Home pages of those who stand in bylines and have no page here: whose name leads where."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from profiles.models.people import Visibility
from publications.models import Authorship, Coauthor
from publications.names import Name, matches
from typeset.fold import fold
from typeset.urls import validate_link

# By the key of a name, the record that holds for it.
_Known = dict[str, Coauthor]


def key_of(name: Name) -> str:
    """What a spelling is compared by: accents, case, blanks and hyphens do not count.

    An initial is no given name: of two people with one initial, nobody can tell which it is.
    """
    return fold(name.display()).replace(" ", "")


def printed_keys(name: Name) -> tuple[str, ...]:
    """Under what a name of a byline is found: whole, else without particle and suffix."""
    short = Name(given=name.given, family=name.family, literal=name.literal)
    return tuple(dict.fromkeys(filter(None, (key_of(name), key_of(short)))))


def spelled_keys(coauthor: Coauthor) -> set[str]:
    return set(filter(None, map(key_of, coauthor.spellings)))


class HomePages:
    """Looks names up in what people and labs have said; ``labs`` are each person's, by their id."""

    def __init__(self, coauthors: Iterable[Coauthor], labs: Mapping[int, Iterable[int]]) -> None:
        self._of_person: dict[int, _Known] = defaultdict(dict)
        self._of_lab: dict[int, _Known] = defaultdict(dict)
        self._labs = labs
        # What was changed last stands last, and so it is what counts.
        for each in sorted(coauthors, key=lambda row: (row.changed_at, row.pk)):
            if is_safe(each.url):
                owner = each.lab_id or each.researcher_id
                known = (self._of_lab if each.lab_id else self._of_person)[owner]
                known.update(dict.fromkeys(spelled_keys(each), each))

    def give(self, byline: Iterable[Authorship]) -> None:
        """Tell each name of one byline its ``home_page``: a person's word goes before a lab's."""
        names = list(byline)
        people = {name.researcher_id for name in names if name.researcher_id}
        labs = {lab for person in people for lab in self._labs.get(person, ())}
        for known in (
            [self._of_lab[lab] for lab in labs if lab in self._of_lab],
            [self._of_person[person] for person in people if person in self._of_person],
        ):
            if known:
                _tell(names, known)


def _tell(names: Iterable[Authorship], known: list[_Known]) -> None:
    for name in names:
        if is_here(name):
            continue
        for key in printed_keys(name.name):
            found = [each[key] for each in known if key in each]
            if found:
                name.home_page = max(found, key=lambda row: (row.changed_at, row.pk)).url
                break


def is_here(name: Authorship) -> bool:
    """Whether it is somebody whose own page is linked, or who wishes not to be shown."""
    person = name.researcher
    return bool(person and (person.is_public or person.visibility == Visibility.HIDDEN))


def is_safe(url: str) -> bool:
    """Asked once more where it is drawn: not everything that writes rows validates them."""
    try:
        validate_link(url)
    except ValidationError:
        return False
    return bool(url)


def names_near(coauthor: Coauthor) -> QuerySet[Authorship]:
    """All names in the bylines in which the co-author's may stand."""
    owner = {"researcher": coauthor.researcher_id}
    if coauthor.lab_id:
        owner = {"researcher__memberships__lab": coauthor.lab_id}
    works = Authorship.objects.filter(**owner).values("publication")
    return Authorship.objects.filter(publication__in=works)


def standing(coauthor: Coauthor) -> tuple[int, list[str]]:
    """In how many papers the names stand, and which other spellings may be the same person's."""
    keys, spellings = spelled_keys(coauthor), coauthor.spellings
    works: set[int] = set()
    others: dict[str, None] = {}
    for row in names_near(coauthor).filter(researcher__isnull=True):
        if not keys.isdisjoint(printed_keys(row.name)):
            works.add(row.publication_id)
        elif any(matches(spelling, row.name) for spelling in spellings):
            others[row.name.inverted()] = None
    return len(works), sorted(others)
