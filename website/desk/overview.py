"""What an editor sees of the lab: who waits, who lacks what, who never came in, who left."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from accounts.models import Invitation, User
from profiles.models import Lab, Membership, Researcher
from profiles.permissions import is_administrator
from profiles.querysets import current
from website.desk.gap import Gap, form_of
from website.desk.gaps import gaps_of, gaps_of_pages

LEFT_SINCE = timedelta(days=400)
MOST = 50  # people whose papers are looked through, or who are named in one list


@dataclass(frozen=True)
class Line:
    """A person in a list, with the form to go to and what is said of them."""

    person: Researcher
    address: str
    gaps: tuple[Gap, ...] = ()
    invitation: Invitation | None = None
    left: date | None = None
    next_position: str = ""

    @property
    def lacks(self) -> list[str]:
        return list(dict.fromkeys(gap.short for gap in self.gaps))


@dataclass(frozen=True)
class Overview:
    """One lab; or, with ``lab`` None, the people in none.

    Of a lab of more than ``MOST`` people, ``incomplete`` are those whose own pages lack most, and
    ``never_in`` some of the ``never_in_count``; the others come up as these are seen to.
    """

    lab: Lab | None
    people: int
    awaiting: list[Line]
    incomplete: list[Line]
    never_in: list[Line]
    never_in_count: int
    left: list[Line]

    @property
    def is_large(self) -> bool:
        return self.people > MOST

    @property
    def has_nothing_to_do(self) -> bool:
        return self.people > 0 and not (self.awaiting or self.incomplete or self.never_in)


def overviews(user: User, labs: list[Lab]) -> list[Overview]:
    """One of each lab; administrators see the people without a lab too."""
    shown = [_overview(lab) for lab in labs]
    if is_administrator(user):
        alone = _overview(None)
        if alone.people:
            shown.append(alone)
    return shown


def _overview(lab: Lab | None) -> Overview:
    everybody = _people(lab)
    people = [person for person in everybody if person.visibility != "hidden"]
    gaps = gaps_of(_looked_through(people))
    never_in = [each for each in everybody if each.user is None or each.user.last_login is None]
    waiting = {
        each.researcher_id: each
        for each in Invitation.objects.pending().filter(researcher__in=everybody)
    }
    return Overview(
        lab=lab,
        people=len(everybody),
        awaiting=[_line(each) for each in people if each.visibility == "awaiting"],
        incomplete=sorted(
            (_line(each, gaps=tuple(gaps[each.pk])) for each in people if gaps.get(each.pk)),
            key=lambda line: -len(line.gaps),
        ),
        never_in=[_line(each, invitation=waiting.get(each.pk)) for each in never_in[:MOST]],
        never_in_count=len(never_in),
        left=_left(lab) if lab else [],
    )


def _looked_through(people: list[Researcher]) -> list[Researcher]:
    """All of them, unless reading all their papers would take longer than one waits for a page."""
    if len(people) <= MOST:
        return people
    lacks = gaps_of_pages(people)
    return sorted(people, key=lambda person: -len(lacks[person.pk]))[:MOST]


def _people(lab: Lab | None) -> list[Researcher]:
    """Who is in the lab today."""
    if lab is None:
        rows = Researcher.objects.filter(memberships=None)
    else:
        now = Membership.objects.filter(current(), lab=lab)
        rows = Researcher.objects.filter(pk__in=now.values("researcher_id"))
    return list(rows.select_related("user"))


def _left(lab: Lab) -> list[Line]:
    """Who left lately and came back in no other role, the last one first."""
    since = timezone.localdate() - LEFT_SINCE
    here = Membership.objects.filter(current(), lab=lab).values("researcher_id")
    times = (
        Membership.objects.ended()
        .filter(Q(lab=lab), ended__gte=since)
        .exclude(researcher__in=here)
        .select_related("researcher__user")
        .order_by("-ended")
    )
    last = {}
    for time in times:
        last.setdefault(time.researcher_id, time)
    return [
        Line(
            time.researcher,
            form_of(time.researcher, "memberships", "general"),
            left=time.ended,
            next_position=time.next_position,
        )
        for time in last.values()
    ]


def _line(person: Researcher, **told: object) -> Line:
    gaps = told.get("gaps") or ()
    address = gaps[0].address if gaps else form_of(person)
    return Line(person, address, **told)
