"""The admin's navigation: what this user may do, by task and in plain words."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from profiles.admin.rights import administrates, edits_lab, once, only_person, takes_part
from profiles.models import Lab, Researcher
from profiles.permissions import editable_labs, visible_proposals


@dataclass(frozen=True)
class Task:
    """A link; ``add`` makes something new, and ``hint`` says what comes of it."""

    title: str
    address: str
    icon: str
    hint: str = ""
    add: bool = False


@dataclass(frozen=True)
class Group:
    title: str
    tasks: list[Task]


def site_name(request: HttpRequest) -> str:
    """The lab's name where there is one lab; it stands on every page of the admin."""
    names = once(request, "site name", lambda: list(Lab.objects.values_list("name", flat=True)[:2]))
    return names[0] if len(names) == 1 else "Octavo"


def own_page(request: HttpRequest) -> Researcher | None:
    """The user's own page, else that of the one person for whom they act."""
    mine = once(request, "own", lambda: Researcher.objects.filter(user=request.user).first())
    return mine or only_person(request)


def labs(request: HttpRequest) -> list[Lab]:
    return once(request, "labs", lambda: list(editable_labs(request.user)))


def groups(request: HttpRequest) -> list[Group]:
    made = [
        Group(_("My page"), list(_my_page(request))),
        Group(_("Papers"), list(_papers(request))),
        Group(_("News"), list(_news(request))),
        Group(_("Teaching"), list(_teaching(request))),
        Group(_("Pages and projects"), list(_pages(request))),
        Group(_("Lab"), list(_lab(request))),
        Group(_("To agree to"), list(_proposals(request))),
        Group(_("Administration"), list(_administration(request))),
    ]
    return [group for group in made if group.tasks]


def navigation(request: HttpRequest) -> list[dict]:
    """The same groups for unfold's side bar; the entry nearest to the page's address is lit."""
    shown = groups(request)
    here = [
        task.address
        for group in shown
        for task in group.tasks
        if not task.add and request.path.startswith(task.address)
    ]
    current = max(here, key=len, default="")
    return [
        {
            "title": group.title,
            "items": [
                {
                    "title": task.title,
                    "link": task.address,
                    "icon": task.icon,
                    "active": task.address == current,
                }
                for task in group.tasks
                if not task.add
            ],
        }
        for group in shown
    ]


def _my_page(request: HttpRequest) -> Iterator[Task]:
    person = own_page(request)
    if person is None:
        return
    yield Task(_("Edit my page"), _change(person), "person_edit")
    yield Task(
        _("My selected papers"),
        reverse("admin:publications_selection", args=[person.pk]),
        "kid_star",
    )
    for title, page, icon in (
        (_("Preview links"), "preview_links", "visibility"),
        (_("What is shown of me"), "shown", "visibility_off"),
    ):
        address = reverse(f"admin:profiles_researcher_{page}", args=[person.pk])
        yield Task(title, address, icon)
    yield Task(_("Download or erase"), reverse("leaving", args=[person.pk]), "logout")


def _papers(request: HttpRequest) -> Iterator[Task]:
    if not takes_part(request):
        return
    mine = only_person(request)
    yield Task(
        _("My papers") if mine else _("All papers"), _list("publications_publication"), "article"
    )
    yield Task(_("Add a paper"), _add("publications_publication"), "add", add=True)
    yield Task(_("Import papers"), reverse("admin:publications_import"), "upload_file")
    yield Task(_("Bring a site"), reverse("bring_site"), "drive_folder_upload")
    yield Task(_("Co-authors elsewhere"), _list("publications_coauthor"), "link")
    if edits_lab(request):
        yield Task(_("Venues"), _list("publications_venue"), "account_balance")
        yield Task(_("Outside authors"), reverse("admin:publications_spellings"), "group_work")
        yield Task(_("Topics"), _list("publications_topic"), "sell")


def _news(request: HttpRequest) -> Iterator[Task]:
    if not takes_part(request):
        return
    mine = only_person(request)
    yield Task(_("My news") if mine else _("All news"), _list("news_newsitem"), "campaign")
    yield Task(_("Post news"), _add("news_newsitem"), "add", add=True)
    yield Task(_("My blog") if mine else _("Blog posts"), _list("news_post"), "edit_note")
    yield Task(_("Write a blog post"), _add("news_post"), "add", add=True)


def _teaching(request: HttpRequest) -> Iterator[Task]:
    if not takes_part(request):
        return
    mine = only_person(request)
    yield Task(_("My courses") if mine else _("Courses"), _list("profiles_course"), "school")
    yield Task(_("Add a course"), _add("profiles_course"), "add", add=True)


def _pages(request: HttpRequest) -> Iterator[Task]:
    if not takes_part(request):
        return
    mine = only_person(request)
    yield Task(_("My further pages") if mine else _("Pages"), _list("profiles_page"), "description")
    yield Task(_("Add a page"), _add("profiles_page"), "add", add=True)
    yield Task(_("My projects") if mine else _("Projects"), _list("profiles_project"), "science")
    yield Task(_("Add a project"), _add("profiles_project"), "add", add=True)


def _lab(request: HttpRequest) -> Iterator[Task]:
    if not edits_lab(request):
        return
    mine = labs(request)
    if len(mine) == 1:
        address = reverse("admin:profiles_lab_change", args=[mine[0].pk])
        yield Task(mine[0].name, address, "groups")
    else:
        yield Task(_("Labs"), _list("profiles_lab"), "groups")
    yield Task(_("People"), _list("profiles_researcher"), "group")
    yield Task(_("Add a person"), _add("profiles_researcher"), "add", add=True)


def _proposals(request: HttpRequest) -> Iterator[Task]:
    """Only where there are some: most labs do not ask for it."""
    seen = visible_proposals(request.user)
    if takes_part(request) and once(request, "proposals", seen.exists):
        waiting = once(request, "waiting", seen.waiting().count)
        title = _("Changes to agree to (%d)") % waiting if waiting else _("Changes agreed to")
        yield Task(title, _list("profiles_proposal"), "fact_check")


def _administration(request: HttpRequest) -> Iterator[Task]:
    if not administrates(request):
        return
    yield Task(_("Accounts"), _list("accounts_user"), "key")
    yield Task(_("Add an account"), _add("accounts_user"), "add", add=True)
    yield Task(_("Add a lab"), _add("profiles_lab"), "add", add=True)


def _list(name: str) -> str:
    return reverse(f"admin:{name}_changelist")


def _add(name: str) -> str:
    return reverse(f"admin:{name}_add")


def _change(person: Researcher) -> str:
    return reverse("admin:profiles_researcher_change", args=[person.pk])
