"""What stands on the admin's start page, for a member, a delegate, an editor, an administrator."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from profiles import desk, duplicates
from profiles.admin.rights import edits_lab, once, takes_part
from profiles.desk import Task
from profiles.models import Researcher
from profiles.permissions import editable_people, mergeable_people
from publications import duplicates as double_works
from publications.permissions import mergeable_publications
from website.desk.changes import last_changes
from website.desk.gap import Gap, form_of
from website.desk.gaps import gaps_of
from website.desk.overview import overviews
from website.desk.proposed import own, to_decide

CHANGES = 15
PAIRS = 8  # shown at once; the next ones come up as these are answered
MANY_WORKS = 2000  # comparing more takes too long for a page that opens at each sign-in


@dataclass(frozen=True)
class Other:
    """Somebody else for whom the user edits."""

    person: Researcher
    address: str
    gaps: tuple[Gap, ...]

    @property
    def lacks(self) -> list[str]:
        return list(dict.fromkeys(gap.short for gap in self.gaps))


def start_page(request: HttpRequest, context: dict) -> dict:
    """For unfold, which draws templates/admin/index.html with it."""
    user, person = request.user, desk.own_page(request)
    context |= {
        "groups": desk.groups(request),
        "person": person,
        "is_own": bool(person) and person.user_id == user.pk,
        "is_hidden": bool(person) and person.visibility == Researcher.Visibility.HIDDEN,
        "is_name_only": bool(person) and person.visibility == Researcher.Visibility.NAME,
        "is_awaiting": bool(person) and person.visibility == Researcher.Visibility.AWAITING,
        "is_new": _is_new(request),
        "tasks": _tasks(request, person),
    }
    if not takes_part(request):
        return context
    context["proposed"] = list(own(user))
    if edits_lab(request):
        context |= {
            "to_decide": list(to_decide(user)),
            "overviews": overviews(user, desk.labs(request)),
            "changes": last_changes(user, CHANGES),
        }
    else:
        context["others"] = _others(user, person)
    if person:
        context["gaps"] = gaps_of([person])[person.pk]
    return context | {"suspicions": _suspicions(request)}


def _tasks(request: HttpRequest, person: Researcher | None) -> list[Task]:
    """The five usual jobs, as large buttons; an editor without a page adds people instead."""
    if not takes_part(request):
        return []
    add = {"publication": "publications_publication", "news": "news_newsitem"}
    tasks = [
        Task(
            _("Add a paper"),
            reverse(f"admin:{add['publication']}_add"),
            "note_add",
            _("Type it in once for all its authors"),
        ),
        Task(
            _("Post news"),
            reverse(f"admin:{add['news']}_add"),
            "campaign",
            _("A line on the home page and in the feed"),
        ),
        Task(
            _("Add a course"),
            reverse("admin:profiles_course_add"),
            "school",
            _("What you teach, and when"),
        ),
        Task(
            _("Import papers"),
            reverse("admin:publications_import"),
            "upload_file",
            _("From BibTeX, or a list as you have it"),
        ),
    ]
    return [*_first_tasks(request, person), *tasks]


def _first_tasks(request: HttpRequest, person: Researcher | None) -> list[Task]:
    """One's own page; without one, an editor's people; on a new site the lab before them."""
    if person:
        own_page = person.user_id == request.user.pk
        title = (
            _("Edit my page")
            if own_page
            else _("Edit the page of %(person)s") % {"person": person.name}
        )
        return [Task(title, form_of(person), "person_edit", _("Text, photos, CV and how it looks"))]
    if not edits_lab(request):
        return []
    people = Task(
        _("Add a person"),
        reverse("admin:profiles_researcher_add"),
        "person_add",
        _("Somebody who joins"),
    )
    if not _is_new(request):
        return [people]
    lab = Task(
        _("Add the lab"),
        reverse("admin:profiles_lab_add"),
        "groups",
        _("Its name, a sentence on what it does, a colour"),
    )
    return [lab, people]


def _is_new(request: HttpRequest) -> bool:
    """Whether nobody has entered a lab or a person yet."""
    return request.user.is_superuser and not (
        desk.labs(request) or once(request, "anybody", Researcher.objects.exists)
    )


def _others(user: User, person: Researcher | None) -> list[Other]:
    """For whom a delegate edits, besides the one whose page stands above."""
    people = list(editable_people(user).exclude(pk=person.pk if person else None))
    gaps = gaps_of(people)
    return [Other(each, form_of(each), tuple(gaps[each.pk])) for each in people]


def _suspicions(request: HttpRequest) -> list:
    """Who and what may have been entered twice, each with the way to the comparison."""

    def ask() -> list:
        user = request.user
        found = list(duplicates.suspected(mergeable_people(user), PAIRS))
        works = mergeable_publications(user)
        if works.count() <= MANY_WORKS:
            found += double_works.suspected(works)
        return found[:PAIRS]

    return once(request, "suspicions", ask)
